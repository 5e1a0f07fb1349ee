import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as prettier from 'prettier';
import { Problem } from '../../platform/problems.ts';
import { type Member, mustMay } from '../../platform/actor.ts';
import { type Action, ACTIONS, ACTOR_ROLES, may, roleMay, ROLES } from '../../platform/rules.ts';
import { rightsPage } from '../support/rights-page.ts';

/** The matrix as decided: reader, contributor, publisher, référent, operator. */
const DECIDED: Readonly<Record<Action, string>> = {
  'read-organisation': 'yyyy.',
  'write-drafts': '.yyy.',
  'deposit-documents': '.yyy.',
  'share-by-links': '..yy.',
  'choose-folder-readers': '..yy.',
  'publish-inside': '.yyy.',
  'publish-outside': '..yy.',
  'approve-publications': '..yy.',
  'publish-in-groups': '.yyy.',
  'open-groups': '..yy.',
  'answer-for-organisation': '...y.',
  'manage-members': '...y.',
  'manage-organisation': '...y.',
  'manage-lists': '...y.',
  'erase-documents': '...y.',
  'read-journal': '...y.',
  'open-console': '....y',
  'decide-sign-ups': '....y',
  'manage-organisations': '....y',
  'look-after-accounts': '....y',
  'load-mailboxes': '....y',
  'load-classification': '....y',
  'rebuild-indexes': '....y',
  'follow-digests': '....y',
  'read-territory-journal': '....y',
};

const actorOf = (role: (typeof ROLES)[number] | undefined, isOperator = false) => ({
  current: role && { role },
  isOperator,
});

describe('the matrix of rights', () => {
  it('knows the actions of the table below, and no other', () => {
    expect([...ACTIONS].sort()).toEqual(Object.keys(DECIDED).sort());
  });

  it.each(ACTIONS)('%s is for those decided', (action) => {
    expect(ACTOR_ROLES.map((role) => (roleMay(role, action) ? 'y' : '.')).join('')).toBe(DECIDED[action]);
  });

  it('gives a member the rights of her role where she works, and of no other', () => {
    for (const role of ROLES) {
      for (const action of ACTIONS) expect(may(actorOf(role), action)).toBe(roleMay(role, action));
    }
  });

  it('gives the operator nothing inside an organisation but what her role there gives', () => {
    for (const action of ACTIONS) {
      expect(may(actorOf(undefined, true), action)).toBe(roleMay('operator', action));
      expect(may(actorOf('reader', true), action)).toBe(roleMay('reader', action) || roleMay('operator', action));
      expect(may(actorOf(undefined), action)).toBe(false);
    }
  });

  it('is refused in the words of whoever asks', () => {
    const member: Member = {
      person: { id: 'p', firstName: 'Lou', lastName: 'Roy', email: 'lou@essai.test' },
      session: { hash: 'h', id: 'ssn', proofs: [] },
      memberships: [],
      groups: [],
      current: { organisation: '217', name: 'Nérac', slug: 'nerac', role: 'reader' },
      isOperator: false,
      from: '203.0.113.…',
    };
    expect(() => mustMay(member, 'write-drafts', 'Votre rôle permet de lire.')).toThrow('Votre rôle permet de lire.');
    expect(() => mustMay(member, 'write-drafts')).toThrow(Problem);
    expect(() => mustMay(member, 'read-organisation')).not.toThrow();
  });
});

describe('docs/rights.md', () => {
  const file = new URL('../../docs/rights.md', import.meta.url);

  it('prints the matrix as it is now (otherwise: npm run rights)', async () => {
    const options = (await prettier.resolveConfig(file)) ?? {};
    const made = await prettier.format(rightsPage(), { ...options, parser: 'markdown' });
    // `npm run rights` writes it anew.
    if (process.env['WRITE_RIGHTS']) writeFileSync(file, made);
    expect(readFileSync(file, 'utf8')).toBe(made);
  });
});
