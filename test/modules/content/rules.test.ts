import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import {
  canTake,
  cut,
  isRealDay,
  mayPublish,
  mayReplace,
  mayStep,
  mayWrite,
  PROJECTIONS,
  sending,
  STEPS,
  textOfHtml,
  TRANSITIONS,
  typedDay,
} from '../../../modules/content/rules.ts';
import { APPROVAL_RULES, AUDIENCES, CONTENT_STATES, type ContentState } from '../../../modules/content/schema.ts';
import { type Role, ROLES } from '../../../platform/rules.ts';
import { htmlOfText, safeHtml } from '../../../platform/rich-text.ts';

describe('roles and audiences', () => {
  it('give each role all that the ones before may do', () => {
    for (const audience of AUDIENCES) {
      const may = ROLES.map((role) => mayPublish(role, audience));
      expect(may).toEqual([...may].sort((a, b) => Number(a) - Number(b)));
    }
  });

  it('let a contributor write for her organisation and her groups only, and a reader nothing', () => {
    expect(AUDIENCES.filter((audience) => mayPublish('contributor', audience))).toEqual(['organisation', 'group']);
    expect(ROLES.filter(mayWrite)).toEqual(['contributor', 'publisher', 'referent']);
  });

  it('show to a wider audience wherever a narrower one reads', () => {
    const { organisation, network, public: everybody } = PROJECTIONS;
    expect(network.cards).toEqual(expect.arrayContaining([...organisation.cards]));
    expect(everybody.cards).toEqual(expect.arrayContaining([...network.cards]));
    expect(organisation.texts).toEqual([]);
  });

  it('show to a group what is for it, and nowhere else', () => {
    expect(PROJECTIONS.group).toEqual({ cards: ['group'], texts: ['group'] });
  });
});

describe('what a text becomes when it is sent', () => {
  // none, outside, everything; for the organisation, a group, the network, everybody: published, submitted, refused.
  const DECIDED: Readonly<Record<Role, string>> = {
    reader: 'rrrr rrrr rrrr',
    contributor: 'pprr psss ssss',
    publisher: 'pppp pppp pppp',
    referent: 'pppp pppp pppp',
  };

  it.each(ROLES)('by a %s', (role) => {
    const letters = APPROVAL_RULES.map((rule) =>
      AUDIENCES.map((audience) => sending(role, audience, rule).charAt(0)).join(''),
    );
    expect(letters.join(' ')).toBe(DECIDED[role]);
  });
});

describe('who takes each step', () => {
  const whos = ROLES.flatMap((role) =>
    [true, false].flatMap((isAuthor) => APPROVAL_RULES.map((rule) => ({ role, isAuthor, rule }))),
  );

  it('lets those who approve decide, whoever wrote it, and nobody else', () => {
    for (const who of whos) {
      for (const audience of AUDIENCES) {
        const decides = who.role === 'publisher' || who.role === 'referent';
        expect(mayStep('approve', who, audience)).toBe(decides);
        expect(mayStep('send-back', who, audience)).toBe(decides);
        expect(mayStep('take-back', who, audience)).toBe(decides || (who.isAuthor && who.role === 'contributor'));
      }
    }
  });

  it('lets nobody publish who must be read again, nor a reader anything', () => {
    for (const who of whos) {
      for (const audience of AUDIENCES) {
        const goesTo = sending(who.role, audience, who.rule);
        expect(mayStep('publish', who, audience)).toBe(goesTo === 'publish');
        expect(mayStep('submit', who, audience)).toBe(goesTo !== 'refused');
        if (who.role === 'reader') expect(STEPS.filter((step) => mayStep(step, who, audience))).toEqual([]);
      }
    }
  });

  it('never publishes what contributors alone had to have read again, whatever they do in whatever order', () => {
    const steps = fc.array(fc.constantFrom(...STEPS), { maxLength: 12 });
    const contributor = { role: 'contributor', isAuthor: true, rule: 'everything' } as const;
    fc.assert(
      fc.property(steps, fc.constantFrom(...AUDIENCES), (taken, audience) => {
        let state: ContentState = 'draft';
        for (const step of taken) {
          const may = canTake(step, { state }, new Date()) && mayStep(step, contributor, audience);
          if (may) state = TRANSITIONS[step].to;
        }
        expect(state).not.toBe('published');
      }),
    );
  });
});

