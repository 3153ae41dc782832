import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { removeFolder, temporaryFolder } from '../support/scratch.ts';
import { copied, shopRepository, squashed } from '../support/shop-repository.ts';
import type { Repository } from '../support/shop-repository.ts';

const ID = '2026-11-22-checkout';
const FILE = `incidents/${ID}.md`;
const BRANCH = `incident/${ID}`;
const at = (time: string): string[] => ['--now', `2026-11-22T${time}Z`];
const OPEN = ['open', '--severity', 'sev-2', '--component', 'checkout', '--impact', 'failed payments'];
const UPDATE = ['update', '--no-change', ...at('09:40')];

const templates = new Map<string, Repository>();

afterAll(() => {
  for (const { root } of templates.values()) removeFolder(dirname(root));
});

/** A copy of a shop with nothing, an open incident, or a public one; each is made once. */
function shopWith(state: 'nothing' | 'open' | 'public'): Repository {
  let template = templates.get(state);
  if (!template) {
    template = shopRepository({ folder: temporaryFolder() });
    if (state !== 'nothing') template.incident([...OPEN, ...at('09:10')]);
    if (state === 'public') squashed(template, ID);
    templates.set(state, template);
  }
  return copied(template);
}

function program(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
  return path;
}

describe('where the checkout is', { timeout: 60_000 }, () => {
  test.each<[string, (shop: Repository) => string | undefined]>([
    ['30: at a commit, not a branch', (shop) => void shop.git('checkout', '-q', '--detach')],
    ['30: on an old branch', (shop) => void shop.git('checkout', '-q', '-b', 'old-work')],
    ['30: in a folder of it', () => 'components'],
  ])('%s', (_name, move) => {
    const shop = shopWith('public');
    const head = shop.git('rev-parse', 'HEAD');
    const folder = move(shop);
    const ran = shop.incident(UPDATE, {}, folder);
    expect(ran.code, ran.out + ran.err).toBe(0);
    expect(shop.git('rev-parse', 'HEAD')).toBe(head);
    expect(shop.git('show', `origin/${BRANCH}:${FILE}`)).toContain('nothing new to report');
  });

  test('31: on the incident’s branch, with an edit that is not committed', () => {
    const shop = shopWith('open');
    shop.git('checkout', '-q', BRANCH);
    const edited = `${readFileSync(join(shop.root, FILE), 'utf8')}\nA line of mine.\n`;
    writeFileSync(join(shop.root, FILE), edited);
    const ran = shop.incident(UPDATE);
    expect(ran.code).not.toBe(0);
    expect(ran.err + ran.out).toContain('has edits that are not committed');
    expect(ran.err + ran.out).toContain('npx candor incident publish FILE');
    expect(readFileSync(join(shop.root, FILE), 'utf8')).toBe(edited);
  });
});

