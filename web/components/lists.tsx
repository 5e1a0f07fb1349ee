import type { Child } from 'hono/jsx';
import { Icon, type IconName } from '../icons.tsx';
import {
  dayParts,
  formatDate,
  formatDateTime,
  formatRelative,
  formatSize,
  isoDay,
  toDate,
  type Moment,
} from '../format.ts';

/** A list of rows on a sheet of paper; `bare` leaves the sheet out (inside a Panel). */
export const Rows = ({ children, bare }: { children: Child; bare?: boolean }) => (
  <ul role="list" class={bare ? 'rows' : 'rows panel'}>
    {children}
  </ul>
);

/** One line: icon or date block, title (a link when `href`), a soft second line, and what stands at the end. */
export const Row = ({
  icon,
  lead,
  href,
  title,
  detail,
  end,
}: {
  icon?: IconName;
  /** In place of the icon: a Day. */
  lead?: Child;
  href?: string;
  title: Child;
  detail?: Child;
  end?: Child;
}) => (
  <li class={lead === undefined && icon === undefined ? 'bare' : undefined}>
    {lead ?? (icon && <Icon name={icon} />)}
    <div class="row-text">
      {href === undefined ? <b>{title}</b> : <a href={href}>{title}</a>}
      {detail !== undefined && <span class="soft">{detail}</span>}
    </div>
    {end !== undefined && <div class="row-end">{end}</div>}
  </li>
);

/** News side by side or one under the other. */
export const Cards = ({ children }: { children: Child }) => <div class="cards">{children}</div>;

/** One piece of news: what it is, its title, a few words. `level` is its heading's (3 under a section's h2). */
export const Card = ({
  kind,
  href,
  title,
  level = 3,
  children,
}: {
  kind?: Child;
  href?: string;
  title: Child;
  level?: 2 | 3;
  children?: Child;
}) => {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <article class="panel card">
      {kind}
      <Heading>{href === undefined ? title : <a href={href}>{title}</a>}</Heading>
      {children !== undefined && <p>{children}</p>}
    </article>
  );
};

/** The small line above a title: audience, kind, author, date; put a point between its parts by giving each a tag. */
export const Kind = ({ children }: { children: Child }) => <div class="kind">{children}</div>;

export type TagAudience = 'organisation' | 'group' | 'network' | 'public';

/** Who may read, in words and with its icon. */
export const AudienceTag = ({
  audience,
  organisationName,
  groupName,
}: {
  audience: TagAudience;
  organisationName?: string;
  groupName?: string;
}) => {
  const icons: Record<TagAudience, IconName> = {
    organisation: 'lock',
    group: 'people',
    network: 'people',
    public: 'globe',
  };
  const words: Record<TagAudience, string> = {
    organisation: organisationName ? `Seulement ${organisationName}` : 'Seulement votre organisation',
    group: groupName ? `Groupe ${groupName}` : 'Un groupe',
    network: 'Tout le réseau',
    public: 'Tout le monde',
  };
  return (
    <span class={`tag ${audience}`}>
      <Icon name={icons[audience]} />
      {words[audience]}
    </span>
  );
};

/** A date as a block at the head of a row: « 26 » over « jeu. » (or over the month, when `month`). */
export const Day = ({ date, month }: { date: Moment; month?: boolean }) => {
  const parts = dayParts(date);
  return (
    <time class="day" datetime={isoDay(date)}>
      {parts.day}
      <small>{month ? parts.month : parts.weekday}</small>
    </time>
  );
};

/** A date in words, readable by machines too. `now` is for tests and mails. */
export const When = ({
  date,
  kind = 'date',
  now,
}: {
  date: Moment;
  kind?: 'date' | 'datetime' | 'relative';
  now?: Date;
}) => {
  const words = { date: formatDate, datetime: formatDateTime, relative: (at: Moment) => formatRelative(at, now) };
  return <time datetime={kind === 'date' ? isoDay(date) : toDate(date).toISOString()}>{words[kind](date)}</time>;
};

/** « PDF, 412 Ko » */
export const FileSize = ({ bytes, type }: { bytes: number; type?: string }) => (
  <span>
    {type && `${type}, `}
    {formatSize(bytes)}
  </span>
);

/** The next page of a list; nothing when there is none. `next` is the whole address. */
export const Pager = ({ next, label = 'Afficher la suite' }: { next?: string; label?: string }) =>
  next === undefined ? null : (
    <nav class="pager" aria-label="Pages">
      <a class="btn plain" href={next} rel="next">
        {label}
        <Icon name="next" />
      </a>
    </nav>
  );

/** Filters of a list as links: they live in the address and work with the back button. */
export const Filters = ({
  label,
  options,
}: {
  label: string;
  options: readonly { href: string; label: string; current?: boolean; count?: number }[];
}) => (
  <nav aria-label={label}>
    <ul role="list" class="filters">
      {options.map((option) => (
        <li>
          <a href={option.href} aria-current={option.current ? 'true' : undefined}>
            {option.label}
            {option.count !== undefined && <span class="soft">{option.count}</span>}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);
