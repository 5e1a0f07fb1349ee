/** The people of a group: its list, requests to answer, one person. */
import type { FieldError } from '../../../platform/problems.ts';
import {
  Button,
  ErrorSummary,
  errorOf,
  Form,
  Notice,
  Pager,
  RadioCards,
  Row,
  Rows,
  Section,
  Toolbar,
  When,
} from '../../../web/components/index.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import { STANDINGS } from '../../../platform/actor.ts';
import type { GroupMember, GroupRequest, Group } from '../schema.ts';
import { STANDING_TEXTS } from '../texts.ts';
import { MemberRows, personTitle } from './space.tsx';

export interface Common {
  chrome: Chrome;
  group: Group;
  done?: string | undefined;
  errors?: readonly FieldError[] | undefined;
}

export const crumbs = ({ id, name }: Pick<Group, 'id' | 'name'>) => [
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
