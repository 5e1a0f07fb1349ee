import { raw } from 'hono/html';
import {
  Button,
  CodeField,
  ErrorSummary,
  errorOf,
  Field,
  Form,
  Notice,
  Panel,
  PasswordField,
  Toolbar,
} from '../../web/components/index.ts';
import { type Chrome, Page } from '../../web/layout.tsx';
import type { FieldError } from '../../platform/problems.ts';
import { errorsOfEither, WithoutTelephone } from './recovery-views.tsx';

interface Common {
  chrome: Chrome;
  errors?: readonly FieldError[];
}

export const Kept = ({ back, kept }: { back?: string | undefined; kept?: string | undefined }) => (
  <>
    {back && <input type="hidden" name="retour" value={back} />}
    {kept && <input type="hidden" name="suite" value={kept} />}
  </>
);

/** The address that somebody signs in with, which her browser may propose. */
export const AddressField = ({ email, errors }: Pick<SigningIn, 'email' | 'errors'>) => (
  <Field
    label="Votre adresse e-mail"
    name="email"
    type="email"
    autocomplete="username"
    value={email ?? ''}
    error={errorOf(errors, 'email')}
  />
);

interface SigningIn {
  errors?: readonly FieldError[] | undefined;
  email?: string | undefined;
  back?: string | undefined;
  kept?: string | undefined;
}

/** Address and password. `organisation`: the address of the one that she comes to by its own door. */
export const SignInForm = (props: SigningIn & { organisation?: string; codeToo?: boolean }) => (
  <Form action="/connexion" once>
    <Kept back={props.back} kept={props.kept} />
    {props.organisation && <input type="hidden" name="organisation" value={props.organisation} />}
    <AddressField email={props.email} errors={props.errors} />
    <PasswordField label="Votre mot de passe" name="password" error={errorOf(props.errors, 'password')} />
    <Toolbar>
      <Button>Se connecter</Button>
      {props.codeToo && (
        <Button tone="plain" formaction="/connexion/courriel">
          Recevoir un code par courriel
        </Button>
      )}
    </Toolbar>
  </Form>
);

export const SignInPage = (props: Common & SigningIn & { done?: string }) => (
  <Page title="Se connecter" chrome={props.chrome} heading="Se connecter">
    <ErrorSummary errors={props.errors} />
    {props.done && <Notice tone="success">{props.done}</Notice>}
    {props.kept && <Notice tone="info">Votre texte est conservé. Connectez-vous pour continuer.</Notice>}
    <SignInForm {...props} codeToo />
    <p>
      <a href="/connexion/oubli">Mot de passe oublié</a>
    </p>
    <p>
      <a href="/connexion/organisations">Trouver la page de connexion de mon organisation</a>
    </p>
    <p class="soft">
      Votre commune n’est pas encore là ? <a href="/inscription">Inscrivez-la</a>, c’est gratuit.
    </p>
  </Page>
);

export const SecondFactorPage = (
  props: Common & {
    email: string;
    challenge: string;
    organisation?: string | undefined;
    back?: string | undefined;
    kept?: string | undefined;
    /** What was given in place of a code, refused. */
    typedCode?: string | undefined;
  },
) => {
  const errors = errorsOfEither(props.errors, props.typedCode);
  const along = (
    <>
      <Kept back={props.back} kept={props.kept} />
      <input type="hidden" name="email" value={props.email} />
      <input type="hidden" name="defi" value={props.challenge} />
      {props.organisation && <input type="hidden" name="organisation" value={props.organisation} />}
    </>
  );
  return (
    <Page
      title="Votre code"
      chrome={props.chrome}
      heading="Votre code"
      lead="Ouvrez l’application de codes de votre téléphone et recopiez les six chiffres."
    >
      <ErrorSummary errors={errors} />
      <Form action="/connexion/code" once>
        {along}
        <CodeField label="Code à six chiffres" name="code" error={errorOf(errors, 'code')} autofocus />
        <Button>Continuer</Button>
      </Form>
      <WithoutTelephone action="/connexion/code" typed={props.typedCode} errors={errors}>
        {along}
      </WithoutTelephone>
      <p>
        <a href="/connexion">Recommencer</a>
      </p>
    </Page>
  );
};

/** Worth showing: words, not the names that a form carries for the server. */
const isText = ([, value]: readonly [string, string]): boolean => value.length >= 30 && /\s/.test(value);