describe('who commits, and how', { timeout: 60_000 }, () => {
  const NO_ONE = {
    ...{ GIT_AUTHOR_NAME: undefined, GIT_AUTHOR_EMAIL: undefined },
    ...{ GIT_COMMITTER_NAME: undefined, GIT_COMMITTER_EMAIL: undefined, EMAIL: undefined },
    ...{ HOME: '/nonexistent', XDG_CONFIG_HOME: '/nonexistent', USER: 'sade' },
  };

  test('33: without an identity and without a terminal, it commits, and says with which name', () => {
    const shop = shopWith('nothing');
    shop.git('config', 'user.useConfigOnly', 'true');
    const ran = shop.incident([...OPEN, ...at('09:10')], NO_ONE);
    expect(ran.code, ran.err).toBe(0);
    expect(shop.git('log', '-1', '--format=%an <%ae>', `origin/${BRANCH}`)).toBe('sade <sade@localhost>');
    expect(ran.out).toContain(
      'Git knows no name and email address here: this is committed as sade <sade@localhost>',
    );
    expect(ran.out).toContain('git config --global user.email');
  });

  test('33: at a terminal it is asked for once', () => {
    const shop = shopWith('nothing');
    shop.git('config', 'user.useConfigOnly', 'true');
    const ran = shop.typed(
      [...OPEN, '--detected', '1m', ...at('09:10')],
      [
        ['Publish this', '\r'],
        ['Your name', 'Sade Bello\r'],
        ['Your email', 'sade@shop.example\r'],
      ],
      { env: NO_ONE },
    );
    expect(ran.code, ran.out).toBe(0);
    const author = (): string => shop.git('log', '-1', '--format=%an <%ae>', `origin/${BRANCH}`);
    expect(author()).toBe('Sade Bello <sade@shop.example>');
    expect(shop.incident(UPDATE, NO_ONE).code).toBe(0);
    expect(author()).toBe('Sade Bello <sade@shop.example>');
  });

  test('34: local hooks are not run, and that is said', () => {
    const shop = shopWith('nothing');
    for (const hook of ['pre-commit', 'commit-msg', 'pre-push'])
      program(join(shop.root, '.git', 'hooks', hook), 'exit 1');
    const ran = shop.incident([...OPEN, ...at('09:10')]);
    expect(ran.code, ran.err).toBe(0);
    expect(ran.out).toContain('Your hooks (pre-commit, commit-msg, pre-push) were not run');
  });

  test('35: commits are signed where git signs', () => {
    const shop = shopWith('nothing');
    const gpg = program(
      join(shop.root, '..', 'gpg'),
      String.raw`cat >/dev/null; printf '[GNUPG:] SIG_CREATED D 22 8 00 1 ABC\n' >&2; printf -- '-----BEGIN PGP SIGNATURE-----\n\nA==\n-----END PGP SIGNATURE-----\n'`,
    );
    shop.git('config', 'commit.gpgSign', 'true');
    shop.git('config', 'gpg.program', gpg);
    expect(shop.incident([...OPEN, ...at('09:10')]).code).toBe(0);
    expect(shop.git('cat-file', 'commit', `origin/${BRANCH}`)).toContain('gpgsig -----BEGIN PGP SIGNATURE');
    shop.git('config', 'gpg.program', program(join(shop.root, '..', 'gpg-locked'), 'exit 2'));
    const ran = shop.incident(UPDATE);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('signing failed');
    expect(ran.err).toContain('Unlock or set up the key');
    expect(ran.out).toContain('Nothing was committed or published.');
    const asked = shop.typed([...UPDATE], [['Publish this', '\r']]);
    expect(asked.out).toContain('Your answers are kept: run this again to continue.');
  });

  test('44: a time that is refused is not asked to be reworded', () => {
    const shop = shopWith('nothing');
    const window = ['--starts', '3h', '--ends', '1h', '--text', 'Orders may be slow for some minutes.'];
    shop.incident(['open', '--kind', 'maintenance', '--component', 'orders', ...window, ...at('09:10')]);
    const begin = ['update', '--incident', '2026-11-22-orders', '--phase', 'in-progress', ...at('09:40')];
    const ran = shop.typed([...begin], []);
    expect(ran.code, ran.out).toBe(1);
    expect(ran.out.replace(/\s+/g, ' ')).toContain('by the command: --starts now');
    expect(ran.out).not.toContain('Rewrite');
    expect(shop.incident([...begin, '--starts', 'now']).code).toBe(0);
  });

  test('46: an editor gets every key', () => {
    const shop = shopWith('public');
    const editor = program(
      join(shop.root, '..', 'editor'),
      'for n in 1 2 3 4 5 6; do printf "Line $n: "; read -r line; text="$text $line"; done; echo "$text" > "$1"',
    );
    const lines = ['Cards of one', 'bank', 'fail.', 'Cards of', 'other banks', 'work.'];
    const ran = shop.typed(
      ['update', '--phase', 'update', ...at('09:40')],
      [
        ...lines.map((line, index): [string, string] => [`Line ${index + 1}`, `${line}\r`]),
        ['What is affected now', '\r'],
        ['Publish this', '\r'],
      ],
      { env: { EDITOR: editor } },
    );
    expect(ran.code, ran.out).toBe(0);
    expect(shop.git('show', `origin/${BRANCH}:${FILE}`)).toContain(lines.join(' '));
  });

  test('32: a remote that refuses says why', () => {
    const shop = shopWith('nothing');
    program(join(shop.remote, 'hooks', 'pre-receive'), 'echo "Ticket number is missing" >&2; exit 1');
    const ran = shop.incident([...OPEN, ...at('09:10')]);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('Ticket number is missing');
    expect(ran.out).toContain(`git push origin ${BRANCH}`);
    expect(ran.out).toMatch(/only on this computer/i);
  });

  test.each<[string, 'open' | 'public', RegExp]>([
    [
      'of an incident that is pushed',
      'open',
      /: Customers see nothing of it yet: it is pushed, and is published when \S+ is merged into main on \S+ Only on this computer: the update of 10:40 Africa\/Lagos \(investigating\)\. To push that: npx candor incident publish/,
    ],
    [
      'of an incident that is on the page',
      'public',
      /: Customers see the update of 10:10 Africa\/Lagos \(investigating\), not what is newer: that is only on this computer\./,
    ],
  ])('32: a later push is refused, %s: only that update is on this computer alone', (_name, state, says) => {
    const shop = shopWith(state);
    program(join(shop.remote, 'hooks', 'pre-receive'), 'echo "Ticket number is missing" >&2; exit 1');
    expect(shop.incident(UPDATE).out).toMatch(says);
    expect(shop.incident(['list', ...at('09:41')]).out.replaceAll('\n  ', ': ')).toMatch(says);
    rmSync(join(shop.remote, 'hooks', 'pre-receive'));
    const published = shop.incident(['publish', ...at('09:42')]);
    expect(published.code).toBe(0);
    expect(published.out).not.toMatch(/only on this computer[^]+only on this computer/i);
  });

  test('12: Ctrl-C in the middle of a push', () => {
    const shop = shopWith('nothing');
    program(join(shop.remote, 'hooks', 'pre-receive'), 'sleep 4; exit 1');
    const stopped = shop.typed(
      [...OPEN, '--detected', '1m', ...at('09:10')],
      [
        ['Publish this', '\r'],
        ['', '\u0003', 1.5],
      ],
    );
    expect(stopped.code).not.toBe(0);
    expect(shop.git('ls-remote', 'origin', `refs/heads/${BRANCH}`)).toBe('');
    const list = shop.incident(['list', ...at('09:20')]);
    expect(list.out).toMatch(/only on this computer/i);
  });
});

