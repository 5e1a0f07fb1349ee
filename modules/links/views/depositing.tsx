/** Pages of whoever sends files by a link. */
import type { DepositForm } from '../../../platform/deposits.ts';
import type { FieldError } from '../../../platform/problems.ts';
import {
  Button,
  ButtonLink,
  errorOf,
  ErrorSummary,
  Field,
  Form,
  Notice,
  Row,
  Rows,
  Section,
  Status,
  TextArea,
  Toolbar,
  UploadField,
} from '../../../web/components/index.ts';
import { at, de, formatDate, formatSize, plural } from '../../../web/format.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import {
  ACCEPTED_EXTENSIONS,
  describeFile,
  DOCUMENT_TEXTS,
  type DocumentCard,
  FileForm,
  formatsHelp,
} from '../../documents/index.ts';
import type { SharedLink } from '../schema.ts';
import { TEXTS } from '../texts.ts';

/** How many files the link may still take. */
const leftIn = ({ mostFiles = 0, documents }: SharedLink): number => Math.max(0, mostFiles - (documents?.length ?? 0));

export const DepositPage = (props: {
  chrome: Chrome;
  action: string;
  organisation: string;
  link: SharedLink;
  errors: readonly FieldError[];
  typed: Readonly<Record<string, string>>;
}) => {
  const { link, errors, typed } = props;
  return (
    <Page
      title="Envoyer des fichiers"
      chrome={props.chrome}
      heading={`Envoyer des fichiers ${at(props.organisation)}`}
      lead={`${plural(leftIn(link), 'fichier')} de ${formatSize(link.largest ?? 0)} au plus, jusqu’au ${formatDate(link.expiresAt)}.`}
      scripts={['once']}
    >
      <ErrorSummary errors={errors} />
      {leftIn(link) === 0 ? (
        <Notice tone="warning" title="Ce lien est complet">
          <p>{TEXTS.linkFull}</p>
        </Notice>
      ) : (
        <Form action={props.action}>
          <Field
            name="nom"
            label="Votre nom"
            value={typed.nom ?? ''}
            autocomplete="name"
            help={`Les membres ${de(props.organisation)} le verront avec vos fichiers.`}
            error={errorOf(errors, 'nom')}
          />
          <TextArea
            name="message"
            label="Votre message"
            optional
            rows={3}
            value={typed.message ?? ''}
            error={errorOf(errors, 'message')}
          />
          <Button>Choisir les fichiers</Button>
        </Form>
      )}
    </Page>
  );
};

const TONES = {
  awaited: 'waiting',
  checking: 'waiting',
  ready: 'done',
  refused: 'refused',
  erased: 'refused',
} as const satisfies Record<DocumentCard['state'], string>;

/** Of one's own deposit: nothing else of the folder is shown. */
export const SendingPage = (props: {
  chrome: Chrome;
  /** Address of the deposit. */
  at: string;
  organisation: string;
  link: SharedLink;
  sent: readonly DocumentCard[];
  /** Its reader says that she has sent what she had. */
  isDone: boolean;
}) => {
  // A place kept for a file that has not come is nothing that was sent.
  const sent = props.sent.filter(({ state }) => state !== 'awaited');
  return (
    <Page
      title="Choisir les fichiers"
      chrome={props.chrome}
      heading={props.isDone ? 'Vos fichiers' : 'Choisir les fichiers'}
      lead={`Ils arrivent chez ${props.organisation}, une fois vérifiés.`}
      scripts={['upload', 'once']}
    >
      {props.isDone && sent.length > 0 && (
        <Notice tone="success" title="C’est envoyé">
          <p>
            {props.organisation} est prévenue. Vous pouvez fermer cette page, ou envoyer d’autres fichiers ci-dessous.
          </p>
        </Notice>
      )}
      {sent.length > 0 && (
        <Section title="Déjà envoyés" id="envoyes">
          <Rows>
            {sent.map((document) => (
              <Row
                icon="document"
                title={document.name || DOCUMENT_TEXTS.unnamed}
                detail={
                  document.state === 'refused'
                    ? DOCUMENT_TEXTS.refusals[document.refusal ?? 'unsupported']
                    : document.type
                      ? describeFile(document)
                      : undefined
                }
                end={<Status tone={TONES[document.state]}>{DOCUMENT_TEXTS.states[document.state]}</Status>}
              />
            ))}
          </Rows>
        </Section>
      )}
      {leftIn(props.link) === 0 ? (
        <Notice tone="info" title="Ce lien est complet">
          <p>{TEXTS.linkFull}</p>
        </Notice>
      ) : (
        <Form action={`${props.at}/fichiers`}>
          <UploadField
            name="document"
            depot={`${props.at}/fichiers`}
            state={`${props.at}/fichiers/{document}/etat`}
            label="Vos fichiers"
            help={formatsHelp(props.link.largest ?? 0)}
            accept={ACCEPTED_EXTENSIONS}
            maxSize={props.link.largest ?? 0}
            multiple
          />
          <Button>Terminer</Button>
        </Form>
      )}
    </Page>
  );
};

/** Without script: the form that goes to the bucket. */
export const FilePickPage = ({ chrome, form, back }: { chrome: Chrome; form: DepositForm; back: string }) => (
  <Page title="Choisir un fichier" chrome={chrome} scripts={['once']}>
    <FileForm form={form} label="Le fichier" />
    <Toolbar>
      <ButtonLink href={back} tone="quiet">
        Revenir à vos fichiers
      </ButtonLink>
    </Toolbar>
  </Page>
);
