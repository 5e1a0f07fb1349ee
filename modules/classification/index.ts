/** The matters that acts are classified by: reference data that the operator imports. */
export { classificationRoutes, type ClassificationDependencies } from './routes.tsx';
export { individualMatters, matterInWords, mattersToChoose, secondLevelOf, themeOf, themesOf } from './rules.ts';
export type { Classification, Matter } from './schema.ts';
export { classificationOf, type KnownClassification } from './store.ts';
