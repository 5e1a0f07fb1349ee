export * from './belonging.ts';
export { groupEntities } from './entities.ts';
export * from './following.ts';
export * from './inviting.ts';
export * from './reading.ts';
export * from './settings.ts';
