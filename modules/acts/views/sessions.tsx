/** Lists of délibérations by session: as they are made, and as everybody reads them. */
import type { FieldError } from '../../../platform/problems.ts';
import {
  Button,
  DefinitionList,
  Empty,
  ErrorSummary,
  Field,
  Form,
  Notice,
  Panel,
  errorOf,
  Row,
  Rows,
  Section,
  Status,
  TextArea,
  Toolbar,
  When,
} from '../../../web/components/index.ts';
import { de, formatDate, plural, typographic } from '../../../web/format.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import type { Session, SessionState } from '../rules-sessions.ts';
import type { ActCard, SessionList } from '../schema.ts';
import type { SessionSeen } from '../sessions.ts';
import { exactly } from './register.tsx';

const STATES: Readonly<Record<SessionState, { tone: 'done' | 'info' | 'waiting' | 'refused'; label: string }>> = {
  online: { tone: 'done', label: 'En ligne' },
  awaited: { tone: 'info', label: 'À mettre en ligne' },
  due: { tone: 'waiting', label: 'À mettre en ligne' },
  late: { tone: 'refused', label: 'En retard' },
};

/** « avant la fin du mardi 1er décembre 2026 » */
const untilOf = ({ until, state }: Session): string =>
  state === 'late'
    ? `Elle était attendue le ${formatDate(until)} au plus tard`
    : `Au plus tard le ${formatDate(until)}`;

const listUntil = (session: Session): string => `La liste des délibérations n’est pas en ligne. ${untilOf(session)}.`;

export const SessionRows = ({ sessions, bare = false }: { sessions: readonly Session[]; bare?: boolean }) => (
  <Rows bare={bare}>
    {sessions.map((session) => (
      <Row
        icon="act"
        href={`/actes/seances/${session.date}`}
        title={`Séance du ${formatDate(session.date)}`}
        detail={session.state === 'online' ? 'La liste des délibérations est en ligne' : listUntil(session)}
        end={<Status tone={STATES[session.state].tone}>{STATES[session.state].label}</Status>}
      />
    ))}
  </Rows>
);

/** What those who publish are reminded of, where they look after acts. */
export const SessionsReminder = ({ sessions }: { sessions: readonly Session[] }) =>
  sessions.length === 0 ? null : (
    <Notice
      tone="warning"
      title={
        sessions.length === 1
          ? 'Une liste de délibérations est à mettre en ligne'
          : 'Des listes de délibérations sont à mettre en ligne'
      }
    >
      <ul>
        {sessions.map((session) => (
          <li>
            <a href={`/actes/seances/${session.date}`}>Séance du {formatDate(session.date)}</a>. {untilOf(session)}.
          </li>
        ))}
      </ul>
    </Notice>
  );

export const SessionsPage = (props: {
  chrome: Chrome;
  slug: string;
  sessions: readonly Session[];
  mayPublish: boolean;
  today: string;
}) => (
  <Page
    title="Séances"
    chrome={props.chrome}
    breadcrumb={[{ href: '/actes', label: 'Actes' }]}
    lead="La loi veut que la liste des délibérations examinées soit en ligne dans la semaine qui suit chaque séance."
  >
    {props.sessions.length > 0 ? (
      <SessionRows sessions={props.sessions} />
    ) : (
      <Empty title="Aucune séance pour l’instant">
        Les séances paraissent ici dès qu’une de leurs délibérations est publiée.
      </Empty>
    )}
    {props.mayPublish && (
      <Section title="Une autre séance" id="autre">
        <Form action="/actes/seances" method="get">
          <Field
            name="date"
            label="Jour de la séance"
            type="date"
            help={`Par exemple si aucune de ses délibérations n’est encore au registre. Nous sommes le ${formatDate(props.today)}.`}
          />
          <Button tone="plain">Préparer sa liste</Button>
        </Form>
      </Section>
    )}
    <p class="small">
      <a href={`/c/${props.slug}/actes/seances`}>Les listes en ligne, comme tout le monde les voit</a>
    </p>
  </Page>
);

/** « Pour 12, contre 1, abstentions 2 », when votes were counted. */
function votesOf({ particulars }: ActCard): string | undefined {
  const { inFavour, against, abstained } = particulars;
  const parts = [
    ...(inFavour ? [`pour ${inFavour}`] : []),
    ...(against ? [`contre ${against}`] : []),
    ...(abstained ? [`abstentions ${abstained}`] : []),
  ];
  return parts.length > 0 ? `Votes : ${parts.join(', ')}` : undefined;
}

/** What was examined: what the register has, then the others. */
const Examined = ({ slug, cards, others }: { slug: string; cards: readonly ActCard[]; others: readonly string[] }) => (
  <Rows>
    {cards.map((card) => (
      <Row
        icon="act"
        href={`/c/${slug}/actes/${card.address}`}
        title={typographic(card.title)}
        detail={[`n° ${card.number}`, votesOf(card)].filter(Boolean).join(' · ')}
        end={card.state === 'withdrawn' ? <Status tone="refused">Retirée</Status> : undefined}
      />
    ))}
    {others.map((line) => (
      <Row icon="list" title={typographic(line)} detail="Examinée en séance, hors du registre" />
    ))}
  </Rows>
);

