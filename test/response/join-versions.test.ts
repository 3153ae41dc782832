import { expect, test } from 'vitest';
import { joinContinued, joinVersions } from '../../src/response/join-versions.ts';

const PATH = 'status/incidents/2026-11-22-checkout.md';
const file = (fields: string, ...sections: readonly string[]): string =>
  `---\ntitle: Checkout unavailable\nseverity: sev-1\ndetected: 2026-11-22T09:00Z\n${fields}---\n${sections.map((section) => `\n## ${section}\n`).join('')}`;

const FIRST = '2026-11-22T09:10Z investigating\n\nWe are investigating.';
const THEIRS = '2026-11-22T09:20Z update\n\nOrders are slow.';
const OURS = '2026-11-22T09:20Z identified\nAffects: orders degraded\n\nWe know the cause.';
const BASE = file('', FIRST);

test.each<
  [name: string, base: string | undefined, first: string, second: string, joined: string | undefined]
>([
  [
    'an update goes after the other’s, a minute later',
    BASE,
    file('', FIRST, THEIRS),
    file('', FIRST, OURS),
    file('', FIRST, THEIRS, OURS.replace('09:20', '09:21')),
  ],
  [
    'a later update keeps its time',
    BASE,
    file('', FIRST, THEIRS),
    file('', FIRST, OURS.replace('09:20', '09:40')),
    file('', FIRST, THEIRS, OURS.replace('09:20', '09:40')),
  ],
  [
    'the same update counts once',
    BASE,
    file('', FIRST, THEIRS),
    file('', FIRST, THEIRS),
    file('', FIRST, THEIRS),
  ],
  [
    'both opened it with the template',
    undefined,
    file('', FIRST),
    file('', FIRST.replace('09:10', '09:11')),
    file('', FIRST),
  ],
  [
    'both opened it with different words',
    undefined,
    file('', FIRST),
    file('', '2026-11-22T09:10Z investigating\n\nPayments fail.'),
    file('', FIRST, '2026-11-22T09:11Z update\n\nPayments fail.'),
  ],
  [
    'fields that only one changed are kept',
    BASE,
    file('internal: { source: alert }\n', FIRST),
    file('ended: 2026-11-22T09:15Z\n', FIRST, THEIRS),
    file('internal: { source: alert }\nended: 2026-11-22T09:15Z\n', FIRST, THEIRS),
  ],
  [
    'both changed one field',
    file('ended: 2026-11-22T09:15Z\n', FIRST),
    file('ended: 2026-11-22T09:16Z\n', FIRST),
    file('ended: 2026-11-22T09:17Z\n', FIRST),
    undefined,
  ],
  [
    'both corrected one update',
    BASE,
    file('', FIRST.replace('We', 'They')),
    file('', FIRST.replace('We', 'You')),
    undefined,
  ],
  [
    'an update that the second removed is gone',
    file('', FIRST, THEIRS),
    file('', FIRST, THEIRS, OURS.replace('09:20', '09:40')),
    file('', FIRST),
    file('', FIRST, OURS.replace('09:20', '09:40')),
  ],
  [
    'an update that the first removed stays gone',
    file('', FIRST, THEIRS),
    file('', FIRST),
    file('', FIRST, THEIRS, OURS.replace('09:20', '09:40')),
    file('', FIRST, OURS.replace('09:20', '09:40')),
  ],
  [
    'one changed the update that the second removed',
    file('', FIRST, THEIRS),
    file('', FIRST, THEIRS.replace('slow', 'late')),
    file('', FIRST),
    undefined,
  ],
  [
    'one changed the update that the first removed',
    file('', FIRST, THEIRS),
    file('', FIRST),
    file('', FIRST, THEIRS.replace('slow', 'late')),
    undefined,
  ],
  [
    'a field that the second removed is gone, also the map around it',
    file('ended: 2026-11-22T09:15Z\ninternal:\n  source: alert\n', FIRST),
    file('ended: 2026-11-22T09:15Z\ninternal:\n  source: alert\n', FIRST, THEIRS),
    file('', FIRST),
    file('', FIRST, THEIRS),
  ],
  [
    'one changed the field that the second removed',
    file('ended: 2026-11-22T09:15Z\n', FIRST),
    file('ended: 2026-11-22T09:16Z\n', FIRST),
    file('', FIRST),
    undefined,
  ],
  [
    'a time that the second corrected is not another update',
    BASE,
    file('', FIRST, THEIRS),
    file('', FIRST.replace('09:10Z', '09:05Z')),
    file('', FIRST.replace('09:10Z', '09:05Z'), THEIRS),
  ],
  [
    'a time that the first corrected is not another update',
    BASE,
    file('', FIRST.replace('09:10Z', '09:05Z')),
    file('', FIRST, THEIRS),
    file('', FIRST.replace('09:10Z', '09:05Z'), THEIRS),
  ],
  [
    'both corrected one time',
    BASE,
    file('', FIRST.replace('09:10Z', '09:05Z')),
    file('', FIRST.replace('09:10Z', '09:07Z')),
    undefined,
  ],
  [
    'words that only the second corrected',
    BASE,
    file('', FIRST, THEIRS),
    file('', FIRST.replace('We', 'You'), OURS),
    file('', FIRST.replace('We', 'You'), THEIRS, OURS.replace('09:20', '09:21')),
  ],
  [
    'the same words with the time of publication count once',
    BASE,
    file('', FIRST, THEIRS.replace('09:20', '09:24')),
    file('', FIRST, THEIRS, OURS.replace('09:20', '09:40')),
    file('', FIRST, THEIRS.replace('09:20', '09:24'), OURS.replace('09:20', '09:40')),
  ],
  [
    'two people took the same template in the same minutes',
    BASE,
    file('', FIRST, THEIRS),
    file('', FIRST, THEIRS.replace('09:20', '09:23')),
    file('', FIRST, THEIRS),
  ],
  [
    'the same words half an hour later are another update',
    BASE,
    file('', FIRST, THEIRS),
    file('', FIRST, THEIRS.replace('09:20', '09:50')),
    file('', FIRST, THEIRS, THEIRS.replace('09:20', '09:50')),
  ],
  [
    'the same words that change what is affected are another update',
    BASE,
    file('', FIRST, THEIRS),
    file('', FIRST, THEIRS.replace('update', 'update\nAffects: orders degraded')),
    file('', FIRST, THEIRS, THEIRS.replace('09:20Z update', '09:21Z update\nAffects: orders degraded')),
  ],
  [
    'a comment before the first update',
    BASE,
    file('', FIRST, THEIRS),
    BASE.replace('---\n\n##', '---\n\n<!-- Seen by Ana. -->\n\n##'),
    file('', FIRST, THEIRS).replace('---\n\n##', '---\n\n<!-- Seen by Ana. -->\n\n##'),
  ],
  [
    'a section is not an update: its text would be lost',
    BASE,
    file('', FIRST, THEIRS),
    file('', FIRST, 'Soon\n\nMore.'),
    undefined,
  ],
  ['one is not an incident', BASE, 'nothing', BASE, undefined],
])('%s', (_name, base, first, second, joined) => {
  expect(joinVersions({ path: PATH, first, second, ...(base !== undefined && { base }) })).toBe(joined);
});

const RESTAMPED = FIRST.replace('09:10', '09:14');

test.each<[name: string, first: string, earlier: readonly string[], joined: string | undefined]>([
  [
    'what was published with a later time stays, and the text goes after it',
    file('', RESTAMPED),
    [file('', FIRST, OURS), file('', FIRST)],
    file('', RESTAMPED, OURS),
  ],
  [
    'a field that only the text’s branch changed is kept',
    file('', RESTAMPED),
    [file('ended: 2026-11-22T09:15Z\n', FIRST, OURS), file('', FIRST)],
    file('ended: 2026-11-22T09:15Z\n', RESTAMPED, OURS),
  ],
  ['all of it was published', file('', RESTAMPED, OURS), [file('', FIRST)], file('', RESTAMPED, OURS)],
  [
    'another title: a person puts them together',
    file('', RESTAMPED).replace('unavailable', 'slow'),
    [file('', FIRST)],
    undefined,
  ],
  ['another first update', file('', THEIRS), [file('', FIRST)], undefined],
])('without a common version, %s', (_name, first, earlier, joined) => {
  expect(joinContinued({ path: PATH, first, second: earlier[0]!, earlier })).toBe(joined);
});
