/** Somebody's account, as a référent or the operator who helps her sees it. */
import { Button, ErrorSummary, errorOf, Field, Form, Notice, Section, When } from '../../../web/components/index.ts';
import { de } from '../../../web/format.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import type { FieldError } from '../../../platform/problems.ts';
import type { Helped } from '../service/helping.ts';
import { TEXTS } from '../texts.ts';

export const HelpPage = (props: {
  chrome: Chrome;
  breadcrumb: readonly { href: string; label: string }[];
  /** Where its forms are posted. */
  here: string;
  helped: Helped;
  done?: string | undefined;
}) => {
  const { person, memberships } = props.helped.rights;
  const { change, barred } = props.helped;
  const name = `${person.firstName} ${person.lastName}`;
  return (
    <Page
      title={`Compte ${de(name)}`}
      chrome={props.chrome}
      heading={`Le compte ${de(name)}`}
      breadcrumb={props.breadcrumb}
    >
      {props.done && <Notice tone="success">{props.done}</Notice>}
      <p class="soft">
        {person.email}
        {memberships.length > 0 && ` · ${memberships.map((one) => one.name).join(', ')}`}
      </p>
      {barred && <Notice tone="info">{TEXTS.notHelped[barred]}</Notice>}
      <Section title="Changement d’adresse">
        {change ? (
          <>
            <p>
              {name} demande, depuis le <When date={change.askedAt} kind="datetime" />, à se connecter avec{' '}
              <b>{change.after}</b>. L’adresse actuelle, {change.before}, n’a pas répondu.
            </p>
            <p>
              Si cette adresse est perdue, portez-vous garant à sa place : assurez-vous d’abord, de vive voix, que c’est
              bien elle qui demande. L’ancienne adresse est prévenue, le journal de chacune de ses organisations aussi.
            </p>
            {!barred && (
              <Form action={`${props.here}/adresse`} once>
                <input type="hidden" name="change" value={change.id} />
                <Button>Me porter garant {de(name)}</Button>
              </Form>
            )}
          </>
        ) : (
          <p class="soft">
            Rien à confirmer. Une adresse perdue se change depuis « Mon compte » : sa demande apparaîtra ici.
          </p>
        )}
      </Section>
      <Section title="Téléphone perdu">
        {person.secondFactor ? (
          <>
            <p>
              La double vérification est en place. La retirer ferme toutes ses connexions ; son mot de passe suffira à
              la prochaine, puis elle la remettra en place avec son nouveau téléphone. Elle en reçoit un courriel, et le
              journal de chacune de ses organisations le garde.
            </p>
            {!barred && (
              <Form action={`${props.here}/second-facteur`} once>
                <Button tone="danger">Retirer la double vérification {de(name)}</Button>
              </Form>
            )}
          </>
        ) : (
          <p class="soft">Sans double vérification : il n’y a rien à retirer.</p>
        )}
      </Section>
    </Page>
  );
};

export const FindAccountPage = (props: {
  chrome: Chrome;
  typed?: string | undefined;
  errors?: readonly FieldError[] | undefined;
}) => (
  <Page
    title="Comptes"
    chrome={props.chrome}
    heading="Aider quelqu’un à se connecter"
    lead="Une messagerie perdue, un téléphone perdu, et plus de référent pour aider."
  >
    <ErrorSummary errors={props.errors} />
    <Form action="/territoire/comptes" once>
      <Field
        label="Son adresse de connexion"
        name="email"
        type="email"
        help="Celle d’aujourd’hui, écrite en entier."
        value={props.typed ?? ''}
        error={errorOf(props.errors, 'email')}
      />
      <Button>Trouver son compte</Button>
    </Form>
  </Page>
);
