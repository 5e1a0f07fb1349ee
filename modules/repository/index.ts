/** The repository: folders of an organisation, and the files that lie in them. */
export { onRepositoryChange } from './events.ts';
export { fileSource, folderSource } from './search.ts';
export { repositoryRoutes } from './routes/index.ts';
export { fileDocument } from './service/filing.ts';
export { keepingIn } from './service/keeping.ts';
