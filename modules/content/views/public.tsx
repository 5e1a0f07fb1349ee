/** What everybody reads of an organisation. */
import {
  Button,
  ButtonLink,
  Columns,
  Empty,
  Field,
  Filters,
  Form,
  Kind,
  Pager,
  Panel,
  Section,
  When,
} from '../../../web/components/index.ts';
import { de, typographic } from '../../../web/format.ts';
import { Page, type PublicChrome } from '../../../web/layout.tsx';
import type { NamedOrganisation, Presented } from '../../organisations/index.ts';
import { publicFileAddress, withQuery } from '../addresses.ts';
import { everyKind, type Kind as KindOfContent, KINDS } from '../kinds/index.ts';
import { ACT_NAMES, type Card, type KindName, type ShownContent } from '../schema.ts';
import type { Thumbnails } from '../thumbnails.ts';
import { Coordinates, RegisterLine } from './coordinates.tsx';
import { ActRows, PublicCards } from './cards.tsx';
import { PublicationBody } from './publication.tsx';

export interface Named {
  name: string;
  slug: string;
  /** What it says of itself. */
  presented?: Presented | undefined;
  /** The address of its logo. */
  logo?: string | undefined;
  left?: { at: string; until: string } | undefined;
}

/** The organisation's band, with its own pages. */
export function publicChrome(
  territory: { name: string },
  organisation: Named,
  nonce: string,
  current?: 'home' | 'acts' | 'all' | 'contacts',
): PublicChrome {
  const home = `/c/${organisation.slug}`;
  return {
    kind: 'public',
    territory,
    nonce,
    organisation: {
      name: organisation.name,
      slug: organisation.slug,
      ...(organisation.logo ? { logo: organisation.logo } : {}),
      ...(organisation.presented?.accent ? { accent: organisation.presented.accent } : {}),
      // Of one that has left, only its acts are still read.
      links: organisation.left
        ? []
        : [
            { href: home, label: 'Accueil', current: current === 'home' },
            { href: `${home}/actes`, label: 'Actes', current: current === 'acts' },
            { href: `${home}/publications`, label: 'Toutes les publications', current: current === 'all' },
            { href: `${home}/contacts`, label: 'Contacts', current: current === 'contacts' },
          ],
    },
  };
}

const feedsOf = ({ slug, name }: Named) => [
  { href: `/c/${slug}/publications.atom`, type: 'application/atom+xml', title: `Publications ${de(name)}` },
];

const SubscribePanel = ({ organisation }: { organisation: Named }) => (
  <Panel title="Recevoir les publications par courriel" id="abonnement">
    <Form action={`/c/${organisation.slug}/s-abonner`}>
      <Field
        name="email"
        label="Votre adresse e-mail"
        help="Une lettre le matin, les jours où il y a du nouveau. Vous la quittez en un clic."
        type="email"
        autocomplete="email"
        inputmode="email"
      />
      <Button icon="mail">M’abonner</Button>
    </Form>
  </Panel>
);

/** Latest of one kind. */
const Latest = ({ kind, cards, now }: { kind: KindOfContent; cards: readonly Card[]; now: Date }) => (
  <Section title={kind.words.several} id={kind.section}>
    {cards.length > 0 ? <PublicCards cards={cards} now={now} /> : <p class="soft">{kind.words.none}</p>}
  </Section>
);

/** Acts of every nature, as a register shows them. */
const LatestActs = ({ slug, cards, now }: { slug: string; cards: readonly Card[]; now: Date }) => (
  <Section title="Actes" id="actes">
    {cards.length > 0 ? <ActRows cards={cards} now={now} /> : <p class="soft">Aucun acte pour l’instant.</p>}
    <p>
      <a href={`/c/${slug}/actes`}>Tout le registre des actes</a>
    </p>
  </Section>
);

/** Shown of each kind on the first page. */
const LATEST = 6;

