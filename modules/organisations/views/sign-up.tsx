import {
  Button,
  ButtonLink,
  CodeField,
  Empty,
  ErrorSummary,
  errorOf,
  Field,
  Form,
  Notice,
  PasswordField,
  Row,
  Rows,
  Steps,
  SuggestField,
  Toolbar,
} from '../../../web/components/index.ts';
import { de, formatDate } from '../../../web/format.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import type { FieldError } from '../../../platform/problems.ts';
import { maskedAddress } from '../../../platform/text.ts';
import type { RegisterEntry, Suggestion } from '../store/register.ts';
import type { SignUp } from '../store/sign-up.ts';
import { KIND_TEXTS, TEXTS } from '../texts.ts';
import { WhoFields } from './who-fields.tsx';
import { NewPassword } from '../../identity/index.ts';

interface Common {
  chrome: Chrome;
  errors?: readonly FieldError[] | undefined;
}

const STEPS = 4;

export const FindPlacePage = (props: Common & { typed: string; found: readonly Suggestion[] | undefined }) => (
  <Page title="Inscrire ma commune" chrome={props.chrome} heading="Inscrire ma commune" scripts={['suggest']}>
    <Steps current={1} total={STEPS} label="votre commune" />
    <Form action="/inscription" method="get">
      <SuggestField
        label="Le nom de votre commune"
        name="q"
        help="Ou de votre intercommunalité. Les premières lettres suffisent."
        suggest="/inscription/communes"
        value={props.typed}
        button="Chercher"
        error={errorOf(props.errors, 'q')}
        autofocus={props.typed === ''}
      />
    </Form>
    {props.found &&
      (props.found.length === 0 ? (
        <Empty title="Rien trouvé">{TEXTS.unknown}</Empty>
      ) : (
        <section aria-label="Communes trouvées">
          <Rows>
            {props.found.map((place) => (
              <Row icon="organisation" href={`/inscription/${place.slug}`} title={place.name} detail={place.hint} />
            ))}
          </Rows>
        </section>
      ))}
    <p>
      <a href="/inscription/autre">Mon organisation n’est pas dans la liste</a>
    </p>
    <p class="soft">L’inscription est gratuite. Elle se fait une fois pour la commune, en trois minutes.</p>
  </Page>
);

export const AlreadyJoinedPage = (props: Common & { place: RegisterEntry; contact: string }) => (
  <Page
    title={`${props.place.name} est déjà inscrite`}
    chrome={props.chrome}
    heading={`${props.place.name} est déjà inscrite`}
    lead={`Vous y travaillez ? Demandez à rejoindre son espace, ou une invitation à ${props.contact}.`}
  >
    <Toolbar>
      <ButtonLink href={`/inscription/${props.place.slug}/rejoindre`}>Demander à rejoindre</ButtonLink>
      <ButtonLink href={`/c/${props.place.slug}`} tone="plain">
        Voir sa page publique
      </ButtonLink>
      <ButtonLink href="/connexion" tone="plain">
        Se connecter
      </ButtonLink>
    </Toolbar>
  </Page>
);

/** Nobody takes the place of one that may still come back. */
export const HasLeftPage = (props: Common & { place: RegisterEntry; left: { at: string; until: string } }) => (
  <Page
    title={`${props.place.name} a quitté le territoire`}
    chrome={props.chrome}
    heading={`${props.place.name} a quitté le territoire`}
    lead={`Son espace est fermé depuis le ${formatDate(props.left.at)}.`}
  >
    <p>
      Vous y travaillez et voulez revenir ? Jusqu’au {formatDate(props.left.until)}, l’opérateur du territoire peut tout
      rétablir : écrivez-lui, vous retrouverez vos membres, vos publications et vos documents. Passé ce jour tout est
      effacé, et vous pourrez inscrire {props.place.name} de nouveau.
    </p>
    <p>
      <ButtonLink href="/inscription">Chercher une autre organisation</ButtonLink>
    </p>
  </Page>
);

