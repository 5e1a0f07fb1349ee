/** Publications as lists show them. */
import type { Html } from '../../../platform/http/route.ts';
import { de, plural, typographic } from '../../../web/format.ts';
import { AudienceTag, Card as CardView, Cards, Kind, Row, Rows, Section, When } from '../../../web/components/index.ts';
import { describeFile } from '../../documents/index.ts';
import { draftAddress, memberAddress, publicAddress } from '../addresses.ts';
import { KINDS } from '../kinds/index.ts';
import type { Thumbnails } from '../thumbnails.ts';
import type { Attachment, Card, DraftCard, Remark } from '../schema.ts';
import { TEXTS } from '../texts.ts';

/** As members read them. `organisation`: the one she works for. */
export const MemberCards = (props: { cards: readonly Card[]; organisation: string; now: Date }) => (
  <Cards>
    {props.cards.map((card) => (
      <CardView
        href={memberAddress(card, props.organisation)}
        title={typographic(card.title)}
        kind={
          <Kind>
            <AudienceTag audience={card.audience} groupName={card.group?.name} />
            <span>{KINDS[card.kind].words.one}</span>
            <span>{card.organisationName}</span>
            <When date={card.publishedAt} kind="relative" now={props.now} />
          </Kind>
        }
      >
        {KINDS[card.kind].line(card)}
      </CardView>
    ))}
  </Cards>
);

/** As everybody reads them; `named`: with the organisation, on the territory's page. */
export const PublicCards = (props: { cards: readonly Card[]; now: Date; named?: boolean }) => (
  <Cards>
    {props.cards.map((card) => (
      <CardView
        href={publicAddress(card)}
        title={typographic(card.title)}
        kind={
          <Kind>
            <span>{KINDS[card.kind].words.one}</span>
            {props.named && <span>{card.organisationName}</span>}
            <When date={card.publishedAt} kind="relative" now={props.now} />
          </Kind>
        }
      >
        {KINDS[card.kind].line(card)}
      </CardView>
    ))}
  </Cards>
);

/** Acts in lines: what a register looks like. */
export const ActRows = ({ cards, now }: { cards: readonly Card[]; now: Date }) => (
  <Rows>
    {cards.map((card) => (
      <Row
        icon={KINDS[card.kind].icon}
        href={publicAddress(card)}
        title={typographic(card.title)}
        detail={[KINDS[card.kind].words.one, KINDS[card.kind].line(card), card.file && describeFile(card.file)]
          .filter(Boolean)
          .join(' · ')}
        end={<When date={card.publishedAt} kind="relative" now={now} />}
      />
    ))}
  </Rows>
);

/** « Il manque le document et la date de séance. » */
export function lackingInWords({ kind, lacking }: Pick<DraftCard, 'kind' | 'lacking'>): string {
  const names = [...new Set(lacking.map((field) => KINDS[kind].fieldNames[field] ?? field))];
  if (names.length === 0) return 'Il ne reste qu’à publier.';
  const last = names.at(-1) ?? '';
  return `Il manque ${names.length > 1 ? `${names.slice(0, -1).join(', ')} et ${last}` : last}.`;
}

/** Drafts to finish, and texts that wait to be approved. `me`: whose name is not worth repeating. */
export const DraftRows = (props: {
  drafts: readonly DraftCard[];
  me: string;
  mayApprove: boolean;
  now: Date;
  bare?: boolean;
  /** Nothing can be changed for now: they are read. */
  isReadOnly?: boolean | undefined;
}) => (
  <Rows bare={props.bare}>
    {props.drafts.map((draft) => {
      const by = draft.author.id === props.me ? '' : ` ${de(draft.author.name)}`;
      const when = <When date={draft.updatedAt} kind="relative" now={props.now} />;
      const waits = draft.state === 'submitted';
      const mayAct = !props.isReadOnly && (!waits || props.mayApprove);
      const toDo = mayAct ? (waits ? 'Relire et valider' : 'Terminer') : 'Voir';
      return (
        <Row
          icon={waits ? 'success' : 'pencil'}
          title={draft.title || TEXTS.unnamed}
          detail={
            waits ? (
              <>
                {KINDS[draft.kind].words.one}
                {by}, à valider depuis {when}.
              </>
            ) : (
              <>
                {KINDS[draft.kind].words.one}, brouillon{by} enregistré {when}.{' '}
                {draft.sentBackBy ? `Renvoyé par ${draft.sentBackBy} avec une remarque.` : lackingInWords(draft)}
              </>
            )
          }
          end={
            <a class="btn plain" href={waits ? `/publications/${draft.id}` : draftAddress(draft.id)}>
              {toDo}
              <span class="hide"> « {draft.title || TEXTS.unnamed} »</span>
            </a>
          }
        />
      );
    })}
  </Rows>
);

/** The first page of a document, where there is a picture of it; its name stands beside it. */
export const leadOf = (thumbnail: string | undefined): { icon: 'document' } | { lead: Html } =>
  thumbnail === undefined
    ? { icon: 'document' }
    : { lead: <img class="page" src={thumbnail} alt="" width="72" loading="lazy" /> };

/** The documents of a publication. `address` makes the link of each. */
export const Attachments = (props: {
  attachments: readonly Attachment[];
  address: (attachment: Attachment) => string;
  thumbnails?: Thumbnails | undefined;
}) => (
  <Rows>
    {props.attachments.map((attachment) => (
      <Row
        {...leadOf(props.thumbnails?.get(attachment.document))}
        href={props.address(attachment)}
        title={attachment.name}
        detail={describeFile(attachment)}
      />
    ))}
  </Rows>
);

/** « 1 286 personnes dans 331 organisations » */
export const reachInWords = ({ people, organisations }: { people: number; organisations: number }): string =>
  organisations > 1
    ? `${plural(people, 'personne')} dans ${plural(organisations, 'organisation')}`
    : plural(people, 'personne');

/** What was said of a text before it appeared; nothing when nothing was. */
export const Remarks = ({ remarks, now }: { remarks: readonly Remark[]; now: Date }) =>
  remarks.length > 0 && (
    <Section title="Remarques" id="remarques">
      <Rows>
        {remarks.map(({ by, at, step, text }) => (
          <Row
            icon={step === 'submit' ? 'person' : 'pencil'}
            title={
              <>
                {by.name}
                {step === 'submit' ? ', en l’envoyant' : ', en le renvoyant'}
              </>
            }
            detail={
              <>
                <When date={at} kind="relative" now={now} /> : {text}
              </>
            }
          />
        ))}
      </Rows>
    </Section>
  );
