import { expect, test } from 'vitest';
import { incident } from '../support/shop-files.ts';
import { viewFor } from '../support/status-view-from-files.ts';
import { progressOf } from '../../src/status/progress.ts';
import { formatInstant } from '../../src/time/instant.ts';

function steps(...phases: string[]): string[] {
  const text = incident({
    title: 'Some orders fail',
    components: 'checkout: degraded',
    detected: '2026-11-22T09:00Z',
    updates: phases.map((phase, at) => [`2026-11-22T09:${10 + at}Z ${phase}`, 'Words.'] as const),
  });
  const [view] = viewFor({ incidents: { one: text } }).events;
  return progressOf(view!).map(
    ({ phase, at, isCurrent }) =>
      `${phase}${at === undefined ? '' : ` ${formatInstant(at).slice(11, 16)}`}${isCurrent ? ' now' : ''}`,
  );
}

test.each<[phases: string[], shown: string[]]>([
  [[], []],
  [['investigating'], ['investigating 09:10 now', 'identified', 'monitoring', 'resolved']],
  [
    ['investigating', 'update', 'identified', 'update'],
    ['investigating 09:10', 'identified 09:12 now', 'monitoring', 'resolved'],
  ],
  // A phase that was skipped is not shown as reached, and one that was left again is to come.
  [
    ['investigating', 'monitoring'],
    ['investigating 09:10', 'monitoring 09:11 now', 'resolved'],
  ],
  [
    ['investigating', 'monitoring', 'identified'],
    ['investigating 09:10', 'identified 09:12 now', 'monitoring', 'resolved'],
  ],
  [
    ['investigating', 'resolved'],
    ['investigating 09:10', 'resolved 09:11 now'],
  ],
  [['investigating', 'withdrawn'], []],
])('%j', (phases, shown) => expect(steps(...phases)).toEqual(shown));
