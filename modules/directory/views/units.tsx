import {
  Button,
  ButtonLink,
  Checkbox,
  Empty,
  ErrorSummary,
  errorOf,
  Field,
  Form,
  Notice,
  Panel,
  Section,
  Select,
  Toolbar,
} from '../../../web/components/index.ts';
import { de, plural } from '../../../web/format.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import type { Typed } from '../../../platform/http/route.ts';
import type { FieldError } from '../../../platform/problems.ts';
import { chartOf, hasChildren, possibleParents } from '../chart.ts';
import { memberField, type Unit } from '../schema.ts';
import type { ChartForForm } from '../service/units.ts';
import { ChartList } from './chart.tsx';

const HOME = { href: '/organisation', label: 'Mon organisation' };
const SERVICES = { href: '/organisation/services', label: 'Services' };

const PeopleLine = ({ unit }: { unit: Unit }) => (
  <p class="soft">
    {[
      unit.lead && `Responsable : ${unit.lead.name}`,
      unit.members.length > 0 && plural(unit.members.length, 'personne'),
    ]
      .filter(Boolean)
      .join(' · ')}
  </p>
);

export const UnitsPage = (props: {
  chrome: Chrome;
  organisation: { name: string; slug: string };
  units: readonly Unit[];
  done?: string | undefined;
}) => (
  <Page
    title="Services"
    chrome={props.chrome}
    lead={`Les services ${de(props.organisation.name)}, leurs responsables et leurs coordonnées. Les membres du réseau voient l’organigramme.`}
    breadcrumb={[HOME]}
    action={<ButtonLink href="/organisation/services/nouveau">Créer un service</ButtonLink>}
  >
    {props.done && <Notice tone="success">{props.done}</Notice>}
    {props.units.length === 0 ? (
      <Empty title="Aucun service pour l’instant">
        Commencez par le plus grand (le secrétariat, les services techniques), puis placez les autres dedans.
      </Empty>
    ) : (
      <>
        <ChartList
          branches={chartOf(props.units)}
          name={(unit) => <a href={`/organisation/services/${unit.id}`}>{unit.name}</a>}
          lines={(unit) => <PeopleLine unit={unit} />}
        />
        <p>
          <a href={`/annuaire/${props.organisation.slug}/organigramme`}>Voir l’organigramme</a>
        </p>
      </>
    )}
  </Page>
);

interface FormProps {
  chart: ChartForForm;
  unit: Unit | undefined;
  typed: Typed | undefined;
  errors: readonly FieldError[] | undefined;
}

const TEXT_FIELDS = [
  { name: 'place', label: 'Où', help: 'Par exemple : mairie, premier étage.' },
  { name: 'hours', label: 'Jours et heures', help: 'Par exemple : du lundi au vendredi, de 9 h à 12 h.' },
  { name: 'phone', label: 'Téléphone', type: 'tel' },
  { name: 'email', label: 'Adresse e-mail du service', type: 'email' },
] as const;

const UnitFields = ({ chart, unit, typed, errors }: FormProps) => {
  const value = (name: string, kept: string | undefined): string => (typed ? typed[name] : kept) ?? '';
  const people = chart.members.map(({ person, firstName, lastName }) => ({
    value: person,
    label: `${firstName} ${lastName}`,
  }));
  const members = new Set(unit?.members.map(({ person }) => person));
  const parents = possibleParents(chart.units, unit?.id).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <Field label="Nom du service" name="name" value={value('name', unit?.name)} error={errorOf(errors, 'name')} />
      <Select
        label="Placé dans"
        name="parent"
        options={parents}
        blank="Aucun autre service"
        optional
        value={value('parent', unit?.parent)}
        width="medium"
        error={errorOf(errors, 'parent')}
      />
      <Select
        label="Responsable"
        name="lead"
        options={people}
        blank="Personne pour l’instant"
        optional
        value={value('lead', unit?.lead?.person)}
        width="medium"
        error={errorOf(errors, 'lead')}
      />
      <fieldset class="group" id="members">
        <legend>
          Personnes du service<span class="optional"> (facultatif)</span>
        </legend>
        {errorOf(errors, 'members') && <p class="error-text">{errorOf(errors, 'members')}</p>}
        <div class="boxes">
          {people.map(({ value: person, label }) => (
            <Checkbox
              name={memberField(person)}
              label={label}
              checked={typed ? Boolean(typed[memberField(person)]) : members.has(person)}
            />
          ))}
        </div>
      </fieldset>
      {TEXT_FIELDS.map((field) => (
        <Field {...field} optional value={value(field.name, unit?.[field.name])} error={errorOf(errors, field.name)} />
      ))}
      <Checkbox
        name="isPublic"
        label="Montrer ces coordonnées sur la page publique"
        help="Le nom du service et ses coordonnées, jamais les personnes. Les membres du réseau les voient dans tous les cas."
        checked={typed ? Boolean(typed.isPublic) : unit?.isPublic}
      />
    </>
  );
};

