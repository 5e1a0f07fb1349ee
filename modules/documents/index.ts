/** Documents: files of an organisation, checked when they arrive. */
export { type FoundGood, onUploaded, type UploadDependencies } from './events.ts';
export { type Preview, previewOf } from './preview.ts';
export { DocumentPreview, ReadAgain, ReadingState as ReadingStateWords, WholeText } from './preview-views.tsx';
export { documentRoutes } from './routes.tsx';
export { ACCEPTED_EXTENSIONS, isShownInline, textKey, thumbnailKey } from './rules.ts';
export { documentSource } from './search.ts';
export { sendingRoutes } from './sending-routes.tsx';
export {
  type Deposit,
  depositSchema,
  documentId,
  type DocumentCard,
  type DocumentPlace,
  type Flag,
  type Namesake,
  type Reading,
  READING_STATES,
  type ReadingState,
  type ReadyDocument,
} from './schema.ts';
export {
  awaitDocument,
  awaitedDocument,
  awaitedFrom,
  type DocumentDependencies,
  documentOnceChecked,
  fileLink,
  formFor,
  formIn,
  type Keeping,
  linkToDocument,
  SENT_WITHIN,
} from './service.ts';
export {
  type AwaitedDocument,
  documentById,
  documentEntity,
  documentsBefore,
  isShown,
  keepPlace,
  readyDocument,
  recentDocuments,
} from './store.ts';
export { holdersOf, readyDocuments } from './store-together.ts';
export { TEXTS as DOCUMENT_TEXTS } from './texts.ts';
export { DEPOSIT_ADDRESSES, depositAddresses, describeFile, FORMATS_HELP, formatsHelp } from './describing.ts';
export { CheckNotice, DocumentRows, FileForm, Flags } from './views.tsx';
