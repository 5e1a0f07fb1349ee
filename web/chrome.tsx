/**
 * The frame around a page: who is looking decides what the bars hold. Only modules that exist are named.
 */
import type { Child } from 'hono/jsx';
import { Icon, type IconName } from './icons.tsx';
import { islandFile } from './islands.ts';
import { Mark } from './mark.tsx';
import { Notice } from './components/panel.tsx';
import type {
  BareChrome,
  Chrome,
  MemberChrome,
  Named,
  OperatorChrome,
  OperatorNavKey,
  PublicChrome,
} from './chrome-kinds.ts';

/** Where the mark leads: a member's home, the operator's, or the public one. */
const homes = { public: '/', member: '/accueil', operator: '/territoire', bare: '/' } as const;

const Brand = ({ chrome, under }: { chrome: Chrome; under?: string }) => (
  <a class="brand" href={homes[chrome.kind]}>
    <Mark />
    <span>
      {chrome.territory.name}
      {under !== undefined && <small>{under}</small>}
    </span>
  </a>
);

const TopBar = ({ chrome, under, children }: { chrome: Chrome; under?: string; children?: Child }) => (
  <header class="top">
    <div class="wrap top-row">
      <Brand chrome={chrome} under={under} />
      {children}
    </div>
  </header>
);

/**
 * One box for all that the reader may read; of one organisation on its own public pages. A link to the page of the
 * search where the bar is narrow.
 */
const SearchBox = ({ of }: { of?: { name: string; slug: string } }) => {
  const within = of ? `?organisation=${of.slug}` : '';
  const words = of ? `Rechercher : ${of.name}` : 'Rechercher';
  return (
    <search class="find">
      <div class="links">
        <a href={`/recherche${within}`} title={words}>
          <Icon name="search" />
          Rechercher
        </a>
      </div>
      <form class="wide-only" action="/recherche">
        {of && <input type="hidden" name="organisation" value={of.slug} />}
        <div class="suggest" data-suggest={`/recherche/propositions${within}`} data-style={islandFile('suggest.css')}>
          <input
            id="recherche"
            class="input"
            name="q"
            type="search"
            aria-label={words}
            placeholder="Rechercher"
            autocomplete="off"
          />
          <button type="submit" title={words}>
            <Icon name="search" />
            <span class="hide">Rechercher</span>
          </button>
          <p class="hide" role="status" data-status />
        </div>
      </form>
    </search>
  );
};

/** Whether the bar of a page has a box to search in, which the island `suggest` serves. */
export const hasSearchBox = (chrome: Chrome): boolean =>
  (chrome.kind === 'member' || chrome.kind === 'public') && !chrome.withoutSearch;

type NavItem = { key: string; href: string; label: string; icon: IconName; badge?: number; wideOnly?: boolean };

const NavLink = ({ item, current }: { item: NavItem; current?: string }) => (
  <li class={item.wideOnly ? 'wide-only' : undefined}>
    <a href={item.href} aria-current={item.key === current ? 'page' : undefined}>
      <Icon name={item.icon} />
      {item.label}
      {item.badge !== undefined && item.badge > 0 && (
        <span class="badge">
          {item.badge}
          <span class="hide"> en attente</span>
        </span>
      )}
    </a>
  </li>
);

const MenuLink = ({ href, icon, children }: { href: string; icon: IconName; children: Child }) => (
  <a href={href}>
    <Icon name={icon} />
    {children}
  </a>
);

/** The account's menu opens without script: it is a details element. */
const AccountMenu = ({ person, children }: { person: { name: string }; children: Child }) => (
  <details class="menu">
    <summary>
      <Icon name="person" />
      Mon compte
      <Icon name="chevron" />
    </summary>
    <div>
      <p class="menu-title">
        Connecté en tant que <b>{person.name}</b>
      </p>
      {children}
      <form action="/deconnexion" method="post">
        <button type="submit">
          <Icon name="logout" />
          Se déconnecter
        </button>
      </form>
    </div>
  </details>
);

const Switcher = ({ current, organisations }: { current: string; organisations: readonly Named[] }) => (
  <form action="/compte/organisation" method="post" aria-label="Changer d’organisation">
    <p class="menu-title">Vos organisations</p>
    {organisations.map(({ id, name }) => (
      <button type="submit" name="organisation" value={id} aria-current={id === current ? 'true' : undefined}>
        <Icon name={id === current ? 'check' : 'organisation'} />
        {name}
      </button>
    ))}
  </form>
);

