import type { Child } from 'hono/jsx';
import { Icon, type IconName } from '../icons.tsx';

/** `primary` once a page at most; `quiet` looks like a link; `danger` for what takes something away. */
export type ButtonTone = 'primary' | 'plain' | 'quiet' | 'danger';

const classOf = (tone: ButtonTone) => (tone === 'primary' ? 'btn' : `btn ${tone}`);

type Common = { tone?: ButtonTone; icon?: IconName; children: Child };

/** A button of a form: named by what it does. `name` and `value` say which of several was pressed. */
export const Button = ({
  tone = 'primary',
  icon,
  children,
  type = 'submit',
  ...rest
}: Common & {
  type?: 'submit' | 'button';
  name?: string;
  value?: string;
  form?: string;
  formaction?: string;
  formnovalidate?: boolean;
}) => (
  <button class={classOf(tone)} type={type} {...rest}>
    {icon && <Icon name={icon} />}
    {children}
  </button>
);

/** A link that looks like a button: it goes somewhere and changes nothing. */
export const ButtonLink = ({
  href,
  tone = 'primary',
  icon,
  children,
  download,
}: Common & { href: string; download?: boolean | string }) => (
  <a class={classOf(tone)} href={href} download={download}>
    {icon && <Icon name={icon} />}
    {children}
  </a>
);

/** Buttons side by side, wrapping on a narrow screen. */
export const Toolbar = ({ children, end }: { children: Child; end?: boolean }) => (
  <div class={end ? 'toolbar end' : 'toolbar'}>{children}</div>
);
