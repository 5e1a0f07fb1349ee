import type { Child } from 'hono/jsx';
import { Icon } from '../icons.tsx';

/** What is wrong with one field, in a sentence that says what to do. */
export type FieldError = { field: string; message: string };

/** The sentence for one field, if any: `error={errorOf(errors, 'title')}`. */
export function errorOf(errors: readonly FieldError[] | undefined, field: string): string | undefined {
  return errors?.find((error) => error.field === field)?.message;
}

/** What every field takes. A field's `id` is its `name` unless said, so that the error summary finds it. */
export type FieldBase = {
  name: string;
  label: Child;
  id?: string;
  help?: Child;
  error?: string;
  /** Fields are required unless this is set; « (facultatif) » is then written. */
  optional?: boolean;
};

/** The attributes that tie a control to its label, help and error. */
export function controlOf({ name, id = name, help, error, optional }: FieldBase) {
  const described = [help !== undefined && `${id}-aide`, error !== undefined && `${id}-erreur`].filter(Boolean);
  return {
    id,
    name,
    required: !optional,
    'aria-describedby': described.length > 0 ? described.join(' ') : undefined,
    'aria-invalid': error === undefined ? undefined : ('true' as const),
  };
}

export const Optional = () => <span class="optional"> (facultatif)</span>;

export const Help = ({ id, children }: { id: string; children?: Child }) =>
  children === undefined ? null : (
    <p class="help" id={`${id}-aide`}>
      {children}
    </p>
  );

export const ErrorText = ({ id, children }: { id: string; children?: string }) =>
  children === undefined ? null : (
    <p class="error-text" id={`${id}-erreur`}>
      <Icon name="error" />
      <span>
        <span class="hide">Erreur : </span>
        {children}
      </span>
    </p>
  );

/** Label above, help and error under it, then the control: what all fields share. */
export const FieldFrame = ({ children, ...field }: FieldBase & { children: Child }) => {
  const id = field.id ?? field.name;
  return (
    <div class="field">
      <label class="label" for={id}>
        {field.label}
        {field.optional && <Optional />}
      </label>
      <Help id={id}>{field.help}</Help>
      <ErrorText id={id}>{field.error}</ErrorText>
      {children}
    </div>
  );
};

type Width = 'short' | 'medium' | 'full';
const inputClass = (width: Width = 'full') => (width === 'full' ? 'input' : `input ${width}`);

export type TextFieldProps = FieldBase & {
  value?: string;
  type?: 'text' | 'email' | 'search' | 'tel' | 'url' | 'date' | 'time' | 'number' | 'color';
  width?: Width;
  autocomplete?: string;
  inputmode?: 'text' | 'numeric' | 'email' | 'search' | 'tel' | 'url' | 'decimal';
  min?: string;
  max?: string;
  autofocus?: boolean;
  spellcheck?: boolean;
};

/**
 * A line of text, or a date, a time, a number. No `maxlength`: a browser cuts what is pasted without a word, when the
 * server gives it back whole and says how much is too much.
 */
export const Field = (props: TextFieldProps) => (
  <FieldFrame {...props}>
    <input
      {...controlOf(props)}
      class={inputClass(props.width)}
      type={props.type ?? 'text'}
      value={props.value}
      autocomplete={props.autocomplete}
      inputmode={props.inputmode}
      min={props.min}
      max={props.max}
      autofocus={props.autofocus}
      spellcheck={props.spellcheck}
    />
  </FieldFrame>
);

export const TextArea = (props: FieldBase & { value?: string; rows?: number }) => (
  <FieldFrame {...props}>
    <textarea {...controlOf(props)} class="input" rows={props.rows ?? 5}>
      {props.value ?? ''}
    </textarea>
  </FieldFrame>
);

export type Choice = { value: string; label: string };

/** A list to choose one thing from; `blank` is the words of the empty first choice. */
export const Select = (
  props: FieldBase & { options: readonly Choice[]; value?: string; blank?: string; width?: Width },
) => (
  <FieldFrame {...props}>
    <select {...controlOf(props)} class={inputClass(props.width)}>
      {props.blank !== undefined && <option value="">{props.blank}</option>}
      {props.options.map(({ value, label }) => (
        <option value={value} selected={value === props.value}>
          {label}
        </option>
      ))}
    </select>
  </FieldFrame>
);

/** Six digits received by e-mail: the numeric keypad, and the phone's own offer to fill it. */
export const CodeField = (props: FieldBase & { autofocus?: boolean }) => (
  <FieldFrame {...props}>
    <input
      {...controlOf(props)}
      class="input code"
      type="text"
      inputmode="numeric"
      autocomplete="one-time-code"
      pattern="[0-9 ]*"
      spellcheck={false}
      autofocus={props.autofocus}
    />
  </FieldFrame>
);

/** A password; `newOne` when it is being chosen, so that the browser proposes one. Never filled by the server. */
export const PasswordField = (props: FieldBase & { newOne?: boolean }) => (
  <FieldFrame {...props}>
    <input
      {...controlOf(props)}
      class="input medium"
      type="password"
      autocomplete={props.newOne ? 'new-password' : 'current-password'}
    />
  </FieldFrame>
);
