import {
  Button,
  ButtonLink,
  Empty,
  ErrorSummary,
  Field,
  Form,
  Notice,
  Pager,
  Row,
  Rows,
  Section,
  Select,
  When,
} from '../../../web/components/index.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import { daysBetween, plural } from '../../../web/format.ts';
import type { FieldError } from '../../../platform/problems.ts';
import type { LeftOrganisation, ListedOrganisation, Reach } from '../store/organisation.ts';
import { ORGANISATION_KINDS } from '../kinds.ts';
import { LIFE_STATES } from '../rules.ts';
import { KIND_TEXTS, LIFE_TEXTS } from '../texts.ts';
import { OrganisationFields } from './unlisted.tsx';
import { WhoFields } from './who-fields.tsx';

interface Common {
  chrome: Chrome;
  errors?: readonly FieldError[] | undefined;
}

/** As it stands in the address. */
interface Filter {
  type?: string | undefined;
  etat?: string | undefined;
  q?: string | undefined;
}

const FilterForm = ({ type, etat, q }: Filter) => (
  <Form action="/territoire/organisations" method="get">
    <Field label="Nom" name="q" type="search" optional value={q ?? ''} width="medium" />
    <Select
      label="Type"
      name="type"
      optional
      width="medium"
      blank="Tous"
      value={type ?? ''}
      options={ORGANISATION_KINDS.map((kind) => ({ value: kind, label: KIND_TEXTS[kind] }))}
    />
    <Select
      label="État"
      name="etat"
      optional
      width="medium"
      blank="Tous"
      value={etat ?? ''}
      options={LIFE_STATES.map((state) => ({ value: state, label: LIFE_TEXTS[state] }))}
    />
    <Button tone="plain">Filtrer</Button>{' '}
    <ButtonLink href="/territoire?etat=link-sent" tone="quiet">
      Voir celles qui sont acceptées et pas encore ouvertes
    </ButtonLink>
    <ButtonLink href="/territoire/fournisseurs" tone="quiet">
      Comptes d’ailleurs : ProConnect, Microsoft…
    </ButtonLink>
  </Form>
);

export const OrganisationsPage = (
  props: Common & {
    organisations: readonly ListedOrganisation[];
    /** Those whose delay runs. */
    left: readonly LeftOrganisation[];
    now: Date;
    next: string | undefined;
    reach: Reach;
    done?: string | undefined;
    filter: Filter;
  },
) => (
  <Page
    title="Organisations"
    chrome={props.chrome}
    heading="Organisations"
    lead={`${plural(props.reach.organisations, 'organisation inscrite', 'organisations inscrites')}, ${plural(props.reach.people, 'personne', 'personnes')}.`}
    action={<ButtonLink href="/territoire/organisations/nouvelle">Ajouter une organisation</ButtonLink>}
  >
    {props.done && <Notice tone="success">{props.done}</Notice>}
    <FilterForm {...props.filter} />
    {props.left.length > 0 && (
      <Section title="Ont quitté le territoire">
        <Rows>
          {props.left.map(({ siren, name, kind, until }) => (
            <Row
              icon="organisation"
              href={`/territoire/organisations/${siren}`}
              title={name}
              detail={KIND_TEXTS[kind]}
              end={
                <>
                  effacée le <When date={until} kind="date" /> (
                  {plural(Math.max(0, daysBetween(props.now, until)), 'jour')})
                </>
              }
            />
          ))}
        </Rows>
      </Section>
    )}
    {props.organisations.length === 0 && props.left.length > 0 ? null : props.organisations.length === 0 &&
      Object.values(props.filter).some(Boolean) ? (
      <Empty
        title="Aucune organisation ne correspond"
        action={<ButtonLink href="/territoire/organisations">Tout afficher</ButtonLink>}
      />
    ) : props.organisations.length === 0 ? (
      <Empty
        title="Aucune organisation n’est encore inscrite"
        action={<ButtonLink href="/territoire/messageries">Importer les messageries</ButtonLink>}
      >
        Importez les messageries officielles : les communes s’inscriront seules.
      </Empty>
    ) : (
      <Rows>
        {props.organisations.map(({ siren, name, kind, joinedAt, state }) => (
          <Row
            icon="organisation"
            href={`/territoire/organisations/${siren}`}
            title={name}
            detail={state === 'suspended' ? `${KIND_TEXTS[kind]} · ${LIFE_TEXTS.suspended}` : KIND_TEXTS[kind]}
            end={
              <>
                depuis le <When date={joinedAt} kind="date" />
              </>
            }
          />
        ))}
      </Rows>
    )}
    <Pager next={props.next} />
  </Page>
);

export const AddOrganisationPage = (props: Common & { id: string; typed: Readonly<Record<string, string>> }) => (
  <Page
    title="Ajouter une organisation"
    chrome={props.chrome}
    heading="Ajouter une organisation"
    lead="Pour celles que le registre n’a pas, ou que vous connaissez bien. Son premier référent reçoit un lien par courriel."
    breadcrumb={[{ href: '/territoire/organisations', label: 'Organisations' }]}
  >
    <ErrorSummary errors={props.errors} />
    <Form action="/territoire/organisations" once>
      <input type="hidden" name="id" value={props.id} />
      <OrganisationFields typed={props.typed} errors={props.errors} />
      <Section title="Son premier référent">
        <WhoFields typed={props.typed} errors={props.errors} />
      </Section>
      <Button>Ajouter et envoyer le lien</Button>
    </Form>
  </Page>
);
