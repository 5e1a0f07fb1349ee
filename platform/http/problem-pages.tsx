import { Button, ButtonLink, Field, Form, PasswordField, Toolbar } from '../../web/components/index.ts';
import { Page } from '../../web/layout.tsx';
import { type Member, may } from '../actor.ts';
import { memberChrome, type Territory } from './chrome.ts';

type Sent = Readonly<Record<string, unknown>>;

const textsOf = (sent: Sent): [string, string][] =>
  Object.entries(sent).flatMap(([name, value]): [string, string][] => {
    if (typeof value === 'string') return [[name, value]];
    if (Array.isArray(value)) return value.filter((one) => typeof one === 'string').map((one) => [name, one]);
    return [];
  });

/** Words that somebody wrote: what forms send of their own has no spaces. */
const isWritten = (text: string): boolean => /\S\s+\S/.test(text);

const homeOf = (member: Member | undefined): string => {
  if (member?.awaits) return '/connexion/preuve';
  if (member?.current) return '/accueil';
  return member && may(member, 'open-console') ? '/territoire' : '/';
};

/** Out of the organisation she was working for, she may go on in another of hers. */
const OtherOrganisations = ({ member }: { member: Member }) => (
  <>
    {member.memberships.map(({ organisation, name }) => (
      <Form action="/compte/organisation" once>
        <input type="hidden" name="organisation" value={organisation} />
        <Button tone="plain">Continuer pour {name}</Button>
      </Form>
    ))}
  </>
);

/** What happened, what was kept, what to do. */
export const ProblemPage = (props: {
  territory: Territory;
  member: Member | undefined;
  title: string;
  detail: string;
  typed: Sent | undefined;
  nonce: string;
}) => {
  const kept = textsOf(props.typed ?? {}).filter(([, text]) => isWritten(text));
  const chrome = props.member
    ? memberChrome(props.territory, props.member, undefined, props.nonce)
    : { kind: 'bare' as const, territory: props.territory };
  return (
    <Page title={props.title} chrome={chrome} heading={props.title} lead={props.detail}>
      {kept.length > 0 && <h2>Ce que vous aviez écrit</h2>}
      {kept.map(([name, text]) => (
        <section>
          <textarea
            class="input"
            rows={text.length > 200 ? 8 : 2}
            readonly
            aria-label={`Ce que vous aviez écrit (${name})`}
          >
            {text}
          </textarea>
        </section>
      ))}
      {props.member && !props.member.current && !props.member.awaits && <OtherOrganisations member={props.member} />}
      <p>
        <ButtonLink href={homeOf(props.member)}>
          {props.member?.awaits ? 'Continuer' : 'Revenir à l’accueil'}
        </ButtonLink>
      </p>
      {/* A member has the menu for it; whoever belongs to nothing any more has only this. */}
      {props.member && !props.member.current && (
        <Form action="/deconnexion">
          <Button tone="quiet">Se déconnecter</Button>
        </Form>
      )}
    </Page>
  );
};

/**
 * The session ended while she was writing: what she typed travels, hidden, through the sign-in form, and is
 * offered again right after (`modules/identity`).
 */
export const SessionExpiredPage = (props: { territory: Territory; back: string; typed: Sent; nonce: string }) => (
  <Page
    title="Votre session a expiré"
    chrome={{ kind: 'bare', territory: props.territory }}
    heading="Votre session a expiré"
    lead="Votre texte est conservé. Reconnectez-vous pour continuer où vous en étiez."
  >
    <form method="post" action="/connexion">
      <input type="hidden" name="retour" value={props.back} />
      <input type="hidden" name="suite" value={JSON.stringify(textsOf(props.typed))} />
      <Field label="Votre adresse e-mail" name="email" type="email" autocomplete="username" />
      <PasswordField label="Votre mot de passe" name="password" />
      <Toolbar>
        <Button>Se reconnecter</Button>
        <Button tone="plain" formaction="/connexion/courriel">
          Recevoir un code par courriel
        </Button>
      </Toolbar>
    </form>
  </Page>
);
