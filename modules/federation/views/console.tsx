import {
  Button,
  DefinitionList,
  Empty,
  ErrorSummary,
  errorOf,
  Field,
  Form,
  Notice,
  Row,
  Rows,
  Section,
  Status,
  When,
} from '../../../web/components/index.ts';
import { de } from '../../../web/format.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import type { FieldError } from '../../../platform/problems.ts';
import { CHECKS, isSound } from '../rules.ts';
import type { Checked } from '../service/setting-up.ts';
import type { Provider } from '../store.ts';
import { CHECK_TEXTS, STATE_TEXTS, TEXTS } from '../texts.ts';
import { Decision } from './decision.tsx';

const ORGANISATIONS = { href: '/territoire/organisations', label: 'Organisations' };

export const ProvidersPage = (props: { chrome: Chrome; providers: readonly Provider[]; done?: string | undefined }) => (
  <Page
    title="Comptes d’ailleurs"
    chrome={props.chrome}
    heading="Comptes d’ailleurs"
    lead="Les organisations dont les membres entrent avec un compte qu’ils ont déjà : ProConnect, Microsoft, Keycloak."
    breadcrumb={[ORGANISATIONS]}
  >
    {props.done && <Notice tone="success">{props.done}</Notice>}
    {props.providers.length === 0 ? (
      <Empty title="Aucune organisation ne l’a demandé">
        <p>Un référent le demande dans les réglages de son organisation ; sa demande paraît ici.</p>
      </Empty>
    ) : (
      <Rows>
        {props.providers.map(({ siren, name, label, askedAt, state }) => (
          <Row
            icon="lock"
            href={`/territoire/fournisseurs/${siren}`}
            title={name}
            detail={
              <>
                {label}, demandé <When date={askedAt} kind="date" />
              </>
            }
            end={<Status tone={STATE_TEXTS[state].tone}>{STATE_TEXTS[state].name}</Status>}
          />
        ))}
      </Rows>
    )}
  </Page>
);

export const ProviderSeenPage = (props: {
  chrome: Chrome;
  provider: Provider;
  errors?: readonly FieldError[] | undefined;
  done?: string | undefined;
  checked?: Checked | undefined;
}) => {
  const { provider, checked } = props;
  const { name, tone } = STATE_TEXTS[provider.state];
  const here = `/territoire/fournisseurs/${provider.siren}`;
  return (
    <Page
      title={`${provider.label}, ${provider.name}`}
      chrome={props.chrome}
      heading={`${provider.label}, ${provider.name}`}
      breadcrumb={[ORGANISATIONS, { href: '/territoire/fournisseurs', label: 'Comptes d’ailleurs' }]}
    >
      {props.done && <Notice tone="success">{props.done}</Notice>}
      <ErrorSummary errors={props.errors} />
      <DefinitionList
        items={[
          { term: 'État', description: <Status tone={tone}>{name}</Status> },
          { term: 'Émetteur', description: <span id="issuer">{provider.issuer}</span> },
          { term: 'Identifiant client', description: provider.clientId },
          {
            term: 'Demandé par',
            description: (
              <>
                {provider.askedBy}, <When date={provider.askedAt} kind="datetime" />
              </>
            ),
          },
          {
            term: 'Essayé par un référent',
            description: provider.triedAt ? <When date={provider.triedAt} kind="datetime" /> : 'Pas encore',
          },
        ]}
      />
      <Section title="Vérifier">
        <p>Parvis lit ce que le service dit de lui-même. Rien ne change pour personne.</p>
        {checked && <WhatWasFound {...checked} />}
        <Form action={`${here}/verifier`} once>
          <Button tone="plain">Vérifier maintenant</Button>
        </Form>
      </Section>
      {provider.state === 'asked' && (
        <Section title="Mettre en place">
          <p>
            Parvis vérifie encore une fois, puis donne à Cognito le secret laissé par le référent. Seuls les référents{' '}
            {de(provider.name)} peuvent alors l’essayer ; ils le proposent ensuite à leurs collègues.
          </p>
          <Decision action={`${here}/mettre-en-place`} version={provider.version} label="Vérifier et mettre en place" />
        </Section>
      )}
      {provider.state === 'offered' && (
        <Section title="Arrêter">
          <p>
            Le bouton disparaît tout de suite de la page de connexion {de(provider.name)}. Chacun entre avec son mot de
            passe. Un référent peut le proposer de nouveau. S’il était exigé de tous, les membres attendent que leur
            référent choisisse une autre façon de se connecter.
          </p>
          <Decision action={`${here}/arreter`} version={provider.version} label="Ne plus le proposer" danger />
        </Section>
      )}
      <Section title={provider.state === 'asked' ? 'Refuser' : 'Retirer'}>
        <p>
          Cognito oublie ce service, et la demande disparaît. Les membres gardent leur compte et leur mot de passe. Pour
          revenir en arrière, un référent doit refaire sa demande. Ses référents l’apprennent par courriel.
        </p>
        <Form action={`${here}/retirer`} once>
          <input type="hidden" name="version" value={String(provider.version)} />
          <Field label="La raison, pour ses référents" name="reason" optional error={errorOf(props.errors, 'reason')} />
          <Button tone="danger">
            {provider.state === 'asked' ? 'Refuser cette demande' : 'Retirer cette connexion'}
          </Button>
        </Form>
      </Section>
    </Page>
  );
};

const WhatWasFound = ({ findings, tellsSiret }: Checked) => (
  <Notice
    tone={isSound(findings) ? 'success' : 'warning'}
    title={isSound(findings) ? 'Tout est en ordre.' : 'Il reste à corriger, du côté de la mairie :'}
  >
    <ul>
      {CHECKS.map((check) => (
        <li>{findings[check] ? CHECK_TEXTS[check].holds : <strong>{CHECK_TEXTS[check].fails}</strong>}</li>
      ))}
      {tellsSiret && <li>{TEXTS.tellsSiret}</li>}
    </ul>
  </Notice>
);
