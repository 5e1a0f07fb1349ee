/** Recovery codes: given once, to be kept away from the telephone, and typed when it is not at hand. */
import type { Child } from 'hono/jsx';
import {
  Button,
  ButtonLink,
  ErrorSummary,
  errorOf,
  Field,
  Form,
  Notice,
  PasswordField,
  Toolbar,
} from '../../web/components/index.ts';
import type { FieldError } from '../../platform/problems.ts';
import { type Chrome, Page } from '../../web/layout.tsx';
import { RECOVERY_CODES } from './recovery-codes.ts';

/** The field that a recovery code is typed in, beside the one of the application's six digits: both are `code`. */
const FIELD = 'secours';

/** What was refused was meant as a recovery code. */
const isMeant = (typed: string | undefined): boolean => typed !== undefined && !/^[\d\s]{0,7}$/.test(typed);

/** The errors of a page that asks for either code, each beside the field that it is about. */
export const errorsOfEither = (
  errors: readonly FieldError[] | undefined,
  typed: string | undefined,
): readonly FieldError[] | undefined =>
  isMeant(typed) ? errors?.map((error) => (error.field === 'code' ? { ...error, field: FIELD } : error)) : errors;

/** In place of a code of the application. `children`: what goes along in the form. */
export const WithoutTelephone = (props: {
  action: string;
  typed: string | undefined;
  errors: readonly FieldError[] | undefined;
  children?: Child;
}) => (
  <details class="flow" open={isMeant(props.typed)}>
    <summary>Je n’ai pas mon téléphone</summary>
    <Form action={props.action} once>
      {props.children}
      <Field
        label="Code de secours"
        name="code"
        id={FIELD}
        width="medium"
        help="Un de ceux que vous avez gardés, comme K7QF2-MXD4R. Chacun sert une fois."
        value={isMeant(props.typed) ? (props.typed ?? '') : ''}
        error={errorOf(props.errors, FIELD)}
        autocomplete="off"
      />
      <Button>Continuer avec ce code</Button>
    </Form>
    <p class="soft">
      Pas de code de secours ? Un référent de votre organisation, ou l’opérateur du territoire, peut retirer la double
      vérification : vous entrerez avec votre mot de passe, puis la remettrez en place.
    </p>
  </details>
);

/** As a text that her browser keeps: it is made of the page itself, so that the codes are nowhere else. */
const asFile = (codes: readonly string[], site: string, email: string): string => {
  const lines = [
    `Codes de secours pour ${site}`,
    email,
    'Chacun sert une fois, à la place du téléphone.',
    '',
    ...codes,
  ];
  return `data:text/plain;charset=utf-8,${encodeURIComponent(`${lines.join('\r\n')}\r\n`)}`;
};

export const RecoveryCodesPage = (props: {
  chrome: Chrome;
  site: string;
  email: string;
  codes: readonly string[];
  done: string;
  /** Where she goes on. */
  next: string;
}) => (
  <Page
    title="Vos codes de secours"
    chrome={props.chrome}
    heading="Vos codes de secours"
    lead="Chacun remplace une fois le code de votre téléphone, s’il est perdu ou éteint."
  >
    <Notice tone="success">{props.done}</Notice>
    <Notice tone="warning" title="Ils ne seront plus montrés.">
      Imprimez cette page ou téléchargez-les, et gardez-les ailleurs que dans votre téléphone.
    </Notice>
    <div class="prose">
      <ol>
        {props.codes.map((code) => (
          <li>
            <code>{code}</code>
          </li>
        ))}
      </ol>
    </div>
    <Toolbar>
      <ButtonLink href={props.next}>Je les ai gardés, continuer</ButtonLink>
      <ButtonLink href={asFile(props.codes, props.site, props.email)} tone="plain" download="codes-de-secours.txt">
        Télécharger ces codes (texte)
      </ButtonLink>
    </Toolbar>
  </Page>
);

export const RenewRecoveryCodesPage = (props: {
  chrome: Chrome;
  /** How many she has. */
  left: number;
  errors?: readonly FieldError[];
}) => (
  <Page
    title="Codes de secours"
    chrome={props.chrome}
    heading="Renouveler les codes de secours"
    lead={`Vous en recevez ${RECOVERY_CODES} nouveaux${props.left > 0 ? ' ; ceux d’avant ne serviront plus' : ''}.`}
  >
    <ErrorSummary errors={props.errors} />
    <Form action="/connexion/double-verification/secours" once>
      <PasswordField label="Votre mot de passe" name="password" error={errorOf(props.errors, 'password')} />
      <Button>Recevoir de nouveaux codes</Button>
    </Form>
    <p>
      <a href="/compte">Revenir à mon compte</a>
    </p>
  </Page>
);
