/** Correcting one's own name. */
import type { FieldError } from '../../../platform/problems.ts';
import { Button, ErrorSummary, errorOf, Field, Form, Notice } from '../../../web/components/index.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';

export interface NameTyped {
  firstName?: string;
  lastName?: string;
}

export const NamePage = (props: {
  chrome: Chrome;
  typed: NameTyped;
  errors?: readonly FieldError[];
  isDone?: boolean;
}) => (
  <Page
    title="Mon nom"
    chrome={props.chrome}
    lead="Tel que vos collègues le lisent : sur votre fiche, dans vos groupes et sous ce que vous publierez."
    breadcrumb={[{ href: '/compte', label: 'Mon compte' }]}
  >
    {props.isDone && (
      <Notice tone="success">C’est enregistré. L’annuaire et vos organisations suivent dans la minute.</Notice>
    )}
    <ErrorSummary errors={props.errors ?? []} />
    <Form action="/compte/nom" once>
      <Field
        label="Prénom"
        name="firstName"
        autocomplete="given-name"
        value={props.typed.firstName ?? ''}
        error={errorOf(props.errors ?? [], 'firstName')}
      />
      <Field
        label="Nom"
        name="lastName"
        autocomplete="family-name"
        value={props.typed.lastName ?? ''}
        error={errorOf(props.errors ?? [], 'lastName')}
      />
      <Button>Enregistrer</Button>
    </Form>
    <p class="soft">
      Ce que vous avez déjà publié garde le nom que vous portiez. Le changement est noté au journal de vos
      organisations.
    </p>
  </Page>
);
