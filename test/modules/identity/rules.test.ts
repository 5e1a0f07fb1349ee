import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
  isForgotten,
  isLocalPath,
  isStrongPassword,
  MOST_FAILURES,
  waitBeforeTrying,
} from '../../../modules/identity/rules.ts';

const now = new Date('2026-11-24T10:00:00Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString();

describe('the lock', () => {
  it('closes an address for a quarter of an hour after five failures', () => {
    expect(waitBeforeTrying(undefined, now)).toBe(0);
    expect(waitBeforeTrying({ failures: MOST_FAILURES - 1, lastAt: ago(0) }, now)).toBe(0);
    expect(waitBeforeTrying({ failures: MOST_FAILURES, lastAt: ago(5) }, now)).toBe(10 * 60_000);
    expect(waitBeforeTrying({ failures: MOST_FAILURES, lastAt: ago(15) }, now)).toBe(0);
  });

  it('forgets failures when it opens again', () => {
    expect(isForgotten({ failures: 5, lastAt: ago(15) }, now)).toBe(true);
    expect(isForgotten({ failures: 5, lastAt: ago(14) }, now)).toBe(false);
  });
});

describe('passwords', () => {
  it.each(['une phrase entière', 'Parvis en essai 47', 'la mairie de Nérac', 'hV7#qLm2pRz9'])(
    '%s is strong enough',
    (password) => {
      expect(isStrongPassword(password)).toBe(true);
    },
  );

  it.each(['123456789012', 'azertyuiop12', 'motdepasse2026', 'Bonjour123456!', 'Abcdefghijk1', 'Mot de passe 2026'])(
    '%s is among what is tried first',
    (password) => {
      expect(isStrongPassword(password)).toBe(false);
    },
  );

  it.each(['', 'Court1', 'onze lettre', 'aaaaaaaaaaaa', 'abababababab', 'AaAaAaAaAaAaAa', `A1${'bcdef'.repeat(60)}`])(
    '%.20s is not',
    (password) => {
      expect(isStrongPassword(password)).toBe(false);
    },
  );
});

describe('where one goes after sign-in', () => {
  it.each(['/accueil', '/publications/x?suite=1', '/'])('%s is of this site', (path) => {
    expect(isLocalPath(path)).toBe(true);
  });

  it.each(['https://evil.example', '//evil.example', '/\\evil.example', 'accueil', '/a b', 'javascript:alert(1)', ''])(
    '%j is not followed',
    (path) => {
      expect(isLocalPath(path)).toBe(false);
    },
  );

  it('never leaves the site, whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.string(),
        (path) => !isLocalPath(path) || new URL(path, 'https://parvis.example').host === 'parvis.example',
      ),
    );
    expect(isLocalPath('/..//evil.example')).toBe(true);
  });
});
