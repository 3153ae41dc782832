import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NOW, SHOP } from '../support/shop-files.ts';
import { build, ENGINE, filesOf, git, read, temporary, writeFiles } from '../support/shop-site.ts';
import type { Files } from '../support/shop-files.ts';
import { CANDOR } from '../support/run.ts';

const { folder, remove } = temporary();
const root = join(folder, 'shop');
let dist: string;

/** The shop, with objectives: one that is breached, one that is met, one component without, one that is new. */
const SHOP_WITH_OBJECTIVES: Files = {
  ...SHOP,
  'components/checkout.md': '---\nname: Checkout\nslo: 99.99\nsince: 2025-01-01\n---\n',
  'components/whatsapp.md': '---\nname: WhatsApp\nsince: 2025-01-01\n---\n',
  'components/stickers.md': '---\nname: Stickers\nsince: 2026-11-20\n---\n',
  'components/orders.md': '---\nname: Orders\nslo: 99\nsince: 2025-01-01\n---\n',
  'incidents/2026-11-20-drill.md': SHOP['incidents/2026-11-18-orders.md']!.replace(
    'title:',
    'drill: true\ntitle:',
  ),
};

beforeAll(() => {
  writeFiles(root, SHOP_WITH_OBJECTIVES);
  dist = build(root).dist;
});
afterAll(remove);

