import {
  Button,
  type Column,
  DefinitionList,
  Empty,
  ErrorSummary,
  errorOf,
  Filters,
  Form,
  Notice,
  Pager,
  Row,
  Rows,
  Section,
  Status,
  Table,
  TextArea,
  When,
} from '../../../web/components/index.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import { de, plural } from '../../../web/format.ts';
import type { FieldError } from '../../../platform/problems.ts';
import type { SignUpState } from '../rules.ts';
import type { MailboxImport, RefusedLine } from '../service/operator.ts';
import type { OfficialMailbox } from '../store/register.ts';
import type { SignUp } from '../store/sign-up.ts';
import type { RungSeen } from '../kinds.ts';
import { KIND_TEXTS, RUNG_REASONS, RUNG_TEXTS } from '../texts.ts';

interface Common {
  chrome: Chrome;
  errors?: readonly FieldError[] | undefined;
}

const STATE_TEXTS: Readonly<Record<SignUpState, string>> = {
  waiting: 'À valider',
  'code-sent': 'Code envoyé',
  'link-sent': 'Acceptées, à ouvrir',
  completed: 'Ouvertes',
  refused: 'Refusées',
};

const PROOF_TEXTS: Readonly<Record<NonNullable<SignUp['provedBy']>, string>> = {
  mailbox: 'Code reçu par la messagerie officielle',
  invitation: 'Invitation reçue par la messagerie officielle',
  operator: 'Acceptée par l’opérateur',
};

const SHOWN: readonly SignUpState[] = ['waiting', 'code-sent', 'link-sent', 'completed', 'refused'];

export const SignUpsPage = (
  props: Common & {
    state: SignUpState;
    requests: readonly SignUp[];
    next: string | undefined;
    done?: string | undefined;
    now: Date;
  },
) => (
  <Page title="Inscriptions" chrome={props.chrome} heading="Inscriptions">
    {props.done && <Notice tone="success">{props.done}</Notice>}
    <Filters
      label="État"
      options={SHOWN.map((state) => ({
        href: state === 'waiting' ? '/territoire' : `/territoire?etat=${state}`,
        label: STATE_TEXTS[state],
        current: state === props.state,
      }))}
    />
    {props.requests.length === 0 ? (
      <Empty title={props.state === 'waiting' ? 'Aucune demande n’attend' : 'Aucune demande ici'}>
        {props.state === 'waiting' && 'Les communes dont la messagerie officielle est connue s’inscrivent seules.'}
      </Empty>
    ) : (
      <Rows>
        {props.requests.map((request) => (
          <Row
            icon="organisation"
            href={`/territoire/inscriptions/${request.id}`}
            title={request.name}
            detail={`${request.firstName} ${request.lastName}, ${request.position}`}
            end={<When date={request.createdAt} kind="relative" now={props.now} />}
          />
        ))}
      </Rows>
    )}
    <Pager next={props.next} />
  </Page>
);

export const SignUpPage = (
  props: Common & { request: SignUp; typed: Readonly<Record<string, string>>; ladder: readonly RungSeen[] },
) => {
  const { request } = props;
  return (
    <Page
      title={request.name}
      chrome={props.chrome}
      heading={request.name}
      breadcrumb={[{ href: '/territoire', label: 'Inscriptions' }]}
    >
      <ErrorSummary errors={props.errors} />
      <DefinitionList
        items={[
          { term: 'État', description: STATE_TEXTS[request.state] },
          { term: 'Demandée par', description: `${request.firstName} ${request.lastName}, ${request.position}` },
          { term: 'Adresse', description: request.email },
          { term: 'Demandée le', description: <When date={request.createdAt} kind="datetime" /> },
          { term: 'SIREN', description: `${request.siren} (${KIND_TEXTS[request.kind]})` },
          ...(request.invitedBy ? [{ term: 'Invitée par', description: request.invitedBy.name }] : []),
          ...(request.provedBy
            ? [
                {
                  term: 'Preuve',
                  description: PROOF_TEXTS[request.provedBy],
                },
              ]
            : []),
          ...(request.reason ? [{ term: 'Raison du refus', description: request.reason }] : []),
        ]}
      />
      <Section title="Ce qui prouve la demande">
        <Rows>
          {props.ladder.map(({ rung, holds, reason }) => (
            <Row
              title={RUNG_TEXTS[rung]}
              detail={RUNG_REASONS[reason]}
              end={<Status tone={holds ? 'done' : 'waiting'}>{holds ? 'Oui' : 'Non'}</Status>}
            />
          ))}
        </Rows>
      </Section>
      {request.state === 'waiting' && (
        <>
          <Section title="Accepter">
            <p>
              {request.firstName} {request.lastName} deviendra référent {de(request.name)} : un lien pour choisir son
              mot de passe lui sera envoyé à {request.email}.
            </p>
            <Form action={`/territoire/inscriptions/${request.id}/accepter`} once>
              <Button>Accepter la demande</Button>
            </Form>
          </Section>
          <Section title="Refuser">
            <Form action={`/territoire/inscriptions/${request.id}/refuser`} once>
              <TextArea
                label="La raison"
                name="reason"
                help="Elle est envoyée telle quelle au demandeur."
                value={props.typed.reason ?? ''}
                error={errorOf(props.errors, 'reason')}
              />
              <Button tone="danger">Refuser la demande</Button>
            </Form>
          </Section>
        </>
      )}
    </Page>
  );
};

