import {
  Button,
  ButtonLink,
  DefinitionList,
  ErrorSummary,
  errorOf,
  Field,
  Form,
  Notice,
  PasswordField,
  Section,
  Status,
  When,
} from '../../../web/components/index.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import type { FieldError } from '../../../platform/problems.ts';
import type { Provider } from '../store.ts';
import { STATE_TEXTS } from '../texts.ts';
import { Decision } from './decision.tsx';

interface Props {
  chrome: Chrome;
  errors?: readonly FieldError[] | undefined;
  done?: string | undefined;
  slug: string;
  provider: Provider | undefined;
  /** Where the service sends people back: to be declared there. */
  redirectAddress: string;
  typed: Readonly<Record<string, string>>;
}

export const ProviderPage = ({ provider, ...props }: Props) => (
  <Page
    title="Se connecter avec un compte existant"
    chrome={props.chrome}
    heading="Se connecter avec un compte existant"
    lead="Vos collègues ont déjà un compte ProConnect, Microsoft ou de votre intercommunalité ? Ils peuvent entrer ici avec lui, sans mot de passe de plus."
    breadcrumb={[{ href: '/organisation', label: 'Mon organisation' }]}
  >
    {props.done && <Notice tone="success">{props.done}</Notice>}
    <ErrorSummary errors={props.errors} />
    {provider && <Standing provider={provider} slug={props.slug} />}
    <Section title={provider ? 'Changer les réglages' : 'Demander cette connexion'}>
      {provider && (
        <p>
          La connexion est arrêtée le temps que l’opérateur vérifie de nouveau et que vous l’essayiez : chacun entre
          alors avec son mot de passe.
        </p>
      )}
      <ol>
        <li>
          Donnez cette adresse de retour à qui s’occupe de ces comptes (votre informaticien, ou le site de ProConnect) :{' '}
          <code>{props.redirectAddress}</code>
        </li>
        <li>On vous donne en échange une adresse d’émetteur, un identifiant client et un secret : écrivez-les ici.</li>
        <li>L’opérateur du territoire vérifie, puis vous l’essayez avant de le proposer à vos collègues.</li>
      </ol>
      <RequestForm provider={provider} {...props} />
    </Section>
  </Page>
);

const RequestForm = ({ provider, errors, typed }: Pick<Props, 'provider' | 'errors' | 'typed'>) => (
  <Form action="/organisation/fournisseur" once>
    <input type="hidden" name="version" id="version" value={String(provider?.version ?? 0)} />
    <Field
      label="Nom que vos collègues connaissent"
      name="label"
      help="Il suit « Se connecter avec » : ProConnect, Microsoft, Val de Garonne…"
      width="medium"
      value={typed.label ?? provider?.label}
      error={errorOf(errors, 'label')}
    />
    <Field
      label="Adresse de l’émetteur"
      name="issuer"
      type="url"
      help="Elle commence par https://. Écrivez-la exactement comme on vous l’a donnée."
      autocomplete="off"
      value={typed.issuer ?? provider?.issuer}
      error={errorOf(errors, 'issuer')}
    />
    <Field
      label="Identifiant client"
      name="clientId"
      autocomplete="off"
      value={typed.clientId ?? provider?.clientId}
      error={errorOf(errors, 'clientId')}
    />
    <PasswordField
      label="Secret client"
      name="secret"
      newOne
      help="Il ne sera plus montré à personne. À écrire de nouveau à chaque changement."
      error={errorOf(errors, 'secret')}
    />
    <Button>{provider ? 'Envoyer le changement à l’opérateur' : 'Envoyer la demande à l’opérateur'}</Button>
  </Form>
);

const Standing = ({ provider, slug }: { provider: Provider; slug: string }) => {
  const { name, tone } = STATE_TEXTS[provider.state];
  return (
    <>
      <DefinitionList
        items={[
          { term: 'État', description: <Status tone={tone}>{name}</Status> },
          { term: 'Émetteur', description: provider.issuer },
          {
            term: 'Demandé par',
            description: (
              <>
                {provider.askedBy}, <When date={provider.askedAt} kind="datetime" />
              </>
            ),
          },
          {
            term: 'Essayé',
            description: provider.triedAt ? <When date={provider.triedAt} kind="datetime" /> : 'Pas encore',
          },
        ]}
      />
      {provider.state !== 'asked' && (
        <Section title="1. L’essayer">
          <p>
            Vous partez chez {provider.label}, vous vous y connectez, et vous revenez ici. Votre session actuelle ne
            change pas.
          </p>
          <ButtonLink href={`/connexion/fournisseur/${slug}?essai=oui`} tone="plain">
            Essayer avec {provider.label}
          </ButtonLink>
        </Section>
      )}
      {provider.state === 'ready' && (
        <Section title="2. Le proposer à vos collègues">
          <p>
            Le bouton « Se connecter avec {provider.label} » paraîtra sur la page de connexion de votre organisation. Le
            mot de passe reste possible. Qui entre avec {provider.label} n’entre que dans votre organisation.
          </p>
          {provider.triedAt ? (
            <Decision
              action="/organisation/fournisseur/proposer"
              version={provider.version}
              label="Le proposer à tous les membres"
            />
          ) : (
            <p class="soft">Essayez-le d’abord : ce bouton paraîtra ensuite.</p>
          )}
        </Section>
      )}
      {provider.state === 'offered' && (
        <Section title="Ne plus le proposer">
          <p>
            Le bouton disparaît tout de suite de la page de connexion. Chacun entre avec son mot de passe, ou en choisit
            un par « Mot de passe oublié ».
          </p>
          <Decision
            action="/organisation/fournisseur/arreter"
            version={provider.version}
            label={`Ne plus proposer ${provider.label}`}
            danger
          />
        </Section>
      )}
    </>
  );
};
