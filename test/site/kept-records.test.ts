import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generateSite, GENERATED_NOW } from '../../bench/generate.ts';
import type { RunRecordOptions } from '../../src/files/run-record.ts';
import { validateContent } from '../../src/rules/engine/validate-content.ts';
import { loadStatus } from '../../src/site/load-status.ts';
import { DAY } from '../../src/time/duration.ts';
import { scratch } from '../support/scratch.ts';

const SITE = Object.fromEntries(generateSite(30));
const [FIRST, SECOND, ...OTHERS] = Object.keys(SITE).filter((path) => path.startsWith('incidents/'));
const LAST = OTHERS.at(-1)!;

/** What a build shows and reports; keeps what it found in `records`. */
async function run(root: string, now = GENERATED_NOW, records?: RunRecordOptions) {
  const { content, view, vanished, clean } = await loadStatus(root, now, records);
  const findings = validateContent(content, now, undefined, undefined, clean?.files);
  await clean?.save();
  return { view, vanished, findings };
}

const edit = (path: string, change: (text: string) => string) => (root: string) => {
  const text = readFileSync(join(root, path), 'utf8');
  expect(change(text)).not.toBe(text);
  writeFileSync(join(root, path), change(text));
};

interface Change {
  /** The content before. */
  readonly site?: Readonly<Record<string, string>>;
  readonly change: (root: string, records: string) => void;
  readonly now?: number;
  readonly code?: string;
  /** Part of a finding or of the view, so that the change is one that shows. */
  readonly shows?: string;
}

const damage = (change: (text: string) => string) => (_: string, records: string) => {
  for (const kind of ['clean', 'parsed'])
    for (const name of readdirSync(join(records, kind))) edit(join(kind, name), change)(records);
};

test.each<[string, Change]>([
  ['nothing changed', { change: () => undefined, shows: 'Checkout' }],
  [
    'an update changed',
    { change: edit(LAST, (text) => text.replace('We are', 'All of us are')), shows: 'All of us' },
  ],
  [
    'an update contains jargon',
    { change: edit(LAST, (text) => `${text}\nThe kubelet pods restarted.\n`), shows: 'no-jargon' },
  ],
  [
    'another file is reopened, so that an old text is not true',
    { change: edit(FIRST!, (text) => text.replace(/\n## \S+ resolved[\s\S]*/, '\n')), shows: 'still open' },
  ],
  ['a file was deleted', { change: (root) => rmSync(join(root, SECOND!)) }],
  [
    'a file was renamed',
    {
      change: (root) => renameSync(join(root, SECOND!), join(root, 'incidents/2026-01-01-other.md')),
      shows: '2026-01-01-other',
    },
  ],
  [
    'a file is broken',
    { change: edit(SECOND!, (text) => text.replace('severity:', 'severty:')), shows: 'severty' },
  ],
  [
    'a component has another id and name',
    {
      change: (root) => {
        rmSync(join(root, 'components/checkout.md'));
        writeFileSync(join(root, 'components/till.md'), '---\nname: Till\nformerly: [checkout]\n---\n');
      },
      shows: 'Till',
    },
  ],
  [
    'a component is gone',
    { change: (root) => rmSync(join(root, 'components/checkout.md')), shows: 'valid-component' },
  ],
  [
    'the policy is another one',
    { change: edit('status.yaml', (text) => text.replace('vayva', 'standard')), shows: 'severity' },
  ],
  [
    'the policy turns an essential rule off',
    {
      site: {
        ...SITE,
        'status.yaml': SITE['status.yaml']!.replace('vayva', 'own'),
        'policies/own.yaml': 'name: Own\nextends: vayva\nrules: { valid-severity: off }\n',
        [LAST]: SITE[LAST]!.replace('sev-2', 'sev-9'),
      },
      change: () => undefined,
      shows: '"missingEvents":1',
    },
  ],
  [
    'the time zone is another one',
    { change: edit('status.yaml', (text) => text.replace('Europe/Berlin', 'Asia/Tokyo')) },
  ],
  ['it is earlier', { change: () => undefined, now: GENERATED_NOW - 3 * DAY, shows: 'no-future-time' }],
  ['it is a week later', { change: () => undefined, now: GENERATED_NOW + 7 * DAY }],
  ['the code is another one', { change: () => undefined, code: 'other' }],
  ['the records were cut', { change: damage((text) => text.slice(0, -20)) }],
  ['the records have other letters', { change: damage((text) => text.replace(/[a-z]{4,}/g, 'abcd')) }],
])(
  'a build shows and finds the same with and without the records of the last one if %s',
  async (_, given) => {
    const { site = SITE, change, now = GENERATED_NOW, code = 'code', shows = '' } = given;
    const root = scratch(site);
    const records = scratch();
    await run(root, GENERATED_NOW, { folder: records, code: 'code' });
    change(root, records);
    const expected = await run(root, now);
    expect(JSON.stringify(expected)).toContain(shows);
    // The second time, it keeps what it found after the change.
    for (let time = 0; time < 2; time += 1)
      expect(await run(root, now, { folder: records, code })).toEqual(expected);
  },
);
