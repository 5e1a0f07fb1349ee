/** An organisation leaves the territory: its members, its readers, its publications; back, or erased after a delay. */
export { departureMessageOf } from './events.ts';
export { leavingRoutes } from './routes/leaving.tsx';
export { operatorDepartureRoutes } from './routes/operator.tsx';
export { treatDeparture } from './worker.ts';