/** What the record's command says of the same files at the same time. */
function record(of: string) {
  const command = [CANDOR, 'compliance', '--root', of, '--format', 'json', '--now', NOW];
  const { stdout, stderr } = spawnSync(process.execPath, command, { cwd: ENGINE, encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

function text(path: string, at = dist): string {
  return read(at, path)
    .replace(/<style>.*?<\/style>|<script>.*?<\/script>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
}

test('the figures of the page are those of the record', () => {
  const { onTimeUpdates, entries } = record(root);
  const page = text('commitments/index.html');
  expect(onTimeUpdates.due).toBeGreaterThan(0);
  expect(page).toContain(
    `Of ${onTimeUpdates.due} updates due in the last 90 days, ${onTimeUpdates.onTime} came on time.`,
  );
  const firsts = entries
    .flatMap((entry: { measures: { kind: string }[] }) => entry.measures)
    .filter(({ kind }: { kind: string }) => kind === 'first-update');
  const met = firsts.filter(({ status }: { status: string }) => status === 'met');
  expect(page).toContain(`First updates on time ${met.length} of ${firsts.length}`);
  expect(page).toContain('Longest time without an update 35 minutes');
  expect(page).toContain('The times are those written in the updates themselves.');
});

test('times from git history are used for the page too, with a note', () => {
  const repository = join(folder, 'repository');
  writeFiles(repository, { 'status.yaml': SHOP['status.yaml']! });
  git(repository, 'init', '-q', '-b', 'main');
  git(repository, 'add', '.');
  git(repository, 'commit', '-q', '-m', 'Begin');
  writeFiles(repository, SHOP);
  git(repository, 'add', '.');
  git(repository, 'commit', '-q', '-m', 'Publish');
  const { onTimeUpdates } = record(repository);
  const page = text('commitments/index.html', build(repository).dist);
  expect(onTimeUpdates.fromGit).toBeGreaterThan(0);
  expect(page).toContain(
    `Of ${onTimeUpdates.due} updates due in the last 90 days, ${onTimeUpdates.onTime} came on time.`,
  );
  expect(page).toMatch(
    onTimeUpdates.fromGit === onTimeUpdates.due
      ? /confirms when each update was published/
      : /confirms when \d+ of them were published/,
  );
});

test('the page shows what the policy promises customers, and no one’s name or role', () => {
  const page = text('commitments/index.html');
  expect(page).toContain('A first update within 5 minutes of detection.');
  expect(page).toContain(
    'Then every 30 minutes, and at the latest after 1 hour, even if there is nothing new.',
  );
  expect(page).toContain('Shown on this page only if customers notice it.');
  expect(page).toContain('help@vayva.shop');
  expect(page).not.toMatch(
    /commander|on-call|engineer|lead\b|leadership|ceo|slack|pagerduty|@people|sev-\d/i,
  );
});

test('availability on the page is that of the record (U6.3)', () => {
  const { objectives } = record(root);
  const shares = new Intl.NumberFormat('en-GB', {
    style: 'percent',
    maximumFractionDigits: 3,
    roundingMode: 'floor',
  });
  for (const { component, available } of objectives) {
    const said = `${shares.format(available)} over 90 days`;
    expect(text(`components/${component}/index.html`)).toContain(said);
    // On the front page the span is said once, above all of them.
    expect(text('index.html')).toContain(`${shares.format(available)} `);
  }
  expect(objectives).toHaveLength(2);
  expect(text('components/checkout/index.html')).toContain('Our objective is 99.99%, and we missed it');
  // The third is the difference of the others as they are written, not of the 12.9 minutes that are allowed.
  expect(text('components/checkout/index.html')).toContain(
    '30 minutes of downtime, 18 minutes more than the 12 minutes it allows',
  );
  expect(text('components/orders/index.html')).toContain('Our objective is 99%, and it is met.');
  expect(text('components/whatsapp/index.html')).toContain('100% over 90 days');
  expect(text('components/whatsapp/index.html')).not.toContain('Our objective');
  expect(text('components/orders/index.html')).toContain(
    'a minute down counts in full, a minute partly down by half',
  );
});

test('there is a bar for each of 90 days, with its text', () => {
  const page = read(dist, 'components/orders/index.html');
  expect(page.match(/<rect class/g)).toHaveLength(90);
  expect(page).toMatch(/<title>Wed,? 18 Nov: Having problems · [^<]*<\/title>/);
  expect(text('components/orders/index.html')).toContain('Incidents on 2 of the last 90 days.');
  expect(text('components/whatsapp/index.html')).toContain('No incidents in the last 90 days.');
});

test('where a record is shorter than the bars, the heading says 90 days and what grey means', () => {
  expect(text('index.html')).toContain('The last 90 days, one bar each · grey: no data');
  expect(text('index.html')).toMatch(/Stickers Working [^W]*25 Aug 100% over 3 days Today/);
  expect(text('components/stickers/index.html')).toContain(
    'grey: no data Today No incidents in the last 3 days. Recorded since 20 Nov 2026.',
  );
  expect(text('components/whatsapp/index.html')).not.toContain('grey: no data');
});

test('it is linked from every page, under the base path', () => {
  for (const [path, html] of filesOf(dist)) {
    if (!path.endsWith('.html') || path.startsWith('embed/')) continue;
    expect(html, path).toContain('href="/status/commitments/"');
  }
});

test('a root without incidents promises all the same, and claims no record', () => {
  const other = join(folder, 'empty');
  writeFiles(other, { 'status.yaml': SHOP['status.yaml']! });
  const page = text('commitments/index.html', build(other).dist);
  expect(page).toContain('No update was due in the last 90 days.');
  expect(page).toContain('A first update within 15 minutes of detection.');
});

test('home with 20 components, 90 days of bars and an open incident is there in one round trip', () => {
  const many = join(folder, 'many');
  const components = Array.from({ length: 16 }, (_, at) => [
    `components/part-${at}.md`,
    `---\nname: Part ${at}\ngroup: Group ${at % 4}\nslo: 99.9\n---\n`,
  ]);
  writeFiles(many, { ...SHOP_WITH_OBJECTIVES, ...Object.fromEntries(components) });
  const home = readFileSync(join(build(many).dist, 'index.html'));
  expect(home.toString().match(/class="bars"/g)).toHaveLength(20);
  expect(gzipSync(home).length).toBeLessThanOrEqual(14_600);
});
