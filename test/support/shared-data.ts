/** Real files beside the project: not part of it, so that suites which read them are skipped where they are missing. */
import { join } from 'node:path';

/** @returns where a folder or a file of them would be: `pdf`, `actes/pastell`. */
export const sharedData = (place: string): string => join(import.meta.dirname, '../../../shared/data', place);
