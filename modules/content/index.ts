/** Publications: news and acts, from the draft to the readers of each audience. */
export { draftAddress, memberAddress, publicAddress, publicFileAddress, withQuery } from './addresses.ts';
export { onContentChange, onHandover } from './events.ts';
export { mails } from './mails.ts';
export { authorInWords, everyKind, KINDS, voteInWords } from './kinds/index.ts';
export { actNumber, type ActNumber, voteOf } from './rules-acts.ts';
export { publicKey } from './public-key.ts';
export {
  contentRoutes,
  groupShelf,
  organisationWithActs,
  publicContentRoutes,
  type PublicContentDependencies,
  slug as slugSchema,
} from './routes/index.ts';
export { presentPublic } from './routes/present.ts';
export {
  ACT_NAMES,
  type ActName,
  type Attachment,
  type Audience,
  AUDIENCES,
  type Card,
  type Content,
  contentId,
  type DraftCard,
  isActName,
  KIND_NAMES,
  type KindName,
  type Particulars,
  type ShownContent,
} from './schema.ts';
export { isRealDay, typedDay } from './rules.ts';
export { publicationSource } from './search.ts';
export type { ContentDependencies } from './service.ts';
export { publicationsUpTo, putPublicationsBack, takePublicationsAway } from './store/moving.ts';
export { CONTENT_ENTITY, contentById, draftsOf, publicCardsBetween, recentCards, shownById } from './store/index.ts';
export { onThumbnailChange, publicThumbnails, type Thumbnails } from './thumbnails.ts';
export { publicChrome, PublicPublicationPage } from './views/public.tsx';
export { DraftRows, leadOf, MemberCards, PublicCards } from './views/cards.tsx';
