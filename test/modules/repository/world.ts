/** The repository over a real table: deposits that are checked at once, and changes that are followed. */
import { PDFDocument } from 'pdf-lib';
import * as z from 'zod';
import { onUploaded } from '../../../modules/documents/index.ts';
import { tellOfDeposit } from '../../../modules/links/index.ts';
import { memberEntity } from '../../../modules/organisations/index.ts';
import { fileDocument, onRepositoryChange } from '../../../modules/repository/index.ts';
import { repositoryEntities } from '../../../modules/repository/store/index.ts';
import type { Role } from '../../../platform/rules.ts';
import { organisationScope } from '../../../platform/scope.ts';
import type { Table } from '../../../platform/table.ts';
import { type Caller, NERAC, type World } from '../content/world.ts';

const deposit = z.object({ document: z.string(), fields: z.object({ key: z.string() }) });
const listed = z.object({
  folder: z.object({ id: z.string(), name: z.string(), version: z.number() }).nullable(),
  entries: z.array(
    z.object({
      kind: z.string(),
      id: z.string(),
      name: z.string(),
      lockedBy: z.object({ name: z.string() }).optional(),
      until: z.string().optional(),
    }),
  ),
  next: z.string().optional(),
});
export type Listed = z.infer<typeof listed>;

/** Puts the lines of members where their organisation looks for them. */
export async function belong(
  world: World,
  people: readonly { id: string }[],
  role: Role = 'contributor',
): Promise<void> {
  for (const { id: person } of people) {
    await memberEntity(world.table)
      .put({
        ...{ scope: organisationScope(NERAC.siren), person, firstName: 'Claire', lastName: 'Morin' },
        ...{ email: 'claire@nerac.test', role, since: '2026-01-01', version: 1 },
      })
      .go();
  }
}

/** The table as whoever gives it such a command finds it: changed by another a moment before, the first time. */
export function changedBefore(
  table: Table,
  name: 'UpdateCommand' | 'TransactWriteCommand',
  change: () => Promise<unknown>,
): Table {
  let isChanged = false;
  const send: Table['client']['send'] = async (command) => {
    if (command.constructor.name === name && !isChanged) {
      isChanged = true;
      await change();
    }
    return table.client.send(command);
  };
  return { ...table, client: { ...table.client, send } };
}

const JSON_TYPE = 'application/json';

export async function pdf(pages = 1): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  for (let page = 0; page < pages; page += 1) document.addPage();
  return document.save();
}

/** Sends a PDF as a program would, and has it checked. @returns the document's id. */
export async function send(
  world: World,
  who: Caller,
  name: string,
  { to = {}, pages = 1, bytes }: { to?: Readonly<Record<string, string>>; pages?: number; bytes?: Uint8Array } = {},
): Promise<string> {
  const answer = await who.send('/documents/depots', { name, size: 900, type: 'application/pdf', ...to });
  return checked(world, deposit.parse(answer.json), bytes ?? (await pdf(pages)));
}

/** What was sent comes, and is checked. @returns the document's id. */
export async function checked(world: World, place: unknown, bytes?: Uint8Array): Promise<string> {
  const { document, fields } = deposit.parse(place);
  world.files.objects.set(fields.key, bytes ?? (await pdf()));
  const at = world.now.at.toISOString();
  await onUploaded(
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- what is read of such an event
    { s3: { object: { key: encodeURIComponent(fields.key), versionId: 'v1' } } } as Parameters<typeof onUploaded>[0],
    {
      table: world.table,
      clock: () => world.now.at,
      files: world.files,
      scanner: { verdictOn: async () => 'clean' },
      async file(scope, found) {
        await fileDocument(world.table, scope, found, at);
        await tellOfDeposit({ table: world.table, clock: () => world.now.at }, scope, found);
      },
    },
  );
  return document;
}

export const fileOf = (document: string): string => `fil_${document.slice('doc_'.length)}`;

export async function list(who: Caller, address = '/documents'): Promise<Listed> {
  return listed.parse((await who.get(address, JSON_TYPE)).json);
}

export const trash = async (who: Caller): Promise<Listed['entries']> =>
  listed.omit({ folder: true }).parse((await who.get('/documents/corbeille', JSON_TYPE)).json).entries;

export const names = ({ entries }: Pick<Listed, 'entries'>): string[] => entries.map(({ name }) => name);

const made = z.object({ id: z.string(), version: z.number() });

export async function folder(who: Caller, nom: string, dans = 'racine'): Promise<z.infer<typeof made>> {
  return made.parse((await who.send('/documents/dossiers', { nom, dans })).json);
}

/** What the stream would tell of an item that was there before and is as it is now. */
export async function followed<Result>(
  world: World,
  siren: string,
  entity: 'folder' | 'file',
  id: string,
  change: () => Promise<Result>,
): Promise<Result> {
  const scope = organisationScope(siren);
  const { file, folder } = repositoryEntities(world.table);
  const read = async () => {
    const key = { scope, id };
    const { data } = await (entity === 'file'
      ? file.get(key).go({ consistent: true })
      : folder.get(key).go({ consistent: true }));
    return data ?? undefined;
  };
  const before = await read();
  const result = await change();
  const after = await read();
  // Every change may be told twice.
  for (let time = 1; time <= 2; time += 1) {
    await onRepositoryChange(
      { entity, kind: after ? 'modify' : 'remove', before, after, expired: false },
      { table: world.table, files: world.files, clock: () => world.now.at },
    );
  }
  return result;
}
