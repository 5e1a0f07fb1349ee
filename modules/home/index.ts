/** Home pages: a member's, and everybody's. */
export { type HomeDependencies, homeRoutes, publicHomeRoutes } from './routes.tsx';
