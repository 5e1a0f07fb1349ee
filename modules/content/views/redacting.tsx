/** A redacted version in the place of what everybody reads. */
import { type DepositForm, LARGEST_FILE } from '../../../platform/deposits.ts';
import type { FieldError } from '../../../platform/problems.ts';
import {
  Button,
  ButtonLink,
  ErrorSummary,
  errorOf,
  Form,
  TextArea,
  Toolbar,
  UploadField,
} from '../../../web/components/index.ts';
import { typographic } from '../../../web/format.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import { CheckNotice, DEPOSIT_ADDRESSES, type DocumentCard, FileForm } from '../../documents/index.ts';
import type { Content } from '../schema.ts';

const HELP = 'Un PDF enregistré de nouveau, où les passages ne se retrouvent pas en les copiant.';
const PDF = '.pdf,application/pdf';

export const RedactPage = (props: {
  chrome: Chrome;
  content: Content;
  documents: readonly { id: string; name: string; size: number }[];
  reason: string;
  errors: readonly FieldError[] | undefined;
}) => {
  const { content, errors } = props;
  const back = `/publications/${content.id}`;
  return (
    <Page
      title="Remplacer par une version occultée"
      chrome={props.chrome}
      lead={`${typographic(content.title)} : le document en ligne quitte le public, la version occultée prend sa place. Le registre garde la trace des deux.`}
      breadcrumb={[{ href: back, label: 'L’acte' }]}
      scripts={['upload', 'once']}
    >
      <ErrorSummary errors={errors} />
      <Form action={`${back}/occulter`} once>
        <input type="hidden" name="version" value={String(content.version)} />
        <UploadField
          {...DEPOSIT_ADDRESSES}
          name="document"
          label="La version occultée"
          help={HELP}
          accept={PDF}
          maxSize={LARGEST_FILE}
          documents={props.documents}
          error={errorOf(errors, 'document')}
        />
        <TextArea
          name="reason"
          label="Pourquoi ?"
          help="Cette raison reste au registre, à la vue de tous. N’y écrivez pas ce que vous cachez."
          rows={2}
          value={props.reason}
          error={errorOf(errors, 'reason')}
        />
        <Toolbar>
          <Button>Remplacer le document</Button>
          <ButtonLink href={back} tone="quiet">
            Ne rien changer
          </ButtonLink>
        </Toolbar>
      </Form>
    </Page>
  );
};

/** Without script: the form to the bucket, then what became of the file, unless it is good. */
export const RedactedFilePage = (props: {
  chrome: Chrome;
  document: DocumentCard;
  form: DepositForm | undefined;
  here: string;
  back: string;
}) => (
  <Page
    title="Joindre la version occultée"
    chrome={props.chrome}
    lead="Rien n’a changé en ligne : vous confirmerez à la page suivante. Votre raison est conservée."
    breadcrumb={[{ href: props.back, label: 'Remplacer par une version occultée' }]}
    scripts={['once']}
  >
    {props.form ? (
      <FileForm form={props.form} label="La version occultée" help={HELP} accept={PDF} />
    ) : (
      <>
        <CheckNotice document={props.document} here={props.here} />
        {props.document.state === 'refused' && (
          <ButtonLink href={props.back} icon="upload">
            Choisir un autre fichier
          </ButtonLink>
        )}
      </>
    )}
  </Page>
);
