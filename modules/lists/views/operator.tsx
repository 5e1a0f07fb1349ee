/** The operator's letter: what will leave, what left, and « envoyer maintenant ». */
import {
  Button,
  ButtonLink,
  type Column,
  Empty,
  ErrorSummary,
  Form,
  Notice,
  Panel,
  Section,
  Status,
  Table,
  When,
} from '../../../web/components/index.ts';
import type { FieldError } from '../../../platform/problems.ts';
import { plural } from '../../../web/format.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import type { NextLetter } from '../service/letter.ts';
import type { Run } from '../store/run.ts';
import { TEXTS } from '../texts.ts';

const STATES: Readonly<Record<Run['state'], { tone: 'done' | 'waiting'; words: string }>> = {
  requested: { tone: 'waiting', words: 'Demandée' },
  running: { tone: 'waiting', words: 'En cours' },
  done: { tone: 'done', words: 'Partie' },
};

const COLUMNS: readonly Column<Run>[] = [
  { label: 'Lettre', cell: ({ createdAt }) => <When date={createdAt} kind="datetime" /> },
  { label: 'État', cell: ({ state }) => <Status tone={STATES[state].tone}>{STATES[state].words}</Status> },
  { label: 'Départ', cell: ({ id }) => (id.startsWith('daily-') ? 'À l’heure' : 'Demandé') },
  { label: 'Publications', cell: ({ publications }) => String(publications), number: true },
  { label: 'Organisations', cell: ({ organisations }) => String(organisations), number: true },
  { label: 'Lecteurs', cell: ({ readers }) => String(readers), number: true },
];

const whatIsNew = ({ cards, organisations }: NextLetter): string =>
  `${plural(cards.length, 'publication')} de ${plural(organisations, 'organisation')}`;

export const LetterPage = (props: {
  chrome: Chrome;
  next: NextLetter;
  readers: number;
  runs: readonly Run[];
  isRequested: boolean;
}) => (
  <Page
    title="La lettre"
    heading="La lettre"
    lead="Chaque matin à 7 h, chaque abonné reçoit ce que ses organisations ont publié depuis la veille. Rien de nouveau : pas de lettre."
    chrome={props.chrome}
    wide
  >
    {props.isRequested && <Notice tone="success">{TEXTS.runStarted}</Notice>}
    <Panel title="La prochaine">
      <p>
        Départ : <When date={props.next.at} kind="datetime" />.
      </p>
      {props.next.cards.length === 0 ? (
        <p>Rien de nouveau depuis la dernière lettre.</p>
      ) : (
        <>
          <p>
            {whatIsNew(props.next)}, pour {plural(props.readers, 'abonnement')}.
          </p>
          <p class="toolbar">
            <ButtonLink href="/territoire/lettre/apercu" tone="plain">
              Voir l’aperçu
            </ButtonLink>
            <ButtonLink href="/territoire/lettre/envoyer" tone="plain">
              Envoyer maintenant
            </ButtonLink>
          </p>
        </>
      )}
    </Panel>
    <Section title="Les dernières">
      {props.runs.length === 0 ? (
        <Empty title="Aucune lettre n’est encore partie">
          La première part le matin qui suit la première publication pour tout le monde.
        </Empty>
      ) : (
        <Table caption="Les dernières lettres" hideCaption columns={COLUMNS} rows={props.runs} />
      )}
    </Section>
  </Page>
);

export const SendNowPage = (props: {
  chrome: Chrome;
  id: string;
  next: NextLetter;
  readers: number;
  errors?: readonly FieldError[] | undefined;
}) => (
  <Page
    title="Envoyer la lettre maintenant"
    heading="Envoyer la lettre maintenant"
    chrome={props.chrome}
    breadcrumb={[{ href: '/territoire/lettre', label: 'La lettre' }]}
  >
    <ErrorSummary errors={props.errors} />
    {props.next.cards.length === 0 ? (
      <Empty
        title="Rien de nouveau depuis la dernière lettre"
        action={<ButtonLink href="/territoire/lettre">Revenir à la lettre</ButtonLink>}
      >
        Sans nouveauté, aucune lettre ne part.
      </Empty>
    ) : (
      <>
        <p>
          <b>{whatIsNew(props.next)}</b> {props.next.cards.length > 1 ? 'partent' : 'part'} tout de suite, à{' '}
          {plural(props.readers, 'lecteur')} au plus : une personne abonnée à plusieurs organisations reçoit une seule
          lettre.
        </p>
        <p>
          La lettre de demain matin dira seulement ce qui sera publié d’ici là. Une lettre partie ne peut pas être
          reprise.
        </p>
        <Form action="/territoire/lettre/envoyer">
          <input type="hidden" name="id" value={props.id} />
          <Button>Envoyer maintenant</Button>
        </Form>
      </>
    )}
    <p>
      <a href="/territoire/lettre/apercu">Relire l’aperçu</a>
    </p>
  </Page>
);
