/** Many people invited at once: the list, and what will happen. */
import {
  Button,
  type Column,
  ErrorSummary,
  errorOf,
  FileField,
  Form,
  Notice,
  Section,
  Select,
  Table,
  TextArea,
  Toolbar,
} from '../../../web/components/index.ts';
import { plural } from '../../../web/format.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import { ROLES } from '../../../platform/actor.ts';
import type { FieldError } from '../../../platform/problems.ts';
import type { LineRefusal, PlannedLine, Wished } from '../rules-invitations.ts';
import { LINE_TEXTS, ROLE_TEXTS } from '../texts.ts';

type Refused = Extract<PlannedLine, { outcome: LineRefusal }>;
type Understood = Exclude<PlannedLine, Refused>;

/** Lines that are to be put right. */
export const isRefused = (line: PlannedLine): line is Refused => line.outcome in LINE_TEXTS;
const isUnderstood = (line: PlannedLine): line is Understood => !isRefused(line);

const nameOf = ({ firstName, lastName }: Wished): string => `${firstName} ${lastName}`.trim() || '—';

const PEOPLE: readonly Column<Understood>[] = [
  { label: 'Adresse', cell: ({ email }) => email },
  { label: 'Nom', cell: nameOf },
  { label: 'Rôle', cell: ({ role }) => ROLE_TEXTS[role].name },
  { label: 'Fonction', cell: ({ position }) => position || '—' },
];

const whyLeftOut = (line: Understood): string => {
  if (line.outcome === 'member') return 'Déjà membre';
  if (line.outcome === 'duplicate') return `Déjà à la ligne ${line.of}`;
  return 'Déjà invitée : renvoyez l’invitation depuis « Mon organisation »';
};

const LEFT_OUT: readonly Column<Understood>[] = [
  { label: 'Ligne', cell: ({ line }) => String(line) },
  { label: 'Adresse', cell: ({ email }) => email },
  { label: 'Pourquoi', cell: whyLeftOut },
];

const TO_CORRECT: readonly Column<Refused>[] = [
  { label: 'Ligne', cell: ({ line }) => String(line) },
  { label: 'Texte', cell: ({ raw }) => raw },
  { label: 'À corriger', cell: ({ outcome, found }) => LINE_TEXTS[outcome](found) },
];

const sorted = (plan: readonly PlannedLine[]) => {
  const understood = plan.filter(isUnderstood);
  return {
    refused: plan.filter(isRefused),
    invited: understood.filter(({ outcome }) => outcome === 'invite'),
    left: understood.filter(({ outcome }) => outcome !== 'invite'),
  };
};

/** For one, for several. */
type Words = readonly [string, string];
const INVITED: Words = ['personne sera invitée', 'personnes seront invitées'];
const REFUSED: Words = ['ligne à corriger', 'lignes à corriger'];
const LEFT: Words = ['ligne sans effet', 'lignes sans effet'];

/** What each part says, above the form, with the way to it. */
const Summary = ({ plan }: { plan: readonly PlannedLine[] }) => {
  const { refused, invited, left } = sorted(plan);
  const parts = [
    { lines: invited, href: '#seront-invitees', words: INVITED },
    { lines: refused, href: '#a-corriger', words: REFUSED },
    { lines: left, href: '#sans-effet', words: LEFT },
  ].filter(({ lines }) => lines.length > 0);
  return (
    <ul>
      {parts.map(({ lines, href, words }) => (
        <li>
          <a href={href}>{plural(lines.length, ...words)}</a>
        </li>
      ))}
    </ul>
  );
};

const Plan = ({ plan }: { plan: readonly PlannedLine[] }) => {
  const { refused, invited, left } = sorted(plan);
  return (
    <>
      {refused.length > 0 && (
        <Section title={plural(refused.length, ...REFUSED)} id="a-corriger">
          <Table caption="Lignes à corriger" hideCaption columns={TO_CORRECT} rows={refused} />
        </Section>
      )}
      {invited.length > 0 && (
        <Section title={plural(invited.length, ...INVITED)} id="seront-invitees">
          <Table caption="Personnes qui seront invitées" hideCaption columns={PEOPLE} rows={invited} />
        </Section>
      )}
      {left.length > 0 && (
        <Section title={plural(left.length, ...LEFT)} id="sans-effet">
          <Table caption="Lignes sans effet" hideCaption columns={LEFT_OUT} rows={left} />
        </Section>
      )}
    </>
  );
};

export const InvitationListPage = (props: {
  chrome: Chrome;
  name: string;
  id: string;
  lines: string;
  role: string;
  plan?: readonly PlannedLine[];
  /** Of this list: what is confirmed must be what was shown. */
  mark: string;
  /** Confirmed after it was changed: nothing was sent. */
  hasChanged?: boolean;
  invited?: number | undefined;
  errors?: readonly FieldError[];
}) => {
  const { plan } = props;
  const toInvite = plan?.filter(({ outcome }) => outcome === 'invite').length ?? 0;
  return (
    <Page
      title="Inviter plusieurs personnes"
      chrome={props.chrome}
      lead={`Chaque personne reçoit un lien par courriel, pour rejoindre ${props.name}. Rien ne part avant votre accord.`}
      breadcrumb={[{ href: '/organisation', label: 'Mon organisation' }]}
      scripts={['once']}
    >
      {props.invited !== undefined && (
        <Notice tone="success">
          {props.invited === 0
            ? 'Aucune nouvelle invitation n’est partie.'
            : plural(props.invited, 'invitation est partie.', 'invitations sont parties.')}
        </Notice>
      )}
      <ErrorSummary errors={props.errors} />
      {plan && !props.invited && (
        <Notice
          tone={props.hasChanged ? 'warning' : 'info'}
          title={
            props.hasChanged
              ? 'La liste a changé depuis que vous l’avez vérifiée : rien n’est parti.'
              : 'Rien n’est encore envoyé.'
          }
        >
          <Summary plan={plan} />
        </Notice>
      )}
      <Form action="/organisation/invitations/liste" once multipart>
        <input type="hidden" name="id" value={props.id} />
        {plan && <input type="hidden" name="shown" value={props.mark} />}
        <TextArea
          label="Personnes à inviter"
          name="lines"
          rows={8}
          help="Une par ligne, collée d’un tableur ou d’un fichier CSV : prénom ; nom ; adresse e-mail ; rôle ; fonction. Seule l’adresse est nécessaire. Une ligne de titres est possible."
          value={props.lines}
          error={errorOf(props.errors, 'lines')}
        />
        <FileField
          label="Ou un fichier CSV"
          name="file"
          optional
          accept=".csv,.txt,text/csv,text/plain"
          help="Enregistré par votre tableur, 500 personnes au plus. Il remplace ce qui est collé ; ses lignes paraissent ici pour que vous les vérifiiez."
          error={errorOf(props.errors, 'file')}
        />
        <Select
          label="Rôle, quand la ligne n’en donne pas"
          name="role"
          width="medium"
          options={ROLES.map((role) => ({ value: role, label: ROLE_TEXTS[role].name }))}
          value={props.role}
          error={errorOf(props.errors, 'role')}
        />
        <Toolbar>
          {toInvite > 0 && (
            <Button name="action" value="invite">
              Envoyer {plural(toInvite, 'invitation', 'invitations')}
            </Button>
          )}
          <Button name="action" value="preview" tone={toInvite > 0 ? 'plain' : 'primary'}>
            {plan ? 'Vérifier de nouveau' : 'Vérifier avant d’envoyer'}
          </Button>
        </Toolbar>
      </Form>
      {plan && <Plan plan={plan} />}
    </Page>
  );
};