const REFUSALS: Readonly<Record<RefusedLine['reason'], string>> = {
  'no-place': 'Commune non reconnue : écrivez le code INSEE, le SIREN ou le nom exact.',
  'several-places': 'Plusieurs communes correspondent : écrivez le code INSEE.',
  'no-address': 'Adresse e-mail absente ou incomplète.',
};

const MAILBOX_COLUMNS: readonly Column<OfficialMailbox>[] = [
  { label: 'Organisation', cell: ({ name }) => name },
  { label: 'Adresse', cell: ({ address }) => address },
];

const REFUSED_COLUMNS: readonly Column<RefusedLine>[] = [
  { label: 'Ligne', cell: ({ line }) => String(line) },
  { label: 'Texte', cell: ({ text }) => text },
  { label: 'Pourquoi', cell: ({ reason }) => REFUSALS[reason] },
];

export const MailboxesPage = (
  props: Common & {
    known: readonly OfficialMailbox[];
    places: number;
    typed: string;
    preview?: MailboxImport | undefined;
    done?: string | undefined;
  },
) => (
  <Page
    title="Messageries officielles"
    chrome={props.chrome}
    heading="Messageries officielles"
    lead="Une commune dont la messagerie est connue s’inscrit seule, avec un code envoyé à cette adresse."
  >
    {props.done && <Notice tone="success">{props.done}</Notice>}
    <p>
      {plural(props.known.length, 'messagerie connue', 'messageries connues')} sur{' '}
      {plural(props.places, 'commune ou intercommunalité', 'communes et intercommunalités')}.
    </p>
    <ErrorSummary errors={props.errors} />
    <Form action="/territoire/messageries" once>
      <TextArea
        label="Lignes à importer"
        name="lines"
        rows={8}
        help="Collez un tableau ou un fichier CSV : le code INSEE (ou le SIREN, ou le nom), puis l’adresse. Une commune par ligne."
        value={props.typed}
        error={errorOf(props.errors, 'lines')}
      />
      {props.preview ? (
        <div class="toolbar">
          {props.preview.mailboxes.length > 0 && (
            <Button name="action" value="import">
              Importer {plural(props.preview.mailboxes.length, 'messagerie', 'messageries')}
            </Button>
          )}
          <Button name="action" value="preview" tone="plain">
            Vérifier de nouveau
          </Button>
        </div>
      ) : (
        <Button name="action" value="preview">
          Vérifier avant d’importer
        </Button>
      )}
    </Form>
    {props.preview && <Preview found={props.preview} />}
    {props.known.length > 0 && (
      <Section title="Messageries connues">
        <Table caption="Messageries connues" hideCaption columns={MAILBOX_COLUMNS} rows={props.known} />
      </Section>
    )}
  </Page>
);

const Preview = ({ found }: { found: MailboxImport }) => (
  <Section title="Ce qui sera fait">
    <p>Rien n’est encore enregistré.</p>
    {found.refused.length > 0 && (
      <Table caption="Lignes qui ne seront pas importées" columns={REFUSED_COLUMNS} rows={found.refused} />
    )}
    {found.mailboxes.length > 0 && (
      <Table caption="Messageries qui seront enregistrées" columns={MAILBOX_COLUMNS} rows={found.mailboxes} />
    )}
  </Section>
);
