import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openRepository } from '../../src/response/io/repository-context.ts';
import { runChange } from '../../src/response/io/session.ts';
import type { ChangeFactory } from '../../src/response/io/confirm-change.ts';
import { createClock } from '../../src/response/io/simulated-clock.ts';
import { updateIncident } from '../../src/response/update.ts';
import { shopRepository, squashed } from '../support/shop-repository.ts';
import { run } from '../support/run.ts';
import { PLAIN_STYLE } from '../../src/text/terminal-style.ts';

const ID = '2026-11-22-checkout';
const FILE = `incidents/${ID}.md`;
const BRANCH = `incident/${ID}`;
const now = (time: string): string[] => ['--now', `2026-11-22T${time}Z`];
const OPEN = ['open', '--severity', 'sev-2', '--component', 'checkout', '--impact', 'failed payments'];
const RESOLVE = [
  'resolve',
  '--cause',
  'A release.',
  '--fix',
  'rollback',
  '--tested',
  'staging',
  '--verified',
  'all',
];

const FIRST =
  'We are experiencing degraded performance with Checkout. Some users may experience late receipts. Our team is investigating.';

/** A GitHub that remembers one pull request, or refuses everything. */
async function githubApi(status = 200) {
  const seen: string[] = [];
  const bodies: Record<string, unknown>[] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/\?.*$/, '');
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const line = `${request.method} ${path}`;
      const open = seen.includes(line.replace('GET', 'POST'));
      const one = { number: 1, html_url: 'https://github.example/pull/1', head: { ref: BRANCH } };
      seen.push(line);
      bodies.push(body === '' ? {} : (JSON.parse(body) as Record<string, unknown>));
      response.writeHead(status, { 'content-type': 'application/json' });
      const answer = request.method === 'GET' ? (open ? [one] : []) : one;
      response.end(JSON.stringify(status === 200 ? answer : { message: 'no entry' }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { seen, bodies, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe('incident', { timeout: 60_000 }, () => {
  test('V3.1, V12.1: from two answers and two returns at a terminal to a pushed file that the validator passes', () => {
    const shop = shopRepository();
    const began = performance.now();
    const ran = shop.typed(
      ['open', ...now('09:10')],
      [
        ['How severe is it', '\r'],
        ['What is affected', ' \r'],
        ['When was it noticed', '\r'],
        ['Publish this', '\r'],
      ],
    );
    const took = performance.now() - began;
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('Platform completely unavailable');
    expect(ran.out).toContain(`Committed on ${BRANCH}, pushed to origin`);
    expect(ran.out).toContain('Next public update due 10:25, late at 10:40 Africa/Lagos, in 14 min (V12.2)');
    expect(shop.git('ls-remote', 'origin', `refs/heads/${BRANCH}`)).toContain(shop.git('rev-parse', BRANCH));
    shop.git('checkout', '-q', BRANCH);
    expect(run('validate', ['--root', shop.root, ...now('09:10')])).toMatchObject({ code: 0 });
    // Three times the budget: the machine that tests run on is rarely idle.
    expect(took).toBeLessThan(9000);
  });

  test('the whole way without a terminal: open, nothing new, fixed, too early, resolved, corrected', () => {
    const shop = shopRepository();
    const did = (args: readonly string[], time: string) => shop.incident([...args, ...now(time)]);
    expect(did([...OPEN, '--source', 'alert'], '09:10')).toMatchObject({ code: 0, err: '' });
    expect(did(['update', '--no-change'], '09:35')).toMatchObject({ code: 0, err: '' });
    expect(did(['update', '--phase', 'monitoring', '--affects', 'checkout degraded'], '09:50').code).toBe(0);
    const early = did(RESOLVE, '10:02');
    expect(early.code).toBe(1);
    expect(early.out).toContain('monitored until 11:20 Africa/Lagos, in 18 min (2026-11-22T10:20Z)');
    expect(did(['list'], '10:02').out).toContain('Resolution, once the fix holds due 11:20');
    expect(did(RESOLVE, '10:20')).toMatchObject({ code: 0, err: '' });
    const text = 'We are still working on this. Thank you for your patience.';
    const corrected = did(
      ['correct', '--incident', ID, '--update', '2026-11-22T09:35Z', '--text', text],
      '10:25',
    );
    expect(corrected).toMatchObject({ code: 0, err: '' });
    expect(did(['list'], '10:30').out).toMatch(
      /^No incident is open\.\n\n2026-11-22-checkout: Customers see nothing of it yet: it is pushed, and is published when/,
    );
    shop.git('checkout', '-q', BRANCH);
    expect(shop.git('log', '--format=%s', 'main..HEAD').split('\n')).toEqual([
      `${ID}: correct the update of 2026-11-22T09:35Z`,
      `${ID}: resolved at 2026-11-22T10:20Z`,
      `${ID}: monitoring at 2026-11-22T09:50Z`,
      `${ID}: update at 2026-11-22T09:35Z`,
      'SEV-2: Checkout: failed payments',
    ]);
    expect(run('validate', ['--root', shop.root, ...now('10:25')])).toMatchObject({ code: 0 });
  });

  test('touches nothing of the checkout: not its branch, its index, its half-done work or its stray files', () => {
    const shop = shopRepository();
    shop.git('checkout', '-q', '-b', 'feature');
    writeFileSync(join(shop.root, 'status.yaml'), 'half: done\n');
    writeFileSync(join(shop.root, 'staged.txt'), 'staged');
    shop.git('add', 'staged.txt');
    writeFileSync(join(shop.root, 'stray.txt'), 'stray');
    const before = [shop.git('status', '--porcelain', '--branch'), shop.git('diff', '--cached')];
    expect(shop.incident([...OPEN, ...now('09:10')])).toMatchObject({ code: 0, err: '' });
    expect([shop.git('status', '--porcelain', '--branch'), shop.git('diff', '--cached')]).toEqual(before);
    expect(shop.git('show', '--format=', '--name-only', BRANCH)).toBe(FILE);
    expect(shop.git('rev-parse', `${BRANCH}^`)).toBe(shop.git('rev-parse', 'main'));
  });

  test('when the incident’s own branch is checked out, its file follows', () => {
    const shop = shopRepository();
    shop.incident([...OPEN, ...now('09:10')]);
    shop.git('checkout', '-q', BRANCH);
    expect(shop.incident(['update', '--no-change', ...now('09:30')]).code).toBe(0);
    expect(readFileSync(join(shop.root, FILE), 'utf8')).toContain('09:30Z update');
    expect(shop.git('status', '--porcelain')).toBe('');
  });

  test.each([
    ['merged, and the branch gone', true],
    ['squashed, and the branch still there', false],
  ])('after the first one was %s, an update begins from what is published', (_name, gone) => {
    const shop = shopRepository();
    shop.incident([...OPEN, ...now('09:10')]);
    squashed(shop, ID);
    if (gone) shop.git('push', '-q', 'origin', '--delete', BRANCH);
    expect(shop.incident(['update', '--no-change', ...now('09:30')])).toMatchObject({ code: 0, err: '' });
    expect(shop.git('diff', '--name-only', `origin/main...${BRANCH}`)).toBe(FILE);
    expect(shop.git('merge-base', 'origin/main', BRANCH)).toBe(shop.git('rev-parse', 'origin/main'));
    expect(shop.git('ls-remote', 'origin', `refs/heads/${BRANCH}`)).toContain(shop.git('rev-parse', BRANCH));
  });

  test.each([
    [
      'other words: decided again, after theirs',
      { text: 'Orders are slow.' },
      'was added after theirs',
      true,
    ],
    ['the same words: published once', { noChange: true }, 'in the same words: yours were not added', false],
  ])('a colleague who writes between the fetch and the push, %s', async (_name, input, message, isAdded) => {
    const shop = shopRepository();
    shop.incident([...OPEN, ...now('09:10')]);
    const other = shop.colleague();
    const said: string[] = [];
    let raced = false;
    const decide: ChangeFactory = (incidentContext, known) => {
      if (!raced) expect(other.incident(['update', '--no-change', ...now('09:20')]).code).toBe(0);
      raced = true;
      return updateIncident(incidentContext, known, Date.UTC(2026, 10, 22, 9, 30));
    };
    const session = {
      clock: createClock(Date.UTC(2026, 10, 22, 9, 30)),
      print: (text: string) => void said.push(text),
      ...{ ink: PLAIN_STYLE, offline: false, dryRun: false },
    };
    const code = await runChange(await openRepository(shop.root), input, decide, session);
    expect([code, said.join('\n')]).toEqual([0, expect.stringContaining(message)]);
    const text = shop.git('show', `origin/${BRANCH}:${FILE}`);
    expect(text.match(/^## .*$/gm)).toEqual([
      '## 2026-11-22T09:10Z investigating',
      '## 2026-11-22T09:20Z update',
      ...(isAdded ? ['## 2026-11-22T09:30Z update'] : []),
    ]);
  });

  test('what was written without a network goes after what a colleague wrote meanwhile', () => {
    const shop = shopRepository();
    shop.incident([...OPEN, ...now('09:10')]);
    const other = shop.colleague();
    expect(shop.incident(['update', '--text', 'Orders are slow.', '--offline', ...now('09:20')]).code).toBe(
      0,
    );
    expect(other.incident(['update', '--no-change', ...now('09:21')]).code).toBe(0);
    const ran = shop.incident(['update', '--no-change', ...now('09:30')]);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toMatch(
      /^2026-11-22-checkout: Customers see nothing of it yet: it is pushed, .* Only on this computer: the update of 10:2/,
    );
    expect(shop.git('show', `origin/${BRANCH}:${FILE}`).match(/^## .*$/gm)).toEqual([
      '## 2026-11-22T09:10Z investigating',
      '## 2026-11-22T09:21Z update',
      '## 2026-11-22T09:22Z update',
      '## 2026-11-22T09:30Z update',
    ]);
  });

  test('without a remote, a finished commit is left and the way on is said', () => {
    const shop = shopRepository({ remote: false });
    const ran = shop.incident([...OPEN, ...now('09:10')]);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain(
      `This repository has no remote. In the repository that builds the status page:\n  git merge ${BRANCH}`,
    );
    expect(shop.git('show', `${BRANCH}:${FILE}`)).toContain('We are experiencing degraded performance');
  });

  test('without a network, a finished commit is left, and the command that pushes it', () => {
    const shop = shopRepository();
    rmSync(shop.remote, { recursive: true });
    const ran = shop.incident([...OPEN, ...now('09:10')]);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('Failed to fetch from origin');
    expect(ran.out).toContain(`git push origin ${BRANCH}`);
    expect(shop.git('rev-list', '--count', `main..${BRANCH}`)).toBe('1');
  });

  test('without a token, the address that opens the pull request is said', () => {
    const shop = shopRepository();
    shop.git('remote', 'set-url', 'origin', 'git@github.com:acme/status.git');
    shop.git('config', `url.${shop.remote}.insteadOf`, 'git@github.com:acme/status.git');
    const ran = shop.incident([...OPEN, ...now('09:10')], { GITHUB_REPOSITORY: 'acme/status' });
    expect(ran.out).toContain(
      `https://github.com/acme/status/compare/main...incident/${ID}?quick_pull=1&title=SEV-2%3A%20Checkout%3A%20failed%20payments`,
    );
    expect(ran.out).toContain('Request a review: @amina');
  });

  test('V3.1, V1.2: with a token, the pull request is opened and the right people are asked; the next update adds to it', async () => {
    const shop = shopRepository();
    const api = await githubApi();
    const env = { GITHUB_TOKEN: 't', GITHUB_REPOSITORY: 'acme/status', GITHUB_API_URL: api.url };
    const ran = await shop.incidentBeside([...OPEN, ...now('09:10')], env);
    expect([ran.code, ran.err]).toEqual([0, '']);
    expect(ran.out).toContain('pushed to origin, pull request https://github.example/pull/1.');
    expect(ran.out).toContain(
      'Customers see nothing of it yet: it is in #1, which is merged automatically when its checks pass.',
    );
    expect(api.seen).toEqual([
      'GET /repos/acme/status/pulls',
      'GET /repos/acme/status/pulls',
      'POST /repos/acme/status/pulls',
      'POST /repos/acme/status/pulls/1/requested_reviewers',
    ]);
    expect(api.bodies[2]).toMatchObject({
      base: 'main',
      head: BRANCH,
      title: 'SEV-2: Checkout: failed payments',
    });
    expect(String(api.bodies[2]!['body'])).toContain(
      '> We are experiencing degraded performance with Checkout.',
    );
    expect(api.bodies[3]).toMatchObject({ reviewers: ['amina'] });
    const next = await shop.incidentBeside(['update', '--no-change', ...now('09:30')], env);
    expect(next.out).toContain('pull request https://github.example/pull/1.');
    expect(api.seen.filter((line) => line === 'POST /repos/acme/status/pulls')).toHaveLength(1);
  });

  test('with a token that GitHub refuses, a finished push is left, the reason and the way on', async () => {
    const shop = shopRepository();
    const api = await githubApi(401);
    const env = { GITHUB_TOKEN: 't', GITHUB_REPOSITORY: 'acme/status', GITHUB_API_URL: api.url };
    const ran = await shop.incidentBeside([...OPEN, ...now('09:10')], env);
    expect(ran.code).toBe(1);
    expect(ran.out).toMatch(
      /Open the pull request: https:\/\/github\.com\/acme\/status\/compare\/\S+ \(.*no entry/,
    );
    expect(shop.git('ls-remote', 'origin')).toContain(BRANCH);
  });

  test('text that does not pass is rewritten at once, at the same prompt', () => {
    const shop = shopRepository();
    const steps = [
      ['When was it noticed', '\r'],
      ['Rewrite the text?', '\r'],
      ['The new text', `${'\u007F'.repeat(200)}\u0015${FIRST}\r\r`],
      ['Publish this', '\r'],
    ] as const;
    const ran = shop.typed([...OPEN.slice(0, -1), 'some issues', ...now('09:10')], steps);
    expect(ran.code).toBe(0);
    expect(shop.git('show', `${BRANCH}:${FILE}`)).toContain(FIRST);
  });

  test('what violates the SOP is not published: the draft stays, is fixed, and posted', () => {
    const shop = shopRepository();
    const ran = shop.incident([...OPEN.slice(0, -1), 'some issues', ...now('09:10')]);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('does not say what customers notice');
    const draft = join(shop.root, '.git', 'candor-drafts', `${ID}.md`);
    expect(ran.out).toContain(`npx candor incident publish .git/candor-drafts/${ID}.md`);
    expect(shop.git('branch', '--list', 'incident/*')).toBe('');
    writeFileSync(draft, readFileSync(draft, 'utf8').replaceAll('some issues', 'failed payments'));
    expect(shop.incident(['publish', draft, ...now('09:12')])).toMatchObject({ code: 0, err: '' });
    expect(existsSync(draft)).toBe(false);
    expect(shop.git('show', `${BRANCH}:${FILE}`)).toContain('failed payments');
  });

  test('V6.4: what is published is only changed as a correction', () => {
    const shop = shopRepository();
    shop.incident([...OPEN, ...now('09:10')]);
    squashed(shop, ID);
    shop.git('fetch', '-q');
    const file = join(shop.root, `${ID}.md`);
    const text = shop.git('show', `origin/main:${FILE}`);
    writeFileSync(file, `${text.replace('failed payments. Our', 'slow pages. Our')}\n`);
    const ran = shop.incident(['publish', file, ...now('09:20')]);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('error no-unmarked-edit (V6.4)');
    const words = FIRST.replace('late receipts', 'slow pages');
    expect(shop.incident(['correct', '--text', words, '--incident', ID, ...now('09:20')]).code).toBe(0);
  });

  test('--dry-run says what would be done and does nothing', () => {
    const shop = shopRepository();
    const ran = shop.incident([...OPEN, '--dry-run', ...now('09:10')]);
    expect(ran.out).toContain(
      `This would be done:\n  commit ${FILE} on ${BRANCH}: SEV-2: Checkout: failed payments\n  push`,
    );
    expect(shop.git('branch', '--list', 'incident/*')).toBe('');
  });

  test('V14.1: --answers proposes the severity with its clause', () => {
    const shop = shopRepository();
    const args = [
      'open',
      '--answers',
      'no,no,no,no,yes',
      '--component',
      'orders',
      '--impact',
      'failed orders',
    ];
    const ran = shop.incident([...args, ...now('09:10')]);
    expect(ran.out).toContain(
      'Proposed: SEV-2 Major (yes to "Does order creation fail for more than 10% of users?" (V14.1)).',
    );
    expect(ran.code).toBe(0);
  });

  test('U6.1: words from outside reach neither a shell nor the file’s form', () => {
    const shop = shopRepository();
    const title = '$(touch pwned); --upload-pack=touch "\'\n::error::';
    const mitigation = `--mitigation=\`touch pwned\` ${title}`;
    const ran = shop.incident([...OPEN, `--title=${title}`, mitigation, ...now('09:10')]);
    expect(ran.code).toBe(0);
    expect(existsSync(join(shop.root, 'pwned'))).toBe(false);
    expect(shop.git('log', '-1', '--format=%s', BRANCH)).toContain('$(touch pwned); --upload-pack');
  });

  test.each<[string, readonly string[], RegExp]>([
    ['no text at all', ['open'], /Add:\n {2}--severity sev-1\|sev-2\|sev-3\n {2}--component checkout/],
    [
      'a component that is misspelt',
      ['open', '--severity', 'sev-1', '--component', 'chekout'],
      /Did you mean "checkout"/,
    ],
    ['no open incident', ['update', '--no-change'], /No incident is open/],
    ['an unknown subcommand', ['opne'], /Unknown command "opne"\. Did you mean open/],
    ['no subcommand', [], /A command is missing: open, update, /],
    ['an unknown flag', ['open', '--nonsense'], /Unknown option/],
  ])('exits 2 for %s', (_name, args, expected) => {
    const ran = shopRepository().incident(args);
    expect(ran.code).toBe(2);
    expect(ran.err).toMatch(expected);
  });

  test('Ctrl-C writes nothing', () => {
    const shop = shopRepository();
    const ran = shop.typed(['open', ...now('09:10')], [['How severe is it', '\u0003']]);
    expect(ran.code).toBe(130);
    expect(shop.git('branch', '--list', 'incident/*')).toBe('');
  });
});
