import type { Child } from 'hono/jsx';
import { plural } from '../format.ts';
import { Icon } from '../icons.tsx';
import type { FieldError } from './field.tsx';

/**
 * A form, posted unless said. The browser's own messages are off (`novalidate`): the server's say what to do, in
 * French, above and beside the fields. `autosave` is the address to which the island `draft` saves; `once` lets the
 * island of that name refuse a second press. One that only asks (`get`) has its fields side by side, all of them free.
 */
export const Form = ({
  action,
  method = 'post',
  autosave,
  once = true,
  multipart,
  id,
  children,
}: {
  action: string;
  method?: 'post' | 'get';
  autosave?: string;
  once?: boolean;
  multipart?: boolean;
  id?: string;
  children: Child;
}) => (
  <form
    class={method === 'get' ? 'form filter' : 'form'}
    id={id}
    action={action}
    method={method}
    novalidate
    enctype={multipart ? 'multipart/form-data' : undefined}
    data-autosave={autosave}
    data-once={once && method === 'post' ? '' : undefined}
  >
    {children}
    {autosave !== undefined && <p class="saved" role="status" data-saved></p>}
  </form>
);

/** What is wrong with the form, above it: each sentence leads to its field. It takes the focus when the page opens. */
export const ErrorSummary = ({ errors }: { errors: readonly FieldError[] | undefined }) => {
  if (!errors || errors.length === 0) return null;
  return (
    <div class="notice error" role="alert" tabindex={-1} autofocus id="erreurs">
      <Icon name="error" />
      <div>
        <b>{errors.length > 1 ? `${plural(errors.length, 'chose')} à corriger` : 'Une chose à corriger'}</b>
        <ul role="list">
          {errors.map(({ field, message }) => (
            <li>
              <a href={`#${field}`}>{message}</a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
};

/** Where one is in a form of several pages: « Étape 2 sur 4 : Qui vous êtes ». */
export const Steps = ({ current, total, label }: { current: number; total: number; label: string }) => (
  <div class="steps">
    <ol role="list" aria-hidden="true">
      {Array.from({ length: total }, (_, at) => (
        <li class={at < current ? 'done' : undefined}></li>
      ))}
    </ol>
    <span>
      Étape {current} sur {total} : {label}
    </span>
  </div>
);
