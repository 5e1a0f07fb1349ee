/** A publication as members read it, and what its organisation may do with it. */
import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import {
  AudienceTag,
  Button,
  ButtonLink,
  DefinitionList,
  ErrorSummary,
  errorOf,
  Form,
  Kind,
  Notice,
  Panel,
  TextArea,
  Toolbar,
  When,
} from '../../../web/components/index.ts';
import { de, formatTime, plural, typographic } from '../../../web/format.ts';
import type { FieldError } from '../../../platform/problems.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import { publicAddress } from '../addresses.ts';
import { KINDS } from '../kinds/index.ts';
import type { Attachment, Audience, Content, Remark, ShownContent } from '../schema.ts';
import { TEXTS } from '../texts.ts';
import type { Thumbnails } from '../thumbnails.ts';
import { Attachments, reachInWords, Remarks } from './cards.tsx';

const CRUMBS = [{ href: '/publications', label: 'Publications' }] as const;

type Readable = Pick<ShownContent, 'kind' | 'body' | 'particulars' | 'attachments'>;

/** Text, facts and documents: what every reader sees. The body was made safe when it was saved. */
export const PublicationBody = (props: {
  content: Readable;
  address: (attachment: Attachment) => string;
  thumbnails?: Thumbnails | undefined;
}) => {
  const { kind, body, particulars, attachments } = props.content;
  const facts = KINDS[kind].facts(particulars);
  return (
    <>
      {facts.length > 0 && <DefinitionList items={facts} />}
      {body && <div class="prose">{raw(body)}</div>}
      {attachments.length > 0 && (
        <section aria-labelledby="documents">
          <h2 id="documents" class={KINDS[kind].act ? 'hide' : undefined}>
            {attachments.length === 1
              ? 'Document joint'
              : plural(attachments.length, 'document joint', 'documents joints')}
          </h2>
          <Attachments attachments={attachments} address={props.address} thumbnails={props.thumbnails} />
        </section>
      )}
    </>
  );
};

const About = (props: Pick<ShownContent, 'kind' | 'audience' | 'group' | 'publishedAt'> & { by: string }) => (
  <Kind>
    <AudienceTag audience={props.audience} groupName={props.group?.name} />
    <span>{KINDS[props.kind].words.one}</span>
    <span>{props.by}</span>
    <When date={props.publishedAt} kind="datetime" />
  </Kind>
);

/** Where one comes from: the group that reads it, or all publications. */
const crumbsOf = ({ group }: Pick<ShownContent, 'group'>) =>
  group
    ? [
        { href: '/groupes', label: 'Groupes' },
        { href: `/groupes/${group.id}`, label: group.name },
      ]
    : CRUMBS;

/** A publication of a group or of the network, read by a member of another organisation. `here`: its address. */
export const SharedPublicationPage = (props: {
  chrome: Chrome;
  content: ShownContent;
  here: string;
  thumbnails: Thumbnails | undefined;
}) => (
  <Page title={typographic(props.content.title)} chrome={props.chrome} breadcrumb={crumbsOf(props.content)}>
    <div class="stack">
      <About {...props.content} by={props.content.organisationName} />
      <PublicationBody
        content={props.content}
        address={({ document }) => `${props.here}/fichier?document=${document}`}
        thumbnails={props.thumbnails}
      />
    </div>
  </Page>
);

/** Who is reached, in a sentence. */
export function reachedSentence(
  audience: Audience,
  organisation: string,
  reach: { people: number; organisations: number },
): string {
  if (audience === 'public') {
    return `Tout le monde peut la lire sur la page publique ${de(organisation)}. Ses abonnés la recevront dans la prochaine lettre, à 7 h.`;
  }
  return `Elle est lisible par ${reachInWords(reach)}.`;
}

export interface OwnPublicationProps {
  chrome: Chrome;
  content: Content & { audience: Audience; publishedAt: string };
  thumbnails: Thumbnails | undefined;
  /** Its author, in the minutes after: says who is reached and lets her undo. */
  justPublished: { reached: string; until: Date } | undefined;
  mayWithdraw: boolean;
  /** What was said before it appeared, for those who write. */
  remarks: readonly Remark[];
  now: Date;
}

