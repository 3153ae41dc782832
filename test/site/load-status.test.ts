import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enMessages } from '../../src/site/i18n/en.ts';
import { loadStatus } from '../../src/site/load-status.ts';
import { NOW, SHOP } from '../support/shop-files.ts';
import { git, temporary, writeFiles } from '../support/shop-site.ts';
import type { Files } from '../support/shop-files.ts';

const { folder, remove } = temporary();
afterAll(remove);

const OPEN = 'incidents/2026-11-22-checkout.md';
const LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 1"><path d="M0 0h4v1z"/></svg>';
const REVIEW = `---
incident: 2026-11-18-orders
publish: true
published: 2026-11-20T09:00Z
---

## Public summary

A release was wrong.
`;
const FILES: Files = {
  ...SHOP,
  'status.yaml': SHOP['status.yaml']!.replace(
    'policy: vayva',
    'policy: shop\ntheme: { logo: brand/logo.svg }',
  ),
  'policies/shop.yaml': 'extends: vayva\nname: Shop\n',
  'brand/logo.svg': LOGO,
  'postmortems/2026-11-18-orders.md': REVIEW,
};
const BROKEN = FILES[OPEN]!.replace('severity: sev-2', 'severity: [');

/** A repository with one commit, which each case copies. */
const original = join(folder, 'original');
beforeAll(() => {
  mkdirSync(original);
  writeFiles(original, FILES);
  git(original, 'init', '-q', '-b', 'main');
  commit(original, 'Begin');
});

function commit(root: string, message: string): void {
  git(root, 'add', '-A');
  git(root, 'commit', '-q', '--allow-empty', '-m', message);
}

interface Outcome {
  readonly title: string;
  readonly open: readonly string[];
  readonly notes: readonly string[];
}

/** What the page says: its headline, what is open, what is missing or older, and why nothing may be built. */
async function load(root: string): Promise<Outcome | { readonly refused: readonly string[] }> {
  const { view, vanished } = await loadStatus(root, Date.parse(NOW));
  if (vanished.length > 0) return { refused: vanished.map(({ id, reason }) => `${id} ${reason}`) };
  const { overall, active, fallbackNotes, missingEvents } = view!;
  return {
    title: enMessages.overall(overall),
    open: active.map(({ event }) => `${event.title}, ${event.updates.length} updates`),
    notes: [
      ...(missingEvents > 0 ? [`${missingEvents} missing`] : []),
      ...fallbackNotes.map((note) => (note.kind === 'settings' ? note.kind : `${note.kind} ${note.title}`)),
    ],
  };
}

type Case = readonly [what: string, change: (root: string) => void, expected: object];

let cases = 0;

function prepare(change: (root: string) => void): string {
  const root = join(folder, `case-${(cases += 1)}`);
  cpSync(original, root, { recursive: true });
  change(root);
  return root;
}

/** Changes files and commits them, as a merge does. */
function merge(
  changes: Readonly<Record<string, string | undefined>>,
  message = 'Change',
): (root: string) => void {
  return (root) => {
    for (const [path, text] of Object.entries(changes)) {
      if (text === undefined) rmSync(join(root, path));
      else writeFiles(root, { [path]: text });
    }
    commit(root, message);
  };
}

function edit(path: string, from: string, to: string): (root: string) => void {
  return merge({ [path]: FILES[path]!.replace(from, to) });
}

const TITLE = 'Some orders fail at checkout';
const AS_BEFORE = {
  title: 'Checkout is partly down, and Orders is having problems.',
  open: [`${TITLE}, 2 updates`],
};

