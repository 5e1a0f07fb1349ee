/** The copy of an organisation that leaves: asked for by itself, fetched with a link alone. */
import type { Clock } from '../../platform/clock.ts';
import { timeToLive } from '../../platform/clock.ts';
import type { LinkedFiles } from '../../platform/deposits.ts';
import { idOf } from '../../platform/ids.ts';
import { newAct, shortAddress, TERRITORY_JOURNAL } from '../../platform/journal.ts';
import { Problem } from '../../platform/problems.ts';
import { actScope, organisationScope } from '../../platform/scope.ts';
import type { Table } from '../../platform/table.ts';
import { REQUEST_KEPT_FOR } from './rules.ts';
import { type CopyLink, copyLinkOf, keepAct, keepRequest } from './store.ts';

/** Asked for once for each decision to leave. */
export async function askForCopyOnLeaving(
  table: Table,
  clock: Clock,
  leaving: {
    siren: string;
    name: string;
    decision: number;
    askedBy: { person: string; name: string; email: string };
  },
): Promise<void> {
  const { siren, name, decision, askedBy } = leaving;
  const now = clock();
  await keepRequest(table, {
    scope: organisationScope(siren),
    id: idOf('exp', `left ${siren} ${decision} ${askedBy.person}`),
    kind: 'organisation',
    state: 'asked',
    ...askedBy,
    organisations: [siren],
    about: name,
    parts: [],
    onLeaving: true,
    version: 1,
    createdAt: now.toISOString(),
    ttl: timeToLive(now, REQUEST_KEPT_FOR),
  });
}

export interface CopyLinkDeps {
  table: Table;
  clock: Clock;
  files: Pick<LinkedFiles, 'link'>;
}

/** @throws {Problem} `gone` for a token that was never given, or is too old. */
export async function copyBehind({ table, clock }: CopyLinkDeps, token: string): Promise<CopyLink> {
  const link = await copyLinkOf(table, token, clock());
  if (!link) throw new Problem('gone', { detail: GONE });
  return link;
}

const GONE =
  'Ce lien n’ouvre plus rien : il a expiré, ou il n’est pas complet. La copie d’une organisation qui a quitté le territoire se télécharge pendant sept jours.';

/** An address that gives a file of the copy, for a minute; both journals keep that it was asked for, and from where. */
export async function fetchBehind(deps: CopyLinkDeps, token: string, part: number, address: string): Promise<string> {
  const { siren, about, parts, madeAt } = await copyBehind(deps, token);
  const file = parts[part - 1];
  if (!file) throw new Problem('not-found');
  const somebody = { actor: { name: 'Qui a reçu le lien' }, from: shortAddress(address) };
  const journals = [siren, TERRITORY_JOURNAL];
  const act = newAct(actScope(TERRITORY_JOURNAL), deps.clock, somebody, journals, {
    name: 'copy-fetched-by-link',
    about: { name: about },
  });
  const number = parts.length > 1 ? ` (${part} sur ${parts.length})` : '';
  const name = `${about} ${madeAt.slice(0, 10)}${number}.zip`;
  const url = await deps.files.link(file.key, { name, type: 'application/zip', inline: false });
  await keepAct(deps.table, act);
  return url;
}