export const NewUnitPage = (props: Omit<FormProps, 'unit'> & { chrome: Chrome; id: string }) => (
  <Page title="Créer un service" chrome={props.chrome} breadcrumb={[HOME, SERVICES]}>
    <ErrorSummary errors={props.errors} />
    <Form action="/organisation/services">
      <input type="hidden" name="id" value={props.id} />
      <UnitFields {...props} unit={undefined} />
      <Button>Créer le service</Button>
    </Form>
  </Page>
);

export const UnitPage = (props: FormProps & { chrome: Chrome; unit: Unit }) => {
  const { unit } = props;
  return (
    <Page title={unit.name} chrome={props.chrome} breadcrumb={[HOME, SERVICES]}>
      <ErrorSummary errors={props.errors} />
      <Form action={`/organisation/services/${unit.id}`}>
        <input type="hidden" name="version" value={props.typed?.version ?? String(unit.version)} />
        <UnitFields {...props} />
        <Button>Enregistrer le service</Button>
      </Form>
      <Section title="Supprimer ce service">
        {hasChildren(props.chart.units, unit.id) ? (
          <p>Ce service en contient d’autres : déplacez-les ou supprimez-les d’abord.</p>
        ) : (
          <>
            <p>Il disparaît de l’organigramme et de l’annuaire. Ses personnes restent membres de l’organisation.</p>
            <p>
              <ButtonLink href={`/organisation/services/${unit.id}/supprimer`} tone="plain">
                Supprimer ce service
              </ButtonLink>
            </p>
          </>
        )}
      </Section>
    </Page>
  );
};

/** What goes with a service, before it does: nothing brings it back. */
export const RemoveUnitPage = (props: {
  chrome: Chrome;
  organisation: string;
  unit: Unit;
  errors: readonly FieldError[] | undefined;
}) => {
  const { id, name, members, lead } = props.unit;
  const people = new Set([...(lead ? [lead] : []), ...members].map(({ person }) => person)).size;
  return (
    <Page
      title={`Supprimer ${name} ?`}
      chrome={props.chrome}
      breadcrumb={[HOME, SERVICES, { href: `/organisation/services/${id}`, label: name }]}
      scripts={['once']}
    >
      <ErrorSummary errors={props.errors} />
      <Panel>
        <div class="stack">
          <p>
            Ce service disparaît de l’organigramme et de l’annuaire, avec ses coordonnées.{' '}
            {people > 0 &&
              `${plural(people, 'personne n’y figurera', 'personnes n’y figureront')} plus ; ${people > 1 ? 'elles restent membres' : 'elle reste membre'} ${de(props.organisation)}. `}
            Pour le retrouver, il faudra le créer de nouveau.
          </p>
          <Toolbar>
            <Form action={`/organisation/services/${id}/supprimer`} once>
              <Button tone="danger">Supprimer {name}</Button>
            </Form>
            <ButtonLink href={`/organisation/services/${id}`} tone="quiet">
              Ne pas supprimer
            </ButtonLink>
          </Toolbar>
        </div>
      </Panel>
    </Page>
  );
};
