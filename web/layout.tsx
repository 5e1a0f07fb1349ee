/** The whole HTML document around a module's view. */
import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import { Band, BareBrand, Bars, hasSearchBox } from './chrome.tsx';
import type { BareChrome, Chrome } from './chrome-kinds.ts';
import { de } from './format.ts';
import { faviconFile, islandScript, type Island } from './islands.ts';
import { Arcade, Scene } from './mark.tsx';
import { accentStyle, STYLE_PLACE, territoryStyle } from './style.ts';

export type {
  BareChrome,
  Chrome,
  MemberChrome,
  NavKey,
  OperatorChrome,
  OperatorNavKey,
  PublicChrome,
  TerritoryBrand,
} from './chrome-kinds.ts';

export type PageProps = {
  /** The document's title; the territory's name is added. */
  title: string;
  chrome: Chrome;
  /** The one h1; the title when absent. `false`: the view brings its own. */
  heading?: string | false;
  /** One sentence of help at most, under the heading. */
  lead?: Child;
  /** From the top down, the present page left out. */
  breadcrumb?: readonly { href: string; label: string }[];
  /** The primary action, at the right of the heading. */
  action?: Child;
  /** The whole width, for tables and two columns; else a comfortable column. */
  wide?: boolean;
  /** Public pages: heading and lead over a band with the town hall's drawing. */
  hero?: boolean;
  /** A sentence for search engines and previews (public pages). */
  description?: string;
  /** Feeds of this page: `<link rel="alternate">`. */
  feeds?: readonly { href: string; type: string; title: string }[];
  scripts?: readonly Island[];
  children?: Child;
};

const stylePlace = raw(STYLE_PLACE);

/**
 * The territory's colour, and the organisation's when it has one and the page has a nonce. Raw, as no element of a
 * style is text to be escaped: both are made of checked numbers and colours alone (`web/style.ts`).
 */
const BrandStyle = ({ chrome }: { chrome: Chrome }) => {
  const territory = territoryStyle(chrome.territory.hue);
  const accent = accentStyle('organisation' in chrome ? chrome.organisation?.accent : undefined);
  return (
    <>
      {territory && <style>{raw(territory.css)}</style>}
      {accent && chrome.nonce && <style nonce={chrome.nonce}>{raw(accent)}</style>}
    </>
  );
};

/** What the page asks for, and what its bar does. */
const scriptsOf = (chrome: Chrome, scripts: readonly Island[] = []): readonly Island[] => [
  ...new Set([...scripts, ...(hasSearchBox(chrome) ? (['suggest'] as const) : [])]),
];

const Head = ({ title, chrome, description, feeds, scripts }: PageProps) => (
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
    <title>{title === chrome.territory.name ? title : `${title} · ${chrome.territory.name}`}</title>
    {description !== undefined && <meta name="description" content={description} />}
    {chrome.kind !== 'public' && <meta name="robots" content="noindex" />}
    {stylePlace}
    <BrandStyle chrome={chrome} />
    <link rel="icon" href={faviconFile} type="image/svg+xml" />
    {feeds?.map((feed) => (
      <link rel="alternate" href={feed.href} type={feed.type} title={feed.title} />
    ))}
    {scripts?.includes('editor') && chrome.nonce !== undefined && (
      // The editor adds two style elements of its own; it takes their nonce from here.
      <meta name="trix-csp-nonce" content="" nonce={chrome.nonce} />
    )}
    {scriptsOf(chrome, scripts).map((island) => (
      <script type="module" src={islandScript(island)} />
    ))}
  </head>
);

const Breadcrumb = ({ items }: { items: readonly { href: string; label: string }[] }) => (
  <nav class="crumbs" aria-label="Fil d’Ariane">
    <ol role="list">
      {items.map(({ href, label }) => (
        <li>
          <a href={href}>{label}</a>
        </li>
      ))}
    </ol>
  </nav>
);

const Heading = ({ title, heading = title, lead, action }: PageProps) =>
  heading === false ? null : (
    <div class="head">
      <div>
        <h1>{heading}</h1>
        {lead !== undefined && <p class="lead">{lead}</p>}
      </div>
      {action !== undefined && <div class="action">{action}</div>}
    </div>
  );

/** Beside the name that follows it: the picture of whose page it is. */
const Logo = ({ chrome }: { chrome: Chrome }) => {
  const organisation = chrome.kind === 'public' ? chrome.organisation : undefined;
  if (!organisation?.logo) return null;
  return <img class="logo large" src={organisation.logo} alt={`Logo ${de(organisation.name)}`} />;
};

const Hero = ({ title, heading = title, lead, action, chrome }: PageProps) => (
  <div class="hero">
    <div class="wrap">
      <div class="hero-text">
        <Logo chrome={chrome} />
        <h1>{heading}</h1>
        {lead !== undefined && <p class="lead">{lead}</p>}
        {action !== undefined && <div class="action">{action}</div>}
      </div>
      <Scene />
    </div>
  </div>
);

const Footer = ({ chrome }: { chrome: Chrome }) => (
  <footer class="foot">
    <Arcade />
    <div>
      <div class="wrap">
        <p>{chrome.territory.name}</p>
        {chrome.kind === 'public' && (
          <p>
            <a href="/inscription">Inscrire ma commune</a>
          </p>
        )}
        <p>Parvis, logiciel libre</p>
      </div>
    </div>
  </footer>
);

const Content = (page: PageProps) => (
  <>
    {page.hero && <Hero {...page} />}
    {page.hero && page.chrome.kind === 'public' && <Band chrome={page.chrome} under />}
    <div class="main wrap">
      {page.breadcrumb && page.breadcrumb.length > 0 && <Breadcrumb items={page.breadcrumb} />}
      {!page.hero && <Heading {...page} />}
      <div class={page.wide ? 'flow' : 'flow measure'}>{page.children}</div>
    </div>
  </>
);

const BareContent = ({ page, chrome }: { page: PageProps; chrome: BareChrome }) => (
  <div class="main wrap">
    <BareBrand chrome={chrome} />
    <main class={chrome.organisation ? 'panel sheet own' : 'panel sheet'} id="contenu" tabindex={-1}>
      {chrome.organisation?.logo && <img class="logo large" src={chrome.organisation.logo} alt="" />}
      <Heading {...page} />
      <div class="flow">{page.children}</div>
    </main>
    <Scene />
  </div>
);

/** One page: `<!doctype html>` to `</html>`. */
export const Page = (page: PageProps) => {
  const { chrome } = page;
  const frame = chrome.kind === 'member' || chrome.kind === 'operator' ? `${chrome.kind} has-nav` : chrome.kind;
  return (
    <>
      {raw('<!doctype html>')}
      <html lang="fr">
        <Head {...page} />
        <body class={frame}>
          <a class="skip" href="#contenu">
            Aller au contenu
          </a>
          <Bars chrome={chrome} hero={page.hero} />
          {chrome.kind === 'bare' ? (
            <BareContent page={page} chrome={chrome} />
          ) : (
            <main id="contenu" tabindex={-1}>
              <Content {...page} />
            </main>
          )}
          <Footer chrome={chrome} />
        </body>
      </html>
    </>
  );
};
