/** Pages of one file. */
import {
  depositAddresses,
  describeFile,
  type DocumentCard,
  DocumentPreview,
  Flags,
  FORMATS_HELP,
  isShownInline,
  type Preview,
  ReadAgain,
  ReadingStateWords,
  WholeText,
} from '../../documents/index.ts';
import { LARGEST_FILE } from '../../../platform/deposits.ts';
import type { FieldError } from '../../../platform/problems.ts';
import {
  Button,
  ButtonLink,
  Columns,
  DefinitionList,
  ErrorSummary,
  errorOf,
  Field,
  Form,
  Notice,
  Panel,
  Row,
  Rows,
  Section,
  Toolbar,
  UploadField,
  When,
} from '../../../web/components/index.ts';
import { de } from '../../../web/format.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import { extensionOf } from '../rules.ts';
import type { File, FileVersion, Folder, Room } from '../schema.ts';
import { crumbsTo } from './folders.tsx';
import { readersWords } from './readers.tsx';
import { FavouriteForm } from './shelf.tsx';

interface Reader {
  id: string;
  maySort: boolean;
  mayForce: boolean;
  mayShare: boolean;
}

const at = ({ id }: Pick<File, 'id'>, rest = ''): string => `/documents/fichiers/${id}${rest}`;

export const FilePage = (props: {
  chrome: Chrome;
  file: File;
  folder: Folder | undefined;
  versions: readonly FileVersion[];
  /** Readers of its folder, when they are not all members. */
  room: Room | undefined;
  /** What the present version holds; undefined while it is being checked. */
  document: DocumentCard | undefined;
  preview: Preview | undefined;
  isFavourite: boolean;
  reader: Reader;
  errors: readonly FieldError[];
  typed: string;
}) => {
  const { file, reader, versions, document, preview } = props;
  const open = reader.maySort && !file.trashedAt;
  const isHeldByAnother = file.lock !== undefined && file.lock.id !== reader.id;
  return (
    <Page title={file.name} wide chrome={props.chrome} breadcrumb={crumbsTo(props.folder, true)} scripts={['once']}>
      <ErrorSummary errors={props.errors} />
      {file.trashedAt && (
        <Notice tone="warning" title="Ce fichier est dans la corbeille">
          <p>
            <a href={`/documents/choix?action=restaurer&choix=${file.id}`}>Le remettre à sa place</a>
          </p>
        </Notice>
      )}
      {file.lock && <LockNotice file={file} lock={file.lock} reader={reader} />}
      <Columns
        aside={
          open ? (
            <>
              <NextSteps file={file} mayShare={reader.mayShare} />
              <Sorting file={file} errors={props.errors} typed={props.typed} />
            </>
          ) : (
            <></>
          )
        }
      >
        <Panel>
          <DefinitionList
            items={[
              { term: 'Fichier', description: describeFile(file) },
              ...(document?.reading
                ? [{ term: 'Texte', description: <ReadingStateWords reading={document.reading} /> }]
                : []),
              ...(props.room ? [{ term: 'Lecteurs', description: readersWords(props.room) }] : []),
              {
                term: file.last > 1 ? `Version ${file.number}` : 'Mis en ligne',
                description: (
                  <>
                    <When date={file.updatedAt} kind="datetime" />, par {file.by.name}
                  </>
                ),
              },
            ]}
          />
          {document?.flags && <Flags flags={document.flags} />}
          <Toolbar>
            {isShownInline(file.type) && (
              <ButtonLink href={at(file, '/contenu')} tone="plain" icon="eye">
                Ouvrir
              </ButtonLink>
            )}
            <ButtonLink href={at(file, '/contenu?telecharger=oui')} tone="plain" icon="download">
              Télécharger
            </ButtonLink>
            {document?.reading?.length !== undefined && <WholeText document={document} />}
            <FavouriteForm id={file.id} isFavourite={props.isFavourite} />
          </Toolbar>
        </Panel>
        {document?.reading?.state === 'failed' && open && <ReadAgain document={document} />}
        {preview && <DocumentPreview preview={preview} name={file.name} file={at(file, '/contenu')} />}
        {open && !isHeldByAnother && (
          <Toolbar>
            <ButtonLink href={at(file, '/version')} icon="upload">
              Mettre en ligne une nouvelle version
            </ButtonLink>
            {!file.lock && (
              <Form action={at(file, '/reservation')}>
                <Button tone="plain" name="action" value="reserver" icon="lock">
                  Réserver pour le modifier
                </Button>
              </Form>
            )}
          </Toolbar>
        )}
        <Versions file={file} versions={versions} open={open && !isHeldByAnother} />
      </Columns>
    </Page>
  );
};

