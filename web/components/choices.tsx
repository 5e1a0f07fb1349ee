import type { Child } from 'hono/jsx';
import { Icon, type IconName } from '../icons.tsx';
import { ErrorText, Help, Optional, type FieldBase } from './field.tsx';

export type RadioCard = {
  value: string;
  title: string;
  /** One soft sentence: what this choice does, with its numbers. */
  explanation?: Child;
  icon?: IconName;
};

/** A few choices that deserve a sentence each: « Qui le verra ? ». The first one carries the field's id. */
export const RadioCards = (props: FieldBase & { options: readonly RadioCard[]; value?: string }) => {
  const id = props.id ?? props.name;
  const described = [props.help !== undefined && `${id}-aide`, props.error !== undefined && `${id}-erreur`]
    .filter(Boolean)
    .join(' ');
  return (
    <fieldset class="group" aria-describedby={described || undefined}>
      <legend>
        {props.label}
        {props.optional && <Optional />}
      </legend>
      <Help id={id}>{props.help}</Help>
      <ErrorText id={id}>{props.error}</ErrorText>
      {props.options.map((option, at) => (
        <label class="choice">
          <input
            type="radio"
            id={at === 0 ? id : `${id}-${option.value}`}
            name={props.name}
            value={option.value}
            checked={option.value === props.value}
            required={!props.optional}
          />
          <span>
            <b>{option.title}</b>
            {option.explanation !== undefined && <span class="help">{option.explanation}</span>}
          </span>
          {option.icon && <Icon name={option.icon} />}
        </label>
      ))}
    </fieldset>
  );
};

/** One thing to agree to or not. It is not required unless `required`. */
export const Checkbox = ({
  name,
  id = name,
  label,
  help,
  error,
  checked,
  value = 'oui',
  required,
}: Omit<FieldBase, 'optional'> & { checked?: boolean; value?: string; required?: boolean }) => {
  const described = [help !== undefined && `${id}-aide`, error !== undefined && `${id}-erreur`].filter(Boolean);
  return (
    <div class="field">
      <ErrorText id={id}>{error}</ErrorText>
      <label class="check">
        <input
          type="checkbox"
          id={id}
          name={name}
          value={value}
          checked={checked}
          required={required}
          aria-describedby={described.length > 0 ? described.join(' ') : undefined}
          aria-invalid={error === undefined ? undefined : 'true'}
        />
        <span>
          {label}
          {help !== undefined && (
            <span class="help" id={`${id}-aide`}>
              <br />
              {help}
            </span>
          )}
        </span>
      </label>
    </div>
  );
};
