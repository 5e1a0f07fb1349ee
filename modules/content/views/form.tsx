/** The form of a publication: the content first, then who will see it, then what to do with it. */
import type { FieldError } from '../../../platform/problems.ts';
import {
  Button,
  ButtonLink,
  ErrorSummary,
  errorOf,
  Form,
  Notice,
  type RadioCard,
  RadioCards,
  Row,
  Rows,
  TextArea,
  Toolbar,
} from '../../../web/components/index.ts';
import { de, formatTime, isoDay, plural } from '../../../web/format.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import type { GroupReached } from '../../groups/index.ts';
import { withQuery } from '../addresses.ts';
import { everyKind, type FormAids, type FormValues, type Kind } from '../kinds/index.ts';
import type { Audience, Choice, Remark } from '../schema.ts';
import { type NextLetter, STALE_FIELD } from '../service.ts';
import { AUDIENCE_WORDS, TEXTS } from '../texts.ts';
import { reachInWords, Remarks } from './cards.tsx';

/** Choose what to publish. */
export const ChooseKindPage = ({ chrome, group }: { chrome: Chrome; group: string | undefined }) => (
  <Page
    title="Publier"
    chrome={chrome}
    lead="Que voulez-vous publier ? Rien n’est visible avant que vous ne le décidiez."
  >
    <Rows>
      {everyKind.map((kind) => (
        <Row
          icon={kind.icon}
          href={withQuery(`/publier/${kind.path}`, { groupe: group })}
          title={kind.words.one}
          detail={kind.words.choice}
        />
      ))}
      <Row
        icon="upload"
        href="/documents/nouveau"
        title="Document"
        detail="Un fichier pour les membres de votre organisation, sans le publier."
      />
    </Rows>
  </Page>
);

/** How many people each audience reaches. */
export interface AudienceReach {
  organisation: { people: number; organisations: number };
  network: { people: number; organisations: number };
  groups: readonly GroupReached[];
  /** By mail, of what is public. */
  letter: NextLetter;
}

/** Audiences that she may choose, by what becomes of the text: it appears, or somebody reads it again first. */
export interface OpenAudiences {
  publish: readonly Audience[];
  submit: readonly Audience[];
}

/** « et envoyé à 41 abonnés demain à 7 h », as nobody must learn afterwards. */
function letterInWords({ readers, leavesAt }: NextLetter, now: Date): string {
  if (readers === 0) return 'qui n’a pas encore d’abonné par courriel';
  const day = isoDay(leavesAt) === isoDay(now) ? 'aujourd’hui' : 'demain';
  return `et dans la lettre envoyée à ${plural(readers, 'abonné')} ${day} à ${formatTime(leavesAt)}`;
}

/** The audiences that she may choose, the widest first, in words and numbers. */
export function audienceCards(reach: AudienceReach, organisation: string, open: OpenAudiences, now: Date): RadioCard[] {
  const cards: (RadioCard & { audience: Audience; explanation: string })[] = [
    {
      audience: 'public',
      value: 'public',
      title: AUDIENCE_WORDS.public,
      explanation: `Sur la page publique ${de(organisation)}, ${letterInWords(reach.letter, now)}.`,
      icon: 'globe',
    },
    {
      audience: 'network',
      value: 'network',
      title: AUDIENCE_WORDS.network,
      explanation: reachInWords(reach.network),
      icon: 'people',
    },
    ...reach.groups.map(({ id, name, people }) => ({
      audience: 'group' as const,
      value: `group:${id}`,
      title: `Le groupe ${name}`,
      explanation: plural(people, 'personne'),
      icon: 'people' as const,
    })),
    {
      audience: 'organisation',
      value: 'organisation',
      title: `Seulement ${organisation}`,
      explanation: reachInWords(reach.organisation),
      icon: 'lock',
    },
  ];
  return cards.flatMap((card) => {
    if (open.publish.includes(card.audience)) return [card];
    if (!open.submit.includes(card.audience)) return [];
    return [{ ...card, explanation: `${card.explanation.replace(/\.$/, '')}, après validation.` }];
  });
}

