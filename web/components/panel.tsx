import type { Child } from 'hono/jsx';
import { Icon, type IconName } from '../icons.tsx';

/** A sheet of paper. `todo` is for what awaits the reader, `soft` for an aside. `title` is an h2 that names it. */
export const Panel = ({
  title,
  tone,
  id,
  children,
}: {
  title?: string;
  tone?: 'todo' | 'soft';
  id?: string;
  children: Child;
}) => {
  const name = `panel ${tone === 'todo' ? 'todo' : tone === 'soft' ? 'soft-panel' : ''}`.trim();
  if (title === undefined)
    return (
      <div class={name} id={id}>
        {children}
      </div>
    );
  const heading = `${id ?? anchor(title)}-titre`;
  return (
    <section class={name} id={id} aria-labelledby={heading}>
      <h2 id={heading}>{title}</h2>
      {children}
    </section>
  );
};

/** A titled part of a page, with an optional link or button at the end. */
export const Section = ({ title, id, children }: { title: string; id?: string; children: Child }) => {
  const heading = `${id ?? anchor(title)}-titre`;
  return (
    <section id={id} aria-labelledby={heading}>
      <h2 id={heading}>{title}</h2>
      {children}
    </section>
  );
};

/** Two columns on a wide screen, one after the other on a narrow one. */
export const Columns = ({ children, aside }: { children: Child; aside: Child }) => (
  <div class="two">
    <div class="stack">{children}</div>
    <div class="stack">{aside}</div>
  </div>
);

/** A title as the address of its part of the page: « À la une » is `a-la-une`. */
export function anchor(title: string): string {
  return title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

export type NoticeTone = 'info' | 'success' | 'warning' | 'error';

/** What happened, what was kept, what to do. Errors and successes are announced when the page opens. */
export const Notice = ({ tone, title, children }: { tone: NoticeTone; title?: string; children?: Child }) => (
  <div class={`notice ${tone}`} role={tone === 'error' ? 'alert' : tone === 'success' ? 'status' : undefined}>
    <Icon name={tone} />
    <div>
      {title && <b>{title}</b>}
      {children}
    </div>
  </div>
);

/** A place where nothing is yet: says what to do first. Its title is no heading: nothing follows under it. */
export const Empty = ({ title, children, action }: { title: string; children?: Child; action?: Child }) => (
  <div class="empty">
    <p class="empty-title">{title}</p>
    {children && <p>{children}</p>}
    {action && <div class="toolbar">{action}</div>}
  </div>
);

/** The state of something in a word with its icon, never by colour alone. */
export const Status = ({
  tone = 'info',
  children,
}: {
  tone?: 'done' | 'waiting' | 'refused' | 'info';
  children: Child;
}) => {
  const icons: Record<typeof tone, IconName> = { done: 'check', waiting: 'clock', refused: 'close', info: 'info' };
  return (
    <span class={`tag ${tone === 'done' ? 'public' : tone}`}>
      <Icon name={icons[tone]} />
      {children}
    </span>
  );
};

/** How far something is, from 0 to 100; without a value, under way for an unknown time. */
export const Progress = ({ label, value }: { label: string; value?: number }) => (
  <progress aria-label={label} max={100} value={value} />
);
