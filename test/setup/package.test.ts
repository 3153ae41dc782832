import { execFile, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { text as readStream } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { ENGINE_ROOT } from '../../src/files/engine.ts';
import { CLEAN_ENVIRONMENT } from '../support/clean-environment.ts';
import { readAll } from '../support/engine-copy.ts';
import { CANDOR_SOURCE, run } from '../support/run.ts';
import type { Ran } from '../support/run.ts';
import { removeFolder, temporaryFolder } from '../support/scratch.ts';

const NOW = '2026-11-22T12:00Z';
const ANSWERS = [
  ...['--name', 'Acme: "Pay" 🚀 שלום', '--url', 'https://status.acme.example', '--policy', 'standard'],
  ...['--component', 'Store/Checkout', '--component', 'Search', '--email', 'help@acme.example'],
  ...['--person', 'incident-commander=@amina', '--person', 'on-call-engineer=@chidi'],
  // Before the incident also if that was detected before midnight.
  ...['--now', '2026-11-01T12:00Z'],
];

const FAULTY = `---
title: Search is slow
severity: sev-2
components: { search: degraded }
detected: 2026-11-02T09:00Z
internal: { source: alert, commander: "@amina" }
---

## 2026-11-02T09:10Z investigating

Search is slow at the moment. It will be fixed by 3pm.
`;

/** npm as a person's terminal has it: no settings of the tests reach it, and packages come from its cache if they are there. */
const ENVIRONMENT = {
  ...CLEAN_ENVIRONMENT,
  // Behind a proxy that signs connections itself, npm needs its certificate.
  ...(process.env['NODE_EXTRA_CA_CERTS'] !== undefined && {
    NODE_EXTRA_CA_CERTS: process.env['NODE_EXTRA_CA_CERTS'],
  }),
  HOME: process.env['HOME'] ?? '/root',
  NO_COLOR: '1',
  npm_config_prefer_offline: 'true',
  npm_config_update_notifier: 'false',
};

let folder: string;
let tarball: string;
let creator: string;

beforeAll(() => {
  folder = temporaryFolder();
  // The tests have built lib/ already.
  const pack = (from: string): string =>
    execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], {
      cwd: from,
      encoding: 'utf8',
      env: ENVIRONMENT,
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  tarball = join(folder, pack(ENGINE_ROOT));
  creator = join(folder, pack(join(ENGINE_ROOT, 'create-candor')));
});
afterAll(() => removeFolder(folder));

function npx(cwd: string, ...args: string[]): Ran {
  const done = spawnSync('npx', args, { cwd, encoding: 'utf8', env: ENVIRONMENT });
  return { code: done.status ?? -1, out: done.stdout, err: done.stderr };
}

/** `npm create candor`, from the tarballs. */
const create = (name: string, ...args: string[]): Ran =>
  npx(folder, '--yes', '--package', creator, 'create-candor', name, '--engine', tarball, ...args);

const candor = (cwd: string, ...args: string[]): Ran => npx(cwd, '--no-install', 'candor', ...args);

function git(cwd: string, ...args: string[]): void {
  const author = ['-c', 'user.name=Amina', '-c', 'user.email=amina@acme.example'];
  execFileSync('git', [...author, ...args], { cwd, stdio: 'ignore', env: ENVIRONMENT });
}

describe('a company’s repository, from the packed packages', () => {
  test('is made by one command, validates, builds, and publishes an incident', () => {
    const made = create('acme', ...ANSWERS);
    expect(made).toMatchObject({ code: 0, err: '' });
    const root = join(folder, 'acme');
    const files = [...readAll(root).keys()].filter((path) => !/^(?:\.git|dist)\//.test(path));
    expect(files.length).toBeLessThanOrEqual(45);
    // Colleagues and workflows have the tarball too.
    expect(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))).toMatchObject({
      dependencies: { candor: 'file:vendor/candor-0.1.0.tgz' },
    });
    expect(files).toContain('vendor/candor-0.1.0.tgz');
    expect(files.filter((path) => /^(?:src|test|scripts|presets|examples)\//.test(path))).toEqual([]);
    expect(files.filter((path) => path.startsWith('incidents/'))).toEqual(['incidents/.gitkeep']);
    git(root, 'add', '-A');
    git(root, 'commit', '-q', '-m', 'Begin');
    expect(candor(root, 'validate')).toMatchObject({
      code: 0,
      out: expect.stringContaining('no findings') as string,
    });
    git(root, 'config', 'user.name', 'Amina');
    git(root, 'config', 'user.email', 'amina@acme.example');
    const opened = candor(
      root,
      ...['incident', 'open', '--severity', 'sev-1', '--component', 'checkout', '--offline'],
      ...['--impact', 'card payments fail', '--detected', '2m', '--source', 'alert', '--commander', '@amina'],
      ...['--text', 'Card payments fail at the moment. We are looking into it.'],
    );
    expect(opened).toMatchObject({ code: 0, err: '' });
    // It is published once its branch is merged.
    const branch = execFileSync('git', ['branch', '--format=%(refname:short)'], {
      cwd: root,
      encoding: 'utf8',
    })
      .split('\n')
      .find((name) => name !== 'main');
    git(root, 'merge', '-q', branch!);
    expect(candor(root, 'build')).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(join(root, 'dist/index.html'), 'utf8')).toContain(
      'Card payments fail at the moment.',
    );
    expect(readdirSync(join(root, 'dist/og')).length).toBeGreaterThan(0);
    const script = `import('candor').then(async ({ validate, statusView, parse, deadlines }) => {
      const [findings, view] = [await validate('.', new Date()), await statusView('.', new Date())];
      console.log(findings.length, view.active.length, (await parse('.')).incidents.length, (await deadlines('.', new Date())).length > 0);
    })`;
    const api = spawnSync(process.execPath, ['-e', script], {
      cwd: root,
      encoding: 'utf8',
      env: ENVIRONMENT,
    });
    expect(api.stdout).toBe('0 1 1 true\n');
    expect(readFileSync(join(root, 'dist/api/candor.json'), 'utf8')).toBe('{"version":"0.1.0"}');
    // The policy has no numbered clauses, and another SOP's are never named.
    writeFileSync(join(root, 'incidents/2026-11-02-search.md'), FAULTY);
    const findings = candor(root, 'validate').out + candor(root, 'doctor', '--offline').out;
    rmSync(join(root, 'incidents/2026-11-02-search.md'));
    expect(findings).toContain('error no-promised-fix-time\n');
    expect(findings).not.toMatch(/\([UV]\d/);
    expect(candor(root, 'upgrade')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Everything is as/) as string,
    });
  });

  test('the packed engine builds another content root byte for byte as the source does', () => {
    const content = join(folder, 'vauntico');
    cpSync(join(ENGINE_ROOT, 'examples/vauntico'), content, { recursive: true });
    git(content, 'init', '-q', '-b', 'main');
    git(content, 'add', '-A');
    git(content, 'commit', '-q', '-m', 'Begin');
    const packed = join(folder, 'packed-site');
    const command = ['build', '--root', content, '--now', NOW, '--out', packed];
    expect(candor(join(folder, 'acme'), ...command)).toMatchObject({ code: 0 });
    const source = join(folder, 'source-site');
    const options = ['--root', content, '--now', NOW, '--out', source];
    expect(run('build', options, { entry: CANDOR_SOURCE, env: { ...CLEAN_ENVIRONMENT } })).toMatchObject({
      code: 0,
    });
    expect(readAll(packed)).toEqual(readAll(source));
  });

  test('the next version works with its content as it is, and upgrades it: what a person changed stays', () => {
    const root = join(folder, 'acme');
    mkdirSync(join(root, 'policies'));
    writeFileSync(join(root, 'policies/own.yaml'), OWN_POLICY);
    writeFileSync(join(root, '.github/workflows/alerts.yml'), '# ours\n');
    git(root, 'add', '-A');
    git(root, 'commit', '-q', '-m', 'Write a policy of our own');
    const before = readAll(root);
    // All that Dependabot's pull request changes.
    const install = (...args: string[]): void => {
      execFileSync('npm', ['install', '--no-audit', '--no-fund', ...args], {
        cwd: root,
        env: ENVIRONMENT,
        stdio: 'ignore',
      });
    };
    const version = (): string =>
      /^.* version  .*$/m.exec(candor(root, 'doctor', '--offline', '--only', 'version').out)![0];
    cpSync(nextVersion(), join(folder, 'candor-0.2.0.tgz'));
    install('../candor-0.2.0.tgz');
    expect(version()).toContain('FAIL');
    for (const [name, ...args] of UPGRADE_FROM_TARBALL.map((line) => line.split(' ')))
      if (name === 'npm') install(...args.slice(1));
      else execFileSync(name!, args, { cwd: root });
    expect(version()).toContain('ok');
    git(root, 'add', '-A');
    git(root, 'commit', '-q', '-m', 'Bump candor from 0.1.0 to 0.2.0');
    // A pull request is held up neither by the renamed key nor by what the new rule finds in published text.
    const next = candor(root, 'validate', '--base', 'HEAD');
    expect(next).toMatchObject({ code: 0, err: '' });
    expect(next.out).toContain('"approval-timeout" is written "timeout" since version 0.2.0 of Candor.');
    expect(next.out).toContain('warn no-looking');
    expect(next.out).toContain('This problem existed before this change.');
    expect(candor(root, 'build').out).toContain('1 incident, 1 error and 1 warning\nCandor 0.2.0: ');
    expect(readFileSync(join(root, 'dist/index.html'), 'utf8')).toContain(
      'Card payments fail at the moment.',
    );
    const doctor = candor(root, 'doctor', '--offline');
    expect(doctor.out).toContain('.github/workflows/validate.yml, policies/own.yaml are out of date.');
    const dry = candor(root, 'upgrade', '--dry-run');
    expect(readAll(root).get('policies/own.yaml')).toBe(OWN_POLICY);
    const upgraded = candor(root, 'upgrade');
    expect(upgraded).toMatchObject({ code: 0, err: '' });
    for (const { out } of [dry, upgraded]) {
      expect(out).toContain(
        '-publishing: { approval-timeout: 20m } # ours\n+publishing: { timeout: 20m } # ours',
      );
      expect(out).toContain('+# of the next version');
      expect(out).toContain('leave   .github/workflows/alerts.yml: it was changed by hand\n');
      expect(out).toContain('What is new since Candor 0.1.0: node_modules/candor/CHANGELOG.md.');
    }
    expect(upgraded.out).toContain('warn no-looking');
    const after = readAll(root);
    const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
      (path) => before.get(path) !== after.get(path) && !/^(?:\.git|dist)\//.test(path),
    );
    expect(changed.toSorted()).toEqual([
      '.github/candor.json',
      '.github/workflows/validate.yml',
      'package-lock.json',
      'package.json',
      'policies/own.yaml',
      'vendor/candor-0.2.0.tgz',
    ]);
    expect(after.get('policies/own.yaml')).toBe(OWN_POLICY.replace('approval-timeout', 'timeout'));
    expect(candor(root, 'upgrade').out).toContain(
      'Nothing to renew; 1 file that you changed stays: .github/workflows/alerts.yml.',
    );
    // Back to the older version by mistake: nothing is undone.
    install(tarball);
    expect(candor(root, 'upgrade')).toMatchObject({
      code: 2,
      err: expect.stringContaining('Candor 0.2.0 generated the files here, and 0.1.0 is installed') as string,
    });
  });
});

