/** The people of a group: its list, requests to answer, one person, invitations. */
import type { FieldError } from '../../../platform/problems.ts';
import {
  Button,
  Empty,
  ErrorSummary,
  errorOf,
  Field,
  Form,
  Notice,
  Pager,
  RadioCards,
  Row,
  Rows,
  Section,
  Status,
  Toolbar,
  When,
} from '../../../web/components/index.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import { STANDINGS } from '../../../platform/actor.ts';
import type { Group, GroupMember, GroupRequest, OrganisationInvited, PersonInvited } from '../schema.ts';
import { STANDING_TEXTS } from '../texts.ts';
import { MemberRows, personTitle } from './space.tsx';

interface Common {
  chrome: Chrome;
  group: Group;
  done?: string | undefined;
  errors?: readonly FieldError[] | undefined;
}

const crumbs = ({ id, name }: Pick<Group, 'id' | 'name'>) => [
  { href: '/groupes', label: 'Groupes' },
  { href: `/groupes/${id}`, label: name },
];

const RequestRows = ({ group, requests }: { group: Group; requests: readonly GroupRequest[] }) => (
  <Section title="Demandes">
    <Rows>
      {requests.map((request) => (
        <Row
          icon="person"
          title={personTitle(request)}
          detail={
            <>
              {request.organisationName} · <When date={request.askedAt} />
            </>
          }
          end={
            <Toolbar>
              <Form action={`/groupes/${group.id}/demandes/${request.person}/accepter`}>
                <Button>
                  Accepter<span class="hide"> {personTitle(request)}</span>
                </Button>
              </Form>
              <Form action={`/groupes/${group.id}/demandes/${request.person}/refuser`}>
                <Button tone="plain">
                  Refuser<span class="hide"> {personTitle(request)}</span>
                </Button>
              </Form>
            </Toolbar>
          }
        />
      ))}
    </Rows>
  </Section>
);

export const MembersPage = (
  props: Common & {
    members: readonly GroupMember[];
    requests: readonly GroupRequest[];
    next: string | undefined;
    isFacilitator: boolean;
  },
) => {
  const { group, isFacilitator } = props;
  return (
    <Page title="Membres du groupe" chrome={props.chrome} breadcrumb={crumbs(group)} scripts={['once']}>
      {props.done && <Notice tone="success">{props.done}</Notice>}
      {props.requests.length > 0 && <RequestRows group={group} requests={props.requests} />}
      <Section title="Membres">
        <MemberRows
          members={props.members}
          end={
            isFacilitator
              ? (member) => (
                  <a href={`/groupes/${group.id}/membres/${member.person}`}>
                    Modifier<span class="hide"> : {personTitle(member)}</span>
                  </a>
                )
              : undefined
          }
        />
        <Pager next={props.next} label="Membres suivants" />
      </Section>
    </Page>
  );
};

/** One member, for a facilitator. */
export const GroupMemberPage = (props: Common & { member: GroupMember; isSelf: boolean }) => {
  const { group, member } = props;
  const name = personTitle(member);
  const here = `/groupes/${group.id}/membres/${member.person}`;
  return (
    <Page
      title={name}
      chrome={props.chrome}
      breadcrumb={[...crumbs(group), { href: `/groupes/${group.id}/membres`, label: 'Membres' }]}
      scripts={['once']}
    >
      <ErrorSummary errors={props.errors} />
      <p class="soft">
        {member.organisationName} · dans le groupe depuis le <When date={member.since} />
      </p>
      <Section title="Dans le groupe">
        <Form action={`${here}/role`}>
          <RadioCards
            name="standing"
            label="Ce que cette personne y fait"
            value={member.standing}
            error={errorOf(props.errors, 'standing')}
            options={STANDINGS.map((value) => ({
              value,
              title: STANDING_TEXTS[value].name,
              explanation: STANDING_TEXTS[value].explanation,
            }))}
          />
          <Button>Enregistrer</Button>
        </Form>
      </Section>
      {!props.isSelf && (
        <Section title="Retirer du groupe">
          <p>{`${name} n’y aura plus accès dès la page suivante. Ce que cette personne y a publié reste au groupe.`}</p>
          <Form action={`${here}/retirer`}>
            <Button tone="danger">{`Retirer ${name}`}</Button>
          </Form>
        </Section>
      )}
    </Page>
  );
};

