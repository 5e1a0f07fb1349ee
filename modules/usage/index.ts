export { onUsageChange } from './events.ts';
export { usageRoutes } from './routes.tsx';
