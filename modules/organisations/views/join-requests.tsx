/** Those who ask to join, as their référents see them. */
import {
  Button,
  DefinitionList,
  ErrorSummary,
  errorOf,
  Form,
  Notice,
  RadioCards,
  Row,
  Rows,
  Section,
  TextArea,
  When,
} from '../../../web/components/index.ts';
import { plural } from '../../../web/format.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import { type Role, ROLES } from '../../../platform/actor.ts';
import type { FieldError } from '../../../platform/problems.ts';
import type { JoinRequest } from '../store/joining.ts';
import { ROLE_TEXTS } from '../texts.ts';

const nameOf = ({ firstName, lastName }: JoinRequest): string => `${firstName} ${lastName}`;

/** Nothing when nobody waits. */
export const JoinRequests = ({ requests, now }: { requests: readonly JoinRequest[]; now: Date }) =>
  requests.length > 0 && (
    <Section title={plural(requests.length, 'demande à rejoindre', 'demandes à rejoindre')} id="demandes">
      <Rows>
        {requests.map((request) => (
          <Row
            icon="person"
            href={`/organisation/demandes/${request.id}`}
            title={nameOf(request)}
            detail={
              <>
                {request.position} · <When date={request.askedAt} kind="relative" now={now} />
              </>
            }
          />
        ))}
      </Rows>
    </Section>
  );

export const JoinRequestPage = (props: {
  chrome: Chrome;
  organisation: string;
  request: JoinRequest;
  invitedAs: Role | undefined;
  typed: Readonly<Record<string, string>>;
  errors?: readonly FieldError[] | undefined;
  now: Date;
}) => {
  const { request, errors, typed } = props;
  const path = `/organisation/demandes/${request.id}`;
  return (
    <Page
      title={nameOf(request)}
      chrome={props.chrome}
      heading={nameOf(request)}
      lead={`Demande à rejoindre ${props.organisation}. Vérifiez que vous connaissez cette personne avant de répondre.`}
      breadcrumb={[{ href: '/organisation', label: 'Mon organisation' }]}
    >
      <ErrorSummary errors={errors} />
      {props.invitedAs && (
        <Notice tone="info">
          Cette adresse est déjà invitée, comme {ROLE_TEXTS[props.invitedAs].name.toLowerCase()}. Si vous acceptez, un
          nouveau lien remplace le premier.
        </Notice>
      )}
      <DefinitionList
        items={[
          { term: 'Fonction', description: request.position },
          { term: 'Adresse confirmée', description: request.email },
          ...(request.words ? [{ term: 'Son message', description: request.words }] : []),
          { term: 'Demandé', description: <When date={request.askedAt} kind="datetime" /> },
          { term: 'S’efface sans réponse', description: <When date={request.expiresAt} kind="date" /> },
        ]}
      />
      <Section title="Accepter">
        <Form action={`${path}/accepter`} once>
          <RadioCards
            label="Ce qu’elle pourra faire"
            name="role"
            value={typed.role ?? 'reader'}
            error={errorOf(errors, 'role')}
            options={ROLES.map((role) => ({
              value: role,
              title: ROLE_TEXTS[role].name,
              explanation: ROLE_TEXTS[role].explanation,
            }))}
          />
          <Button>Accepter et envoyer le lien</Button>
        </Form>
      </Section>
      <Section title="Refuser">
        <Form action={`${path}/refuser`} once>
          <TextArea
            label="La raison"
            name="reason"
            rows={3}
            help="Elle est envoyée à la personne, sans votre nom."
            value={typed.reason}
            error={errorOf(errors, 'reason')}
          />
          <Button tone="danger">Refuser la demande</Button>
        </Form>
      </Section>
    </Page>
  );
};