describe('the life of a publication', () => {
  const published = '2026-11-24T09:00:00.000Z';
  const after = (minutes: number) => new Date(Date.parse(published) + minutes * 60_000);

  it('takes each step from one state only', () => {
    for (const step of STEPS) {
      for (const state of CONTENT_STATES) {
        if (canTake(step, { state, publishedAt: published }, after(1))) expect(TRANSITIONS[step].from).toBe(state);
      }
    }
    expect(canTake('publish', { state: 'withdrawn' }, after(1))).toBe(false);
  });

  it('is undone within ten minutes and not a moment later', () => {
    const content = { state: 'published', publishedAt: published } as const;
    expect(canTake('undo', content, after(9.99))).toBe(true);
    expect(canTake('undo', content, after(10))).toBe(false);
    expect(canTake('withdraw', content, after(10))).toBe(true);
  });

  it('lets a form replace its own version or what it saved itself, nothing else', () => {
    expect(mayReplace({ version: 3, form: 'a' }, { version: 3, form: 'b' })).toBe(true);
    expect(mayReplace({ version: 4, form: 'a' }, { version: 3, form: 'a' })).toBe(true);
    expect(mayReplace({ version: 4, form: 'a' }, { version: 3, form: 'b' })).toBe(false);
    expect(mayReplace({ version: 4 }, { version: 3 })).toBe(false);
  });
});

describe('a list cut in pages', () => {
  it('shows every match once, whatever the sizes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { maxLength: 60 }),
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 20 }),
        (matching, limit, readAtOnce) => {
          const items = matching.map((matches, at) => ({ at, matches }));
          const shown: number[] = [];
          let from = 0;
          for (;;) {
            const read = items.slice(from, from + readAtOnce);
            const page = cut(read, limit, ({ matches }) => matches, from + readAtOnce < items.length);
            expect(page.shown.length).toBeLessThanOrEqual(limit);
            shown.push(...page.shown.map(({ at }) => at));
            if (!page.last) break;
            expect(page.last.at).toBeGreaterThanOrEqual(from);
            from = page.last.at + 1;
          }
          expect(shown).toEqual(items.filter(({ matches }) => matches).map(({ at }) => at));
        },
      ),
    );
  });
});

describe('a text between the editor and the textarea', () => {
  it('comes back as typed when it was plain', () => {
    const line = fc
      .string({ unit: fc.constantFrom('a', 'é', ' ', '<', '&', '"', 'z'), maxLength: 20 })
      .map((text) => text.trim());
    const paragraph = fc.array(
      line.filter((text) => text !== ''),
      { minLength: 1, maxLength: 3 },
    );
    fc.assert(
      fc.property(fc.array(paragraph, { maxLength: 4 }), (paragraphs) => {
        const typed = paragraphs.map((lines) => lines.join('\n')).join('\n\n');
        expect(textOfHtml(htmlOfText(typed))).toBe(typed);
      }),
    );
  });

  it('shows lists and headings as lines', () => {
    const html = safeHtml(
      '<h2>Ordre du jour</h2><ul><li>Voirie</li><li>Budget</li></ul><p>À <strong>18 h</strong></p>',
    );
    expect(textOfHtml(html)).toBe('Ordre du jour\n\n- Voirie\n- Budget\n\nÀ 18 h');
  });
});

describe('a day', () => {
  it('is real or not', () => {
    expect(['2026-02-28', '2024-02-29', '2026-02-29', '2026-13-01', '26-1-1', ''].map(isRealDay)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it('may be typed as people write it', () => {
    expect(['24/11/2026', ' 4.1.2026 ', '2026-11-24'].map(typedDay)).toEqual([
      '2026-11-24',
      '2026-01-04',
      '2026-11-24',
    ]);
  });
});
