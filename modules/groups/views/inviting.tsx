/** Inviting into a group: people of the directory, an address, a whole organisation; who has not answered. */
import {
  Button,
  Empty,
  ErrorSummary,
  errorOf,
  Field,
  Form,
  Notice,
  Row,
  Rows,
  Section,
  Status,
  When,
} from '../../../web/components/index.ts';
import { Page } from '../../../web/layout.tsx';
import { functionText } from '../../directory/index.ts';
import type { Group, OrganisationInvited, PersonInvited } from '../schema.ts';
import { nameOf } from '../service/groups.ts';
import type { Candidate } from '../service/inviting.ts';
import { type Common, crumbs } from './members.tsx';

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

/** Why somebody is not to be invited, where that is so. */
const STANDINGS_SHOWN = { in: 'Dans le groupe', invited: 'Déjà invitée' } as const;

const FoundPeople = (props: {
  group: Group;
  nom: string | undefined;
  people: readonly Candidate[];
  hasMore: boolean;
}) => {
  if (props.people.length === 0) return <p class="soft">L’annuaire ne connaît personne ainsi.</p>;
  return (
    <>
      <Rows>
        {props.people.map((one) => (
          <Row
            icon="person"
            title={nameOf(one)}
            detail={[functionText(one), one.organisation].filter(Boolean).join(' · ')}
            end={
              one.standing ? (
                <Status>{STANDINGS_SHOWN[one.standing]}</Status>
              ) : (
                <Form action={`/groupes/${props.group.id}/personnes`}>
                  <input type="hidden" name="person" value={one.person} />
                  <input type="hidden" name="organisation" value={one.siren} />
                  <input type="hidden" name="nom" value={props.nom} />
                  <Button tone="plain">
                    Inviter<span class="hide"> {nameOf(one)}</span>
                  </Button>
                </Form>
              )
            }
          />
        ))}
      </Rows>
      {props.hasMore && <p class="soft">D’autres personnes répondent à ces mots : ajoutez un nom ou une commune.</p>}
    </>
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
      {persons.map(({ key, email, picked, invitedBy, invitedAt }) => (
        <Row
          icon={picked ? 'person' : 'mail'}
          title={picked?.name ?? email}
          detail={
            <>
              {picked && `${picked.organisationName} · `}
              {`Par ${invitedBy}, le `}
              <When date={invitedAt} />
            </>
          }
          end={
            <Form action={`/groupes/${group.id}/invitations/${key}/annuler`}>
              <Button tone="quiet">
                Annuler<span class="hide"> : {picked?.name ?? email}</span>
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
    /** Words by which somebody is looked for in the directory, and whom they lead to. */
    nom: string | undefined;
    people: { people: readonly Candidate[]; hasMore: boolean } | undefined;
    typedEmail: string | undefined;
  },
) => {
  const { group, errors } = props;
  const here = `/groupes/${group.id}/invitations`;
  return (
    <Page title="Inviter" chrome={props.chrome} breadcrumb={crumbs(group)} scripts={['once']}>
      {props.done && <Notice tone="success">{props.done}</Notice>}
      <ErrorSummary errors={errors} />
      <Section title="Une personne de l’annuaire" id="personne">
        <Form action={`${here}#personne`} method="get">
          <Field
            name="nom"
            label="Nom, fonction ou commune"
            type="search"
            help="Elle reçoit un courriel, et entre si elle le veut. Son adresse ne vous est pas montrée."
            value={props.nom}
            error={errorOf(errors, 'nom')}
          />
          <Button tone="plain">Chercher une personne</Button>
        </Form>
        {props.people && <FoundPeople group={group} nom={props.nom} {...props.people} />}
      </Section>
      <Section title="Une personne, par son adresse">
        <Form action={here}>
          <Field
            name="email"
            label="Son adresse e-mail"
            type="email"
            help="Celle avec laquelle elle se connecte, si vous la connaissez."
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
          <Button tone="plain">Chercher une organisation</Button>
        </Form>
        {props.found && <FoundOrganisations group={group} found={props.found} invited={props.organisations} />}
      </Section>
      <Section title="Invitations">
        <Pending group={group} persons={props.persons} organisations={props.organisations} />
      </Section>
    </Page>
  );
};