const LockNotice = ({ file, lock, reader }: { file: File; lock: NonNullable<File['lock']>; reader: Reader }) => {
  const isOwn = lock.id === reader.id;
  return (
    <Notice tone="info" title={isOwn ? 'Vous avez réservé ce fichier' : `${lock.name} a réservé ce fichier`}>
      <p>
        Depuis le <When date={lock.at} kind="datetime" />. {isOwn ? 'Personne d’autre' : 'Personne'} ne peut en mettre
        de nouvelle version avant qu’il soit rendu.
      </p>
      {(isOwn || reader.mayForce) && (
        <Form action={at(file, '/reservation')}>
          <Button tone="plain" name="action" value="rendre">
            {isOwn ? 'Le rendre' : `Lever la réservation ${de(lock.name)}`}
          </Button>
        </Form>
      )}
    </Notice>
  );
};

const saidOf = ({ restored, note }: FileVersion): string =>
  restored === undefined ? note : `Reprise de la version ${restored}`;

const Versions = (props: { file: File; versions: readonly FileVersion[]; open: boolean }) => (
  <Section title="Versions" id="versions">
    <Rows>
      {props.versions.map((version) => (
        <Row
          icon="document"
          href={at(props.file, `/contenu?telecharger=oui&version=${version.number}`)}
          title={`Version ${version.number}`}
          detail={
            <>
              {describeFile(version)} · {version.by.name} · <When date={version.at} kind="datetime" />
              {saidOf(version) && <> · {saidOf(version)}</>}
            </>
          }
          end={
            version.number === props.file.number ? (
              'Version actuelle'
            ) : props.open ? (
              <Form action={at(props.file, '/restaurer')}>
                <Button tone="quiet" name="numero" value={String(version.number)}>
                  Reprendre
                  <span class="hide"> la version {version.number}</span>
                </Button>
              </Form>
            ) : undefined
          }
        />
      ))}
    </Rows>
  </Section>
);

const NextSteps = ({ file, mayShare }: { file: File; mayShare: boolean }) => (
  <Panel title="Et maintenant ?" tone="soft">
    <Toolbar>
      {file.type === 'application/pdf' && (
        <ButtonLink href={`/publier/deliberation?document=${file.document}`} tone="plain" icon="act">
          Publier comme délibération
        </ButtonLink>
      )}
      <ButtonLink href={`/publier/actualite?document=${file.document}`} tone="plain" icon="news">
        Joindre à une actualité
      </ButtonLink>
      {mayShare && (
        <ButtonLink href={`/documents/liens/nouveau?cible=${file.id}`} tone="plain" icon="link">
          Donner un lien
        </ButtonLink>
      )}
    </Toolbar>
  </Panel>
);

const Sorting = ({ file, errors, typed }: { file: File; errors: readonly FieldError[]; typed: string }) => (
  <Panel title="Ranger" id="ranger">
    <Form action={at(file, '/nom')}>
      <input type="hidden" name="version" value={file.version} />
      <Field name="nom" label="Nom" value={typed} error={errorOf(errors, 'nom')} />
      <Button tone="plain">Renommer</Button>
    </Form>
    <Toolbar>
      <ButtonLink href={at(file, '/ouvertures')} tone="quiet" icon="eye">
        Qui l’a ouvert
      </ButtonLink>
      <ButtonLink href={`/documents/choix?action=deplacer&choix=${file.id}`} tone="quiet">
        Déplacer…
      </ButtonLink>
      <ButtonLink href={`/documents/choix?action=copier&choix=${file.id}`} tone="quiet">
        Copier…
      </ButtonLink>
      <ButtonLink href={`/documents/choix?action=jeter&choix=${file.id}`} tone="quiet">
        Mettre à la corbeille…
      </ButtonLink>
    </Toolbar>
  </Panel>
);

export const NewVersionPage = ({ chrome, file }: { chrome: Chrome; file: File }) => (
  <Page
    title="Nouvelle version"
    chrome={chrome}
    breadcrumb={[
      { href: '/documents', label: 'Documents' },
      { href: at(file), label: file.name },
    ]}
    lead="Les versions précédentes restent : on peut les relire et les reprendre."
    scripts={['upload', 'once']}
  >
    <Form action="/documents/depots">
      <input type="hidden" name="fichier" value={file.id} />
      <UploadField
        {...depositAddresses({ fichier: file.id })}
        name="document"
        label="La nouvelle version"
        help={`Du même format (${extensionOf(file.name) || 'sans extension'}). ${FORMATS_HELP}`}
        accept={extensionOf(file.name)}
        maxSize={LARGEST_FILE}
      />
      <Field name="motif" label="Ce qui change" optional help="Par exemple : montants corrigés après le conseil." />
      <Toolbar>
        <Button>Continuer</Button>
        <ButtonLink href={at(file)} tone="quiet">
          Annuler
        </ButtonLink>
      </Toolbar>
    </Form>
  </Page>
);