/** A publication of her own organisation. */
export const OwnPublicationPage = ({ chrome, content, justPublished, mayWithdraw, ...props }: OwnPublicationProps) => (
  <Page title={typographic(content.title)} chrome={chrome} breadcrumb={crumbsOf(content)}>
    <div class="stack">
      {justPublished && (
        <Notice tone="success" title={KINDS[content.kind].words.done}>
          <p>{justPublished.reached}</p>
          <Form action={`/publications/${content.id}/annuler`}>
            <Toolbar>
              {content.audience === 'public' && (
                <ButtonLink href={publicAddress(content)} tone="plain" icon="globe">
                  Voir la page publique
                </ButtonLink>
              )}
              <Button tone="plain">Annuler la publication</Button>
              <span class="soft">Possible jusqu’à {formatTime(justPublished.until)}.</span>
            </Toolbar>
          </Form>
        </Notice>
      )}
      <About
        {...content}
        by={content.approvedBy ? `${content.author.name}, validée par ${content.approvedBy.name}` : content.author.name}
      />
      <PublicationBody
        content={content}
        address={({ document }) => `/publications/${content.organisation}/${content.id}/fichier?document=${document}`}
        thumbnails={props.thumbnails}
      />
      <Remarks remarks={props.remarks} now={props.now} />
      {!justPublished && (content.audience === 'public' || mayWithdraw) && (
        <Toolbar>
          {content.audience === 'public' && (
            <ButtonLink href={publicAddress(content)} tone="quiet" icon="globe">
              Voir la page publique
            </ButtonLink>
          )}
          {mayWithdraw && content.audience === 'public' && KINDS[content.kind].act && (
            <ButtonLink href={`/publications/${content.id}/occulter`} tone="quiet" icon="pencil">
              Remplacer par une version occultée
            </ButtonLink>
          )}
          {mayWithdraw && (
            <ButtonLink href={`/publications/${content.id}/retirer`} tone="quiet" icon="trash">
              Retirer
            </ButtonLink>
          )}
        </Toolbar>
      )}
    </div>
  </Page>
);

/** What stays of a publication that was taken away: its organisation keeps it. */
export const WithdrawnPage = ({ chrome, content }: { chrome: Chrome; content: Content }) => (
  <Page title={content.title || TEXTS.unnamed} chrome={chrome} breadcrumb={CRUMBS}>
    <div class="stack">
      <Notice tone="warning" title={content.publishedAt ? 'Cette publication est retirée' : 'Ce brouillon est jeté'}>
        <p>
          {content.withdrawnAt && (
            <>
              Depuis le <When date={content.withdrawnAt} kind="datetime" />.{' '}
            </>
          )}
          Votre organisation en garde la trace ; plus personne d’autre ne peut la lire. Les pages publiques l’oublient
          en deux minutes.
        </p>
      </Notice>
      <PublicationBody content={content} address={({ document }) => `/documents/${document}/fichier`} />
    </div>
  </Page>
);

/** What will happen, to whom, before it does. */
export const WithdrawPage = (props: {
  chrome: Chrome;
  content: Content;
  warning: string | undefined;
  /** It leaves a trace in the public register. */
  asksReason: boolean;
  reason: string;
  errors: readonly FieldError[] | undefined;
}) => {
  const { id, state, title, audience = 'organisation' } = props.content;
  const isDraft = state === 'draft';
  const heading = isDraft ? 'Jeter ce brouillon ?' : 'Retirer cette publication ?';
  const losing: Readonly<Record<Audience, Child>> = {
    public:
      'Plus personne ne pourra la lire, ni sur la page publique, ni dans le réseau. Les courriels déjà partis restent partis.',
    group: 'Les membres du groupe ne pourront plus la lire.',
    network: 'Les membres du réseau ne pourront plus la lire.',
    organisation: 'Les membres de votre organisation ne la verront plus dans les listes.',
  };
  return (
    <Page title={heading} chrome={props.chrome} breadcrumb={CRUMBS}>
      <ErrorSummary errors={props.errors} />
      <Panel>
        <div class="stack">
          <p>
            <b>{title || TEXTS.unnamed}</b>
          </p>
          <p>{isDraft ? 'Personne d’autre que votre organisation ne l’a vu.' : losing[audience]}</p>
          {props.warning && <Notice tone="warning">{props.warning}</Notice>}
          <Form action={`/publications/${id}/retirer`}>
            {props.asksReason && (
              <TextArea
                name="reason"
                label="Pourquoi le retirer ?"
                help="Le registre public garde la trace de l’acte, de son retrait et de cette raison."
                rows={2}
                value={props.reason}
                error={errorOf(props.errors, 'reason')}
              />
            )}
            <Toolbar>
              <Button tone="danger" icon="trash">
                {isDraft ? 'Jeter le brouillon' : 'Retirer la publication'}
              </Button>
              <ButtonLink href={`/publications/${id}`} tone="quiet">
                {isDraft ? 'Garder le brouillon' : 'La laisser en ligne'}
              </ButtonLink>
            </Toolbar>
          </Form>
        </div>
      </Panel>
    </Page>
  );
};
