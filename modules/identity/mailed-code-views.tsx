import { Button, CodeField, ErrorSummary, errorOf, Form } from '../../web/components/index.ts';
import { type Chrome, Page } from '../../web/layout.tsx';
import type { FieldError } from '../../platform/problems.ts';
import { CODE_MINUTES } from './rules.ts';
import { AddressField, Kept } from './views.tsx';

interface CodeForm {
  chrome: Chrome;
  errors?: readonly FieldError[] | undefined;
  email?: string | undefined;
  back?: string | undefined;
  kept?: string | undefined;
}

export const AskCodePage = (props: CodeForm) => (
  <Page
    title="Recevoir un code"
    chrome={props.chrome}
    heading="Recevoir un code par courriel"
    lead="Si votre organisation se connecte ainsi, un code à six chiffres remplace le mot de passe."
  >
    <ErrorSummary errors={props.errors} />
    <Form action="/connexion/courriel" once>
      <Kept back={props.back} kept={props.kept} />
      <AddressField email={props.email} errors={props.errors} />
      <Button>Recevoir un code</Button>
    </Form>
    <p>
      <a href="/connexion">Se connecter avec un mot de passe</a>
    </p>
  </Page>
);

/** The same words for every address: only its mailbox tells whether it has an account, and where. */
export const MailedCodePage = (props: CodeForm & { organisation?: string | undefined }) => (
  <Page
    title="Votre code"
    chrome={props.chrome}
    heading="Regardez vos courriels"
    lead={`Si ${props.email ? `l’adresse ${props.email}` : 'cette adresse'} a un compte, un courriel vient d’y être envoyé : il donne un code, ou dit comment vous connecter. Pensez à regarder les indésirables.`}
  >
    <ErrorSummary errors={props.errors} />
    <Form action="/connexion/courriel/code" once>
      <Kept back={props.back} kept={props.kept} />
      {props.email && <input type="hidden" name="email" value={props.email} />}
      {props.organisation && <input type="hidden" name="organisation" value={props.organisation} />}
      <CodeField
        label="Code reçu par courriel"
        name="code"
        help={`Six chiffres, valables ${CODE_MINUTES} minutes dans ce navigateur.`}
        error={errorOf(props.errors, 'code')}
        autofocus
      />
      <Button>Se connecter</Button>
    </Form>
    <p>
      <a href={props.organisation ? `/connexion/${props.organisation}` : '/connexion/courriel'}>
        Demander un autre code
      </a>
    </p>
  </Page>
);
