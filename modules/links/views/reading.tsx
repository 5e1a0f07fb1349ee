/** What a link shows: a file, or a folder. Nothing of who put it there. */
import type { FieldError } from '../../../platform/problems.ts';
import {
  Button,
  ButtonLink,
  Empty,
  errorOf,
  ErrorSummary,
  Form,
  Pager,
  Panel,
  PasswordField,
  Row,
  Rows,
  Toolbar,
} from '../../../web/components/index.ts';
import { de, formatDate } from '../../../web/format.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import { describeFile, isShownInline } from '../../documents/index.ts';
import type { EntryCard, File, Folder } from '../../repository/index.ts';
import type { SharedLink } from '../schema.ts';

export const PasswordPage = (props: {
  chrome: Chrome;
  organisation: string;
  action: string;
  errors: readonly FieldError[];
}) => {
  return (
    <Page
      title="Ce lien demande un mot de passe"
      chrome={props.chrome}
      lead={`Il a été donné par un membre ${de(props.organisation)}.`}
      scripts={['once']}
    >
      <ErrorSummary errors={props.errors} />
      <Form action={props.action}>
        <PasswordField
          name="motdepasse"
          label="Mot de passe du lien"
          help="La personne qui vous a envoyé ce lien vous l’a donné, ou peut vous le donner."
          error={errorOf(props.errors, 'motdepasse')}
        />
        <Button>Ouvrir</Button>
      </Form>
    </Page>
  );
};

interface Shown {
  chrome: Chrome;
  /** Address of the link. */
  at: string;
  organisation: string;
  link: SharedLink;
}

const leadOf = ({ organisation, link }: Shown): string =>
  `Partagé par un membre ${de(organisation)}, jusqu’au ${formatDate(link.expiresAt)}.`;

export const FileBehindPage = (props: Shown & { file: File }) => {
  const { file } = props;
  const address = `${props.at}/fichiers/${file.id}`;
  return (
    <Page title={file.name} chrome={props.chrome} lead={leadOf(props)}>
      <Panel>
        <p>{describeFile(file)}</p>
        <Toolbar>
          {isShownInline(file.type) && (
            <ButtonLink href={address} icon="eye">
              Ouvrir
            </ButtonLink>
          )}
          <ButtonLink href={`${address}?telecharger=oui`} tone="plain" icon="download">
            Télécharger
          </ButtonLink>
        </Toolbar>
      </Panel>
    </Page>
  );
};

/** The way from what the link leads to down to a folder: nothing of what is around it. */
const crumbsWithin = ({ at, link }: Shown, folder: Folder) => {
  if (folder.id === link.target.id) return [];
  const from = folder.trail.findIndex(({ id }) => id === link.target.id);
  return folder.trail.slice(from < 0 ? folder.trail.length : from).map(({ id, name }) => ({
    href: id === link.target.id ? at : `${at}/dossiers/${id}`,
    label: name,
  }));
};

export const FolderBehindPage = (
  props: Shown & {
    folder: Folder;
    entries: readonly EntryCard[];
    isFirstPage: boolean;
    next: string | undefined;
  },
) => {
  const crumbs = crumbsWithin(props, props.folder);
  return (
    <Page
      title={props.folder.name}
      chrome={props.chrome}
      lead={leadOf(props)}
      {...(crumbs.length > 0 ? { breadcrumb: crumbs } : {})}
    >
      {props.entries.length === 0 ? (
        <Empty title={props.isFirstPage ? 'Ce dossier est vide' : 'Vous êtes au bout de la liste'}>
          {props.isFirstPage && 'Ce qui y sera mis apparaîtra ici, par le même lien.'}
        </Empty>
      ) : (
        <Rows>
          {props.entries.map((entry) => (
            <EntryRow at={props.at} entry={entry} />
          ))}
        </Rows>
      )}
      <Pager next={props.next} />
    </Page>
  );
};

const EntryRow = ({ at, entry }: { at: string; entry: EntryCard }) => {
  if (entry.kind === 'folder') {
    return <Row icon="folder" href={`${at}/dossiers/${entry.id}`} title={entry.name} detail="Dossier" />;
  }
  const address = `${at}/fichiers/${entry.id}`;
  const download = `${address}?telecharger=oui`;
  return (
    <Row
      icon="document"
      href={isShownInline(entry.type ?? '') ? address : download}
      title={entry.name}
      detail={describeFile(entry)}
      end={
        <ButtonLink href={download} tone="quiet" icon="download">
          Télécharger
          <span class="hide"> {entry.name}</span>
        </ButtonLink>
      }
    />
  );
};