const SHOWN: readonly Case[] = [
  ['an incident is broken', merge({ [OPEN]: BROKEN }), { ...AS_BEFORE, notes: [`event ${TITLE}`] }],
  ['an incident is empty', merge({ [OPEN]: '' }), { ...AS_BEFORE, notes: [`event ${TITLE}`] }],
  [
    'a component is broken',
    edit('components/checkout.md', 'order: 1', 'order: one'),
    { ...AS_BEFORE, notes: ['component Checkout'] },
  ],
  [
    'a component is deleted',
    merge({ 'components/checkout.md': undefined }),
    { ...AS_BEFORE, notes: ['component Checkout'] },
  ],
  [
    'a component is renamed',
    merge({ 'components/checkout.md': undefined, 'components/payments.md': FILES['components/checkout.md'] }),
    { ...AS_BEFORE, notes: ['component Checkout'] },
  ],
  [
    'a component and its incident are broken at once',
    merge({ 'components/checkout.md': undefined, [OPEN]: BROKEN }),
    { ...AS_BEFORE, notes: [`event ${TITLE}`, 'component Checkout'] },
  ],
  [
    'status.yaml has an unknown key',
    edit('status.yaml', 'name:', 'nmae: x\nname:'),
    { ...AS_BEFORE, notes: ['settings'] },
  ],
  [
    'status.yaml has no such time zone',
    edit('status.yaml', 'Africa/Lagos', 'Africa/Logos'),
    { ...AS_BEFORE, notes: ['settings'] },
  ],
  ['status.yaml is deleted', merge({ 'status.yaml': undefined }), { ...AS_BEFORE, notes: ['settings'] }],
  [
    'status.yaml names no policy',
    edit('status.yaml', 'policy: shop', 'policy: store'),
    { ...AS_BEFORE, notes: ['settings'] },
  ],
  [
    'a policy has a bad duration',
    merge({ 'policies/shop.yaml': 'extends: vayva\nseverities: { sev-1: { first-update: soon } }\n' }),
    { ...AS_BEFORE, notes: ['settings'] },
  ],
  ['a policy is deleted', merge({ 'policies/shop.yaml': undefined }), { ...AS_BEFORE, notes: ['settings'] }],
  [
    'a policy and status.yaml are broken at once',
    merge({ 'policies/shop.yaml': 'extends: [', 'status.yaml': 'name: [' }),
    { ...AS_BEFORE, notes: ['settings'] },
  ],
  [
    'a second file has the name of a published one',
    merge({ 'incidents/2025/2026-11-22-checkout.md': FILES[OPEN]!.replace('sev-2', 'sev-3') }),
    { ...AS_BEFORE, notes: [`event ${TITLE}`] },
  ],
  [
    'it was broken 41 times',
    (root) => {
      for (let at = 0; at < 41; at += 1) merge({ [OPEN]: `${BROKEN}\n${at}` })(root);
    },
    { ...AS_BEFORE, notes: [`event ${TITLE}`] },
  ],
  [
    'it was moved and broken in one commit',
    merge({ [OPEN]: undefined, 'incidents/2026/2026-11-22-checkout.md': BROKEN }),
    { ...AS_BEFORE, notes: [`event ${TITLE}`] },
  ],
  [
    'it was renamed and broken in one commit',
    merge({ [OPEN]: undefined, 'incidents/2026-11-22-payments.md': BROKEN }),
    { ...AS_BEFORE, notes: [`event ${TITLE}`] },
  ],
  [
    'it got a name that is not read',
    merge({ [OPEN]: undefined, 'incidents/2026-11-22-checkout.MD': FILES[OPEN]! }),
    { ...AS_BEFORE, notes: [`event ${TITLE}`] },
  ],
  [
    'a policy has no such severity any more',
    (root) => {
      const policy = execFileSync('cat', ['presets/vayva.yaml'], { encoding: 'utf8' }).replaceAll(
        'sev-2',
        'grave',
      );
      merge({ 'policies/shop.yaml': policy })(root);
    },
    { ...AS_BEFORE, notes: [`event ${TITLE}`, 'event Orders are late'] },
  ],
  [
    'a published postmortem is broken',
    edit('postmortems/2026-11-18-orders.md', 'publish: true', 'publish: yes please'),
    { ...AS_BEFORE, notes: ['postmortem Orders are late'] },
  ],
  ['the logo is broken', merge({ 'brand/logo.svg': '<svg' }), { ...AS_BEFORE, notes: ['settings'] }],
  ['the logo is deleted', merge({ 'brand/logo.svg': undefined }), { ...AS_BEFORE, notes: ['settings'] }],
  [
    'a file is a link to a folder',
    (root) => symlinkSync('.', join(root, 'incidents/2026-11-22-more.md')),
    {
      ...AS_BEFORE,
      title: `${AS_BEFORE.title} We can’t tell about the other systems at the moment.`,
      notes: ['1 missing'],
    },
  ],
  [
    'a file name is not UTF-8',
    (root) =>
      writeFileSync(
        Buffer.concat([Buffer.from(`${root}/incidents/`), Buffer.from([0xff, 0xfe]), Buffer.from('.md')]),
        FILES[OPEN]!,
      ),
    {
      ...AS_BEFORE,
      title: `${AS_BEFORE.title} We can’t tell about the other systems at the moment.`,
      notes: ['1 missing'],
    },
  ],
  [
    'a folder name is not UTF-8',
    (root) => mkdirSync(Buffer.concat([Buffer.from(`${root}/incidents/`), Buffer.from([0xff, 0xfe])])),
    {
      ...AS_BEFORE,
      title: `${AS_BEFORE.title} We can’t tell about the other systems at the moment.`,
      notes: ['1 missing'],
    },
  ],
  [
    'a file is a link to itself',
    (root) => symlinkSync('2026-11-22-loop.md', join(root, 'incidents/2026-11-22-loop.md')),
    {
      ...AS_BEFORE,
      title: `${AS_BEFORE.title} We can’t tell about the other systems at the moment.`,
      notes: ['1 missing'],
    },
  ],
];

