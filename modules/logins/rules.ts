/** Decisions about how an organisation's members sign in. Pure. */
import { type Role, ROLES } from '../../platform/rules.ts';

/** Roles among the words given, in the order of the matrix, each once. */
export const knownRoles = (names: readonly string[]): Role[] => ROLES.filter((role) => names.includes(role));
