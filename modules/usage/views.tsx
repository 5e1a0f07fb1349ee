/** The operator's view of usage: trend, then one third at a time with what to do next. */
import { BarChart, ButtonLink, type Column, Empty, Filters, Section, Table, When } from '../../web/components/index.ts';
import { dayParts, formatDate, plural } from '../../web/format.ts';
import { type Chrome, Page } from '../../web/layout.tsx';
import { type Third, THIRDS } from './rules.ts';
import type { OrganisationUsage, TerritoryUsage } from './service.ts';
import type { TrendWeek } from './store.ts';
import { nameOfThird, STEP_TEXTS, THIRD_TEXTS } from './texts.ts';

const COLUMNS: readonly Column<OrganisationUsage>[] = [
  { label: 'Organisation', cell: ({ siren, name }) => <a href={`/territoire/organisations/${siren}`}>{name}</a> },
  { label: 'Connexions', cell: ({ counts }) => String(counts.signIns), number: true },
  { label: 'Publications', cell: ({ counts }) => String(counts.publications), number: true },
  { label: 'Documents', cell: ({ counts }) => String(counts.documents), number: true },
];

const WITH_NEXT_STEP: readonly Column<OrganisationUsage>[] = [
  ...COLUMNS,
  { label: 'Inscrite le', cell: ({ joinedAt }) => <When date={joinedAt} /> },
  { label: 'À faire', cell: ({ nextStep }) => nextStep && STEP_TEXTS[nextStep] },
];

const TREND_COLUMNS: readonly Column<TrendWeek>[] = [
  { label: 'Semaine du', cell: ({ week }) => formatDate(week) },
  { label: 'Organisations actives', cell: ({ organisations }) => String(organisations), number: true },
  { label: 'Connexions', cell: ({ signIns }) => String(signIns), number: true },
  { label: 'Publications', cell: ({ publications }) => String(publications), number: true },
  { label: 'Documents', cell: ({ documents }) => String(documents), number: true },
];

/** « 16/11 » */
function shortWeek(week: string): string {
  const [, month = ''] = week.split('-');
  return `${dayParts(week).day}/${month}`;
}

const Trend = ({ trend }: { trend: readonly TrendWeek[] }) => (
  <Section title="Les douze dernières semaines">
    <p>Organisations où quelqu’un s’est connecté, a publié ou a déposé un document, semaine par semaine.</p>
    <BarChart
      title={`Organisations actives par semaine : de ${trend[0]?.organisations ?? 0} à ${trend.at(-1)?.organisations ?? 0} en douze semaines ; la dernière n’est pas finie`}
      bars={trend.map(({ week, organisations }) => ({ label: shortWeek(week), value: organisations }))}
    />
    <details>
      <summary>Les mêmes chiffres en tableau</summary>
      <Table caption="Usage par semaine" hideCaption columns={TREND_COLUMNS} rows={[...trend].reverse()} />
    </details>
  </Section>
);

export const UsagePage = (props: { chrome: Chrome; usage: TerritoryUsage; third: Third }) => {
  const { organisations, trend } = props.usage;
  const shown = organisations.filter(({ third }) => third === props.third);
  const { name, explanation } = THIRD_TEXTS[props.third];
  return (
    <Page
      title="Usage"
      heading="Usage par organisation"
      lead="Connexions, publications et documents de chaque organisation, en nombres : jamais qui."
      chrome={props.chrome}
      action={
        organisations.length > 0 && (
          <ButtonLink href="/territoire/usage/carte" tone="plain">
            Voir la carte
          </ButtonLink>
        )
      }
      wide
    >
      {organisations.length === 0 ? (
        <Empty
          title="Aucune organisation n’est encore inscrite"
          action={<ButtonLink href="/territoire/messageries">Importer les messageries</ButtonLink>}
        >
          Les chiffres viennent avec les premières connexions.
        </Empty>
      ) : (
        <>
          <Trend trend={trend} />
          <Section title="Les trois tiers">
            <p>Sur les quatre dernières semaines, pour {plural(organisations.length, 'organisation')}.</p>
            <Filters
              label="Tiers"
              options={THIRDS.map((third) => ({
                href: `/territoire/usage?tiers=${nameOfThird(third)}`,
                label: THIRD_TEXTS[third].name,
                current: third === props.third,
                count: organisations.filter((one) => one.third === third).length,
              }))}
            />
            <p>{explanation}</p>
            {shown.length === 0 ? (
              <Empty title="Aucune organisation dans ce tiers" />
            ) : (
              <Table
                caption={name}
                hideCaption
                columns={props.third === 'hardly' ? WITH_NEXT_STEP : COLUMNS}
                rows={props.third === 'hardly' ? [...shown].reverse() : shown}
              />
            )}
            <p>
              <a href="/territoire/usage.csv">Télécharger toutes les organisations en tableur (CSV)</a>
            </p>
          </Section>
        </>
      )}
    </Page>
  );
};