const MemberBars = ({ chrome }: { chrome: MemberChrome }) => {
  const items: NavItem[] = [
    { key: 'home', href: '/accueil', label: 'Accueil', icon: 'home', badge: chrome.badge },
    { key: 'publications', href: '/publications', label: 'Publications', icon: 'news' },
    { key: 'documents', href: '/documents', label: 'Documents', icon: 'document' },
    { key: 'groups', href: '/groupes', label: 'Groupes', icon: 'people' },
    { key: 'directory', href: '/annuaire', label: 'Annuaire', icon: 'person' },
  ];
  if (chrome.isReferent) {
    items.push(
      { key: 'lists', href: '/listes', label: 'Listes', icon: 'mail', wideOnly: true },
      { key: 'organisation', href: '/organisation', label: 'Mon organisation', icon: 'organisation', wideOnly: true },
    );
  }
  return (
    <>
      <TopBar chrome={chrome} under={chrome.organisation.name}>
        {hasSearchBox(chrome) && <SearchBox />}
        <AccountMenu person={chrome.person}>
          <MenuLink href="/compte" icon="person">
            Mon compte
          </MenuLink>
          {chrome.isReferent && (
            <>
              <MenuLink href="/organisation" icon="organisation">
                Mon organisation
              </MenuLink>
              <MenuLink href="/listes" icon="mail">
                Listes
              </MenuLink>
            </>
          )}
          {chrome.isOperator && (
            <MenuLink href="/territoire" icon="globe">
              Territoire
            </MenuLink>
          )}
          {chrome.organisations.length > 1 && (
            <Switcher current={chrome.organisation.id} organisations={chrome.organisations} />
          )}
        </AccountMenu>
      </TopBar>
      <nav class="nav" aria-label="Principale">
        <div class="wrap">
          <ul role="list">
            {items.map((item) => (
              <NavLink item={item} current={chrome.current} />
            ))}
            <li class="end" hidden={chrome.isSuspended}>
              <a class="btn" href="/publier" aria-current={chrome.current === 'publish' ? 'page' : undefined}>
                <Icon name="plus" />
                Publier
              </a>
            </li>
          </ul>
        </div>
      </nav>
      {chrome.isSuspended && (
        <aside class="wrap" aria-label="Organisation suspendue">
          <Notice tone="warning" title={`${chrome.organisation.name} est suspendue.`}>
            Vous pouvez tout lire ; rien de nouveau ne peut être ajouté. Ses référents en ont reçu la raison par
            courriel.
          </Notice>
        </aside>
      )}
    </>
  );
};

const operatorItems: readonly (NavItem & { key: OperatorNavKey })[] = [
  { key: 'signUps', href: '/territoire', label: 'Inscriptions', icon: 'check' },
  { key: 'organisations', href: '/territoire/organisations', label: 'Organisations', icon: 'organisation' },
  { key: 'accounts', href: '/territoire/comptes', label: 'Comptes', icon: 'lock' },
  { key: 'mailboxes', href: '/territoire/messageries', label: 'Messageries', icon: 'mail' },
  { key: 'classification', href: '/territoire/classification', label: 'Actes', icon: 'act' },
  { key: 'search', href: '/territoire/recherche', label: 'Recherche', icon: 'search' },
  { key: 'digest', href: '/territoire/lettre', label: 'Lettre', icon: 'news' },
  { key: 'usage', href: '/territoire/usage', label: 'Usage', icon: 'people' },
  { key: 'journal', href: '/territoire/journal', label: 'Journal', icon: 'clock' },
];

const OperatorBars = ({ chrome }: { chrome: OperatorChrome }) => (
  <>
    <TopBar chrome={chrome} under="Console de l’opérateur">
      <AccountMenu person={chrome.person}>
        <MenuLink href="/compte" icon="person">
          Mon compte
        </MenuLink>
      </AccountMenu>
    </TopBar>
    <nav class="nav many" aria-label="Territoire">
      <div class="wrap">
        <ul role="list">
          {operatorItems.map((item) => (
            <NavLink item={item} current={chrome.current} />
          ))}
        </ul>
      </div>
    </nav>
  </>
);

const PublicBars = ({ chrome, hero }: { chrome: PublicChrome; hero?: boolean }) => (
  <>
    <TopBar chrome={chrome}>
      {hasSearchBox(chrome) && <SearchBox of={chrome.organisation} />}
      <nav class="links" aria-label="Accès">
        {chrome.signedIn ? (
          <a class="btn plain" href="/accueil">
            Mon espace
          </a>
        ) : (
          <>
            <a href="/connexion">
              <Icon name="person" />
              Se connecter
            </a>
            <a class="btn plain wide-only" href="/inscription">
              Inscrire ma commune
            </a>
          </>
        )}
      </nav>
    </TopBar>
    {!hero && <Band chrome={chrome} />}
  </>
);

/** An organisation's own public pages; `under` a hero, which already says its name, the links alone. */
export const Band = ({ chrome: { organisation }, under }: { chrome: PublicChrome; under?: boolean }) => {
  if (!organisation || (under && !organisation.links)) return null;
  return (
    <nav class={under ? 'band under' : 'band'} aria-label={organisation.name}>
      <div class="wrap band-row">
        {!under && (
          <a class="band-name" href={`/c/${organisation.slug}`}>
            {organisation.logo ? <img class="logo" src={organisation.logo} alt="" /> : <Icon name="organisation" />}
            {organisation.name}
          </a>
        )}
        {organisation.links && (
          <ul role="list">
            {organisation.links.map(({ href, label, current }) => (
              <li>
                <a href={href} aria-current={current ? 'page' : undefined}>
                  {label}
                </a>
              </li>
            ))}
          </ul>
        )}
      </div>
    </nav>
  );
};

/** Everything above the content; with a hero, the organisation's band comes under it. */
export const Bars = ({ chrome, hero }: { chrome: Chrome; hero?: boolean }) => {
  switch (chrome.kind) {
    case 'public':
      return <PublicBars chrome={chrome} hero={hero} />;
    case 'member':
      return <MemberBars chrome={chrome} />;
    case 'operator':
      return <OperatorBars chrome={chrome} />;
    case 'bare':
      return null;
  }
};

/** The mark and the territory's name alone, above a bare page's sheet. */
export const BareBrand = ({ chrome }: { chrome: BareChrome }) => (
  <header>
    <Brand chrome={chrome} under={chrome.organisation?.name} />
  </header>
);
