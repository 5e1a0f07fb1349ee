/** The two home pages: a member's, and everybody's. */
import {
  ButtonLink,
  Columns,
  Empty,
  Form,
  Pager,
  Panel,
  Row,
  Rows,
  Section,
  Status,
  SuggestField,
} from '../../web/components/index.ts';
import { capitalise, formatDate, plural } from '../../web/format.ts';
import { type Chrome, Page } from '../../web/layout.tsx';
import { type Session, SessionRows } from '../acts/index.ts';
import { type Card, type DraftCard, DraftRows, MemberCards, PublicCards } from '../content/index.ts';
import { type DocumentCard, DocumentRows } from '../documents/index.ts';
import type { FirstSteps } from './rules.ts';

interface StepText {
  title: string;
  detail: string;
  href: string;
  action: string;
}

const stepTexts = (slug: string): Readonly<Record<keyof FirstSteps, StepText>> => ({
  document: {
    title: 'Mettre un document en ligne',
    detail: 'Le dernier compte rendu, une délibération : un PDF suffit.',
    href: '/documents/nouveau',
    action: 'Choisir',
  },
  colleague: {
    title: 'Inviter un collègue ou le maire',
    detail: 'Il recevra un courriel et choisira son mot de passe.',
    href: '/organisation/invitations/nouvelle',
    action: 'Inviter',
  },
  publicPage: {
    title: 'Faire vivre votre page publique',
    detail: `Publiez une première nouvelle pour tout le monde : elle paraîtra à l’adresse /c/${slug}, à partager avec vos habitants.`,
    href: '/publier/actualite',
    action: 'Publier',
  },
});

const FirstStepRows = (props: { shown: readonly (keyof FirstSteps)[]; done: FirstSteps; slug: string }) => {
  const texts = stepTexts(props.slug);
  return (
    <Rows bare>
      {props.shown.map((step) => {
        const { title, detail, href, action } = texts[step];
        const done = props.done[step];
        return (
          <Row
            icon={done ? 'success' : 'next'}
            title={title}
            detail={detail}
            end={
              done ? (
                <Status tone="done">Fait</Status>
              ) : (
                <ButtonLink href={href} tone="plain">
                  {action}
                </ButtonLink>
              )
            }
          />
        );
      })}
    </Rows>
  );
};

export interface MemberHomeProps {
  chrome: Chrome;
  firstName: string;
  me: string;
  organisation: { id: string; name: string; slug: string };
  drafts: readonly DraftCard[];
  /** People who ask to join, for who may answer them. */
  requests: number;
  /** Sessions whose list of délibérations is to be put online, for who may. */
  sessions: readonly Session[];
  steps: { shown: readonly (keyof FirstSteps)[]; done: FirstSteps };
  news: readonly Card[];
  documents: readonly DocumentCard[];
  mayWrite: boolean;
  mayApprove: boolean;
  /** Her organisation is suspended: nothing new for now. */
  isReadOnly?: boolean | undefined;
  now: Date;
}

