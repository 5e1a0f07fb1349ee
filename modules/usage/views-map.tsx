/** The operator's map of the three thirds: drawn, not to scale (docs/adr/0033), lean enough for 450 organisations. */
import { ButtonLink, Empty } from '../../web/components/index.ts';
import { plural } from '../../web/format.ts';
import { type Chrome, Page } from '../../web/layout.tsx';
import { type Block, type Placed, type Third, THIRDS } from './rules.ts';
import { nameOfThird, THIRD_TEXTS } from './texts.ts';

/** What draws each third: `web/css/members.ts`. One letter, as there are hundreds of them. */
const LOOKS: Readonly<Record<Third, string>> = { very: 'v', regular: 'r', hardly: 'h' };

/** The most alive first, as everywhere that they are named together. */
const SHOWN = [...THIRDS].reverse();

/** May be cut where a phone is narrow. */
const ITSELF = 'L’inter\u00adcommunalité';

const NOT_JOINED = 'non inscrite';

/** `name`: when it is called otherwise than itself. */
const Tile = ({ of, name = of.name }: { of: Placed; name?: string }) =>
  of.third === undefined ? (
    <b>
      {name}
      <i> : {NOT_JOINED}</i>
    </b>
  ) : (
    <a class={LOOKS[of.third]} href={`/territoire/organisations/${of.siren}`}>
      {name}
      <i> : {THIRD_TEXTS[of.third].one}</i>
    </a>
  );

/** « 2 très actives, 1 régulière, 8 non inscrites » */
const summaryOf = (all: readonly Placed[]): string =>
  [...SHOWN.map((third) => [third, THIRD_TEXTS[third].one] as const), [undefined, NOT_JOINED] as const]
    .map(([third, name]) => ({ name, many: all.filter((one) => one.third === third).length }))
    .flatMap(({ name, many }) => (many === 0 ? [] : [plural(many, name)]))
    .join(', ');

const membersOf = ({ body, organisations }: Block): Placed[] => (body ? [body, ...organisations] : organisations);

const BlockOnMap = ({ block }: { block: Block }) => (
  <section>
    <h2>{block.body?.name ?? 'Autres organisations'}</h2>
    <p class="small soft">{summaryOf(membersOf(block))}</p>
    <ul role="list">
      {block.body && (
        <li>
          <Tile of={block.body} name={ITSELF} />
        </li>
      )}
      {block.organisations.map((one) => (
        <li>
          <Tile of={one} />
        </li>
      ))}
    </ul>
  </section>
);

const Legend = ({ all }: { all: readonly Placed[] }) => {
  const many = (third: Third | undefined): number => all.filter((one) => one.third === third).length;
  return (
    <dl class="facts">
      {SHOWN.map((third) => (
        <div>
          <dt>
            <b class={LOOKS[third]}>{THIRD_TEXTS[third].name}</b>
          </dt>
          <dd>
            <a href={`/territoire/usage?tiers=${nameOfThird(third)}`}>{plural(many(third), 'organisation')}</a>.{' '}
            {THIRD_TEXTS[third].explanation}
          </dd>
        </div>
      ))}
      <div>
        <dt>
          <b>Non inscrites</b>
        </dt>
        <dd>
          {plural(many(undefined), 'organisation')}. Une commune s’inscrit seule dès que{' '}
          <a href="/territoire/messageries">sa messagerie est connue</a>.
        </dd>
      </div>
    </dl>
  );
};

export const UsageMapPage = ({ chrome, blocks }: { chrome: Chrome; blocks: readonly Block[] }) => {
  const all = blocks.flatMap(membersOf);
  return (
    <Page
      title="Carte de l’usage"
      heading="La carte des trois tiers"
      lead="Chaque intercommunalité et ses communes, sur les quatre dernières semaines. Ouvrez une organisation pour écrire à ses référents."
      chrome={chrome}
      breadcrumb={[{ href: '/territoire/usage', label: 'Usage' }]}
      wide
    >
      {all.length === 0 ? (
        <Empty
          title="La carte n’a encore rien à montrer"
          action={<ButtonLink href="/territoire/messageries">Importer les messageries</ButtonLink>}
        >
          Elle vient avec le registre du territoire et les premières inscriptions.
        </Empty>
      ) : (
        <div class="map flow">
          <Legend all={all} />
          <div>
            {blocks.map((block) => (
              <BlockOnMap block={block} />
            ))}
          </div>
        </div>
      )}
    </Page>
  );
};