/** An organisation that may be invited. */
export interface OrganisationFound {
  siren: string;
  name: string;
}

const FoundOrganisations = (props: {
  group: Group;
  found: readonly OrganisationFound[];
  invited: readonly OrganisationInvited[];
}) => {
  const already = new Set(props.invited.map(({ siren }) => siren));
  if (props.found.length === 0) return <p class="soft">Aucune organisation inscrite ne commence ainsi.</p>;
  return (
    <Rows>
      {props.found.map(({ siren, name }) => (
        <Row
          icon="organisation"
          title={name}
          end={
            already.has(siren) ? (
              <Status>Déjà invitée</Status>
            ) : (
              <Form action={`/groupes/${props.group.id}/organisations`}>
                <input type="hidden" name="siren" value={siren} />
                <Button tone="plain">
                  Inviter<span class="hide"> {name}</span>
                </Button>
              </Form>
            )
          }
        />
      ))}
    </Rows>
  );
};

const Pending = (props: {
  group: Group;
  persons: readonly PersonInvited[];
  organisations: readonly OrganisationInvited[];
}) => {
  const { group, persons, organisations } = props;
  if (persons.length + organisations.length === 0) {
    return <Empty title="Personne n’est invité pour l’instant">Invitez une personne, ou toute une organisation.</Empty>;
  }
  return (
    <Rows>
      {organisations.map(({ siren, name, state, invitedAt }) => (
        <Row
          icon="organisation"
          title={name}
          detail={
            state === 'accepted' ? (
              'Ses membres peuvent entrer'
            ) : (
              <>
                Invitée le <When date={invitedAt} />, son référent n’a pas répondu
              </>
            )
          }
          end={
            <Form action={`/groupes/${group.id}/organisations/${siren}/retirer`}>
              <Button tone="quiet">
                Annuler<span class="hide"> : {name}</span>
              </Button>
            </Form>
          }
        />
      ))}
      {persons.map(({ key, email, invitedBy, invitedAt }) => (
        <Row
          icon="mail"
          title={email}
          detail={
            <>
              {`Par ${invitedBy}, le `}
              <When date={invitedAt} />
            </>
          }
          end={
            <Form action={`/groupes/${group.id}/invitations/${key}/annuler`}>
              <Button tone="quiet">
                Annuler<span class="hide"> : {email}</span>
              </Button>
            </Form>
          }
        />
      ))}
    </Rows>
  );
};

export const InvitationsPage = (
  props: Common & {
    persons: readonly PersonInvited[];
    organisations: readonly OrganisationInvited[];
    q: string | undefined;
    found: readonly OrganisationFound[] | undefined;
    typedEmail: string | undefined;
  },
) => {
  const { group, errors } = props;
  const here = `/groupes/${group.id}/invitations`;
  return (
    <Page title="Inviter" chrome={props.chrome} breadcrumb={crumbs(group)} scripts={['once']}>
      {props.done && <Notice tone="success">{props.done}</Notice>}
      <ErrorSummary errors={errors} />
      <Section title="Une personne">
        <Form action={here}>
          <Field
            name="email"
            label="Son adresse e-mail"
            type="email"
            help="Celle avec laquelle elle se connecte. Elle reçoit un courriel, et entre si elle le veut."
            value={props.typedEmail}
            error={errorOf(errors, 'email')}
          />
          <Button>Envoyer l’invitation</Button>
        </Form>
      </Section>
      <Section title="Toute une organisation" id="organisation">
        <Form action={`${here}#organisation`} method="get">
          <Field
            name="q"
            label="Son nom"
            type="search"
            help="Les premières lettres. Son référent répond pour elle ; ses membres peuvent ensuite entrer."
            value={props.q}
            error={errorOf(errors, 'siren')}
          />
          <Button tone="plain">Chercher</Button>
        </Form>
        {props.found && <FoundOrganisations group={group} found={props.found} invited={props.organisations} />}
      </Section>
      <Section title="Invitations">
        <Pending group={group} persons={props.persons} organisations={props.organisations} />
      </Section>
    </Page>
  );
};
