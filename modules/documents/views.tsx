/** Pages of the documents, and the pieces that other modules show of them. */
import { raw } from 'hono/html';
import type { DepositForm } from '../../platform/deposits.ts';
import { LARGEST_FILE } from '../../platform/deposits.ts';
import {
  Button,
  ButtonLink,
  DefinitionList,
  FileField,
  Form,
  Notice,
  Panel,
  Row,
  Rows,
  Status,
  Toolbar,
  UploadField,
  When,
} from '../../web/components/index.ts';
import { type Chrome, Page } from '../../web/layout.tsx';
import type { Preview } from './preview.ts';
import { depositAddresses, describeFile, FORMATS_HELP } from './describing.ts';
import { DocumentPreview, ReadAgain, ReadingState, WholeText } from './preview-views.tsx';
import { ACCEPTED_EXTENSIONS, isShownInline } from './rules.ts';
import type { DocumentCard, DocumentState, Flag, Namesake } from './schema.ts';
import { TEXTS } from './texts.ts';

const nameOf = (document: DocumentCard): string => document.name || TEXTS.unnamed;

const STATUS_TONES = {
  awaited: 'waiting',
  checking: 'waiting',
  ready: 'done',
  refused: 'refused',
  erased: 'refused',
} as const satisfies Record<DocumentState, string>;

const DocumentRow = ({ document, now }: { document: DocumentCard; now: Date }) => (
  <Row
    icon="document"
    href={`/documents/${document.id}`}
    title={nameOf(document)}
    detail={
      document.state === 'ready' ? (
        `${describeFile(document)} · ${document.depositor.name}`
      ) : (
        <Status tone={STATUS_TONES[document.state]}>{TEXTS.states[document.state]}</Status>
      )
    }
    end={<When date={document.createdAt} kind="relative" now={now} />}
  />
);

/** A few documents as lines, in a page of another module. */
export const DocumentRows = ({ documents, now }: { documents: readonly DocumentCard[]; now: Date }) => (
  <Rows>
    {documents.map((document) => (
      <DocumentRow document={document} now={now} />
    ))}
  </Rows>
);

const CRUMBS = [{ href: '/documents', label: 'Documents' }] as const;

/** Where files are chosen: sent at once with script, on the page after without. */
export const NewDocumentPage = ({ chrome, folder }: { chrome: Chrome; folder: string | undefined }) => (
  <Page
    title="Mettre en ligne un document"
    chrome={chrome}
    breadcrumb={CRUMBS}
    lead="Il sera visible des membres de votre organisation. Vous pourrez ensuite le publier."
    scripts={['upload', 'once']}
  >
    <Form action="/documents/depots">
      {folder && <input type="hidden" name="dossier" value={folder} />}
      <UploadField
        {...depositAddresses({ dossier: folder })}
        name="document"
        label="Le document"
        help={FORMATS_HELP}
        accept={ACCEPTED_EXTENSIONS}
        maxSize={LARGEST_FILE}
        multiple
      />
      <Toolbar>
        <Button>Continuer</Button>
        <ButtonLink href="/documents" tone="quiet">
          Annuler
        </ButtonLink>
      </Toolbar>
    </Form>
  </Page>
);