describe('several at once', { timeout: 60_000 }, () => {
  test('23, 24: two are open; a script reads both names, a person chooses by title', () => {
    const shop = shopWith('public');
    const other = ['open', '--severity', 'sev-2', '--component', 'orders', '--impact', 'late orders'];
    expect(shop.incident([...other, ...at('09:20')]).code).toBe(0);
    const script = shop.incident(UPDATE);
    expect(script.code).toBe(2);
    expect(script.err).toContain('2026-11-22-checkout');
    expect(script.err).toContain('2026-11-22-orders');
    const ran = shop.typed(UPDATE, [
      ['Which incident', '\r'],
      ['Publish this', '\r'],
    ]);
    expect(ran.code, ran.out).toBe(0);
  });

  test('16: curly quotes and emoji are published as they are', () => {
    const shop = shopWith('public');
    const text = 'Payments with “saved cards” fail 🙁. Other cards work.';
    const ran = shop.incident(['update', '--text', text, ...at('09:40')]);
    expect(ran.code, ran.out + ran.err).toBe(0);
    expect(shop.git('show', `origin/${BRANCH}:${FILE}`)).toContain(text);
    expect(existsSync(join(shop.root, FILE))).toBe(false);
  });

  test('22: what is over is not resolved again', () => {
    const shop = shopWith('nothing');
    const ran = shop.incident(['resolve', ...at('09:40')]);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('No incident is open');
  });
});
