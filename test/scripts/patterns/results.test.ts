import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { collectPatterns, readPatternPolicy } from '../../../scripts/patterns/collect.ts';
import type { PatternResult } from '../../../scripts/patterns/check.ts';

const policy = readPatternPolicy();
const { patterns, unlisted } = collectPatterns(policy);
const results = JSON.parse(
  readFileSync(new URL('../../../scripts/patterns/results.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, string | PatternResult>>;
const verdicts = Object.fromEntries(
  Object.entries(results).map(([key, result]) => [key, typeof result === 'string' ? result : result.verdict]),
);

/** Allowed only where `patterns.yaml` says how long the text can be. */
const NEEDS_BOUND = ['quadratic', 'quadratic (measured)', 'undecided, quadratic (measured)'];
const LINEAR = ['linear', 'linear (measured)', 'undecided, linear (measured)'];

describe('the regular expressions of the tree', () => {
  test('are all found', () => {
    expect(patterns.size).toBeGreaterThan(1000);
    expect(unlisted.map(({ path, line, code }) => `${path}:${line} ${code}`)).toEqual([]);
  });

  test('were all checked: run `npm run patterns` for new ones', () => {
    const places = [...patterns].filter(([key]) => !Object.hasOwn(verdicts, key));
    expect(places.map(([key, pattern]) => `${pattern.places.join(', ')} ${key}`)).toEqual([]);
    expect(Object.keys(verdicts).filter((key) => !patterns.has(key))).toEqual([]);
  });

  test('take at most quadratic time', () => {
    const slow = Object.entries(verdicts).filter(
      ([, verdict]) => !LINEAR.includes(verdict) && !NEEDS_BOUND.includes(verdict),
    );
    expect(slow).toEqual([]);
  });

  test('take linear time, or have a text of known length', () => {
    const bounded = policy.bounds.flatMap(({ paths }) => paths);
    const unbounded = [...patterns]
      .filter(([key]) => NEEDS_BOUND.includes(verdicts[key]!))
      .flatMap(([key, { places }]) => places.map((place) => ({ key, place })))
      .filter(({ place }) => !bounded.some((path) => place.startsWith(path)));
    expect(unbounded).toEqual([]);
  });
});

test('each row of patterns.yaml is about something that exists', () => {
  const places = [...patterns.values()].flatMap((pattern) => pattern.places);
  const unused = policy.bounds
    .flatMap(({ paths }) => paths)
    .filter((path) => !places.some((p) => p.startsWith(path)));
  expect(unused).toEqual([]);
  for (const { path, code } of policy.composed)
    expect(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8').replace(/\s+/g, ' ')).toContain(
      code,
    );
});