test.each(SHOWN)('where %s, the rest is published and the page shows so', async (_, change, expected) => {
  expect(await load(prepare(change))).toEqual(expected);
});

const UNKNOWN = 'We can’t tell at the moment whether all systems are working.';

test.each<Case>([
  ['there is no git', (root) => rmSync(join(root, '.git'), { recursive: true }), {}],
  ['the objects of git are damaged', (root) => rmSync(join(root, '.git/objects'), { recursive: true }), {}],
  [
    'the branch of git is damaged',
    (root) => writeFileSync(join(root, '.git/HEAD'), 'ref: refs/heads/none\n'),
    {},
  ],
])('where %s, a broken incident leaves the state unknown', async (_, change) => {
  const root = prepare((copy) => writeFiles(copy, { [OPEN]: BROKEN }));
  change(root);
  expect(await load(root)).toEqual({ title: UNKNOWN, open: [], notes: ['1 missing'] });
});

test('where the history is cut off after the last valid version, the state is unknown', async () => {
  const full = prepare(merge({ [OPEN]: BROKEN }));
  const root = join(folder, 'shallow');
  git(folder, 'clone', '-q', '--depth', '1', `file://${full}`, root);
  expect(await load(root)).toEqual({ title: UNKNOWN, open: [], notes: ['1 missing'] });
});

test('without git, an unknown component is shown by its id', async () => {
  const root = prepare(merge({ 'components/checkout.md': undefined }));
  rmSync(join(root, '.git'), { recursive: true });
  expect(await load(root)).toEqual({
    ...AS_BEFORE,
    title: 'checkout is partly down, and Orders is having problems.',
    notes: [],
  });
});

test('without git, of two files with one name the open public one is shown', async () => {
  const root = prepare((copy) => {
    rmSync(join(copy, '.git'), { recursive: true });
    writeFiles(copy, { 'incidents/2025/2026-11-22-checkout.md': FILES[OPEN]!.replace('sev-2', 'sev-3') });
  });
  expect(await load(root)).toEqual({ ...AS_BEFORE, notes: [] });
});

/** New files without a valid version, of which the page must not give the name. */
const RESOLVED = SHOP['incidents/2026-11-18-orders.md']!;
const NEW = 'incidents/2026-11-22-secret.md';
test.each<readonly [what: string, text: string, title: string, notes: readonly string[]]>([
  [
    'a drill with a wrong severity',
    FILES[OPEN]!.replace('severity: sev-2', 'drill: true\nseverity: sev-9'),
    AS_BEFORE.title,
    [],
  ],
  [
    'a drill with a wrong time',
    FILES[OPEN]!.replace('detected: 2026', 'drill: true\ndetected: at 2026'),
    AS_BEFORE.title,
    [],
  ],
  [
    'an incident off the page with a wrong time',
    FILES[OPEN]!.replace('severity: sev-2', 'severity: sev-3').replace('detected: 2026', 'detected: at 2026'),
    AS_BEFORE.title,
    [],
  ],
  [
    'an incident that is over',
    RESOLVED.replace('detected: 2026', 'detected: at 2026'),
    AS_BEFORE.title,
    ['1 missing'],
  ],
  [
    'an incident of unknown severity',
    FILES[OPEN]!.replace('sev-2', 'sev-9'),
    `${AS_BEFORE.title} We can’t tell about the other systems at the moment.`,
    ['1 missing'],
  ],
  [
    'no front matter',
    'Something is wrong.\n',
    `${AS_BEFORE.title} We can’t tell about the other systems at the moment.`,
    ['1 missing'],
  ],
])('a new file with %s is not named', async (_, text, title, notes) => {
  const root = prepare(merge({ [NEW]: text }));
  expect(await load(root)).toEqual({ title, open: AS_BEFORE.open, notes });
  const { view } = await loadStatus(root, Date.parse(NOW));
  expect(JSON.stringify(view)).not.toContain('secret');
});

test.each<readonly [what: string, before: string, notes: readonly string[]]>([
  ['a drill', FILES[OPEN]!.replace('severity', 'drill: true\nseverity'), []],
  ['an incident off the page', FILES[OPEN]!.replace('sev-2', 'sev-3'), []],
])('a broken file of %s is not mentioned', async (_, before, notes) => {
  const root = prepare((copy) => {
    merge({ [NEW]: before })(copy);
    merge({ [NEW]: `---\ntitle: [\n` })(copy);
  });
  expect(await load(root)).toEqual({ ...AS_BEFORE, notes });
});

