/** A référent, or the operator, helps somebody who has lost her old mailbox or her telephone. */
import { type Member, mustMay } from '../../../platform/actor.ts';
import type { Clock } from '../../../platform/clock.ts';
import { newId } from '../../../platform/ids.ts';
import {
  type ActItem,
  type ActName,
  actScopeOf,
  doerOf,
  newAct,
  TERRITORY_JOURNAL,
} from '../../../platform/journal.ts';
import { newMail } from '../../../platform/mail/outbox.ts';
import { Problem } from '../../../platform/problems.ts';
import { personScope } from '../../../platform/scope.ts';
import { type Rights, rightsOf } from '../../../platform/sessions.ts';
import type { Table } from '../../../platform/table.ts';
import { newToken } from '../../../platform/tokens.ts';
import { closeEverySession, dropSecondFactor } from '../../identity/index.ts';
import { memberToManage } from '../../organisations/index.ts';
import { isToVouch, mayNotHelp } from '../rules.ts';
import { type AddressChange, changeOf, mailScope, noteVouching } from '../store.ts';
import { TEXTS } from '../texts.ts';
import { nameOf } from './changing.ts';

export interface HelpDeps {
  table: Table;
  clock: Clock;
}

/** Somebody's account, as whoever may help sees it. */
export interface Helped {
  rights: Rights;
  /** To vouch for, if there is one. */
  change: AddressChange | undefined;
  /** Why nothing can be done from here. */
  barred: ReturnType<typeof mayNotHelp>;
}

async function helped({ table, clock }: HelpDeps, helper: Member, person: string): Promise<Helped> {
  const [rights, change] = await Promise.all([rightsOf(table, person), changeOf(table, person)]);
  if (!rights) throw new Problem('not-found');
  const barred = mayNotHelp({ ...helper, id: helper.person.id }, { ...rights, id: person });
  return { rights, change: change && isToVouch(change, clock()) ? change : undefined, barred };
}

/** A member of the référent's organisation. @throws {Problem} `not-found` for anybody else. Three read units. */
export async function helpedByReferent(deps: HelpDeps, referent: Member, person: string): Promise<Helped> {
  await memberToManage(deps, referent, person);
  return helped(deps, referent, person);
}

/** Anybody with an account. @throws {Problem} `forbidden`, `not-found` */
export async function helpedByOperator(deps: HelpDeps, operator: Member, person: string): Promise<Helped> {
  mustMay(operator, 'look-after-accounts');
  return helped(deps, operator, person);
}

/** Kept by every organisation that she belongs to, and by the territory: each wants to know who opened her account. */
function helpAct({ clock }: HelpDeps, helper: Member, { person, memberships }: Rights, name: ActName): ActItem {
  const journals = [...memberships.map(({ organisation }) => organisation), TERRITORY_JOURNAL];
  const about = { id: person.id, name: nameOf(person) };
  return newAct(actScopeOf(helper), clock, doerOf(helper), journals, { name, about });
}

function mustHelp({ barred }: Helped): void {
  if (barred) throw new Problem('forbidden', { detail: TEXTS.notHelped[barred] });
}

/**
 * Says that it is her, in place of a mailbox that she has lost; that mailbox is told.
 * @throws {Problem} `gone` when that change is over, or was another.
 */
export async function vouch(deps: HelpDeps, helper: Member, found: Helped, change: string): Promise<void> {
  mustHelp(found);
  const { rights } = found;
  const by = nameOf(helper.person);
  if (found.change?.id !== change) {
    // The same form posted twice.
    const present = await changeOf(deps.table, rights.person.id);
    if (present?.id === change && present.vouchedBy === by) return;
    throw new Problem('gone', { detail: TEXTS.nothingToVouch });
  }
  const token = newToken();
  const { before, after } = found.change;
  const parameters = { firstName: rights.person.firstName, by, after, token };
  const mail = newMail(mailScope(change), deps.clock, { template: 'address-vouched', to: before, parameters });
  const act = helpAct(deps, helper, rights, 'address-vouched');
  const isNoted = await noteVouching(deps.table, deps.clock, rights.person.id, { change, by, token, act, mail });
  if (!isNoted) throw new Problem('gone', { detail: TEXTS.nothingToVouch });
}

/**
 * Her telephone is lost: the code of its application is asked for no more, and all her sessions end. Done twice, it is
 * done once.
 */
export async function removeSecondFactor(deps: HelpDeps, helper: Member, found: Helped): Promise<void> {
  mustHelp(found);
  const { person } = found.rights;
  if (!person.secondFactor) return;
  // Whoever found the telephone is out before it is told that it opens nothing any more.
  await closeEverySession(deps.table, person.id);
  const parameters = { firstName: person.firstName, by: nameOf(helper.person) };
  const mail = newMail(mailScope(newId('mel', deps.clock())), deps.clock, {
    template: 'second-factor-removed',
    to: person.email,
    parameters,
  });
  const act = helpAct(deps, helper, found.rights, 'second-factor-removed');
  await dropSecondFactor(deps.table, personScope(person.id), { act, mail });
}