export const WhoPage = (
  props: Common & {
    place: RegisterEntry;
    id: string;
    typed: Readonly<Record<string, string>>;
    /** The link that brought her, and the intercommunal body that had it sent. */
    invitation?: { token: string; by: string };
  },
) => (
  <Page
    title={`Inscrire ${props.place.name}`}
    chrome={props.chrome}
    heading={`Inscrire ${props.place.name}`}
    breadcrumb={[{ href: '/inscription', label: 'Choisir une autre commune' }]}
  >
    <Steps current={2} total={STEPS} label="qui vous êtes" />
    <p class="soft">
      {KIND_TEXTS[props.place.kind]}
      {props.place.epciName && ` · ${props.place.epciName}`} · SIREN {props.place.siren}
    </p>
    {props.invitation && (
      <p>
        {props.invitation.by} vous invite. Dites qui s’occupera de l’espace de la commune : cette personne en sera le
        référent.
      </p>
    )}
    <ErrorSummary errors={props.errors} />
    <Form
      action={
        props.invitation ? `/inscription/invitation/${props.invitation.token}` : `/inscription/${props.place.slug}`
      }
      once
    >
      <input type="hidden" name="id" value={props.id} />
      <WhoFields isSelf typed={props.typed} errors={props.errors} />
      <Button>Continuer</Button>
    </Form>
  </Page>
);

export const CodePage = (props: Common & { request: SignUp; reference: string; done?: string | undefined }) => (
  <Page title="Le code reçu par la mairie" chrome={props.chrome} heading="Le code reçu par la mairie">
    <Steps current={3} total={STEPS} label="la preuve" />
    {props.done && <Notice tone="success">{props.done}</Notice>}
    <ErrorSummary errors={props.errors} />
    <p>
      Pour être sûr que la mairie est d’accord, un code à six chiffres a été envoyé à sa messagerie officielle,{' '}
      <b>{maskedAddress(props.request.mailbox ?? '')}</b>. Recopiez-le ici ; il est valable une demi-heure.
    </p>
    <Form action={`/inscription/demande/${props.reference}/code`} once>
      <CodeField label="Code reçu par courriel" name="code" error={errorOf(props.errors, 'code')} autofocus />
      <Button>Continuer</Button>
    </Form>
    <h2>Le code n’arrive pas ?</h2>
    <p class="soft">Regardez dans les indésirables. Sinon :</p>
    <div class="toolbar">
      <Form action={`/inscription/demande/${props.reference}/renvoyer`} once>
        <Button tone="plain">Envoyer un nouveau code</Button>
      </Form>
      <Form action={`/inscription/demande/${props.reference}/operateur`} once>
        <Button tone="quiet">Je n’ai pas accès à cette messagerie</Button>
      </Form>
    </div>
  </Page>
);

export const WaitingPage = (props: Common & { request: SignUp; territory: string }) => (
  <Page
    title="Votre demande est transmise"
    chrome={props.chrome}
    heading="Votre demande est transmise"
    lead={`L’opérateur de « ${props.territory} » la regarde, en général sous deux jours ouvrés.`}
  >
    <Steps current={3} total={STEPS} label="la preuve" />
    <p>
      {props.request.mailbox
        ? 'Vous n’avez pas accès à la messagerie officielle : l’opérateur vérifie la demande auprès de la mairie.'
        : props.request.isUnlisted
          ? `${props.request.name} n’est pas dans le registre : l’opérateur vérifie la demande auprès d’elle.`
          : `Aucune messagerie officielle n’est connue pour ${props.request.name} : l’opérateur vérifie la demande auprès de la mairie.`}{' '}
      Sa réponse arrivera à <b>{props.request.email}</b>. Vous pouvez fermer cette page.
    </p>
  </Page>
);