export const MemberHomePage = (props: MemberHomeProps) => {
  const { organisation, drafts, requests, sessions, steps, news, documents, now } = props;
  const awaited = drafts.length > 0 || requests > 0 || sessions.length > 0;
  return (
    <Page
      title="Accueil"
      heading={`Bonjour ${props.firstName}`}
      chrome={props.chrome}
      lead={`${capitalise(formatDate(now))}.`}
      wide
    >
      <div class="stack">
        {awaited && (
          <Panel title="Ce qui vous attend" tone="todo">
            {requests > 0 && (
              <Rows bare>
                <Row
                  icon="people"
                  href="/organisation#demandes"
                  title={plural(requests, 'demande à rejoindre', 'demandes à rejoindre')}
                  detail={`Quelqu’un attend votre réponse pour rejoindre ${organisation.name}.`}
                />
              </Rows>
            )}
            {sessions.length > 0 && <SessionRows sessions={sessions} bare />}
            {drafts.length > 0 && (
              <DraftRows
                drafts={drafts}
                me={props.me}
                mayApprove={props.mayApprove}
                isReadOnly={props.isReadOnly}
                now={now}
                bare
              />
            )}
          </Panel>
        )}
        {steps.shown.length > 0 && (
          <Panel title="Vos premiers pas" tone={awaited ? 'soft' : 'todo'}>
            <FirstStepRows shown={steps.shown} done={steps.done} slug={organisation.slug} />
          </Panel>
        )}
        <Columns
          aside={
            <>
              <Section title="Documents récents">
                {documents.length > 0 ? (
                  <DocumentRows documents={documents} now={now} />
                ) : (
                  <Empty
                    title="Aucun document"
                    action={
                      props.mayWrite && (
                        <ButtonLink href="/documents/nouveau" tone="plain">
                          Mettre en ligne
                        </ButtonLink>
                      )
                    }
                  >
                    Les fichiers de votre organisation seront ici.
                  </Empty>
                )}
              </Section>
              <Panel title="Votre page publique" tone="soft">
                <p>
                  Ce que vous publiez pour tout le monde :{' '}
                  <a href={`/c/${organisation.slug}`}>{`/c/${organisation.slug}`}</a>
                </p>
              </Panel>
            </>
          }
        >
          <Section title="À la une">
            {news.length > 0 ? (
              <>
                <MemberCards cards={news} organisation={organisation.id} now={now} />
                <p class="pager">
                  <a href="/publications">Toutes les publications</a>
                </p>
              </>
            ) : (
              <Empty
                title="Rien de publié pour l’instant"
                action={props.mayWrite && <ButtonLink href="/publier">Publier</ButtonLink>}
              >
                Ce que les organisations du territoire partagent paraîtra ici. Commencez : une nouvelle, une
                délibération.
              </Empty>
            )}
          </Section>
        </Columns>
      </div>
    </Page>
  );
};

export interface PublicHomeProps {
  chrome: Chrome;
  territory: { name: string };
  news: readonly Card[];
  organisations: readonly { name: string; slug: string }[];
  next: string | undefined;
  now: Date;
}

const JoinPanel = () => (
  <Panel title="Inscrire ma commune" id="inscrire">
    <Form action="/inscription" method="get">
      <SuggestField
        label="Le nom de votre commune"
        name="q"
        help="Ou de votre intercommunalité. Les premières lettres suffisent."
        suggest="/inscription/communes"
        button="Chercher"
      />
    </Form>
  </Panel>
);

export const PublicHomePage = (props: PublicHomeProps) => {
  const { territory, news, organisations } = props;
  return (
    <Page
      title={territory.name}
      chrome={props.chrome}
      lead="Les communes et les intercommunalités publient ici leurs actes et leurs nouvelles, et travaillent ensemble."
      description={`${territory.name} : les actes, les nouvelles et les lettres des communes et des intercommunalités.`}
      scripts={['suggest']}
      hero
      wide
    >
      <Columns
        aside={
          <>
            <JoinPanel />
            <Section title="Les organisations" id="organisations">
              {organisations.length > 0 ? (
                <>
                  <Rows>
                    {organisations.map(({ name, slug }) => (
                      <Row icon="organisation" href={`/c/${slug}`} title={name} />
                    ))}
                  </Rows>
                  <Pager next={props.next} label="Organisations suivantes" />
                </>
              ) : (
                <p class="soft">Aucune n’est encore inscrite. La vôtre peut être la première.</p>
              )}
            </Section>
          </>
        }
      >
        <Section title="Dernières publications">
          {news.length > 0 ? (
            <PublicCards cards={news} now={props.now} named />
          ) : (
            <Empty title="Rien n’est encore publié">Les nouvelles des communes paraîtront ici.</Empty>
          )}
        </Section>
      </Columns>
    </Page>
  );
};
