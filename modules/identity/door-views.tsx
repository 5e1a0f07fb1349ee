/** `/connexion/<slug>`: an organisation's own login page, with its own way in. */
import { Button, ButtonLink, ErrorSummary, errorOf, Field, Form, Notice } from '../../web/components/index.ts';
import { type Chrome, Page } from '../../web/layout.tsx';
import type { FieldError } from '../../platform/problems.ts';
import type { SignInMethod } from '../../platform/sign-in-policy.ts';
import { de, formatDate } from '../../web/format.ts';
import type { ClosedDoor, Door } from './door.ts';
import { Kept, SignInForm } from './views.tsx';

interface AtDoor {
  door: Door;
  errors?: readonly FieldError[] | undefined;
  email?: string | undefined;
  back?: string | undefined;
  kept?: string | undefined;
}

const ByPassword = ({ door, ...form }: AtDoor) => (
  <>
    <SignInForm {...form} organisation={door.slug} />
    <p>
      <a href="/connexion/oubli">Mot de passe oublié</a>
    </p>
  </>
);

/** What stands between the button of the provider and the other way in. */
const OTHERWISE: Readonly<Record<SignInMethod, string>> = {
  password: 'Ou avec votre adresse et votre mot de passe :',
  code: 'Ou avec un code reçu par courriel :',
  provider: 'Référents, ou si ce compte n’est pas encore relié : avec votre mot de passe.',
};

/** With an account that she already has: a link and no form, as it leads to another site. */
const ByProvider = ({ door, back, label }: AtDoor & { label: string }) => (
  <>
    <p>
      <ButtonLink href={`/connexion/fournisseur/${door.slug}${back ? `?retour=${encodeURIComponent(back)}` : ''}`}>
        Se connecter avec {label}
      </ButtonLink>
    </p>
    <p class="soft">{OTHERWISE[door.method]}</p>
  </>
);

const ByCode = ({ door, errors, email, back, kept }: AtDoor) => (
  <Form action="/connexion/courriel" once>
    <Kept back={back} kept={kept} />
    <input type="hidden" name="organisation" value={door.slug} />
    <Field
      label="Votre adresse e-mail"
      name="email"
      type="email"
      autocomplete="username"
      help="Un code à six chiffres y sera envoyé : il n’y a pas de mot de passe à retenir."
      value={email ?? ''}
      error={errorOf(errors, 'email')}
    />
    <Button>Recevoir un code</Button>
  </Form>
);

/** What each way in asks for. */
const WAYS_IN: Readonly<Record<SignInMethod, (props: AtDoor) => ReturnType<typeof ByPassword>>> = {
  password: ByPassword,
  code: ByCode,
  provider: ByPassword,
};

export const DoorPage = ({ chrome, ...props }: AtDoor & { chrome: Chrome }) => {
  const Way = WAYS_IN[props.door.method];
  return (
    <Page
      title={`${props.door.name} : se connecter`}
      chrome={chrome}
      heading={props.door.name}
      lead="Connectez-vous pour entrer."
    >
      <ErrorSummary errors={props.errors} />
      {props.kept && <Notice tone="info">Votre texte est conservé. Connectez-vous pour continuer.</Notice>}
      {props.door.provider !== undefined && <ByProvider {...props} label={props.door.provider} />}
      <Way {...props} />
      <p class="soft">
        Vous travaillez ailleurs ? <a href="/connexion">Se connecter à une autre organisation</a>
      </p>
    </Page>
  );
};

/** Whoever worked there has an account still: it may open others. */
export const ClosedDoorPage = ({ chrome, door }: { chrome: Chrome; door: ClosedDoor }) => (
  <Page
    title={door.name}
    chrome={chrome}
    heading={door.name}
    lead={`${door.name} a quitté le territoire le ${formatDate(door.leftAt)} : on n’y entre plus.`}
  >
    <p>
      Votre compte reste ouvert : il ouvre vos autres organisations. Jusqu’au {formatDate(door.until)}, l’opérateur du
      territoire peut rétablir l’espace {de(door.name)} ; ensuite, tout est effacé.
    </p>
    <p>
      <ButtonLink href="/connexion" tone="plain">
        Se connecter à une autre organisation
      </ButtonLink>
    </p>
  </Page>
);
