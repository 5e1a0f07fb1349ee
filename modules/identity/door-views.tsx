/** `/connexion/<slug>`: an organisation's own login page, with its own way in. */
import { ButtonLink, ErrorSummary, Notice } from '../../web/components/index.ts';
import { type Chrome, Page } from '../../web/layout.tsx';
import type { FieldError } from '../../platform/problems.ts';
import type { SignInMethod } from '../../platform/sign-in-policy.ts';
import type { Door } from './door.ts';
import { SignInForm } from './views.tsx';

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

/** With an account that she already has: a link and no form, as it leads to another site. */
const ByProvider = ({ door, back, label }: AtDoor & { label: string }) => (
  <>
    <p>
      <ButtonLink href={`/connexion/fournisseur/${door.slug}${back ? `?retour=${encodeURIComponent(back)}` : ''}`}>
        Se connecter avec {label}
      </ButtonLink>
    </p>
    <p class="soft">Ou avec votre adresse et votre mot de passe :</p>
  </>
);

/** What each way in asks for. */
const WAYS_IN: Readonly<Record<SignInMethod, (props: AtDoor) => ReturnType<typeof ByPassword>>> = {
  password: ByPassword,
  code: ByPassword,
};

export const DoorPage = ({ chrome, ...props }: AtDoor & { chrome: Chrome }) => {
  const Way = WAYS_IN[props.door.method];
  return (
    <Page title={`Se connecter à ${props.door.name}`} chrome={chrome} heading="Se connecter">
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
