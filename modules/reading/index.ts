/** The text of documents, got by workers: from the file itself, or from pictures of its pages. */
export { readingMessagesOf } from './events.ts';
export { textOf } from './kept-text.ts';
export { recogniseText, type RecognitionDependencies } from './recognise.ts';
export { Recogniser } from './recognition/recogniser.ts';
export { picturesWith } from './picture.ts';
export { readDocument, type ReadingDependencies } from './read.ts';
export { thumbnailsWith } from './thumbnail.ts';
