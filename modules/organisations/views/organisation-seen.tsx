import {
  Button,
  ButtonLink,
  DefinitionList,
  ErrorSummary,
  errorOf,
  Field,
  Form,
  Notice,
  Row,
  Rows,
  Section,
  Status,
  TextArea,
  When,
} from '../../../web/components/index.ts';
import { daysBetween, plural } from '../../../web/format.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import type { FieldError } from '../../../platform/problems.ts';
import type { OrganisationSeen } from '../service/life.ts';
import { KIND_TEXTS, LIFE_TEXTS } from '../texts.ts';

export const OrganisationSeenPage = (props: {
  chrome: Chrome;
  errors?: readonly FieldError[] | undefined;
  seen: OrganisationSeen;
  /** Id of the message about to be written. */
  id: string;
  typed: Readonly<Record<string, string>>;
  done?: string | undefined;
  now: Date;
}) => {
  const { profile, life, messages } = props.seen;
  const here = `/territoire/organisations/${profile.siren}`;
  const isSuspended = life.state === 'suspended';
  const hasLeft = life.state === 'left';
  return (
    <Page
      title={profile.name}
      chrome={props.chrome}
      heading={profile.name}
      breadcrumb={[{ href: '/territoire/organisations', label: 'Organisations' }]}
      action={
        !profile.isClosed &&
        !hasLeft && (
          <ButtonLink href={`/c/${profile.slug}`} tone="plain">
            Voir sa page publique
          </ButtonLink>
        )
      }
    >
      {props.done && <Notice tone="success">{props.done}</Notice>}
      <ErrorSummary errors={props.errors} />
      <DefinitionList
        items={[
          {
            term: 'État',
            description: <Status tone={isSuspended || hasLeft ? 'refused' : 'done'}>{LIFE_TEXTS[life.state]}</Status>,
          },
          ...(life.until
            ? [{ term: 'Effacement', description: <Countdown until={life.until} now={props.now} /> }]
            : []),
          ...(isSuspended || hasLeft
            ? [
                { term: 'Raison', description: life.reason ?? '' },
                {
                  term: 'Décidé par',
                  description: (
                    <>
                      {life.by}, <When date={life.since ?? ''} kind="datetime" />
                    </>
                  ),
                },
              ]
            : []),
          { term: 'Type', description: KIND_TEXTS[profile.kind] },
          { term: 'SIREN', description: profile.siren },
          { term: 'Inscrite', description: <When date={profile.joinedAt} kind="date" /> },
          { term: 'Inscrite par', description: profile.contact },
          { term: 'Page publique', description: publicPageOf(profile) },
        ]}
      />
      {hasLeft && <Back here={here} name={profile.name} version={life.version} />}
      <Section title="Écrire à ses référents">
        <p class="soft">
          Chacun reçoit votre message par courriel et vous répond à votre adresse. Vous ne voyez pas la leur.
        </p>
        <Form action={`${here}/ecrire`} once>
          <input type="hidden" name="id" value={props.id} />
          <Field label="Objet" name="subject" value={props.typed.subject} error={errorOf(props.errors, 'subject')} />
          <TextArea
            label="Votre message"
            name="text"
            rows={7}
            value={props.typed.text}
            error={errorOf(props.errors, 'text')}
          />
          <Button icon="mail">Envoyer aux référents</Button>
        </Form>
        {messages.length > 0 && (
          <>
            <h3>Déjà envoyés</h3>
            <Rows>
              {messages.map(({ subject, by, sentAt }) => (
                <Row
                  icon="mail"
                  title={subject}
                  detail={by}
                  end={<When date={sentAt} kind="relative" now={props.now} />}
                />
              ))}
            </Rows>
          </>
        )}
      </Section>
      {hasLeft ? null : isSuspended ? (
        <Section title="Rendre active">
          <p>Ses membres pourront de nouveau écrire et publier. Ses référents sont prévenus par courriel.</p>
          <Form action={`${here}/reactiver`} once>
            <input type="hidden" name="version" value={String(life.version)} />
            <Button>Rendre {profile.name} active</Button>
          </Form>
        </Section>
      ) : (
        <Section title="Suspendre">
          <p>
            Ses membres pourront tout lire, sans rien ajouter ni changer. Sa page publique reste lisible. Ses référents
            reçoivent la raison par courriel.
          </p>
          <Form action={`${here}/suspendre`} once>
            <input type="hidden" name="version" value={String(life.version)} />
            <TextArea
              label="La raison"
              name="reason"
              help="Elle est envoyée telle quelle."
              value={props.typed.reason}
              error={errorOf(props.errors, 'reason')}
            />
            <Button tone="danger">Suspendre {profile.name}</Button>
          </Form>
        </Section>
      )}
      {!hasLeft && (
        <Section title="Quitter le territoire">
          <p>
            Son espace ferme, ses données lui sont données, puis sont effacées après un délai. La page suivante dit qui
            est concerné ; rien n’est fait avant que vous ne confirmiez.
          </p>
          <ButtonLink href={`${here}/depart`} tone="danger">
            Faire quitter le territoire
          </ButtonLink>
        </Section>
      )}
    </Page>
  );
};

const publicPageOf = ({ isClosed, left }: OrganisationSeen['profile']): string => {
  if (left) return 'Fermée ; ses actes restent en ligne jusqu’à l’effacement';
  return isClosed ? 'Fermée par son référent' : 'Ouverte';
};

/** « Le mardi 24 novembre 2026, dans 12 jours ». */
const Countdown = ({ until, now }: { until: string; now: Date }) => {
  const days = daysBetween(now, until);
  return (
    <>
      Le <When date={until} kind="date" />, {days <= 0 ? 'aujourd’hui' : `dans ${plural(days, 'jour')}`}
    </>
  );
};

/** As long as its delay runs. */
const Back = ({ here, name, version }: { here: string; name: string; version: number }) => (
  <Section title="Rétablir">
    <p>
      Tout revient : ses membres, ses publications, ses documents, ses groupes, ses lettres. Les abonnés, prévenus et
      retirés, ne reviennent pas d’eux-mêmes ; les invitations en attente sont à refaire. Ses membres sont prévenus par
      courriel.
    </p>
    <Form action={`${here}/retablir`} once>
      <input type="hidden" name="version" value={String(version)} />
      <Button>Rétablir {name}</Button>
    </Form>
  </Section>
);
