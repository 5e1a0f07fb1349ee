/** A person's account: the address that she signs in with, and what is done when a mailbox or a telephone is lost. */
export { loginMessageOf, onAccountChange } from './events.ts';
export { mails } from './mails.ts';
export { addressRoutes } from './routes/address.tsx';
export { nameRoutes } from './routes/name.tsx';
export { helpByOperatorRoutes } from './routes/operator.tsx';
export { helpByReferentRoutes } from './routes/referent.tsx';
export { treatLoginWork } from './worker.ts';
