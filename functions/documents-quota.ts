import { readConfig } from '../platform/config.ts';

const GIBIBYTE = 1024 ** 3;

/** Bytes that an organisation's documents may take: its stage says so in GiB. */
export const documentsQuota = (): number => Number(readConfig(['DOCUMENTS_QUOTA']).DOCUMENTS_QUOTA) * GIBIBYTE;
