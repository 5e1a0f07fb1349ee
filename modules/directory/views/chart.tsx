import type { Child } from 'hono/jsx';
import { ButtonLink, DefinitionList, Empty } from '../../../web/components/index.ts';
import { de, plural } from '../../../web/format.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import { type Branch, chartOf } from '../chart.ts';
import type { PersonNamed } from '../schema.ts';
import type { PublicUnit, ShownUnit } from '../store/units.ts';
import { EmailLink, TelephoneLink } from './links.tsx';

const PersonLink = ({ person, name }: PersonNamed) => <a href={`/annuaire/personnes/${person}`}>{name}</a>;

/** How to reach a service. */
export const unitFacts = (unit: PublicUnit) => [
  ...(unit.place ? [{ term: 'Où', description: unit.place }] : []),
  ...(unit.hours ? [{ term: 'Quand', description: unit.hours }] : []),
  ...(unit.phone ? [{ term: 'Téléphone', description: <TelephoneLink number={unit.phone} /> }] : []),
  ...(unit.email ? [{ term: 'Courriel', description: <EmailLink address={unit.email} /> }] : []),
];

/** What the chart says of a service. */
const UnitLines = ({ unit }: { unit: ShownUnit }) => {
  const facts = unitFacts(unit);
  return (
    <>
      {unit.lead && (
        <p>
          Responsable : <PersonLink {...unit.lead} />
        </p>
      )}
      {unit.members.length > 0 && (
        <p class="soft">
          {unit.members.map((member, at) => (
            <>
              {at > 0 && ', '}
              <PersonLink {...member} />
            </>
          ))}
        </p>
      )}
      {facts.length > 0 && <DefinitionList items={facts} />}
    </>
  );
};

/** Nested lists, so that each service says in what it is; `lines` is what stands under its name. */
export const ChartList = <Unit extends ShownUnit>(props: {
  branches: readonly Branch<Unit>[];
  name: (unit: Unit) => Child;
  lines: (unit: Unit) => Child;
}) => (
  <ul class="chart">
    {props.branches.map(({ unit, children }) => (
      <li>
        <div>
          <b>{props.name(unit)}</b>
          {props.lines(unit)}
        </div>
        {children.length > 0 && <ChartList {...props} branches={children} />}
      </li>
    ))}
  </ul>
);

export const ChartPage = (props: {
  chrome: Chrome;
  organisation: { name: string; slug: string };
  units: readonly ShownUnit[];
  mayChange: boolean;
}) => {
  const { organisation, units, mayChange } = props;
  return (
    <Page
      title={`Organigramme ${de(organisation.name)}`}
      chrome={props.chrome}
      breadcrumb={[
        { href: '/annuaire', label: 'Annuaire' },
        { href: `/annuaire/${organisation.slug}`, label: organisation.name },
      ]}
      lead={units.length > 0 ? `${plural(units.length, 'service')}, avec les personnes et les coordonnées.` : undefined}
      action={mayChange && <ButtonLink href="/organisation/services">Modifier les services</ButtonLink>}
    >
      {units.length === 0 ? (
        <Empty title="L’organigramme n’est pas encore dessiné">
          {mayChange
            ? 'Créez un premier service : il apparaîtra ici.'
            : 'Le référent de cette organisation peut le faire.'}
        </Empty>
      ) : (
        <ChartList branches={chartOf(units)} name={({ name }) => name} lines={(unit) => <UnitLines unit={unit} />} />
      )}
    </Page>
  );
};
