import { describe, expect, test } from 'vitest';
import { EMPTY_CONTEXT } from '../../../src/wording/context.ts';
import { findLoweredFigures, parseBaseline, toFigures } from '../../../src/wording/evaluation/baseline.ts';
import { renderBySite, renderEntries } from '../../../src/wording/evaluation/by-site-table.ts';
import { crossValidate } from '../../../src/wording/evaluation/by-site.ts';
import { deservedLevel, scoreEntries } from '../../../src/wording/evaluation/entries.ts';
import { shareOverSites, wilsonInterval } from '../../../src/wording/evaluation/intervals.ts';
import { checkUpdates } from '../../../src/wording/evaluation/score.ts';
import type { LabelledUpdate } from '../../../src/wording/evaluation/score.ts';
import { isHeldOut, parseDeclaredSites } from '../../../src/wording/evaluation/sites.ts';

const BLIP = 'There was a blip.';

/** Updates that all say "blip"; a share of them is labelled as minimising. */
const site = (org: string, right: number, wrong: number): LabelledUpdate[] =>
  Array.from({ length: right + wrong }, (_, index) => ({
    id: `${org} ${index}`,
    org,
    drawn: '',
    kind: 'incident',
    body: BLIP,
    names: [org],
    labels: index < right ? [{ rule: 'minimising', start: 12, end: 16, borderline: false }] : [],
  }));

const check = (updates: readonly LabelledUpdate[]) => checkUpdates(updates, () => EMPTY_CONTEXT);
const validate = (updates: readonly LabelledUpdate[]) =>
  crossValidate(check(updates), () => 'customers')[0]!.rules.minimising;

describe('cross-validation by site', () => {
  test('the other sites decide whether an entry is an error', () => {
    const good = [...site('A', 10, 0), ...site('B', 10, 0)];
    expect(validate(good).recall?.share).toBe(1);
    // A alone is right, but B says the entry is not precise enough for an error; for B it is, by what A says.
    const mixed = [...site('A', 10, 0), ...site('B', 5, 5)];
    expect(validate(mixed).recall).toMatchObject({ of: 15, share: 5 / 15 });
    expect(validate(mixed).precision).toMatchObject({ of: 10, share: 0.5 });
  });

  test('one wrong match, or few matches, change no level', () => {
    const score = { entry: 'a', rule: 'blame', level: 'error' } as const;
    expect(deservedLevel({ ...score, right: 8, wrong: 1 }, 'error')).toBe('error');
    expect(deservedLevel({ ...score, right: 0, wrong: 7 }, 'error')).toBe('error');
    expect(deservedLevel({ ...score, right: 8, wrong: 2 }, 'error')).toBe('warn');
    expect(deservedLevel({ ...score, right: 4, wrong: 4 }, 'error')).toBe('hint');
    expect(deservedLevel({ ...score, right: 38, wrong: 2 }, 'error')).toBe('error');
  });

  test('the table of entries says which level each deserves', () => {
    const scores = scoreEntries(check(site('A', 6, 4)), () => 'customers');
    expect(renderEntries(scores.values())).toMatch(/6\/4 +60\.0 % \(31\.3–83\.2\) +error deserves hint/);
  });
});

describe('95 % intervals', () => {
  test('are those of Wilson for few sites', () => {
    expect(wilsonInterval(9, 10).low).toBeCloseTo(0.596, 3);
    expect(shareOverSites([{ right: 9, wrong: 1, missed: 0 }], 'precision')).toMatchObject({
      share: 0.9,
      of: 10,
    });
  });
  test('are wider where sites differ, and the same each time', () => {
    const even = Array.from({ length: 10 }, () => ({ right: 9, wrong: 1, missed: 0 }));
    const uneven = Array.from({ length: 10 }, (_, index) => ({
      right: index === 0 ? 0 : 10,
      wrong: index === 0 ? 10 : 0,
      missed: 0,
    }));
    const width = (sites: typeof even): number => {
      const { low = 0, high = 0 } = shareOverSites(sites, 'precision') ?? {};
      return high - low;
    };
    expect(width(uneven)).toBeGreaterThan(width(even));
    expect(shareOverSites(uneven, 'precision')).toEqual(shareOverSites(uneven, 'precision'));
    expect(shareOverSites([], 'recall')).toBeUndefined();
  });
});

describe('the baseline', () => {
  const figures = (right: number, wrong: number) =>
    toFigures(
      crossValidate(check([...site('A', right, wrong), ...site('B', right, wrong)]), () => 'developers'),
    );
  test('holds figures only, and names each one that fell', () => {
    const before = figures(10, 0);
    expect(JSON.stringify(before)).not.toContain('blip');
    expect(parseBaseline(JSON.stringify({ data: before }))['data']).toEqual(before);
    expect(findLoweredFigures(before, before)).toEqual([]);
    expect(findLoweredFigures(before, figures(9, 1))).toContain(
      'developers: minimising, precision fell from 100 % to 90 %',
    );
  });
});

test('what sites declare is read line by line', () => {
  const sites = parseDeclaredSites('{"org":"A","audience":"developers","terms":["node"]}\n\n{"org":"B"}');
  expect(sites.get('A')).toMatchObject({ audience: 'developers', terms: ['node'], suppliers: [] });
  expect(() => parseDeclaredSites('{"org":"A"}\n{"org":1}')).toThrow('line 2');
});

test('a site is held out by its name, however it is written', () => {
  expect(['A', 'B', 'C', 'D', 'E', 'F'].filter(isHeldOut)).toMatchInlineSnapshot(`[]`);
  expect(isHeldOut('Acme, Inc. (US)')).toBe(isHeldOut('acmeinc'));
});

test('the table names audiences, sites and intervals', () => {
  expect(renderBySite(crossValidate(check(site('A', 3, 0)), () => 'customers'))).toContain(
    'minimising    100.0 % (43.8–100.0) of 3',
  );
});
