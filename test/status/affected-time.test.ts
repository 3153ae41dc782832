import { expect, test } from 'vitest';
import { fixed, incident } from '../support/shop-files.ts';
import { at, viewFor } from '../support/status-view-from-files.ts';

function affectedTo(more: string, ...updates: (readonly [string, string])[]): number | undefined {
  const text = incident({
    title: 'Some orders fail',
    components: 'checkout: degraded',
    detected: '2026-11-22T09:00Z',
    more,
    internal: fixed('2026-11-22T09:20Z'),
    updates: updates.map(([heading, words]) => [`2026-11-22T${heading}`, words] as const),
  });
  return viewFor({ incidents: { one: text } }).events[0]!.affectedTo;
}

test.each<[what: string, more: string, updates: (readonly [string, string])[], expected: string | undefined]>(
  [
    ['open', '', [['09:10Z investigating', 'Words.']], undefined],
    [
      'resolved',
      '',
      [
        ['09:10Z investigating', 'Words.'],
        ['09:40Z resolved', 'Words.'],
      ],
      '09:40',
    ],
    [
      'working again before it was resolved',
      '',
      [
        ['09:10Z investigating', 'Words.'],
        ['09:20Z monitoring\nAffects: checkout operational', 'Words.'],
        ['09:50Z resolved', 'Words.'],
      ],
      '09:20',
    ],
    [
      'working again, then not',
      '',
      [
        ['09:10Z monitoring\nAffects: checkout operational', 'Words.'],
        ['09:20Z identified\nAffects: checkout degraded', 'Words.'],
        ['09:50Z resolved', 'Words.'],
      ],
      '09:50',
    ],
    [
      'an end that was written later',
      'ended: 2026-11-22T09:05Z\n',
      [
        ['09:10Z investigating', 'Words.'],
        ['09:50Z resolved', 'Words.'],
      ],
      '09:05',
    ],
  ],
)('%s', (_what, more, updates, expected) => {
  expect(affectedTo(more, ...updates)).toBe(expected === undefined ? undefined : at(expected));
});
