/** Publishing without script: the file is sent after the form, then checked, then published. */
import type { DepositForm } from '../../../platform/deposits.ts';
import { Button, ButtonLink, Form, Notice, Panel, Steps, Toolbar } from '../../../web/components/index.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import { CheckNotice, describeFile, type DocumentCard, FileForm } from '../../documents/index.ts';
import { draftAddress } from '../addresses.ts';
import type { Content } from '../schema.ts';
import { TEXTS } from '../texts.ts';

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

/** What became of the file, and the last step. */
export const DraftFileReceivedPage = (props: {
  chrome: Chrome;
  content: Content;
  document: DocumentCard;
  here: string;
  /** Nothing else is missing. */
  isWhole: boolean;
  /** Somebody approves it before it appears. */
  isReadAgain: boolean;
}) => {
  const { content, document } = props;
  return (
    <Page
      title={document.state === 'ready' ? 'Tout est prêt' : 'Joindre le document'}
      chrome={props.chrome}
      breadcrumb={crumbs(content.id)}
      scripts={['once']}
    >
      <Steps
        current={document.state === 'ready' ? 3 : 2}
        total={3}
        label={document.state === 'ready' ? 'Publier' : 'Le document'}
      />
      <CheckNotice document={document} here={props.here} />
      {document.state === 'refused' && <AnotherFile id={content.id} label="Choisir un autre fichier" />}
      {document.state === 'ready' && (
        <Panel>
          <div class="stack">
            <Notice tone="success" title="Document reçu et vérifié">
              <p>
                {document.name} ({describeFile(document)})
              </p>
            </Notice>
            <p>
              <b>{content.title || TEXTS.unnamed}</b>
            </p>
            {props.isWhole ? (
              <Form action={`/publications/${content.id}/publier`}>
                <input type="hidden" name="version" value={String(content.version)} />
                <Toolbar>
                  <Button>{props.isReadAgain ? 'Envoyer pour validation' : 'Publier maintenant'}</Button>
                  <ButtonLink href="/publications?onglet=brouillons" tone="plain">
                    Garder en brouillon
                  </ButtonLink>
                </Toolbar>
              </Form>
            ) : (
              <ButtonLink href={draftAddress(content.id)}>Terminer le texte</ButtonLink>
            )}
          </div>
        </Panel>
      )}
    </Page>
  );
};