export const LinkSentPage = (props: Common & { request: SignUp }) => (
  <Page title="Regardez votre messagerie" chrome={props.chrome} heading="Regardez votre messagerie">
    <Steps current={4} total={STEPS} label="votre mot de passe" />
    <Notice tone="success" title={`L’inscription ${de(props.request.name)} est acceptée.`}>
      Un lien vient d’être envoyé à <b>{props.request.email}</b> : il ouvre votre espace et vous fait choisir un mot de
      passe.
    </Notice>
    <p class="soft">Rien reçu ? Regardez dans les indésirables.</p>
  </Page>
);

export const RefusedPage = (props: Common & { request: SignUp }) => (
  <Page title="Demande non acceptée" chrome={props.chrome} heading="La demande n’a pas été acceptée">
    <p>La raison donnée par l’opérateur :</p>
    <blockquote>{props.request.reason}</blockquote>
    <p>
      <ButtonLink href="/inscription">Faire une nouvelle demande</ButtonLink>
    </p>
  </Page>
);

export const CompletedPage = (props: Common & { request: SignUp }) => (
  <Page title="C’est fait" chrome={props.chrome} heading={`${props.request.name} est inscrite`}>
    <p>
      <ButtonLink href="/connexion">Se connecter</ButtonLink>
    </p>
  </Page>
);

const WELCOME_HEADINGS = {
  'sign-up': (name: string) => `Bienvenue : ${name}`,
  invitation: (name: string) => `Rejoindre : ${name}`,
  operator: (name: string) => `Opérer : ${name}`,
} as const;

export const WelcomePage = (
  props: Common & {
    token: string;
    purpose: keyof typeof WELCOME_HEADINGS;
    name: string;
    email: string;
    hasAccount: boolean;
    firstName: string;
    lastName: string;
    namesKnown: boolean;
    /** The account that she may have already, and where it leads. */
    provider?: { label: string; href: string } | undefined;
  },
) => (
  <Page title="Bienvenue" chrome={props.chrome} heading={WELCOME_HEADINGS[props.purpose](props.name)}>
    {props.purpose === 'sign-up' && <Steps current={4} total={STEPS} label="votre mot de passe" />}
    <ErrorSummary errors={props.errors} />
    <p>
      Vous vous connecterez avec l’adresse <b>{props.email}</b>.
      {props.hasAccount && ' Vous avez déjà un compte : votre mot de passe suffit.'}
    </p>
    {props.provider && (
      <>
        <p>
          <ButtonLink href={props.provider.href}>Rejoindre avec {props.provider.label}</ButtonLink>
        </p>
        <p class="soft">Ou avec un mot de passe de Parvis :</p>
      </>
    )}
    <Form action={`/connexion/bienvenue/${props.token}`} once>
      {/* Lets a password manager tie the password to the address. */}
      <input type="email" name="username" value={props.email} autocomplete="username" readonly hidden />
      {!props.hasAccount && !props.namesKnown && (
        <>
          <Field
            label="Prénom"
            name="firstName"
            autocomplete="given-name"
            value={props.firstName}
            error={errorOf(props.errors, 'firstName')}
          />
          <Field
            label="Nom"
            name="lastName"
            autocomplete="family-name"
            value={props.lastName}
            error={errorOf(props.errors, 'lastName')}
          />
        </>
      )}
      {props.hasAccount ? (
        <PasswordField label="Votre mot de passe" name="password" error={errorOf(props.errors, 'password')} />
      ) : (
        <NewPassword errors={props.errors} />
      )}
      <Button>{props.hasAccount ? 'Rejoindre' : 'Ouvrir mon espace'}</Button>
    </Form>
    {!props.hasAccount && props.purpose === 'invitation' && (
      <p class="soft">
        Vous avez changé d’adresse depuis ? <a href="/connexion">Connectez-vous</a> d’abord avec la nouvelle, puis
        rouvrez ce lien : il vaut pour votre compte.
      </p>
    )}
  </Page>
);
