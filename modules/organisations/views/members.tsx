import {
  Button,
  ButtonLink,
  Columns,
  Empty,
  ErrorSummary,
  errorOf,
  Field,
  Form,
  Notice,
  RadioCards,
  Row,
  Rows,
  Section,
  When,
} from '../../../web/components/index.ts';
import { de } from '../../../web/format.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import { ROLES } from '../../../platform/actor.ts';
import type { FieldError } from '../../../platform/problems.ts';
import type { Invitation } from '../store/invitation.ts';
import type { JoinRequest } from '../store/joining.ts';
import type { MemberLine } from '../store/member.ts';
import { ROLE_TEXTS } from '../texts.ts';
import { JoinRequests } from './join-requests.tsx';

interface Common {
  chrome: Chrome;
  errors?: readonly FieldError[] | undefined;
}

/** What the référent looks after besides people, each with what it is for. */
const SETTINGS = [
  {
    href: '/organisation/page-publique',
    icon: 'globe',
    title: 'Page publique',
    detail: 'Coordonnées, horaires, couleur',
  },
  { href: '/organisation/logo', icon: 'document', title: 'Logo', detail: 'L’image de la page publique' },
  { href: '/organisation/services', icon: 'people', title: 'Services', detail: 'Qui fait quoi, l’organigramme' },
  {
    href: '/organisation/validation',
    icon: 'eye',
    title: 'Valider avant de publier',
    detail: 'Ce qui se relit, et par qui',
  },
  {
    href: '/organisation/connexion',
    icon: 'lock',
    title: 'Connexion',
    detail: 'Mot de passe ou code, double vérification',
  },
  {
    href: '/organisation/fournisseur',
    icon: 'lock',
    title: 'Se connecter avec un compte existant',
    detail: 'ProConnect, Microsoft, Keycloak',
  },
  { href: '/organisation/journal', icon: 'list', title: 'Journal', detail: 'Qui a fait quoi, depuis un an' },
  {
    href: '/organisation/copie',
    icon: 'download',
    title: 'Copie des données',
    detail: 'Tout ce que l’organisation a ici',
  },
  {
    href: '/organisation/depart',
    icon: 'logout',
    title: 'Quitter le territoire',
    detail: 'Fermer l’espace, avec une copie des données',
  },
] as const;

/** Of an intercommunal body alone. */
const COMMUNES = {
  href: '/organisation/communes',
  icon: 'organisation',
  title: 'Communes membres',
  detail: 'Qui est inscrit, qui inviter',
} as const;

const Settings = (props: { name: string; slug: string; isBody: boolean; logo: string | undefined }) => (
  <Section title="Réglages">
    {props.logo && <img class="logo large" src={props.logo} alt={`Logo ${de(props.name)}`} />}
    <Rows>
      {[...(props.isBody ? [COMMUNES] : []), ...SETTINGS].map((setting) => (
        <Row {...setting} />
      ))}
    </Rows>
    <p>
      <a href={`/c/${props.slug}`}>Voir la page publique</a>
    </p>
  </Section>
);

