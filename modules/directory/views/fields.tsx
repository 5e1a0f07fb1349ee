/** Parts of the forms of the directory. */
import { Checkbox, errorOf, Field, Select } from '../../../web/components/index.ts';
import type { FieldError } from '../../../platform/problems.ts';
import type { Typed } from '../../../platform/http/route.ts';
import { FIELD_NAMES, FUNCTION_NAMES, SUBJECT_NAMES, VISIBILITY_NAMES } from '../labels.ts';
import {
  type Details,
  type Field as FieldName,
  FUNCTIONS,
  MOST_SUBJECTS,
  type Particulars,
  subjectField,
  SUBJECTS,
  VISIBILITIES,
  type Visibility,
} from '../schema.ts';

export interface FieldsProps {
  particulars: Particulars;
  /** What was typed and refused: shown again in place of what is kept. */
  typed: Typed | undefined;
  errors: readonly FieldError[] | undefined;
}

const FUNCTION_OPTIONS = FUNCTIONS.map((value) => ({ value, label: FUNCTION_NAMES[value] }));

/** Kept, or typed. */
const valueOf = ({ particulars, typed }: FieldsProps, field: Exclude<keyof Details, 'subjects'>): string =>
  (typed ? typed[field] : particulars[field]) ?? '';

export const FunctionFields = (props: FieldsProps) => (
  <>
    <Select
      label="Fonction"
      name="function"
      options={FUNCTION_OPTIONS}
      blank="À choisir"
      optional
      value={valueOf(props, 'function')}
      width="medium"
      error={errorOf(props.errors, 'function')}
    />
    <Field
      label="Fonction en toutes lettres"
      name="title"
      help="Par exemple : Adjointe à la voirie, Secrétaire de mairie le matin."
      optional
      value={valueOf(props, 'title')}
      error={errorOf(props.errors, 'title')}
    />
  </>
);

const visibilityField = (field: FieldName): string => `${field}Visibility`;

/** Who reads a field; `most` leaves out what goes further. */
export const VisibilitySelect = (props: FieldsProps & { field: FieldName; label: string; most?: Visibility }) => {
  const { field, particulars, typed, most = 'public' } = props;
  const name = visibilityField(field);
  const levels = VISIBILITIES.slice(0, VISIBILITIES.indexOf(most) + 1);
  return (
    <Select
      label={props.label}
      name={name}
      options={levels.map((value) => ({ value, label: VISIBILITY_NAMES[value] }))}
      value={typed?.[name] ?? particulars.visibility[field]}
      width="medium"
      error={errorOf(props.errors, name)}
    />
  );
};

export const SubjectBoxes = ({ particulars, typed, errors }: FieldsProps) => {
  const error = errorOf(errors, 'subjects');
  return (
    <fieldset class="group" id="subjects" aria-describedby="subjects-aide">
      <legend>
        {FIELD_NAMES.subjects}
        <span class="optional"> (facultatif)</span>
      </legend>
      <p class="help" id="subjects-aide">
        {MOST_SUBJECTS} au plus : ceux pour lesquels on peut s’adresser à cette personne.
      </p>
      {error && <p class="error-text">{error}</p>}
      <div class="boxes">
        {SUBJECTS.map((key) => (
          <Checkbox
            name={subjectField(key)}
            label={SUBJECT_NAMES[key]}
            checked={typed ? Boolean(typed[subjectField(key)]) : particulars.subjects.includes(key)}
          />
        ))}
      </div>
    </fieldset>
  );
};

/** A way to reach somebody, and who reads it. */
export const ContactField = (
  props: FieldsProps & {
    field: Exclude<FieldName, 'subjects'>;
    who: string;
    help?: string;
    type?: 'tel' | 'email';
    most?: Visibility;
  },
) => {
  const { field, who, help, type } = props;
  return (
    <div class="pair">
      <Field
        label={FIELD_NAMES[field]}
        name={field}
        type={type ?? 'text'}
        help={help}
        optional
        value={valueOf(props, field)}
        error={errorOf(props.errors, field)}
      />
      <VisibilitySelect {...props} label={who} />
    </div>
  );
};
