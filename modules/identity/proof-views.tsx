import { Button, ButtonLink, CodeField, ErrorSummary, errorOf, Form, Notice } from '../../web/components/index.ts';
import { type Chrome, Page } from '../../web/layout.tsx';
import type { FieldError } from '../../platform/problems.ts';
import type { Asked } from '../../platform/sign-in-policy.ts';
import type { SecondFactorState } from './proving.ts';
import { CODE_MINUTES } from './rules.ts';
import { errorsOfEither, WithoutTelephone } from './recovery-views.tsx';
import { Kept } from './views.tsx';

interface Asking {
  email: string;
  /** Of the organisation that asks. */
  slug: string;
  secondFactor?: SecondFactorState | undefined;
  back?: string | undefined;
  /** The code has been sent: it is asked for. */
  sent?: boolean | undefined;
  errors?: readonly FieldError[] | undefined;
  /** What was given in place of a code of the application, refused. */
  typedCode?: string | undefined;
}

const MailboxAsked = ({ email, back, sent, errors }: Asking) =>
  sent ? (
    <Form action="/connexion/preuve/courriel/code" once>
      <Kept back={back} />
      <CodeField
        label="Code reçu par courriel"
        name="code"
        help={`Envoyé à ${email}. Six chiffres, valables ${CODE_MINUTES} minutes dans ce navigateur.`}
        error={errorOf(errors, 'code')}
        autofocus
      />
      <Button>Continuer</Button>
    </Form>
  ) : (
    <>
      <p>Un code à six chiffres sera envoyé à {email}.</p>
      <Form action="/connexion/preuve/courriel" once>
        <Kept back={back} />
        <Button>Recevoir le code</Button>
      </Form>
    </>
  );

const HERE = '/connexion/preuve/application';

const ApplicationAsked = ({ secondFactor, back, errors, typedCode }: Asking) => {
  switch (secondFactor) {
    case 'ready':
      return (
        <>
          <Form action={HERE} once>
            <Kept back={back} />
            <CodeField
              label="Code de l’application"
              name="code"
              help="Ouvrez l’application de codes de votre téléphone et recopiez les six chiffres."
              error={errorOf(errors, 'code')}
              autofocus
            />
            <Button>Continuer</Button>
          </Form>
          <WithoutTelephone action={HERE} typed={typedCode} errors={errors}>
            <Kept back={back} />
          </WithoutTelephone>
        </>
      );
    case 'elsewhere':
      return (
        <Notice tone="info">
          Déconnectez-vous, puis reconnectez-vous avec votre mot de passe : le code de votre application sera demandé.
        </Notice>
      );
    default:
      return (
        <>
          <p>
            Vous ne l’avez pas encore. Il faut un téléphone et une application de codes, gratuite ; deux minutes
            suffisent, une fois pour toutes.
          </p>
          <ButtonLink href={`/connexion/double-verification${back ? `?retour=${encodeURIComponent(back)}` : ''}`}>
            Mettre en place la double vérification
          </ButtonLink>
        </>
      );
  }
};

/** Her session opens that organisation alone afterwards: what it was for elsewhere, it is no more. */
const ProviderAsked = ({ slug, back }: Asking) => (
  <>
    <p>Vous partez chez ce service, et vous revenez ici. Cette session n’ouvrira plus que cette organisation.</p>
    <ButtonLink href={`/connexion/fournisseur/${slug}${back ? `?retour=${encodeURIComponent(back)}` : ''}`}>
      Continuer avec ce compte
    </ButtonLink>
    <p class="soft">Le service ne répond plus ? Votre référent peut choisir une autre façon de se connecter.</p>
  </>
);

const STEPS: Readonly<Record<Asked, (props: Asking) => ReturnType<typeof ProviderAsked>>> = {
  code: MailboxAsked,
  provider: ProviderAsked,
  totp: ApplicationAsked,
};

const TEXTS: Readonly<Record<Asked, { title: (name: string) => string; lead: string }>> = {
  code: {
    title: (name) => `${name} demande un code reçu par courriel`,
    lead: 'C’est ainsi que l’on s’y connecte. Il ne vous reste que cette étape.',
  },
  provider: {
    title: (name) => `${name} demande le compte que vous avez déjà`,
    lead: 'C’est ainsi que l’on s’y connecte. Il ne vous reste que cette étape.',
  },
  totp: {
    title: (name) => `${name} demande la double vérification`,
    lead: 'En plus de ce que vous venez de donner : un code de l’application de votre téléphone.',
  },
};

export const ProofPage = (
  props: Asking & {
    chrome: Chrome;
    name: string;
    asked: Asked;
    /** Her other organisations, where she may go on. */
    others: readonly { id: string; name: string }[];
  },
) => {
  const { title, lead } = TEXTS[props.asked];
  const Step = STEPS[props.asked];
  const errors = errorsOfEither(props.errors, props.typedCode);
  return (
    <Page title={title(props.name)} chrome={props.chrome} heading={title(props.name)} lead={lead}>
      <ErrorSummary errors={errors} />
      <Step {...props} errors={errors} />
      {props.others.map(({ id, name }) => (
        <Form action="/compte/organisation" once>
          <input type="hidden" name="organisation" value={id} />
          <Button tone="plain">Continuer pour {name}</Button>
        </Form>
      ))}
      <Form action="/deconnexion" once>
        <Button tone="quiet">Se déconnecter</Button>
      </Form>
    </Page>
  );
};