export const SessionFormPage = (props: {
  chrome: Chrome;
  slug: string;
  seen: SessionSeen;
  version: number;
  typed: string;
  mayPublish: boolean;
  done: string | undefined;
  errors: readonly FieldError[];
}) => {
  const { slug, seen, errors } = props;
  const { date, list, cards } = seen;
  const here = `/actes/seances/${date}`;
  const publicly = `/c/${slug}/actes/seances/${date}`;
  return (
    <Page
      title={`Séance du ${formatDate(date)}`}
      chrome={props.chrome}
      breadcrumb={[
        { href: '/actes', label: 'Actes' },
        { href: '/actes/seances', label: 'Séances' },
      ]}
      scripts={['once']}
    >
      {props.done === 'publier' && (
        <Notice tone="success" title="La liste est en ligne">
          <p>
            <a href={publicly}>Voir la page publique</a>, à imprimer pour l’affichage à la mairie.
          </p>
        </Notice>
      )}
      {props.done === 'retirer' && <Notice tone="success">La liste n’est plus en ligne.</Notice>}
      <ErrorSummary errors={errors} />
      {list && !props.done && (
        <p>
          <Status tone="done">En ligne</Status> depuis le <When date={list.onlineAt} kind="datetime" /> :{' '}
          <a href={publicly}>la page publique</a>.
        </p>
      )}
      <Section title={plural(cards.length, 'délibération au registre', 'délibérations au registre')} id="registre">
        {cards.length > 0 ? (
          <Examined slug={slug} cards={cards} others={[]} />
        ) : (
          <Empty title="Aucune n’est encore au registre">
            Publiez-les depuis « Publier », ou écrivez ci-dessous celles qui ont été examinées.
          </Empty>
        )}
      </Section>
      {props.mayPublish ? (
        <Form action={here} once>
          <input type="hidden" name="version" value={props.version} />
          <TextArea
            name="autres"
            label="Autres délibérations examinées"
            optional
            rows={4}
            value={props.typed}
            help="Une par ligne : celles qui ont été rejetées, reportées, ou qui ne sont pas encore publiées. Sans nom de personne."
            error={errorOf(errors, 'autres')}
          />
          <Panel tone="soft">
            Tout le monde lira cette liste sur votre page publique. Celles du registre y sont d’elles-mêmes, et celles
            que vous publierez plus tard s’y ajouteront.
          </Panel>
          <Toolbar>
            <Button name="action" value="publier">
              {list ? 'Corriger la liste en ligne' : 'Mettre la liste en ligne'}
            </Button>
            {list && (
              <Button name="action" value="retirer" tone="danger">
                La retirer
              </Button>
            )}
          </Toolbar>
        </Form>
      ) : (
        <p class="soft">Un rédacteur ou le référent de votre organisation met cette liste en ligne.</p>
      )}
    </Page>
  );
};

interface Named {
  name: string;
  slug: string;
}

const crumbsOf = ({ slug, name }: Named) => [
  { href: `/c/${slug}`, label: name },
  { href: `/c/${slug}/actes`, label: 'Actes' },
];

/** The list of one session, for everybody and for the board of the town hall. */
export const PublicSessionPage = (props: {
  chrome: Chrome;
  organisation: Named;
  list: SessionList;
  cards: readonly ActCard[];
}) => {
  const { organisation, list, cards } = props;
  const { slug, name } = organisation;
  return (
    <Page
      title={`Délibérations de la séance du ${formatDate(list.date)}`}
      chrome={props.chrome}
      description={`La liste des délibérations examinées le ${formatDate(list.date)} par l’assemblée ${de(name)}.`}
      lead={`La liste de ce que l’assemblée ${de(name)} a examiné.`}
      breadcrumb={[...crumbsOf(organisation), { href: `/c/${slug}/actes/seances`, label: 'Séances' }]}
    >
      <div class="stack">
        <DefinitionList
          items={[
            { term: 'Mise en ligne', description: <time datetime={list.onlineAt}>{exactly(list.onlineAt)}</time> },
            ...(list.updatedAt === list.onlineAt
              ? []
              : [
                  {
                    term: 'Corrigée',
                    description: <time datetime={list.updatedAt}>{exactly(list.updatedAt)}</time>,
                  },
                ]),
          ]}
        />
        <Section
          title={plural(cards.length + list.others.length, 'délibération examinée', 'délibérations examinées')}
          id="deliberations"
        >
          <Examined slug={slug} cards={cards} others={list.others} />
        </Section>
        <p class="small">
          Liste prévue par l’article L2121-25 du code général des collectivités territoriales. Les actes entiers sont au{' '}
          <a href={`/c/${slug}/actes`}>registre</a>.
        </p>
      </div>
    </Page>
  );
};

export const PublicSessionsPage = (props: { chrome: Chrome; organisation: Named; lists: readonly SessionList[] }) => {
  const { organisation, lists } = props;
  return (
    <Page
      title="Séances"
      chrome={props.chrome}
      description={`Les listes des délibérations examinées en séance par l’assemblée ${de(organisation.name)}.`}
      lead="La liste des délibérations examinées, séance par séance."
      breadcrumb={crumbsOf(organisation)}
    >
      {lists.length > 0 ? (
        <Rows>
          {lists.map(({ date, onlineAt }) => (
            <Row
              icon="act"
              href={`/c/${organisation.slug}/actes/seances/${date}`}
              title={`Séance du ${formatDate(date)}`}
              detail={
                <>
                  En ligne depuis le <When date={onlineAt} kind="date" />
                </>
              }
            />
          ))}
        </Rows>
      ) : (
        <Empty title="Aucune liste pour l’instant">Les listes des prochaines séances paraîtront ici.</Empty>
      )}
    </Page>
  );
};