/** What docs/adopter/getting-started.md says for an upgrade without a registry. */
const UPGRADE_FROM_TARBALL = ['cp ../candor-0.2.0.tgz vendor/', 'npm install ./vendor/candor-0.2.0.tgz'];

const OWN_POLICY = `# Our own SOP.
name: Own
extends: standard
purpose: [Honesty] # ours
publishing: { approval-timeout: 20m } # ours
`;

/** What the next version changes in the compiled modules, by the text that is there now. */
const NEXT: readonly (readonly [RegExp, string])[] = [
  [/\bapproval-timeout\b/g, 'timeout'],
  [
    /(?<=const FORMAT_CHANGES = )\[\]/,
    `[{ version: '0.2.0', file: 'policies', key: ['publishing', 'approval-timeout'], name: 'timeout' }]`,
  ],
  [
    /(?<=const RULES = \[)(?=\s*noBlame,)/,
    `{ id: 'no-looking', clauses: [], level: 'error', summary: 'x', appliesTo: 'all', *check(event) {
      for (const { body, spans } of event.updates)
        if (body.includes('looking')) yield { at: spans.body, message: 'It says "looking".' };
    } },`,
  ],
];

/** A tarball of the package with a higher version, another workflow, a renamed key of policies and a new rule. */
function nextVersion(): string {
  const work = join(folder, 'next');
  const pack = join(work, 'package');
  mkdirSync(work);
  execFileSync('tar', ['-xzf', tarball, '-C', work]);
  const edit = (file: string, change: (text: string) => string): boolean => {
    const text = readFileSync(join(pack, file), 'utf8');
    const changed = change(text);
    if (changed !== text) writeFileSync(join(pack, file), changed);
    return changed !== text;
  };
  edit('package.json', (text) => text.replace('"version": "0.1.0"', '"version": "0.2.0"'));
  edit('.github/workflows/validate.yml', (text) => `${text}# of the next version\n`);
  const modules = readdirSync(join(pack, 'lib'), { withFileTypes: true })
    .filter((file) => file.isFile() && file.name.endsWith('.js'))
    .map(({ name }) => `lib/${name}`);
  const presets = readdirSync(join(pack, 'presets')).map((name) => `presets/${name}`);
  for (const [pattern, text] of NEXT) {
    const changed = [...modules, ...presets].filter((file) =>
      edit(file, (old) => old.replace(pattern, text)),
    );
    expect([String(pattern), changed.length > 0]).toEqual([String(pattern), true]);
  }
  execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', work], {
    cwd: pack,
    env: ENVIRONMENT,
    stdio: 'ignore',
  });
  return join(work, 'candor-0.2.0.tgz');
}

