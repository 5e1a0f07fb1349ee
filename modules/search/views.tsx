import {
  AudienceTag,
  Button,
  Empty,
  Field,
  Filters,
  Form,
  Notice,
  Pager,
  Row,
  Rows,
  Select,
  SuggestField,
  When,
} from '../../web/components/index.ts';
import { NBSP, plural } from '../../web/format.ts';
import { type Chrome, Page } from '../../web/layout.tsx';
import type { Piece } from '../../platform/search/excerpt.ts';
import type { SearchQuery } from './schema.ts';
import type { Result, Results } from './service.ts';
import { CATEGORIES, categoryNamed, TEXTS } from './texts.ts';

/** The address of a search, with what is changed in it; the first page unless said. */
export function searchAddress(query: SearchQuery, change: Partial<SearchQuery> = {}): string {
  const { page, ...kept } = { ...query, page: 1, ...change };
  const address = new URLSearchParams();
  for (const [name, value] of Object.entries(kept)) if (value) address.set(name, value);
  if (page > 1) address.set('page', String(page));
  return `/recherche?${address.toString()}`;
}

/** What was looked for stands out; everything is text, escaped. */
const Marked = ({ pieces }: { pieces: readonly Piece[] }) => (
  <>{pieces.map(({ text, isFound }) => (isFound ? <mark>{text}</mark> : text))}</>
);

const ResultRow = ({ result, isMember }: { result: Result; isMember: boolean }) => {
  const { category, url, titlePieces, detail, excerpt, organisation, audience, groupName, date } = result;
  const said = [detail, category === 'organisations' ? undefined : organisation?.name].filter(Boolean).join(' · ');
  const isPublication = category === 'actes' || category === 'actualites';
  return (
    <Row
      icon={categoryNamed(category).icon}
      href={url}
      title={<Marked pieces={titlePieces} />}
      detail={
        <>
          {said}
          {date !== undefined && (
            <>
              {said !== '' && `${NBSP}· `}
              <When date={date} kind="date" />
            </>
          )}
          {excerpt.length > 0 && (
            <>
              <br />
              <Marked pieces={excerpt} />
            </>
          )}
        </>
      }
      end={
        isMember && isPublication ? (
          <AudienceTag audience={audience} organisationName={organisation?.name} groupName={groupName} />
        ) : undefined
      }
    />
  );
};

const AUDIENCES = [
  { value: 'organisation', label: 'Mon organisation seulement' },
  { value: 'group', label: 'Mes groupes' },
  { value: 'network', label: 'Le réseau' },
  { value: 'public', label: 'Tout le monde' },
];

const isNarrowed = ({ organisation, du, au, pour }: SearchQuery): boolean => Boolean(organisation ?? du ?? au ?? pour);

/** Organisation, date and audience: what one narrows less often. */
const Narrowing = ({ query, found, isMember }: { query: SearchQuery; found: Results; isMember: boolean }) => {
  const organisations = found.organisations.map(({ slug, name }) => ({ value: slug, label: name }));
  const chosen = query.organisation;
  if (chosen && !organisations.some(({ value }) => value === chosen))
    organisations.push({ value: chosen, label: chosen });
  return (
    <details class="narrow" open={isNarrowed(query)}>
      <summary>Affiner la recherche</summary>
      <Form action="/recherche" method="get">
        <input type="hidden" name="q" value={query.q} />
        {query.quoi !== undefined && <input type="hidden" name="quoi" value={query.quoi} />}
        <Select
          name="organisation"
          label="Organisation"
          blank="Toutes"
          options={organisations}
          value={query.organisation}
          optional
        />
        {isMember && (
          <Select
            name="pour"
            label="Qui peut lire"
            blank="Peu importe"
            options={AUDIENCES}
            value={query.pour}
            optional
          />
        )}
        <Field name="du" label="Depuis le" type="date" value={query.du} optional />
        <Field name="au" label="Jusqu’au" type="date" value={query.au} optional />
        <Button icon="search">Appliquer</Button>
      </Form>
    </details>
  );
};

const Sections = ({ query, found }: { query: SearchQuery; found: Results }) => {
  const all = [...found.counts.values()].reduce((sum, count) => sum + count, 0);
  const present = CATEGORIES.filter(({ key }) => found.counts.has(key) || key === query.quoi);
  return (
    <Filters
      label="Sections des résultats"
      options={[
        {
          href: searchAddress(query, { quoi: undefined }),
          label: 'Tout',
          current: query.quoi === undefined,
          count: all,
        },
        ...present.map(({ key, label }) => ({
          href: searchAddress(query, { quoi: key }),
          label,
          current: query.quoi === key,
          count: found.counts.get(key) ?? 0,
        })),
      ]}
    />
  );
};

const Found = ({ query, found, isMember }: { query: SearchQuery; found: Results; isMember: boolean }) => (
  <>
    {found.counts.size > 0 && <Sections query={query} found={found} />}
    {(found.counts.size > 0 || isNarrowed(query)) && <Narrowing query={query} found={found} isMember={isMember} />}
    {found.results.length === 0 ? (
      <Empty title={TEXTS.none}>{isNarrowed(query) || query.quoi ? TEXTS.noneNarrowed : TEXTS.noneAdvice}</Empty>
    ) : (
      <section aria-labelledby="resultats">
        <h2 id="resultats">{plural(found.total, 'résultat')}</h2>
        {found.manner !== 'all' && <p class="soft">{TEXTS[found.manner]}</p>}
        <Rows>
          {found.results.map((result) => (
            <ResultRow result={result} isMember={isMember} />
          ))}
        </Rows>
        <Pager
          next={found.next === undefined ? undefined : searchAddress(query, { page: found.next })}
          label="Résultats suivants"
        />
      </section>
    )}
  </>
);

/** The search: what is asked, what is found, and how to narrow it. */
export const SearchPage = ({
  chrome,
  query,
  found,
  isMember,
}: {
  chrome: Chrome;
  query: SearchQuery;
  found: Results;
  isMember: boolean;
}) => (
  <Page
    title={query.q ? `${query.q} : recherche` : 'Rechercher'}
    heading="Rechercher"
    lead={isMember ? TEXTS.leadOfMember : TEXTS.leadOfVisitor}
    chrome={chrome}
    scripts={['suggest']}
  >
    <Form action="/recherche" method="get">
      {query.organisation !== undefined && <input type="hidden" name="organisation" value={query.organisation} />}
      <SuggestField
        name="q"
        label="Que cherchez-vous ?"
        help={TEXTS.tip}
        suggest="/recherche/propositions"
        value={query.q}
        autofocus={query.q === ''}
      />
    </Form>
    {found.isBehind && <Notice tone="info">{TEXTS.behind}</Notice>}
    {found.isEmpty ? (
      query.q !== '' && <Empty title={TEXTS.none}>{TEXTS.noneAdvice}</Empty>
    ) : (
      <Found query={query} found={found} isMember={isMember} />
    )}
  </Page>
);
