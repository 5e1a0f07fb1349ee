/** An intercommunal body's communes: who is there, who is invited, who may be. */
import {
  Button,
  ButtonLink,
  ErrorSummary,
  errorOf,
  Field,
  Form,
  Notice,
  RadioCards,
  Row,
  Rows,
  Status,
  When,
} from '../../../web/components/index.ts';
import { plural } from '../../../web/format.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import type { FieldError } from '../../../platform/problems.ts';
import type { InvitationChannel } from '../rules.ts';

interface Sent {
  channel: InvitationChannel;
  email?: string | undefined;
  by: string;
  sentAt: string;
  expiresAt: string;
}

interface CommuneShown {
  name: string;
  slug: string;
  hasJoined: boolean;
  left: { at: string; until: string } | undefined;
  invitation: Sent | undefined;
}

const whereOf = ({ channel, email }: Sent): string =>
  channel === 'mailbox' ? 'à sa messagerie officielle' : `à ${email ?? ''}`;

const Standing = ({ commune: { hasJoined, left, invitation }, now }: { commune: CommuneShown; now: Date }) => {
  if (left) {
    return (
      <>
        Le <When date={left.at} kind="date" />. Jusqu’au <When date={left.until} kind="date" />, l’opérateur peut la
        rétablir.
      </>
    );
  }
  if (hasJoined || !invitation) return null;
  const isOver = Date.parse(invitation.expiresAt) <= now.getTime();
  return (
    <>
      Invitée {whereOf(invitation)} <When date={invitation.sentAt} kind="relative" now={now} />
      {isOver ? ', sans suite : à renvoyer' : ` par ${invitation.by}`}
    </>
  );
};

export const CommunesPage = (props: {
  chrome: Chrome;
  communes: readonly CommuneShown[];
  now: Date;
  done: 'invitee' | undefined;
}) => {
  const { communes, now } = props;
  const joined = communes.filter(({ hasJoined }) => hasJoined).length;
  return (
    <Page
      title="Communes membres"
      chrome={props.chrome}
      heading="Communes membres"
      lead={`${plural(joined, 'commune inscrite', 'communes inscrites')} sur ${communes.length}. Invitez les autres : elles restent libres de s’inscrire, et vous n’avez aucun droit dans leur espace.`}
      breadcrumb={[{ href: '/organisation', label: 'Mon organisation' }]}
    >
      {props.done && <Notice tone="success">L’invitation est partie.</Notice>}
      <Rows>
        {communes.map((commune) => (
          <Row
            icon="organisation"
            title={commune.name}
            detail={<Standing commune={commune} now={now} />}
            end={
              commune.hasJoined ? (
                <Status tone="done">Inscrite</Status>
              ) : commune.left ? (
                <Status tone="refused">A quitté le territoire</Status>
              ) : (
                <ButtonLink href={`/organisation/communes/${commune.slug}`} tone="quiet">
                  {commune.invitation ? 'Renvoyer' : 'Inviter'}
                  <span class="hide"> {commune.name}</span>
                </ButtonLink>
              )
            }
          />
        ))}
      </Rows>
    </Page>
  );
};

export const InviteCommunePage = (props: {
  chrome: Chrome;
  name: string;
  slug: string;
  hasMailbox: boolean;
  before: Sent | undefined;
  typed: Readonly<Record<string, string>>;
  errors?: readonly FieldError[] | undefined;
}) => {
  const { errors, typed, hasMailbox } = props;
  const byMailbox = {
    value: 'mailbox',
    title: 'Sa messagerie officielle',
    explanation: 'La mairie suit le lien et son espace est ouvert, sans autre preuve à donner.',
  };
  const byAddress = {
    value: 'address',
    title: 'Une adresse que je donne',
    explanation: hasMailbox
      ? 'La mairie devra aussi recopier un code reçu par sa messagerie officielle, ou l’opérateur du territoire décidera.'
      : 'Sa messagerie officielle n’est pas connue : l’opérateur du territoire vérifiera auprès de la mairie avant d’ouvrir son espace.',
  };
  return (
    <Page
      title={`Inviter ${props.name}`}
      chrome={props.chrome}
      heading={`Inviter ${props.name}`}
      lead="Un courriel part à votre nom, avec un lien pour ouvrir l’espace de la commune."
      breadcrumb={[{ href: '/organisation/communes', label: 'Communes membres' }]}
    >
      <ErrorSummary errors={errors} />
      {props.before && (
        <Notice tone="info">
          Une invitation est partie {whereOf(props.before)} le <When date={props.before.sentAt} kind="date" />. Un
          nouveau lien remplace le premier.
        </Notice>
      )}
      <Form action={`/organisation/communes/${props.slug}`} once>
        <RadioCards
          label="Où envoyer l’invitation"
          name="channel"
          value={typed.channel ?? (hasMailbox ? 'mailbox' : 'address')}
          error={errorOf(errors, 'channel')}
          options={hasMailbox ? [byMailbox, byAddress] : [byAddress]}
        />
        <Field
          label="L’adresse, si vous en donnez une"
          name="email"
          type="email"
          optional={hasMailbox}
          value={typed.email}
          error={errorOf(errors, 'email')}
        />
        <Button icon="mail">Envoyer l’invitation</Button>
      </Form>
    </Page>
  );
};
