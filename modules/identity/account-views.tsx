/** `/compte`: who she is, where she belongs, where she is signed in and how. */
import { Button, DefinitionList, Empty, Form, Notice, Row, Rows, Section, When } from '../../web/components/index.ts';
import { type Chrome, Page } from '../../web/layout.tsx';
import type { PersonSession } from '../../platform/sessions.ts';
import { FEW_RECOVERY_CODES } from './recovery-codes.ts';
import { PROOF_TEXTS } from './texts.ts';

const RecoveryCodesLeft = ({ left }: { left: number }) => (
  <p>
    Sans téléphone, un code de secours le remplace :{' '}
    {left === 0 ? 'vous n’en avez pas' : left === 1 ? 'il vous en reste 1' : `il vous en reste ${left}`}.{' '}
    <a href="/connexion/double-verification/secours">{left === 0 ? 'En recevoir' : 'Les renouveler'}</a>
    {left > 0 && left <= FEW_RECOVERY_CODES && ', avant de n’en avoir plus'}
  </p>
);

export const AccountPage = (props: {
  chrome: Chrome;
  person: { firstName: string; lastName: string; email: string };
  memberships: readonly { name: string; role: string }[];
  sessions: readonly PersonSession[];
  /** The last sign-in but this one; absent the first time. */
  lastSignIn: string | undefined;
  currentSession: string;
  secondFactor: boolean;
  /** How many recovery codes are left; undefined when none can be given. */
  recoveryCodes: number | undefined;
  /** Where she leaves the organisation that she works for. */
  leave?: { href: string; name: string } | undefined;
  done?: string | undefined;
}) => (
  <Page title="Mon compte" chrome={props.chrome} heading="Mon compte">
    {props.done && <Notice tone="success">{props.done}</Notice>}
    <Section title="Vous">
      <DefinitionList
        items={[
          {
            term: 'Nom',
            description: (
              <>
                {props.person.firstName} {props.person.lastName} (<a href="/compte/nom">le corriger</a>)
              </>
            ),
          },
          {
            term: 'Adresse de connexion',
            description: (
              <>
                {props.person.email} (<a href="/connexion/adresse">en changer</a>)
              </>
            ),
          },
          ...props.memberships.map(({ name, role }) => ({ term: name, description: role })),
        ]}
      />
      <p>
        <a href="/compte/fiche">Modifier ma fiche dans l’annuaire</a>
      </p>
      {props.leave && (
        <p>
          <a href={props.leave.href}>Quitter {props.leave.name}</a>
        </p>
      )}
    </Section>
    <Section title="Sécurité">
      {props.secondFactor ? (
        <>
          <p>
            La double vérification est en place : un code de votre téléphone est demandé à chaque connexion.{' '}
            <a href="/connexion/double-verification">Changer de téléphone</a>
          </p>
          {props.recoveryCodes !== undefined && <RecoveryCodesLeft left={props.recoveryCodes} />}
        </>
      ) : (
        <p>
          <a href="/connexion/double-verification">Mettre en place la double vérification</a>
        </p>
      )}
      <p>
        <a href="/connexion/oubli">Changer de mot de passe</a>
      </p>
      <p>
        <a href="/compte/donnees">Mes données : ce qui est gardé, en avoir une copie, fermer mon compte</a>
      </p>
    </Section>
    <Section title="Où vous êtes connecté">
      <p>
        Dernière connexion :{' '}
        {props.lastSignIn ? <When date={props.lastSignIn} kind="datetime" /> : 'celle-ci est la première'}. Ce n’était
        pas vous ? <a href="/connexion/oubli">Changez de mot de passe</a> : toutes vos connexions seront fermées.
      </p>
      {props.sessions.length === 0 ? (
        <Empty title="Aucune connexion" />
      ) : (
        <Rows>
          {props.sessions.map((session) => (
            <Row
              icon="lock"
              title={session.device ?? 'Un appareil'}
              detail={
                <>
                  depuis <When date={session.openedAt} kind="datetime" />, avec{' '}
                  {session.proofs.map((proof) => PROOF_TEXTS[proof]).join(' et ')}
                </>
              }
              end={
                session.id === props.currentSession ? (
                  <span class="soft">cette connexion</span>
                ) : (
                  <Form action={`/compte/connexions/${session.id}/fermer`} once>
                    <Button tone="quiet">Déconnecter</Button>
                  </Form>
                )
              }
            />
          ))}
        </Rows>
      )}
      <Form action="/compte/connexions/fermer" once>
        <Button tone="plain">Se déconnecter partout ailleurs</Button>
      </Form>
    </Section>
  </Page>
);