describe('docs/adopter/getting-started.md', () => {
  const text = readFileSync(join(ENGINE_ROOT, 'docs/adopter/getting-started.md'), 'utf8');
  /** The commands of its first step, each as words; a comment and a continued line are a shell's. */
  const step = /^## 1\.[\s\S]*?(?=^## 2\.)/m.exec(text)![0];
  const commands = [...step.matchAll(/^```\n([\s\S]*?)^```$/gm)]
    .flatMap(([, block]) => block!.replaceAll('\\\n', ' ').trim().split('\n'))
    .map((line) => line.replace(/ #.*$/, '').trim().split(/ +/));

  test('its commands make a page, from the packages and from the tarballs, without a warning', () => {
    expect(commands.map(([name, ...args]) => [name, args.length > 3])).toEqual([
      ['npm', false],
      ['npm', true],
      ['npx', true],
    ]);
    const [, , , name = '', dashes, ...options] = commands[1]!;
    expect(dashes).toBe('--');
    const work = join(folder, 'first');
    mkdirSync(work);
    cpSync(tarball, join(work, basename(tarball)));
    cpSync(creator, join(work, basename(creator)));
    const [, ...args] = commands[2]!;
    const made = npx(work, ...args, ...options);
    expect(made).toMatchObject({ code: 0, err: '' });
    expect(made.out).not.toMatch(/\bwarn|deprecated|vulnerabilit/i);
    const root = join(work, name);
    expect(readFileSync(join(root, 'dist/index.html'), 'utf8')).toContain('Sign-in');
    const doctor = candor(root, 'doctor', '--offline').out;
    for (const id of ['node', 'own', 'identity', 'content', 'policy', 'contact', 'roles-held'])
      expect(doctor).toMatch(new RegExp(`^ *ok +${id} `, 'm'));
  });

  /** Every command that the page names, in code blocks and in sentences, from the second step on. */
  const later = text.slice(text.indexOf('\n## 2.'));
  const named = [
    ...[...later.matchAll(/^```\n([\s\S]*?)^```$/gm)].flatMap(([, block]) => block!.trim().split('\n')),
    ...[...later.replaceAll(/^```\n[\s\S]*?^```$/gm, '').matchAll(/`((?:npx|npm|git|gh) [^`]+)`/g)].map(
      ([, command]) => command!,
    ),
  ].map((line) => line.replace(/ #.*$/, '').trim());

  test('its later commands do what it promises', async () => {
    const root = join(folder, 'first', 'status');
    git(root, 'add', '-A');
    git(root, 'commit', '-q', '-m', 'Begin');
    const start = (args: readonly string[]): Promise<Ran> =>
      new Promise((done) => {
        const child = execFile(
          'npx',
          ['--no-install', ...args],
          { cwd: root, env: ENVIRONMENT },
          (_, out, err) => done({ code: child.exitCode ?? -1, out, err }),
        );
      });
    const executed: Readonly<Record<string, (ran: Ran) => void>> = {
      'npx candor incident drill --auto --speed 600': (ran) => {
        expect(ran).toMatchObject({ code: 0, err: '' });
        expect(ran.out).toContain(' of 7 met. All publication times are from git.');
      },
      'npx candor upgrade': (ran) => expect(ran).toMatchObject({ code: 0, err: '' }),
      'npx candor doctor': ({ out }) => expect(out).toMatch(/^ *\? +clock/m),
    };
    /** Where the others are tested: they need GitHub. */
    const elsewhere: Readonly<Record<string, string>> = {
      ...Object.fromEntries(UPGRADE_FROM_TARBALL.map((line) => [line, 'the test of the next version'])),
      'npm install ../candor-0.2.0.tgz': 'the test of the next version',
      'npx candor doctor --prove': 'test/setup/io/prove.test.ts',
      'git commit --allow-empty -m Try && git push origin HEAD:main': 'only on GitHub',
      'git reset --keep HEAD~1': 'git itself',
      'git revert': 'git itself',
    };
    const ofGithub = /^gh (?:api|pr|run) /;
    expect([...new Set(named)].filter((line) => !ofGithub.test(line)).toSorted()).toEqual(
      [...Object.keys(executed), ...Object.keys(elsewhere)].toSorted(),
    );
    // The drill takes seconds in which nothing is computed.
    await Promise.all(
      Object.entries(executed).map(async ([line, check]) => check(await start(line.split(' ').slice(1)))),
    );
    for (const args of [
      ['forms', 'generate'],
      ['generate', 'codeowners'],
    ])
      expect(candor(root, ...args)).toMatchObject({ code: 0, out: '', err: '' });
    expect(JSON.parse(readFileSync(join(root, '.github/main-ruleset.json'), 'utf8'))).toMatchObject({
      target: 'branch',
      enforcement: 'active',
    });
    // All of it left the repository as it was.
    const changed = execFileSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' });
    expect(changed).toBe('');
  });
});

describe('npm create candor, where it can not', () => {
  const left = (): string[] => readdirSync(folder).filter((name) => name.startsWith('.'));

  test.each<[string, string[], RegExp]>([
    ['the folder is not empty', [], /is not empty \(own\.txt\)\. Name a new folder/],
    ['an answer is refused', ['--policy', 'nope'], /There is no policy "nope"/],
  ])('%s', (what, args, message) => {
    const name = what.startsWith('the folder') ? 'taken' : 'refused';
    if (name === 'taken') {
      mkdirSync(join(folder, name), { recursive: true });
      writeFileSync(join(folder, name, 'own.txt'), 'x');
    }
    const ran = create(name, ...ANSWERS, ...args);
    expect(ran.code).toBeGreaterThan(0);
    expect(ran.err).toMatch(message);
    expect(left()).toEqual([]);
    expect(existsSync(join(folder, 'refused'))).toBe(false);
  });

  test('Ctrl-C leaves nothing, not even the folders above', async () => {
    const registry = createServer(() => undefined).listen(0, '127.0.0.1');
    onTestFinished(() => void registry.close());
    onTestFinished(() => registry.closeAllConnections());
    await once(registry, 'listening');
    const asked = once(registry, 'request');
    const file = join(ENGINE_ROOT, 'create-candor/create-candor.js');
    const child = spawn(process.execPath, [file, 'a/b/cancelled', ...ANSWERS], {
      cwd: folder,
      // A terminal interrupts npm too.
      detached: true,
      env: {
        ...ENVIRONMENT,
        npm_config_registry: `http://127.0.0.1:${(registry.address() as AddressInfo).port}`,
        npm_config_cache: join(folder, 'empty-cache'),
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const ended = Promise.all([once(child, 'close'), readStream(child.stderr)]);
    await asked;
    process.kill(-child.pid!, 'SIGINT');
    const [[code], err] = await ended;
    expect([code, err]).toEqual([130, 'Cancelled. Nothing was written.\n']);
    expect([left(), existsSync(join(folder, 'a'))]).toEqual([[], false]);
  });

  test('there is no network', () => {
    const done = spawnSync(
      process.execPath,
      [join(ENGINE_ROOT, 'create-candor/create-candor.js'), 'offline', ...ANSWERS],
      {
        cwd: folder,
        encoding: 'utf8',
        env: {
          ...ENVIRONMENT,
          npm_config_registry: 'http://127.0.0.1:9',
          npm_config_cache: join(folder, 'no-cache'),
          npm_config_fetch_retries: '0',
        },
      },
    );
    expect(done.status).toBe(2);
    expect(done.stderr).toMatch(
      /^Candor could not be installed: .* Check the network, then try again\. Nothing was written\.\n$/,
    );
    expect([left(), existsSync(join(folder, 'offline'))]).toEqual([[], false]);
  });
});
