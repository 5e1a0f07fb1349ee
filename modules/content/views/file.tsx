/** Publishing without script: files are sent after the form, one by one, then checked, then published. */
import type { DepositForm } from '../../../platform/deposits.ts';
import {
  Button,
  ButtonLink,
  Form,
  Notice,
  Panel,
  Row,
  Rows,
  Section,
  Status,
  Steps,
  Toolbar,
} from '../../../web/components/index.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import { CheckNotice, describeFile, DOCUMENT_TEXTS, type DocumentCard, FileForm } from '../../documents/index.ts';
import { draftAddress } from '../addresses.ts';
import type { Content } from '../schema.ts';
import { ANNEXE_EXTENSIONS, ANNEXE_HELP, LIMITS, TEXTS } from '../texts.ts';

const crumbs = (id: string) => [
  { href: '/publications?onglet=brouillons', label: 'Brouillons' },
  { href: draftAddress(id), label: 'Le texte' },
];

/** Asks for a place for a file, where there is none or the one that came was refused. */
const AnotherFile = ({ id, label }: { id: string; label: string }) => (
  <Form action={`/publications/${id}/fichier`}>
    <Button icon="upload">{label}</Button>
  </Form>
);

/** The form that sends the file; without one, the button that asks for it. */
export const DraftFilePage = (props: { chrome: Chrome; content: Content; form: DepositForm | undefined }) => (
  <Page
    title="Joindre le document"
    chrome={props.chrome}
    breadcrumb={crumbs(props.content.id)}
    lead={`Pour « ${props.content.title || TEXTS.unnamed} ». Votre texte est conservé.`}
    scripts={['once']}
  >
    <Steps current={2} total={3} label="Le document" />
    {props.form ? (
      <FileForm form={props.form} label="Le document" />
    ) : (
      <AnotherFile id={props.content.id} label="Choisir le document" />
    )}
  </Page>
);

/** The form that sends one more annexe. */
export const AnnexeFilePage = (props: { chrome: Chrome; content: Content; document: string; form: DepositForm }) => (
  <Page
    title="Joindre une annexe"
    chrome={props.chrome}
    breadcrumb={crumbs(props.content.id)}
    lead={`Pour « ${props.content.title || TEXTS.unnamed} ». Votre texte et vos documents sont conservés.`}
    scripts={['once']}
  >
    <FileForm form={props.form} label="L’annexe" help={ANNEXE_HELP} accept={ANNEXE_EXTENSIONS} />
    <RemoveAnnexe id={props.content.id} document={props.document} label="Continuer sans cette annexe" />
  </Page>
);

const RemoveAnnexe = (props: { id: string; document: string; label: string; name?: string }) => (
  <Form action={`/publications/${props.id}/annexes/retirer`}>
    <input type="hidden" name="document" value={props.document} />
    <Button tone="quiet" icon="trash">
      {props.label}
      {props.name && <span class="hide"> « {props.name} »</span>}
    </Button>
  </Form>
);

/** A document that goes with the text, and why it may not, if it may not. */
export type JoinedDocument = DocumentCard & { refused: string | undefined };

const isGood = ({ state, refused }: JoinedDocument): boolean => state === 'ready' && !refused;

/** Why it is refused is a sentence, and stands beside the word. */
const Refused = ({ reason }: { reason: string }) => (
  <>
    <Status tone="refused">{DOCUMENT_TEXTS.states.refused}</Status> {reason}
  </>
);

const detailOf = (annexe: JoinedDocument) => {
  if (annexe.refused) return <Refused reason={annexe.refused} />;
  switch (annexe.state) {
    case 'ready':
      return describeFile(annexe);
    case 'awaited':
      return <Status tone="waiting">Son fichier n’est pas arrivé.</Status>;
    case 'checking':
      return <Status tone="waiting">{DOCUMENT_TEXTS.states.checking}</Status>;
    case 'refused':
    case 'erased':
      return <Refused reason={DOCUMENT_TEXTS.refusals[annexe.refusal ?? 'unsupported']} />;
  }
};