/** Right after sign-in: what she was writing when the session ended is sent again, if she wants. */
export const KeptFormPage = (props: Common & { action: string; fields: readonly (readonly [string, string])[] }) => (
  <Page
    title="Votre texte est conservé"
    chrome={props.chrome}
    heading="Votre texte est conservé"
    lead="La connexion est rétablie. Reprenez là où vous en étiez."
  >
    <Form action={props.action} once>
      {props.fields.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <div class="stack">
        {props.fields.filter(isText).map(([, value]) => (
          <Panel tone="soft">
            <p>{value.replace(/<[^>]*>/g, ' ').slice(0, 400)}</p>
          </Panel>
        ))}
        <Button>Reprendre</Button>
      </div>
    </Form>
  </Page>
);

export const ForgottenPage = (props: Common & { email?: string | undefined }) => (
  <Page
    title="Mot de passe oublié"
    chrome={props.chrome}
    heading="Mot de passe oublié"
    lead="Indiquez votre adresse : un code y sera envoyé."
  >
    <ErrorSummary errors={props.errors} />
    <Form action="/connexion/oubli" once>
      <AddressField email={props.email} errors={props.errors} />
      <Button>Recevoir un code</Button>
    </Form>
  </Page>
);

export const NewPasswordPage = (props: Common & { email?: string | undefined }) => (
  <Page
    title="Nouveau mot de passe"
    chrome={props.chrome}
    heading="Choisissez un nouveau mot de passe"
    lead="Si cette adresse a un compte, un code à six chiffres vient d’y être envoyé. Pensez à regarder les indésirables."
  >
    <ErrorSummary errors={props.errors} />
    <Form action="/connexion/nouveau" once>
      <AddressField email={props.email} errors={props.errors} />
      <CodeField label="Code reçu par courriel" name="code" error={errorOf(props.errors, 'code')} />
      <NewPassword errors={props.errors} />
      <Button>Changer le mot de passe</Button>
    </Form>
    <p>
      <a href="/connexion/oubli">Demander un autre code</a>
    </p>
  </Page>
);

/** The field where a password is chosen: here, at sign-up and on an invitation. */
export const NewPassword = ({ errors }: { errors?: readonly FieldError[] | undefined }) => (
  <PasswordField
    label="Votre nouveau mot de passe"
    name="password"
    newOne
    help="12 caractères au moins. Une phrase entière convient très bien."
    error={errorOf(errors, 'password')}
  />
);

/** `replaces`: she has an application already, on a telephone that she changes or has lost. */
export const SecondFactorStartPage = (props: Common & { replaces: boolean; back?: string | undefined }) => (
  <Page
    title="Double vérification"
    chrome={props.chrome}
    heading={props.replaces ? 'Changer de téléphone' : 'Mettre en place la double vérification'}
    lead={
      props.replaces
        ? 'L’application de votre nouveau téléphone remplacera l’ancienne, et vos codes de secours seront renouvelés.'
        : 'À chaque connexion, un code de votre téléphone sera demandé en plus du mot de passe.'
    }
  >
    <ErrorSummary errors={props.errors} />
    <Form action="/connexion/double-verification" once>
      <Kept back={props.back} />
      <PasswordField label="Votre mot de passe" name="password" error={errorOf(props.errors, 'password')} />
      {props.replaces && (
        <Field
          label="Code de l’application actuelle, ou code de secours"
          name="code"
          width="medium"
          autocomplete="one-time-code"
          error={errorOf(props.errors, 'code')}
        />
      )}
      <Button>Continuer</Button>
    </Form>
    <p>
      <a href="/connexion/oubli">Mot de passe oublié</a>
    </p>
    <p>
      <a href="/compte">Revenir à mon compte</a>
    </p>
  </Page>
);

export const SecondFactorEnrolPage = (
  props: Common & { token: string; secret: string; drawing: string; back?: string | undefined },
) => (
  <Page title="Double vérification" chrome={props.chrome} heading="Ajoutez Parvis à votre application de codes">
    <ErrorSummary errors={props.errors} />
    <p>Avec l’application de codes de votre téléphone, photographiez ce dessin :</p>
    <div class="qr" role="img" aria-label="Dessin à photographier avec l’application de codes">
      {raw(props.drawing)}
    </div>
    <p>
      Ou recopiez cette clé : <code>{props.secret.match(/.{1,4}/g)?.join(' ')}</code>
    </p>
    <Form action="/connexion/double-verification/code" once>
      <Kept back={props.back} />
      <input type="hidden" name="jeton" value={props.token} />
      <CodeField label="Code affiché par l’application" name="code" error={errorOf(props.errors, 'code')} />
      <Button>Mettre en place</Button>
    </Form>
  </Page>
);
