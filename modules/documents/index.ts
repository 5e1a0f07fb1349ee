/** Documents: files of an organisation, checked when they arrive. */
export { onUploaded, type UploadDependencies } from './events.ts';
export { documentRoutes } from './routes.tsx';
export { ACCEPTED_EXTENSIONS, textKey, thumbnailKey } from './rules.ts';
export {
  documentId,
  type DocumentCard,
  type Reading,
  READING_STATES,
  type ReadingState,
  type ReadyDocument,
} from './schema.ts';
export { awaitDocument, type DocumentDependencies, documentOnceChecked, fileLink, formFor } from './service.ts';
export { documentById, documentEntity, readyDocument, recentDocuments } from './store.ts';
export { TEXTS as DOCUMENT_TEXTS } from './texts.ts';
export { CheckNotice, DEPOSIT_ADDRESSES, describeFile, DocumentRows, FileForm, FORMATS_HELP } from './views.tsx';