test('a deleted component that only past incidents name is shown as retired', async () => {
  const root = prepare((copy) => {
    merge({ [OPEN]: `${FILES[OPEN]!}\n## 2026-11-22T11:50Z resolved\n\nIt works.\n` })(copy);
    merge({ 'components/checkout.md': undefined })(copy);
  });
  const { view } = await loadStatus(root, Date.now());
  const { components, retired } = view!;
  expect(components.map(({ id }) => id)).not.toContain('checkout');
  expect(retired).toMatchObject([{ id: 'checkout', retired: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) }]);
});

const REFUSED = { refused: ['2026-11-22-checkout removed'] };
const HIDDEN = { refused: ['2026-11-22-checkout hidden'] };
const WITHOUT = { title: 'All systems are working.', open: [], notes: [] };

test.each<Case>([
  ['is deleted in the folder', (root) => rmSync(join(root, OPEN)), REFUSED],
  ['is deleted by a commit that is about something else', merge({ [OPEN]: undefined }, 'Tidy up'), REFUSED],
  [
    'is deleted after it was broken',
    (root) => [merge({ [OPEN]: BROKEN }), merge({ [OPEN]: undefined })].forEach((step) => step(root)),
    REFUSED,
  ],
  [
    'is deleted on a branch',
    (root) => {
      git(root, 'checkout', '-q', '-b', 'branch');
      merge({ [OPEN]: undefined }, 'Tidy up')(root);
    },
    REFUSED,
  ],
  [
    'lies behind a link out of the root',
    (root) => {
      renameSync(join(root, 'incidents'), `${root}-outside`);
      symlinkSync(`${root}-outside`, join(root, 'incidents'));
    },
    { refused: ['2026-11-22-checkout removed'] },
  ],
  [
    'is published again after it was withdrawn, and then deleted',
    (root) =>
      [
        merge({ [OPEN]: undefined }, 'Tidy up\n\nWithdraws: 2026-11-22-checkout'),
        merge({ [OPEN]: FILES[OPEN]! }, 'It was an incident after all'),
        merge({ [OPEN]: undefined }, 'Tidy up'),
      ].forEach((step) => step(root)),
    REFUSED,
  ],
  ['becomes a drill', edit(OPEN, 'severity', 'drill: true\nseverity'), HIDDEN],
  ['becomes less severe', edit(OPEN, 'sev-2', 'sev-3'), HIDDEN],
  [
    'is hidden by the policy',
    merge({ 'policies/shop.yaml': 'extends: vayva\nseverities: { sev-2: { public: never } }\n' }),
    HIDDEN,
  ],
])('nothing is built if an open incident %s', async (_, change, expected) => {
  expect(await load(prepare(change))).toEqual(expected);
});

test.each<Case>([
  ['the commit that deletes it names it', merge({ [OPEN]: undefined }, `Delete ${OPEN}`), WITHOUT],
  [
    'a later commit withdraws it',
    (root) => {
      merge({ [OPEN]: undefined }, 'Tidy up')(root);
      merge({}, 'Agreed with the team\n\nWithdraws: 2026-11-22-checkout')(root);
    },
    WITHOUT,
  ],
  [
    'its file has the reason for hiding it',
    merge({
      [OPEN]: FILES[OPEN]!.replace('sev-2', 'sev-3').replace(
        '---\n\n##',
        '---\n\n<!-- allow require-stable-permalink: opened for the wrong shop -->\n\n##',
      ),
    }),
    WITHOUT,
  ],
  [
    'it was over',
    (root) =>
      [
        merge({ [OPEN]: `${FILES[OPEN]!}\n## 2026-11-22T11:50Z resolved\n\nIt works.\n` }),
        merge({ [OPEN]: undefined }),
      ].forEach((step) => step(root)),
    WITHOUT,
  ],
  [
    'it was off the page',
    (root) =>
      [edit(OPEN, 'sev-2', 'sev-3'), merge({ [OPEN]: undefined }, `Withdraws: 2026-11-22-checkout`)].forEach(
        (step) => step(root),
      ),
    WITHOUT,
  ],
])('an incident may leave the page if %s', async (_, change, expected) => {
  expect(await load(prepare(change))).toEqual(expected);
});
test('a branch without the newest incident of the default branch can be built', async () => {
  const root = prepare((copy) => {
    git(copy, 'branch', 'older');
    merge({ [NEW]: FILES[OPEN]! })(copy);
    git(copy, 'checkout', '-q', 'older');
  });
  expect(await load(root)).toEqual({ ...AS_BEFORE, notes: [] });
});
