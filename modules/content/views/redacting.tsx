/** A redacted version in the place of what everybody reads. */
import { LARGEST_FILE } from '../../../platform/deposits.ts';
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
import { DEPOSIT_ADDRESSES } from '../../documents/index.ts';
import type { Content } from '../schema.ts';

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
          help="Un PDF enregistré de nouveau, où les passages ne se retrouvent pas en les copiant."
          accept=".pdf,application/pdf"
          maxSize={LARGEST_FILE}
          documents={props.documents}
          error={errorOf(errors, 'document')}
          later="Sans JavaScript, déposez d’abord le document, puis retirez cet acte et publiez-le de nouveau."
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
