/** How members sign in: the référent's choice, and whom it reaches before it is made. */
import {
  Button,
  ButtonLink,
  Checkbox,
  ErrorSummary,
  errorOf,
  Form,
  Notice,
  RadioCards,
  Toolbar,
} from '../../web/components/index.ts';
import { de, plural } from '../../web/format.ts';
import { type Chrome, Page } from '../../web/layout.tsx';
import type { FieldError } from '../../platform/problems.ts';
import { ROLES } from '../../platform/rules.ts';
import { SIGN_IN_METHODS, type SignInPolicy } from '../../platform/sign-in-policy.ts';
import { askedAgain, type PolicyReach, type RoleCount } from './rules.ts';
import { HOLDERS, METHOD_TEXTS } from './texts.ts';

/** What the form holds, by name: the method, and a box for each role. */
export type PolicyValues = Readonly<Record<string, string | undefined>>;

const CRUMBS = [{ href: '/organisation', label: 'Mon organisation' }];

/** « 3 personnes, dont 2 sans double vérification » */
const inWords = ({ people, without }: Pick<RoleCount, 'people' | 'without'>): string => {
  if (people === 0) return 'personne aujourd’hui';
  const who = plural(people, 'personne');
  if (without === 0) return people === 1 ? `${who}, qui l’a` : `${who}, qui l’ont`;
  return without === people ? `${who}, sans double vérification` : `${who}, dont ${without} sans double vérification`;
};

export const PolicyPage = (props: {
  chrome: Chrome;
  name: string;
  slug: string;
  counts: readonly RoleCount[];
  /** Members may come in with an account that they have elsewhere, or must already. */
  offersProvider: boolean;
  values: PolicyValues;
  version: number;
  /** Where she proves what she asks of herself. */
  prove?: string | undefined;
  errors?: readonly FieldError[] | undefined;
  done?: boolean | undefined;
}) => {
  const { values, errors } = props;
  return (
    <Page
      title="Connexion"
      chrome={props.chrome}
      heading="Comment vos membres se connectent"
      lead="Ce choix vaut pour votre organisation seule : vos membres qui travaillent aussi pour une autre y suivent le sien."
      breadcrumb={CRUMBS}
    >
      {props.done && (
        <Notice tone="success">C’est enregistré. Chacun le verra à sa prochaine page, d’ici quelques secondes.</Notice>
      )}
      <ErrorSummary errors={errors} />
      {props.prove && (
        <ButtonLink href={props.prove} tone="plain">
          Le prouver maintenant
        </ButtonLink>
      )}
      <Form action="/organisation/connexion" once>
        <input type="hidden" name="version" id="version" value={String(props.version)} />
        <RadioCards
          label="Ils se connectent"
          name="method"
          value={values.method}
          error={errorOf(errors, 'method')}
          options={SIGN_IN_METHODS.filter((value) => value !== 'provider' || props.offersProvider).map((value) => ({
            value,
            ...METHOD_TEXTS[value],
          }))}
        />
        <fieldset class="group">
          <legend>Demander la double vérification</legend>
          <p class="soft">
            Un code de l’application de leur téléphone, en plus. Qui ne l’a pas la met en place à sa prochaine visite.
          </p>
          {props.counts.map((count) => (
            <Checkbox
              name={count.role}
              label={HOLDERS[count.role]}
              help={inWords(count)}
              checked={values[count.role] !== undefined}
              error={errorOf(errors, count.role)}
            />
          ))}
        </fieldset>
        <Button>Continuer</Button>
      </Form>
      <p>
        <a href={`/connexion/${props.slug}`}>Voir la page de connexion {de(props.name)}</a>
      </p>
    </Page>
  );
};

export const ConfirmPolicyPage = (props: {
  chrome: Chrome;
  name: string;
  policy: SignInPolicy;
  reach: PolicyReach;
  values: PolicyValues;
  version: number;
}) => {
  const { reach, policy, values } = props;
  return (
    <Page
      title="Confirmer"
      chrome={props.chrome}
      heading="Confirmer ce changement"
      breadcrumb={[...CRUMBS, { href: '/organisation/connexion', label: 'Connexion' }]}
    >
      <ul>
        <li>
          {reach.changed > 0 ? `${plural(reach.changed, 'membre')} : connexion` : 'Connexion, comme aujourd’hui,'}{' '}
          {METHOD_TEXTS[policy.method].title.toLowerCase().replace('leur mot', 'un mot')}.
        </li>
        {policy.method === 'provider' && <li>Les référents gardent leur mot de passe.</li>}
        {askedAgain(policy).length === 0 ? (
          <li>La double vérification n’est demandée à personne.</li>
        ) : (
          <li>
            La double vérification est demandée{' '}
            {askedAgain(policy)
              .map((role) => HOLDERS[role])
              .join(', ')}{' '}
            : {inWords({ people: reach.asked, without: reach.without })}.
            {reach.without > 0 && ' Qui ne l’a pas la mettra en place à sa prochaine visite, avant toute autre chose.'}
          </li>
        )}
        <li>Les sessions ouvertes le restent : ce qui manque est demandé à la page suivante.</li>
      </ul>
      <Form action="/organisation/connexion" once>
        <input type="hidden" name="version" value={String(props.version)} />
        <input type="hidden" name="confirmed" value="oui" />
        <input type="hidden" name="method" value={policy.method} />
        {ROLES.filter((role) => values[role]).map((role) => (
          <input type="hidden" name={role} value="oui" />
        ))}
        <Toolbar>
          <Button>Enregistrer</Button>
          <ButtonLink href="/organisation/connexion" tone="quiet">
            Ne rien changer
          </ButtonLink>
        </Toolbar>
      </Form>
    </Page>
  );
};