/** What the first button does, whichever audience is chosen. */
const sendingWords = ({ publish, submit }: OpenAudiences): { action: 'publish' | 'submit'; label: string } => {
  if (submit.length === 0) return { action: 'publish', label: 'Publier maintenant' };
  if (publish.length === 0) return { action: 'submit', label: 'Envoyer pour validation' };
  return { action: 'publish', label: 'Publier ou envoyer pour validation' };
};

export interface PublishFormProps {
  chrome: Chrome;
  kind: Kind;
  id: string;
  version: number;
  /** Names this showing of the form. */
  form: string;
  values: FormValues;
  aids: FormAids | undefined;
  audience: Choice | undefined;
  reach: AudienceReach;
  organisation: string;
  audiences: OpenAudiences;
  note: string;
  remarks: readonly Remark[];
  now: Date;
  errors: readonly FieldError[] | undefined;
  /** A draft of before: it may be thrown away. */
  isDraft: boolean;
}

export const PublishFormPage = (props: PublishFormProps) => {
  const { kind, id, errors, audiences } = props;
  const { Fields } = kind;
  const sending = sendingWords(audiences);
  return (
    <Page
      title={kind.words.publish}
      chrome={props.chrome}
      breadcrumb={[{ href: '/publier', label: 'Publier' }]}
      lead="Rien n’est visible avant que vous ne publiiez."
      scripts={['upload', 'editor', 'draft', 'once']}
    >
      <ErrorSummary errors={errors?.filter(({ field }) => field !== STALE_FIELD)} />
      {errorOf(errors, STALE_FIELD) && (
        <Notice tone="warning" title="Ce texte a changé entre-temps">
          <p>{errorOf(errors, STALE_FIELD)}</p>
          <p>
            <a href={`/publications/${id}/modifier`} target="_blank" rel="noopener">
              Voir l’autre version (nouvel onglet)
            </a>
          </p>
        </Notice>
      )}
      <Remarks remarks={props.remarks} now={props.now} />
      <Form action={`/publier/${kind.path}`} autosave={`/publications/${id}/brouillon`}>
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="kind" value={kind.name} />
        <input type="hidden" name="version" value={String(props.version)} />
        <input type="hidden" name="form" value={props.form} />
        <Fields values={props.values} errors={errors} aids={props.aids} />
        <RadioCards
          name="audience"
          label="Qui le verra ?"
          options={audienceCards(props.reach, props.organisation, audiences, props.now)}
          value={props.audience}
          error={errorOf(errors, 'audience')}
          help={
            [...audiences.publish, ...audiences.submit].every((audience) => audience !== 'public')
              ? TEXTS.mayNotPublishWidely
              : undefined
          }
        />
        {audiences.submit.length > 0 && (
          <TextArea
            name="note"
            label="Un mot pour la personne qui validera"
            rows={2}
            value={props.note}
            error={errorOf(errors, 'note')}
            optional
          />
        )}
        <Toolbar>
          <Button name="action" value={sending.action}>
            {sending.label}
          </Button>
          <Button name="action" value="draft" tone="plain">
            Garder en brouillon
          </Button>
          <noscript>
            {kind.act ? (
              <Button name="action" value="annexe" tone="plain">
                Garder et joindre une annexe
              </Button>
            ) : (
              <Button name="action" value="file" tone="plain">
                Garder et joindre un document
              </Button>
            )}
          </noscript>
        </Toolbar>
      </Form>
      {props.isDraft && (
        <p>
          <ButtonLink href={`/publications/${id}/retirer`} tone="quiet" icon="trash">
            Jeter ce brouillon
          </ButtonLink>
        </p>
      )}
    </Page>
  );
};
