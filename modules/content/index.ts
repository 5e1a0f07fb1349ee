/** Publications: news and acts, from the draft to the readers of each audience. */
export { draftAddress, memberAddress, publicAddress } from './addresses.ts';
export { onContentChange, onHandover } from './events.ts';
export { mails } from './mails.ts';
export { everyKind, KINDS } from './kinds/index.ts';
export { contentRoutes, groupShelf, publicContentRoutes, type PublicContentDependencies } from './routes/index.ts';
export { type Audience, AUDIENCES, type Card, type DraftCard, type KindName } from './schema.ts';
export { isRealDay, typedDay } from './rules.ts';
export { publicationSource } from './search.ts';
export type { ContentDependencies } from './service.ts';
export { publicationsUpTo, putPublicationsBack, takePublicationsAway } from './store/moving.ts';
export { draftsOf, publicCardsBetween, recentCards } from './store/index.ts';
export { publicChrome } from './views/public.tsx';
export { DraftRows, MemberCards, PublicCards } from './views/cards.tsx';
