import { errorOf, Field } from '../../../web/components/index.ts';
import type { FieldError } from '../../../platform/problems.ts';

/** Who signs an organisation up, or is to look after it. */
export const WhoFields = (props: {
  typed: Readonly<Record<string, string>>;
  errors?: readonly FieldError[] | undefined;
  /** True when she fills in the form about herself. */
  isSelf?: boolean;
}) => (
  <>
    <Field
      label="Prénom"
      name="firstName"
      autocomplete="given-name"
      value={props.typed.firstName}
      error={errorOf(props.errors, 'firstName')}
    />
    <Field
      label="Nom"
      name="lastName"
      autocomplete="family-name"
      value={props.typed.lastName}
      error={errorOf(props.errors, 'lastName')}
    />
    <Field
      label={props.isSelf ? 'Votre fonction' : 'Sa fonction'}
      name="position"
      help="Par exemple : secrétaire de mairie, maire, directrice des services."
      autocomplete="organization-title"
      value={props.typed.position}
      error={errorOf(props.errors, 'position')}
    />
    <Field
      label={props.isSelf ? 'Votre adresse e-mail' : 'Son adresse e-mail'}
      name="email"
      type="email"
      help="Elle sert à se connecter. Ce peut être celle de la mairie."
      autocomplete="email"
      value={props.typed.email}
      error={errorOf(props.errors, 'email')}
    />
  </>
);