export const OrganisationPage = (
  props: Common & {
    name: string;
    slug: string;
    /** An intercommunal body, which has communes. */
    isBody: boolean;
    /** An address of its logo. */
    logo: string | undefined;
    members: readonly MemberLine[];
    next: string | undefined;
    /** Without those that were accepted: they are members. */
    invitations: readonly Invitation[];
    requests: readonly JoinRequest[];
    self: string;
    now: Date;
    done?: string | undefined;
  },
) => (
  <Page
    title="Mon organisation"
    chrome={props.chrome}
    heading={props.name}
    wide
    action={
      !(props.chrome.kind === 'member' && props.chrome.isSuspended) && (
        <ButtonLink href="/organisation/invitations/nouvelle">Inviter quelqu’un</ButtonLink>
      )
    }
  >
    {props.done && <Notice tone="success">{props.done}</Notice>}
    <ErrorSummary errors={props.errors} />
    <Columns aside={<Settings name={props.name} slug={props.slug} isBody={props.isBody} logo={props.logo} />}>
      <JoinRequests requests={props.requests} now={props.now} />
      <Section title="Membres">
        <Rows>
          {props.members.map((member) => (
            <Row
              icon="person"
              title={`${member.firstName} ${member.lastName}`}
              detail={[ROLE_TEXTS[member.role].name, member.position].filter(Boolean).join(' · ')}
              end={
                <a href={`/organisation/membres/${member.person}`}>
                  {member.person === props.self ? 'Vous' : 'Modifier'}
                  <span class="hide"> : {`${member.firstName} ${member.lastName}`}</span>
                </a>
              }
            />
          ))}
        </Rows>
        {props.next && (
          <ButtonLink href={props.next} tone="plain">
            Afficher la suite
          </ButtonLink>
        )}
      </Section>
      <Section title="Invitations">
        {props.invitations.length === 0 ? (
          <Empty title="Personne n’est invité pour l’instant">
            Invitez le maire, les adjoints, les délégués : chacun reçoit un lien par courriel.
          </Empty>
        ) : (
          <Rows>
            {props.invitations.map((invitation) => (
              <Row
                icon="mail"
                title={nameOf(invitation)}
                detail={<InvitationState invitation={invitation} now={props.now} />}
                end={
                  invitation.state === 'pending' && (
                    <div class="toolbar">
                      <Form action={`/organisation/invitations/${invitation.id}/renvoyer`} once>
                        <Button tone="quiet">
                          Renvoyer<span class="hide"> à {nameOf(invitation)}</span>
                        </Button>
                      </Form>
                      <Form action={`/organisation/invitations/${invitation.id}/annuler`} once>
                        <Button tone="quiet">
                          Annuler<span class="hide"> l’invitation envoyée à {nameOf(invitation)}</span>
                        </Button>
                      </Form>
                    </div>
                  )
                }
              />
            ))}
          </Rows>
        )}
      </Section>
    </Columns>
  </Page>
);

/** As she was invited: by name, when it was written. */
const nameOf = ({ firstName = '', lastName = '', email }: Invitation): string =>
  `${firstName} ${lastName}`.trim() || email;

const InvitationState = ({ invitation, now }: { invitation: Invitation; now: Date }) => {
  const address = nameOf(invitation) === invitation.email ? '' : `${invitation.email} · `;
  const role = `${address}${ROLE_TEXTS[invitation.role].name}`;
  if (invitation.state === 'revoked') return <>{role} · annulée</>;
  if (Date.parse(invitation.expiresAt) < now.getTime()) return <>{role} · expirée, à renvoyer</>;
  return (
    <>
      {role} · envoyée <When date={invitation.sentAt} kind="relative" now={now} />, valable jusqu’au{' '}
      <When date={invitation.expiresAt} kind="date" />
    </>
  );
};

export const InvitePage = (props: Common & { id: string; name: string; typed: Readonly<Record<string, string>> }) => (
  <Page
    title="Inviter quelqu’un"
    chrome={props.chrome}
    heading="Inviter quelqu’un"
    lead={`La personne reçoit un lien par courriel, pour rejoindre ${props.name}.`}
    breadcrumb={[{ href: '/organisation', label: 'Mon organisation' }]}
  >
    <ErrorSummary errors={props.errors} />
    <Form action="/organisation/invitations" once>
      <input type="hidden" name="id" value={props.id} />
      <Field
        label="Son adresse e-mail"
        name="email"
        type="email"
        value={props.typed.email}
        error={errorOf(props.errors, 'email')}
      />
      <Field
        label="Son prénom"
        name="firstName"
        optional
        value={props.typed.firstName}
        error={errorOf(props.errors, 'firstName')}
      />
      <Field
        label="Son nom"
        name="lastName"
        optional
        value={props.typed.lastName}
        error={errorOf(props.errors, 'lastName')}
      />
      <Field
        label="Sa fonction"
        name="position"
        optional
        value={props.typed.position}
        error={errorOf(props.errors, 'position')}
      />
      <RadioCards
        label="Ce qu’elle pourra faire"
        name="role"
        value={props.typed.role ?? 'reader'}
        error={errorOf(props.errors, 'role')}
        options={ROLES.map((role) => ({
          value: role,
          title: ROLE_TEXTS[role].name,
          explanation: ROLE_TEXTS[role].explanation,
        }))}
      />
      <Button>Envoyer l’invitation</Button>
    </Form>
    <p>
      <a href="/organisation/invitations/liste">Inviter plusieurs personnes d’un coup</a>
    </p>
  </Page>
);
