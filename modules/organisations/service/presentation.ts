/** The référent says what the public page says of her organisation, or that it has none. */
import { currentOf, type Member, mustMay, organisationScopeOf } from '../../../platform/actor.ts';
import type { Clock } from '../../../platform/clock.ts';
import { actFor } from '../../../platform/journal.ts';
import { Problem } from '../../../platform/problems.ts';
import { conditionFailed, type Table } from '../../../platform/table.ts';
import { checkColour } from '../../../web/colours.ts';
import { type Presentation, presentationOf, type Presented, savePresentation } from '../store/presentation.ts';
import { mailboxOf, placeBySlug, type RegisterEntry } from '../store/register.ts';
import { TEXTS } from '../texts.ts';

export interface PresentationDeps {
  table: Table;
  clock: Clock;
  territory: { code: string; name: string };
}

export interface OwnPresentation {
  presentation: Presentation;
  /** As the State's register has it: shown, never edited here. */
  facts: RegisterEntry | undefined;
  /** The mailbox that proves the organisation; the operator keeps it. */
  mailbox: string | undefined;
}

/** @throws {Problem} `forbidden` when she is not the référent. Two read units. */
export async function ownPresentation(deps: PresentationDeps, member: Member): Promise<OwnPresentation> {
  mustMay(member, 'manage-organisation');
  const { organisation, slug } = currentOf(member);
  const [presentation, facts, mailbox] = await Promise.all([
    presentationOf(deps.table, organisationScopeOf(member)),
    placeBySlug(deps.table, deps.territory.code, slug),
    mailboxOf(deps.table, deps.territory.code, organisation),
  ]);
  return { presentation, facts, mailbox };
}

/**
 * @param next with the version that she saw.
 * @throws {Problem} `invalid` on a colour that cannot be read, with the nearest that can; `stale` on a lost race.
 */
export async function present(
  deps: PresentationDeps,
  member: Member,
  next: Presented & { isPublic: boolean; version: number },
): Promise<void> {
  mustMay(member, 'manage-organisation');
  const scope = organisationScopeOf(member);
  const colour = next.accent && checkColour(next.accent);
  if (colour && !colour.passes) {
    const detail = TEXTS.colourUnreadable(colour.nearest);
    throw new Problem('invalid', {
      detail,
      fields: [{ field: 'accent', message: detail }],
      extra: { nearest: colour.nearest },
    });
  }
  const { organisation } = currentOf(member);
  const details = { page: next.isPublic ? 'open' : 'closed' };
  const act = actFor(member, deps.clock, organisation, { name: 'page-changed', details });
  try {
    await savePresentation(
      deps.table,
      scope,
      organisation,
      { ...next, version: next.version + 1 },
      { person: member.person.id, now: deps.clock().toISOString(), act },
    );
  } catch (error) {
    if (!conditionFailed(error)) throw error;
    const stored = await presentationOf(deps.table, scope);
    if (isSame(stored, next)) return;
    throw new Problem('stale', {
      cause: error,
      fields: [{ field: 'version', message: TEXTS.changedMeanwhile }],
      extra: { stored },
    });
  }
}

/** The same words posted twice: the second changes nothing. */
const isSame = (stored: Presentation, { version, ...typed }: Presented & { isPublic: boolean; version: number }) =>
  stored.version === version + 1 && JSON.stringify(canonical(stored)) === JSON.stringify(canonical(typed));

const canonical = ({
  address,
  telephone,
  hours,
  website,
  email,
  accent,
  isPublic,
}: Presented & { isPublic: boolean }) => [address, telephone, hours, website, email, accent, isPublic];