/** What goes with the act, and the way to one more. */
const Annexes = ({ id, annexes }: { id: string; annexes: readonly JoinedDocument[] }) => (
  <Section title="Annexes" id="annexes">
    {annexes.length > 0 && (
      <Rows>
        {annexes.map((annexe) => (
          <Row
            icon="document"
            title={annexe.name || DOCUMENT_TEXTS.unnamed}
            detail={detailOf(annexe)}
            end={
              <RemoveAnnexe id={id} document={annexe.id} label="Retirer" name={annexe.name || DOCUMENT_TEXTS.unnamed} />
            }
          />
        ))}
      </Rows>
    )}
    {annexes.length < LIMITS.annexes && (
      <Form action={`/publications/${id}/annexes`}>
        <Button tone="plain" icon="upload">
          {annexes.length === 0 ? 'Joindre une annexe' : 'Ajouter une autre annexe'}
        </Button>
      </Form>
    )}
  </Section>
);

/** What became of the files, and the last step. */
export const DraftFilesReceivedPage = (props: {
  chrome: Chrome;
  content: Content;
  /** None while only annexes were sent. */
  document: JoinedDocument | undefined;
  /** Of an act. */
  annexes: readonly JoinedDocument[] | undefined;
  here: string;
  /** Nothing else is missing. */
  isWhole: boolean;
  /** Somebody approves it before it appears. */
  isReadAgain: boolean;
}) => {
  const { content, document, annexes = [] } = props;
  const checking = annexes.find(({ state }) => state === 'checking');
  const isReady = document !== undefined && [document, ...annexes].every(isGood);
  const waits = document && document.state !== 'ready' ? document : checking;
  return (
    <Page
      title={isReady ? 'Tout est prêt' : 'Joindre les documents'}
      chrome={props.chrome}
      breadcrumb={crumbs(content.id)}
      scripts={['once']}
    >
      <Steps current={isReady ? 3 : 2} total={3} label={isReady ? 'Publier' : 'Le document'} />
      <div class="stack">
        {waits && <CheckNotice document={waits} here={props.here} />}
        {document?.refused && (
          <Notice tone="error" title={`« ${document.name} » ne peut pas être publié`}>
            <p>{document.refused}</p>
          </Notice>
        )}
        {(document?.state === 'refused' || document?.refused) && (
          <AnotherFile id={content.id} label="Choisir un autre fichier" />
        )}
        {document && isGood(document) && (
          <Notice tone="success" title="Document reçu et vérifié">
            <p>
              {document.name} ({describeFile(document)})
            </p>
          </Notice>
        )}
        {props.annexes && <Annexes id={content.id} annexes={annexes} />}
        {isReady && props.isWhole && <LastStep content={content} isReadAgain={props.isReadAgain} />}
        {document && isGood(document) && !isReady && !checking && (
          <p>Pour publier, retirez d’abord les annexes qui ne sont pas arrivées ou qui ne sont pas acceptées.</p>
        )}
        {(!document || (isReady && !props.isWhole)) && (
          <p>
            <ButtonLink href={draftAddress(content.id)}>Terminer le texte</ButtonLink>
          </p>
        )}
      </div>
    </Page>
  );
};

const LastStep = ({ content, isReadAgain }: { content: Content; isReadAgain: boolean }) => (
  <Panel>
    <div class="stack">
      <p>
        <b>{content.title || TEXTS.unnamed}</b>
      </p>
      <Form action={`/publications/${content.id}/publier`}>
        <input type="hidden" name="version" value={String(content.version)} />
        <Toolbar>
          <Button>{isReadAgain ? 'Envoyer pour validation' : 'Publier maintenant'}</Button>
          <ButtonLink href="/publications?onglet=brouillons" tone="plain">
            Garder en brouillon
          </ButtonLink>
        </Toolbar>
      </Form>
    </div>
  </Panel>
);