/** The form that sends the file to the bucket: the file comes last, as S3 reads nothing after it. */
export const FileForm = (props: {
  form: DepositForm;
  label: string;
  /** What is taken, where that is less than everywhere. */
  help?: string;
  accept?: string;
}) => (
  <Form action={props.form.url} multipart>
    {Object.entries(props.form.fields).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <FileField
      name="file"
      label={props.label}
      help={props.help ?? FORMATS_HELP}
      accept={props.accept ?? ACCEPTED_EXTENSIONS}
    />
    <Toolbar>
      <Button icon="upload">Envoyer le document</Button>
    </Toolbar>
  </Form>
);

export const ChooseFilePage = ({ chrome, form }: { chrome: Chrome; form: DepositForm }) => (
  <Page title="Choisir le document" chrome={chrome} breadcrumb={CRUMBS} scripts={['once']}>
    <FileForm form={form} label="Le document" />
  </Page>
);

/** Looks again by itself without script; with script, a page that moves by itself would disturb. */
const LookAgain = ({ here }: { here: string }) => (
  <>
    {raw('<noscript><meta http-equiv="refresh" content="2"></noscript>')}
    <p>
      <ButtonLink href={here} tone="plain">
        Voir où en est la vérification
      </ButtonLink>
    </p>
  </>
);

/** What became of the file that was sent: under way, refused with the reason, or nothing to say. */
export const CheckNotice = ({ document, here }: { document: DocumentCard; here: string }) => {
  switch (document.state) {
    case 'awaited':
    case 'checking':
      return (
        <>
          <Notice tone="info" title="Nous vérifions votre document">
            <p>Quelques secondes suffisent d’habitude. Vous pouvez quitter cette page : rien ne sera perdu.</p>
          </Notice>
          <LookAgain here={here} />
        </>
      );
    case 'refused':
      return (
        <Notice tone="error" title="Ce fichier n’a pas été accepté">
          <p>{TEXTS.refusals[document.refusal ?? 'unsupported']}</p>
        </Notice>
      );
    case 'ready':
    case 'erased':
      return null;
  }
};

/** What is known of a document. */
export const FileFacts = ({ document }: { document: DocumentCard }) => (
  <DefinitionList
    items={[
      { term: 'Fichier', description: describeFile(document) },
      ...(document.reading ? [{ term: 'Texte', description: <ReadingState reading={document.reading} /> }] : []),
      {
        term: 'Mis en ligne',
        description: (
          <>
            <When date={document.createdAt} kind="datetime" />, par {document.depositor.name}
          </>
        ),
      },
    ]}
  />
);

/** A document, or how far its check has come. `justSent`: the reader has just sent it. */
export const DocumentPage = (props: {
  chrome: Chrome;
  document: DocumentCard;
  here: string;
  justSent: boolean;
  preview?: Preview | undefined;
  mayDeposit: boolean;
}) => {
  const { document, preview } = props;
  const file = `/documents/${document.id}/fichier`;
  return (
    <Page title={nameOf(document)} chrome={props.chrome} breadcrumb={CRUMBS}>
      <CheckNotice document={document} here={props.here} />
      {document.state === 'refused' && props.mayDeposit && (
        <ButtonLink href="/documents/nouveau" icon="upload">
          Choisir un autre fichier
        </ButtonLink>
      )}
      {document.state === 'ready' && (
        <>
          {props.justSent && (
            <Notice tone="success" title="Votre document est en ligne">
              <p>Il est vérifié. Les membres de votre organisation peuvent le lire.</p>
            </Notice>
          )}
          {props.justSent && document.namesake && <TakenName namesake={document.namesake} />}
          <Panel>
            <FileFacts document={document} />
            {document.flags && <Flags flags={document.flags} />}
            <Toolbar>
              {isShownInline(document.type ?? '') && (
                <ButtonLink href={file} tone="plain" icon="eye">
                  Ouvrir
                </ButtonLink>
              )}
              <ButtonLink href={`${file}?telecharger=oui`} tone="plain" icon="download">
                Télécharger
              </ButtonLink>
              {document.reading?.length !== undefined && <WholeText document={document} />}
            </Toolbar>
          </Panel>
          {document.reading?.state === 'failed' && props.mayDeposit && <ReadAgain document={document} />}
          {preview && <DocumentPreview preview={preview} name={document.name} file={file} />}
          {props.mayDeposit && <NextSteps document={document} />}
        </>
      )}
    </Page>
  );
};

/** Where it went, another has its name: the very same, sent twice, or one of which it may be a new version. */
const TakenName = ({ namesake }: { namesake: Namesake }) => (
  <Notice tone="warning" title={namesake.isSame ? 'Ce fichier y était déjà' : 'Ce nom était déjà pris'}>
    <div class="stack">
      <p>
        {namesake.isSame ? 'Le même, à l’identique. ' : 'Un autre fichier le porte. '}
        Celui-ci s’appelle « {namesake.as} ».
        {!namesake.isSame && ' Si c’est une nouvelle version, mettez-la plutôt en ligne sur la page de l’autre.'}
      </p>
      <Toolbar>
        <ButtonLink href={`/documents/fichiers/${namesake.of}`} tone="plain">
          Voir celui qui y était
        </ButtonLink>
        <ButtonLink href={`/documents/choix?action=jeter&choix=${namesake.file}`} tone="quiet">
          Jeter celui-ci…
        </ButtonLink>
      </Toolbar>
    </div>
  </Notice>
);

/** What there is to know before the file is opened. */
export const Flags = ({ flags }: { flags: readonly Flag[] }) => (
  <Notice tone="warning" title="À savoir avant d’ouvrir ce fichier">
    <ul>
      {flags.map((flag) => (
        <li>{TEXTS.flags[flag]}</li>
      ))}
    </ul>
  </Notice>
);

const NextSteps = ({ document }: { document: DocumentCard }) => (
  <Panel title="Et maintenant ?" tone="soft">
    <Toolbar>
      {document.type === 'application/pdf' && (
        <ButtonLink href={`/publier/deliberation?document=${document.id}`} icon="act">
          Publier comme délibération
        </ButtonLink>
      )}
      <ButtonLink href={`/publier/actualite?document=${document.id}`} tone="plain" icon="news">
        Joindre à une actualité
      </ButtonLink>
    </Toolbar>
  </Panel>
);
