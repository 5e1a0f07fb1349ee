export { CARD_ENTITY, CONTENT_ENTITY, SHOWN_ENTITY } from './entities.ts';
export * from './approval.ts';
export * from './numbers.ts';
export * from './reading.ts';
export * from './writing.ts';
