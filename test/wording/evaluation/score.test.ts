import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EMPTY_CONTEXT } from '../../../src/wording/context.ts';
import type { LabelledUpdate } from '../../../src/wording/evaluation/score.ts';
import { checkUpdates, scoreUpdates } from '../../../src/wording/evaluation/score.ts';
import {
  namesByOrg,
  parseLabelledUpdates,
  suppliersByOrg,
  findUnlabelledRules,
} from '../../../src/wording/evaluation/labelled.ts';

const fixture = readFileSync(new URL('../fixtures/examples-labelled.jsonl', import.meta.url), 'utf8');
const updates = parseLabelledUpdates(fixture);

const FLOOR = {
  jargon: [0.93, 0.9],
  blame: [0.85, 0.95],
  speculation: [0.97, 0.93],
  promise: [0.94, 0.95],
  minimising: [0.85, 0.9],
} as const;

describe('the labelled examples of this project', () => {
  const { byUpdate, clean } = scoreUpdates(
    checkUpdates(updates, ({ names, kind }) => ({ ...EMPTY_CONTEXT, kind, names })),
  );
  test.each(Object.entries(FLOOR))('%s keeps its precision and recall', (rule, [precision, recall]) => {
    const { right, wrong, missed } = byUpdate[rule as keyof typeof FLOOR];
    expect(right / (right + wrong)).toBeGreaterThanOrEqual(precision);
    expect(right / (right + missed)).toBeGreaterThanOrEqual(recall);
  });
  test('updates without a label are left alone, but for four that the labels forgot', () => {
    expect(clean.updates).toBe(61);
    expect(clean.flagged).toBeLessThanOrEqual(4);
  });
});

describe('scoring', () => {
  const update = (body: string, labels: LabelledUpdate['labels'], drawn = ''): LabelledUpdate => ({
    id: body,
    org: 'Vayva',
    drawn,
    kind: 'incident',
    body,
    names: ['Vayva', 'Checkout'],
    labels,
  });
  const score = (all: readonly LabelledUpdate[]) =>
    scoreUpdates(checkUpdates(all, () => EMPTY_CONTEXT, findUnlabelledRules(all)));

  test('firm labels count, borderline ones neither way', () => {
    const body = 'A small number of users cannot pay.';
    const label = { rule: 'minimising', start: 0, end: 17 } as const;
    expect(score([update(body, [{ ...label, borderline: false }])]).byUpdate.minimising).toEqual({
      right: 1,
      wrong: 0,
      missed: 0,
    });
    expect(score([update(body, [{ ...label, borderline: true }])]).byUpdate.minimising).toEqual({
      right: 0,
      wrong: 0,
      missed: 0,
    });
    expect(score([update(body, [])]).byUpdate.minimising).toEqual({ right: 0, wrong: 1, missed: 0 });
    expect(
      score([update('All is well.', [{ ...label, end: 3, borderline: false }])]).byUpdate.minimising.missed,
    ).toBe(1);
  });

  test('a part that was not labelled for a rule is not scored for it', () => {
    const many = Array.from({ length: 100 }, (_, index) =>
      update(
        `Our load balancer ${index} is slow.`,
        [{ rule: 'blame', start: 0, end: 3, borderline: false }],
        'enriched',
      ),
    );
    expect(score(many).byUpdate.jargon).toEqual({ right: 0, wrong: 0, missed: 0 });
    expect(score(many).byUpdate.blame.missed).toBe(100);
    expect(score(many.slice(1)).byUpdate.jargon.wrong).toBe(99);
  });

  test('both shapes of labelled lines are read', () => {
    const lines = [
      '{"n":1,"org":"A","kind":"incident","components":["X"],"body":"Just a blip.","labels":[{"rule":"minimise","span":"blip","start":7}]}',
      '{"id":"b","state":"scheduled","text":"Just a blip.","spans":[{"rule":"minimise","start":7,"end":11,"level":"soft"}]}',
    ];
    const [first, second] = parseLabelledUpdates(lines.join('\n'));
    expect(first).toMatchObject({ id: '1', kind: 'incident', names: ['A', 'X'] });
    expect(first?.labels).toEqual([{ rule: 'minimising', start: 7, end: 11, borderline: false }]);
    expect(second).toMatchObject({ id: 'b', kind: 'maintenance' });
    expect(second?.labels[0]?.borderline).toBe(true);
    expect(() => parseLabelledUpdates('{"body":1}')).toThrow('line 1');
  });

  test('suppliers and names are what an organisation would declare', () => {
    const body = 'Mapwise is down. The provider knows.';
    const all = [update(body, [{ rule: 'blame', start: 0, end: body.length, borderline: false }])];
    expect(suppliersByOrg(all).get('Vayva')).toEqual(['Mapwise']);
    expect(namesByOrg(all).get('Vayva')).toEqual(['Vayva', 'Checkout']);
  });
});
