/** Pages of folders. */
import { ACCEPTED_EXTENSIONS, depositAddresses, FORMATS_HELP } from '../../documents/index.ts';
import { LARGEST_FILE } from '../../../platform/deposits.ts';
import { newId } from '../../../platform/ids.ts';
import type { FieldError } from '../../../platform/problems.ts';
import { de, formatSize } from '../../../web/format.ts';
import {
  Button,
  ButtonLink,
  Empty,
  ErrorSummary,
  errorOf,
  Field,
  Form,
  Notice,
  Pager,
  Section,
  Toolbar,
  UploadField,
} from '../../../web/components/index.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import { type EntryCard, type Folder, ROOT, type Room, type Step, TRASH } from '../schema.ts';
import { TEXTS } from '../texts.ts';
import { type Done, DoneNotice } from './done.tsx';
import { CHOICE_FORM, EntryRows } from './entries.tsx';
import { RoomNotice } from './readers.tsx';
import { FavouriteForm, Ways } from './shelf.tsx';

const addressOfStep = ({ id }: Step): string => (id === TRASH ? '/documents/corbeille' : `/documents/dossiers/${id}`);

/** The way to a folder, `into`: that folder too. */
export const crumbsTo = (folder: Folder | undefined, into: boolean) => [
  { href: '/documents', label: TEXTS.root },
  ...(folder ? [...folder.trail, ...(into ? [{ id: folder.id, name: folder.name }] : [])] : []).map((step) => ({
    href: addressOfStep(step),
    label: step.name,
  })),
];

const isThrown = (folder: Folder | undefined): boolean =>
  folder !== undefined && (folder.trashedAt !== undefined || folder.trail[0]?.id === TRASH);

export const FolderPage = (props: {
  chrome: Chrome;
  organisation: string;
  folder: Folder | undefined;
  entries: readonly EntryCard[];
  next: string | undefined;
  isFirstPage: boolean;
  maySort: boolean;
  mayShare: boolean;
  /** Readers of this folder, when they are not all members. */
  room: Room | undefined;
  /** Folders that have readers of their own. */
  withReaders: ReadonlySet<string>;
  mayChooseReaders: boolean;
  /** On the first page: bytes taken, and kept for files on their way, of those that may be. */
  space: { used: number; awaited: number; quota: number } | undefined;
  done: Done;
  now: Date;
}) => {
  const { folder, entries } = props;
  const where = folder?.id ?? ROOT;
  const open = props.maySort && !isThrown(folder);
  const deposit = `/documents/nouveau${folder ? `?dossier=${folder.id}` : ''}`;
  return (
    <Page
      title={folder?.name ?? TEXTS.root}
      chrome={props.chrome}
      {...(folder ? { breadcrumb: crumbsTo(folder, false) } : {})}
      {...(folder
        ? {}
        : {
            lead: `Les fichiers ${de(props.organisation)}. Seuls ses membres les voient, tant que vous ne les publiez pas.`,
          })}
      action={
        open && entries.length > 0 ? (
          <ButtonLink href={deposit} icon="upload">
            Mettre en ligne
          </ButtonLink>
        ) : undefined
      }
      scripts={open ? ['upload', 'once'] : ['once']}
    >
      {!folder && <Ways current="all" />}
      <DoneNotice {...props.done} />
      <RoomNotice room={props.room} />
      {isThrown(folder) && (
        <Notice tone="warning">Ce dossier est dans la corbeille : on peut le lire, pas y ranger.</Notice>
      )}
      {entries.length === 0 ? (
        <Empty
          title={
            props.isFirstPage
              ? folder
                ? 'Ce dossier est vide'
                : 'Aucun document pour l’instant'
              : 'Vous êtes au bout de la liste'
          }
          action={
            props.isFirstPage ? (
              open && (
                <ButtonLink href={deposit} icon="upload">
                  Mettre en ligne un document
                </ButtonLink>
              )
            ) : (
              <ButtonLink href={folder ? `/documents/dossiers/${folder.id}` : '/documents'}>
                Revenir au début
              </ButtonLink>
            )
          }
        >
          {props.isFirstPage &&
            (folder
              ? 'Mettez-y des fichiers, ou rangez-y ceux d’un autre dossier.'
              : 'Commencez par le dernier compte rendu ou la dernière délibération : un PDF suffit.')}
        </Empty>
      ) : open ? (
        <>
          <EntryRows entries={entries} withReaders={props.withReaders} chosen now={props.now} />
          <Form id={CHOICE_FORM} action="/documents/choix" once={false}>
            <input type="hidden" name="de" value={where} />
            <Toolbar>
              <Button tone="plain" name="action" value="deplacer">
                Déplacer…
              </Button>
              <Button tone="plain" name="action" value="copier">
                Copier…
              </Button>
              <Button tone="danger" name="action" value="jeter" icon="trash">
                Mettre à la corbeille…
              </Button>
            </Toolbar>
          </Form>
        </>
      ) : (
        <EntryRows entries={entries} withReaders={props.withReaders} chosen={false} now={props.now} />
      )}
      <Pager next={props.next} />
      {open && props.space && <Space {...props.space} />}
      {open && <Adding folder={folder} />}
      {folder && !isThrown(folder) && (
        <Toolbar>
          {entries.length > 0 && (
            <ButtonLink href={`/documents/dossiers/${folder.id}/zip`} tone="quiet" icon="download">
              Télécharger tout le dossier
            </ButtonLink>
          )}
          <FavouriteForm id={folder.id} isFavourite={false} />
        </Toolbar>
      )}
      {props.maySort && (
        <Toolbar>
          <ButtonLink href={`/documents/dossiers/nouveau?dans=${where}`} tone="plain" icon="folder">
            Nouveau dossier
          </ButtonLink>
          {open && (
            <ButtonLink
              href={`/documents/modeles${folder ? `?dossier=${folder.id}` : ''}`}
              tone="quiet"
              icon="document"
            >
              Partir d’un modèle
            </ButtonLink>
          )}
          {folder && open && (
            <ButtonLink href={`/documents/dossiers/${folder.id}/reglages`} tone="quiet">
              Renommer ou ranger ce dossier
            </ButtonLink>
          )}
          {props.mayShare && (
            <ButtonLink
              href={folder ? `/documents/liens/nouveau?cible=${folder.id}` : '/documents/liens'}
              tone={folder ? 'plain' : 'quiet'}
              icon="link"
            >
              {folder ? 'Donner un lien' : 'Liens donnés'}
            </ButtonLink>
          )}
          {folder && open && props.mayChooseReaders && (
            <ButtonLink href={`/documents/dossiers/${folder.id}/lecteurs`} tone="quiet" icon="people">
              Choisir qui le lit
            </ButtonLink>
          )}
          <ButtonLink href="/documents/corbeille" tone="quiet">
            Corbeille
          </ButtonLink>
        </Toolbar>
      )}
    </Page>
  );
};

