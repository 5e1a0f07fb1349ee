/** A journal on a page: filters, then what happened, newest first. */
import {
  Button,
  ButtonLink,
  type Column,
  Empty,
  Field,
  Form,
  Notice,
  Pager,
  Rows,
  Row,
  Select,
  Table,
  When,
} from '../../web/components/index.ts';
import { type Chrome, Page } from '../../web/layout.tsx';
import { ACT_KINDS } from '../../platform/journal.ts';
import type { JournalFilter, JournalReader } from './rules.ts';
import type { Entry } from './store.ts';
import { KIND_TEXTS, sentenceOf } from './texts.ts';

/** A journal, and what of it is shown. */
export interface JournalShown {
  chrome: Chrome;
  reader: JournalReader;
  /** Path of the page, without its query. */
  path: string;
  filter: JournalFilter;
  entries: readonly Entry[];
  people: readonly { person: string; name: string }[];
  /** Address of the next page. */
  next: string | undefined;
  /** Whose journal the operator reads; the territory's when absent. */
  organisation?: { siren: string; name: string } | undefined;
}

/** The query string of a filter: `?personne=…&du=…`, or nothing. */
export function queryOf(filter: JournalFilter, more: Readonly<Record<string, string | undefined>> = {}): string {
  const { person, kind, from, to } = filter;
  const given = Object.entries({ personne: person, nature: kind, du: from, au: to, ...more });
  const query = new URLSearchParams(given.flatMap(([name, value]) => (value ? [[name, value]] : [])));
  return query.size > 0 ? `?${query.toString()}` : '';
}

const isFiltered = ({ person, kind, from, to }: JournalFilter): boolean => Boolean(person ?? kind ?? from ?? to);

const columnsFor = (reader: JournalReader): readonly Column<Entry>[] => [
  { label: 'Quand', cell: ({ at }) => <When date={at} kind="datetime" /> },
  { label: 'Ce qui s’est passé', cell: (entry) => sentenceOf(entry, reader) },
  { label: 'D’où', cell: ({ from }) => from ?? 'Parvis' },
];

const FilterForm = ({ path, filter, people, organisation }: JournalShown) => (
  <Form action={path} method="get">
    {organisation && <input type="hidden" name="organisation" value={organisation.siren} />}
    <Select
      name="personne"
      label="Qui a agi, ou sur qui"
      optional
      blank="Tout le monde"
      value={filter.person}
      options={people.map(({ person, name }) => ({ value: person, label: name }))}
    />
    <Select
      name="nature"
      label="Nature"
      optional
      blank="Toutes"
      value={filter.kind}
      options={ACT_KINDS.map((kind) => ({ value: kind, label: KIND_TEXTS[kind] }))}
    />
    <Field name="du" label="Du" type="date" width="medium" optional value={filter.from} />
    <Field name="au" label="Au" type="date" width="medium" optional value={filter.to} />
    <p class="toolbar">
      <Button tone="plain">Filtrer</Button>
      {isFiltered(filter) && <a href={`${path}${queryOf({}, { organisation: organisation?.siren })}`}>Tout afficher</a>}
    </p>
  </Form>
);

const Entries = (props: JournalShown) => {
  const { path, filter, entries, next, reader, organisation } = props;
  const more = { organisation: organisation?.siren };
  if (entries.length === 0 && next === undefined)
    return (
      <Empty title={isFiltered(filter) ? 'Rien ne correspond' : 'Le journal est encore vide'}>
        {isFiltered(filter)
          ? 'Élargissez les dates, ou affichez toutes les personnes et toutes les natures.'
          : 'Il se remplit tout seul : connexions, invitations, rôles, publications.'}
      </Empty>
    );
  return (
    <>
      <p>
        <a href={`${path}.csv${queryOf(filter, more)}`}>Télécharger en tableur (CSV)</a>
      </p>
      {entries.length === 0 ? (
        <p>Rien ne correspond dans cette partie du journal.</p>
      ) : (
        <Table
          caption="Le journal, du plus récent au plus ancien"
          hideCaption
          columns={columnsFor(reader)}
          rows={entries}
        />
      )}
      <Pager next={next} />
    </>
  );
};

const LEAD =
  'Qui a fait quoi, quand et d’où, pendant un an. Personne ne peut changer ni effacer ce journal. Les adresses du réseau sont raccourcies.';

/** The référent's: of her organisation. */
export const OrganisationJournalPage = (props: JournalShown) => (
  <Page
    title="Journal"
    heading="Journal de l’organisation"
    lead={LEAD}
    chrome={props.chrome}
    breadcrumb={[{ href: '/organisation', label: 'Mon organisation' }]}
    wide
  >
    <FilterForm {...props} />
    <Entries {...props} />
  </Page>
);

/** The operator's: of the territory, or of one organisation. */
export const TerritoryJournalPage = (
  props: JournalShown & {
    /** What was typed to find an organisation. */
    typed: string;
    /** Organisations that what was typed may mean, when it is not one. */
    proposals: readonly { siren: string; name: string; hint: string }[] | undefined;
  },
) => (
  <Page
    title="Journal"
    heading={props.organisation ? `Journal : ${props.organisation.name}` : 'Journal du territoire'}
    lead={LEAD}
    chrome={props.chrome}
    breadcrumb={props.organisation ? [{ href: props.path, label: 'Journal du territoire' }] : []}
    wide
  >
    {props.organisation ? (
      <Notice tone="info">
        Les titres réservés aux membres et les adresses ne sont pas montrés ici : le référent de l’organisation les voit
        dans son journal.
      </Notice>
    ) : (
      <Form action={props.path} method="get">
        <Field
          name="organisation"
          label="Lire le journal d’une organisation"
          help="Son nom, ou son SIREN."
          optional
          width="medium"
          value={props.typed}
        />
        <Button tone="plain">Ouvrir ce journal</Button>
      </Form>
    )}
    {props.proposals && <Proposals {...props} found={props.proposals} />}
    {!props.proposals && <FilterForm {...props} />}
    {!props.proposals && <Entries {...props} />}
  </Page>
);

const Proposals = ({
  found,
  path,
}: {
  found: readonly { siren: string; name: string; hint: string }[];
  path: string;
}) =>
  found.length === 0 ? (
    <Empty
      title="Aucune organisation de ce nom"
      action={<ButtonLink href={path}>Revenir au journal du territoire</ButtonLink>}
    >
      Écrivez le début de son nom, ou son SIREN.
    </Empty>
  ) : (
    <Rows>
      {found.map(({ siren, name, hint }) => (
        <Row icon="organisation" href={`${path}?organisation=${siren}`} title={name} detail={hint} />
      ))}
    </Rows>
  );