export const OrganisationPage = (props: {
  territory: { name: string };
  organisation: NamedOrganisation;
  cards: readonly Card[];
  now: Date;
  nonce: string;
}) => {
  const { organisation, cards, now } = props;
  const latest = (names: readonly KindName[]) => cards.filter(({ kind }) => names.includes(kind)).slice(0, LATEST);
  return (
    <Page
      title={organisation.name}
      chrome={publicChrome(props.territory, organisation, props.nonce, 'home')}
      lead={`Les actes et les nouvelles ${de(organisation.name)}.`}
      description={`Délibérations, actualités et abonnement : la page publique ${de(organisation.name)}.`}
      feeds={feedsOf(organisation)}
      scripts={['once']}
      hero
      wide
    >
      <Columns
        aside={
          <>
            {!organisation.isSuspended && <SubscribePanel organisation={organisation} />}
            <Coordinates presented={organisation.presented} />
            <RegisterLine facts={organisation.facts} />
            <p class="small">
              <a href={`/c/${organisation.slug}/publications.atom`}>Suivre par fil Atom</a>
            </p>
            {!organisation.isSuspended && (
              <p class="small">
                Vous y travaillez ?{' '}
                <a href={`/inscription/${organisation.slug}/rejoindre`}>Demandez à rejoindre son espace</a>
              </p>
            )}
          </>
        }
      >
        {cards.length === 0 ? (
          <Empty title="Rien n’est encore publié">
            Abonnez-vous : la première publication {de(organisation.name)} vous parviendra par courriel.
          </Empty>
        ) : (
          <>
            <Latest kind={KINDS.news} cards={latest(['news'])} now={now} />
            <LatestActs slug={organisation.slug} cards={latest(ACT_NAMES)} now={now} />
            <p>
              <a href={`/c/${organisation.slug}/publications`}>Toutes les publications</a>
            </p>
          </>
        )}
      </Columns>
    </Page>
  );
};

/** Everything that an organisation has published. */
export const OrganisationListPage = (props: {
  territory: { name: string };
  organisation: Named;
  kind: KindName | undefined;
  cards: readonly Card[];
  next: string | undefined;
  now: Date;
  nonce: string;
}) => {
  const { organisation, cards, kind } = props;
  const here = `/c/${organisation.slug}/publications`;
  return (
    <Page
      title={`Publications ${de(organisation.name)}`}
      chrome={publicChrome(props.territory, organisation, props.nonce, 'all')}
      feeds={feedsOf(organisation)}
    >
      <Filters
        label="Type de publication"
        options={[
          { href: here, label: 'Tout', current: kind === undefined },
          ...everyKind.map(({ name, words }) => ({
            href: withQuery(here, { type: name }),
            label: words.several,
            current: kind === name,
          })),
        ]}
      />
      <h2 class="hide">Liste</h2>
      {cards.length > 0 ? (
        <PublicCards cards={cards} now={props.now} />
      ) : (
        <Empty
          title="Rien à montrer ici"
          action={<ButtonLink href={`/c/${organisation.slug}`}>Revenir à l’accueil</ButtonLink>}
        >
          {props.next ? 'La suite de la liste en contient peut-être.' : kind && KINDS[kind].words.none}
        </Empty>
      )}
      <Pager next={props.next} label="Publications plus anciennes" />
    </Page>
  );
};

export const PublicPublicationPage = ({
  territory,
  organisation,
  content,
  thumbnails,
  nonce,
}: {
  territory: { name: string };
  organisation: Named;
  content: ShownContent;
  thumbnails: Thumbnails | undefined;
  nonce: string;
}) => {
  const { words, section, act } = KINDS[content.kind];
  return (
    <Page
      title={typographic(content.title)}
      chrome={publicChrome(territory, organisation, nonce)}
      breadcrumb={[
        { href: `/c/${content.slug}`, label: content.organisationName },
        act
          ? { href: `/c/${content.slug}/actes`, label: 'Actes' }
          : { href: `/c/${content.slug}#${section}`, label: words.several },
      ]}
      feeds={feedsOf(organisation)}
    >
      <div class="stack">
        <Kind>
          <span>{words.one}</span>
          <span>
            En ligne depuis le <When date={content.publishedAt} kind="datetime" />
          </span>
        </Kind>
        <PublicationBody
          content={content}
          address={({ document }) => publicFileAddress(content, document)}
          thumbnails={thumbnails}
        />
      </div>
    </Page>
  );
};
