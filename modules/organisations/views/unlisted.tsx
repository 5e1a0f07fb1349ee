import { Button, ErrorSummary, errorOf, Field, Form, Select, Steps } from '../../../web/components/index.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import type { FieldError } from '../../../platform/problems.ts';
import { ORGANISATION_KINDS } from '../kinds.ts';
import { KIND_TEXTS } from '../texts.ts';
import { WhoFields } from './who-fields.tsx';

interface Typed {
  errors?: readonly FieldError[] | undefined;
  typed: Readonly<Record<string, string>>;
}

const KIND_OPTIONS = ORGANISATION_KINDS.map((kind) => ({ value: kind, label: KIND_TEXTS[kind] }));

/** What names an organisation: the same for whoever asks and for the operator who adds it. */
export const OrganisationFields = ({ typed, errors }: Typed) => (
  <>
    <Field
      label="Le nom de l’organisation"
      name="name"
      autocomplete="organization"
      value={typed.name}
      error={errorOf(errors, 'name')}
    />
    <Select
      label="Son type"
      name="kind"
      options={KIND_OPTIONS}
      blank="Choisissez"
      value={typed.kind}
      error={errorOf(errors, 'kind')}
    />
    <Field
      label="Son numéro SIREN"
      name="siren"
      width="medium"
      inputmode="numeric"
      autocomplete="off"
      help="Neuf chiffres, sur les courriers officiels ou dans l’annuaire des entreprises."
      value={typed.siren}
      error={errorOf(errors, 'siren')}
    />
  </>
);

export const UnlistedPage = (props: Typed & { chrome: Chrome; id: string }) => (
  <Page
    title="Inscrire une autre organisation"
    chrome={props.chrome}
    heading="Inscrire une autre organisation"
    lead="Syndicat, collège, bibliothèque, télécentre… L’opérateur du territoire regarde chaque demande et vous répond par courriel."
    breadcrumb={[{ href: '/inscription', label: 'Chercher dans la liste' }]}
  >
    <Steps current={2} total={4} label="qui vous êtes" />
    <ErrorSummary errors={props.errors} />
    <Form action="/inscription/autre" once>
      <input type="hidden" name="id" value={props.id} />
      <OrganisationFields typed={props.typed} errors={props.errors} />
      <WhoFields isSelf typed={props.typed} errors={props.errors} />
      <Button>Envoyer la demande</Button>
    </Form>
  </Page>
);