/** Said before it bites: from nine tenths on. */
const NEARLY_FULL = 0.9;

const Space = ({ used, awaited, quota }: { used: number; awaited: number; quota: number }) => {
  const said = `${formatSize(used)} occupés sur ${formatSize(quota)}${awaited > 0 ? `, et ${formatSize(awaited)} retenus par des envois en cours` : ''}.`;
  if (used + awaited < quota * NEARLY_FULL) return <p class="soft small">{said}</p>;
  return (
    <Notice tone="warning" title="Il reste peu de place">
      <p>{said} Effacez ce qui est dans la corbeille, ou demandez plus de place à l’opérateur du territoire.</p>
    </Notice>
  );
};

/** Files may be dropped anywhere on the page; without script the button leads to the page where they are chosen. */
const Adding = ({ folder }: { folder: Folder | undefined }) => (
  <Section title="Ajouter des fichiers" id="ajouter">
    <Form action="/documents/depots">
      {folder && <input type="hidden" name="dossier" value={folder.id} />}
      <UploadField
        {...depositAddresses({ dossier: folder?.id })}
        name="document"
        label="Les fichiers"
        help={FORMATS_HELP}
        accept={ACCEPTED_EXTENSIONS}
        maxSize={LARGEST_FILE}
        multiple
        straight
      />
      <Button tone="plain">Continuer</Button>
    </Form>
  </Section>
);

export const NewFolderPage = (props: {
  chrome: Chrome;
  parent: Folder | undefined;
  errors: readonly FieldError[];
  typed: string;
}) => (
  <Page
    title="Nouveau dossier"
    chrome={props.chrome}
    breadcrumb={crumbsTo(props.parent, true)}
    lead={`Il sera rangé dans « ${props.parent?.name ?? TEXTS.root} ».`}
    scripts={['once']}
  >
    <ErrorSummary errors={props.errors} />
    <Form action="/documents/dossiers">
      <input type="hidden" name="id" value={newId('fol')} />
      <input type="hidden" name="dans" value={props.parent?.id ?? ROOT} />
      <Field
        name="nom"
        label="Nom du dossier"
        help="Par exemple : Délibérations 2026."
        value={props.typed}
        error={errorOf(props.errors, 'nom')}
      />
      <Toolbar>
        <Button>Créer le dossier</Button>
        <ButtonLink href={props.parent ? `/documents/dossiers/${props.parent.id}` : '/documents'} tone="quiet">
          Annuler
        </ButtonLink>
      </Toolbar>
    </Form>
  </Page>
);

export const FolderSettingsPage = (props: {
  chrome: Chrome;
  folder: Folder;
  errors: readonly FieldError[];
  typed: string;
}) => {
  const { folder } = props;
  return (
    <Page
      title={`Renommer ou ranger « ${folder.name} »`}
      chrome={props.chrome}
      breadcrumb={crumbsTo(folder, true)}
      scripts={['once']}
    >
      <ErrorSummary errors={props.errors} />
      <Form action={`/documents/dossiers/${folder.id}/reglages`}>
        <input type="hidden" name="version" value={folder.version} />
        <Field name="nom" label="Nom du dossier" value={props.typed} error={errorOf(props.errors, 'nom')} />
        <Toolbar>
          <Button>Renommer</Button>
          <ButtonLink href={`/documents/choix?action=deplacer&choix=${folder.id}`} tone="plain">
            Ranger ailleurs…
          </ButtonLink>
          <ButtonLink href={`/documents/choix?action=jeter&choix=${folder.id}`} tone="danger" icon="trash">
            Mettre à la corbeille…
          </ButtonLink>
        </Toolbar>
      </Form>
    </Page>
  );
};
