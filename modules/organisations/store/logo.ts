/** The logo of an organisation: which of its documents, and what the public page says of it, written together. */
import { createWriteTransaction, Entity } from 'electrodb';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../../platform/entities.ts';
import { type ActItem, actEntity } from '../../../platform/journal.ts';
import { publicScope, type Scope } from '../../../platform/scope.ts';
import { committed, type Table } from '../../../platform/table.ts';
import { documentEntity } from '../../documents/index.ts';
import { organisationEntities } from './entities.ts';

const logoModel = {
  model: entityNamed('logo'),
  attributes: {
    scope: scopeAttribute,
    siren: { type: 'string', required: true },
    document: { type: 'string', required: true },
    name: { type: 'string', required: true },
    /** Where the picture lies, and that very one. */
    key: { type: 'string', required: true },
    objectVersion: { type: 'string' },
    type: { type: 'string', required: true },
    size: { type: 'number', required: true },
    version: { type: 'number', required: true },
    changedAt: { type: 'string', required: true },
    changedBy: { type: 'string', required: true },
  },
  indexes: { primary: inScope([], 'logo') },
} as const;

/** How the stream calls it. */
export const LOGO_ENTITY = logoModel.model.entity;

const entities = perTable((table) => ({
  logo: new Entity(logoModel, { client: table.client, table: table.name }),
  publicProfile: organisationEntities(table).publicProfile,
  document: documentEntity(table),
  act: actEntity(table),
}));

export interface Logo {
  siren: string;
  document: string;
  name: string;
  key: string;
  objectVersion?: string | undefined;
  type: string;
  /** In bytes. */
  size: number;
  version: number;
  changedAt: string;
  changedBy: string;
}

/** One read unit. */
export async function logoOf(table: Table, scope: Scope<'org'>): Promise<Logo | undefined> {
  const { data } = await entities(table).logo.get({ scope }).go({ consistent: true });
  if (!data) return undefined;
  const { scope: _scope, ...logo } = data;
  return logo;
}

/** Replaces the logo of the version before. Refused when it has changed since, or when its document is gone. */
export async function saveLogo(table: Table, scope: Scope<'org'>, logo: Logo, act: ActItem): Promise<void> {
  const { siren, document, type, version } = logo;
  await committed(
    createWriteTransaction(entities(table), (e) => [
      e.logo
        .put({ scope, ...logo })
        .where(({ version: present }, { eq, notExists }) =>
          version === 1 ? notExists(present) : eq(present, version - 1),
        )
        .commit(),
      e.document
        .check({ scope, id: document })
        .where(({ state }, { eq }) => eq(state, 'ready'))
        .commit(),
      e.publicProfile
        .patch({ scope: publicScope(siren) })
        .set({ logo: { document, type } })
        .commit(),
      e.act.create(act).commit(),
    ]).go(),
  );
}

/** Refused when it has changed since. */
export async function removeLogo(
  table: Table,
  scope: Scope<'org'>,
  { siren, version }: { siren: string; version: number },
  act: ActItem,
): Promise<void> {
  await committed(
    createWriteTransaction(entities(table), (e) => [
      e.logo
        .delete({ scope })
        .where(({ version: present }, { eq }) => eq(present, version))
        .commit(),
      e.publicProfile
        .patch({ scope: publicScope(siren) })
        .remove(['logo'])
        .commit(),
      e.act.create(act).commit(),
    ]).go(),
  );
}
