import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../support/run.ts';
import { scratch, SHOP } from '../support/scratch.ts';

const NOW = ['--now', '2026-11-22T12:00Z'];
const MAINTENANCE = `---
kind: maintenance
title: Faster checkout pages
components: { checkout: degraded }
starts: 2026-11-28T01:00Z
ends: 2026-11-28T02:00Z
---

## 2026-11-20T09:00Z scheduled

Checkout will be slower than usual while we move it to faster machines. Orders can be paid for all the time.
`;
const MISSPELT = MAINTENANCE.replace('degraded', 'degradd').replace(
  'ends: 2026-11-28T02:00Z',
  'ends: 2026-11-28T02:00',
);

describe('validate', () => {
  test('exits 0 when there is nothing to say', () => {
    const root = scratch({ ...SHOP, 'incidents/2026-11-28-checkout.md': MAINTENANCE });
    const ran = run('validate', ['--root', root, ...NOW]);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toMatch(/files checked: no findings\.\n$/);
  });

  test('exits 1 on errors and shows each with its place', () => {
    const root = scratch({ ...SHOP, 'incidents/2026-11-28-checkout.md': MISSPELT });
    const ran = run('validate', ['--root', root, 'incidents', ...NOW]);
    expect(ran.code).toBe(1);
    expect(ran.out).toMatchInlineSnapshot(`
      "incidents/2026-11-28-checkout.md:4:25 error valid-format
        | components: { checkout: degradd }
        |                         ^^^^^^^
        "components.checkout" is "degradd"; expected "operational", "degraded", "partial-outage" or "major-outage".
        Did you mean "degraded"?
        write: components: { checkout: degraded }

      incidents/2026-11-28-checkout.md:6:7 error valid-format
        | ends: 2026-11-28T02:00
        |       ^^^^^^^^^^^^^^^^
        "ends" is "2026-11-28T02:00": a time needs a time zone.
        Write 2026-11-28T02:00Z if it is UTC, or 2026-11-28T02:00+01:00 if it is Africa/Lagos.

      https://candor-status.github.io/candor/rules/valid-format/

      1 file checked: 2 errors.
      "
    `);
  });

  test('shows only the findings in the paths it is given', () => {
    const root = scratch({ ...SHOP, 'incidents/2026-11-28-checkout.md': MISSPELT });
    expect(run('validate', ['--root', root, 'components', ...NOW])).toMatchObject({ code: 0 });
  });

  test('--format json is one JSON object whatever the files hold', () => {
    const root = scratch({
      ...SHOP,
      'incidents/x.md': new Uint8Array([0xff, 0xfe, 0x00]),
      'incidents/y.md': '---js\n}',
    });
    const ran = run('validate', ['--root', root, '--format', 'json', ...NOW]);
    const report = JSON.parse(ran.out) as { findings: { path: string }[] };
    expect(report.findings.map((finding) => finding.path)).toEqual(['incidents/x.md', 'incidents/y.md']);
    expect(ran.code).toBe(1);
  });

  test('--fix rewrites what has one right answer, shows the diff, and keeps line ends', () => {
    const file = 'incidents/2026-11-28-checkout.md';
    const root = scratch({ ...SHOP, [file]: `\uFEFF${MISSPELT.replaceAll('\n', '\r\n')}` });
    const ran = run('validate', ['--root', root, '--fix', ...NOW]);
    expect(ran.out).toContain('-components: { checkout: degradd }\n+components: { checkout: degraded }\n');
    expect(ran.out).toContain('1 error');
    expect(readFileSync(join(root, file), 'utf8')).toBe(
      `\uFEFF${MISSPELT.replace('degradd', 'degraded').replaceAll('\n', '\r\n')}`,
    );
  });

  test('--fix leaves history that was brought in as it was written', () => {
    const file = 'incidents/2020-01-01-checkout.md';
    const text = `---
title: Checkout is slow
severity: sev-2
components: { checkout: degraded }
detected: 2020-01-01T09:00Z
imported: { from: another tool, id: "42" }
---

## 2020-01-01T09:05Z investigating

Only a small number of orders are slow.
`;
    const root = scratch({ ...SHOP, [file]: text });
    const ran = run('validate', ['--root', root, '--fix', ...NOW]);
    expect(ran.out).toContain('warn no-minimising (V13.2)');
    expect(ran.code).toBe(0);
    expect(readFileSync(join(root, file), 'utf8')).toBe(text);
    const own = scratch({ ...SHOP, [file]: text.replace(/^imported.*\n/m, '') });
    run('validate', ['--root', own, '--fix', ...NOW]);
    expect(readFileSync(join(own, file), 'utf8')).toContain('Some orders are slow.');
  });

  test.each([
    ['a folder that is not there', ['--root', '/nowhere/at/all'], /Could not read/],
    ['an unknown format', ['--format', 'xml'], /expected terminal, json, github or sarif/],
    ['an unknown option', ['--nonsense'], /Unknown option/],
    [
      'a time without a zone',
      ['--now', '2026-11-22T12:00'],
      /Invalid --now "2026-11-22T12:00": expected a time with a time zone/,
    ],
    ['a path outside of the root', ['../..'], /outside/],
    [
      'a misspelt path',
      ['components/chekout.md'],
      /"components\/chekout\.md" matches no file .* npx candor validate components\/checkout\.md/,
    ],
    ['a path without files', ['postmortems'], /"postmortems" matches no file/],
    ['a --base without git', ['--base', 'main'], /Could not read --base "main": .*git/],
  ])('exits 2 for %s', (_name, args, message) => {
    const ran = run('validate', args, { cwd: scratch(SHOP) });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toMatch(message);
  });

  test('exits 2 for a --base that is not there', () => {
    const root = scratch(SHOP);
    execFileSync('git', ['init', '-q', '-b', 'main'], { cwd: root });
    const ran = run('validate', ['--root', root, '--base', 'mian', ...NOW]);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toMatch(/Could not read --base "mian"/);
  });

  test.each([
    ['--fix', { fix: 'true' }, [], 'npm took --fix for itself. Write: npm run validate -- --fix\n'],
    [
      '--format json',
      { format: 'true' },
      ['json'],
      'npm took --format for itself. Write: npm run validate -- --format json\n',
    ],
    [
      '--root="my page" --no-history incidents',
      { root: 'my page', history: '' },
      ['incidents'],
      "npm took --root, --no-history for itself. Write: npm run validate -- '--root=my page' --no-history incidents\n",
    ],
  ])('exits 2 for "npm run validate %s", with the line to type', (_line, swallowed, args, err) => {
    const env = Object.fromEntries(
      Object.entries(swallowed).map(([name, value]) => [`npm_config_${name}`, value]),
    );
    const npm = {
      ...{ npm_command: 'run', npm_lifecycle_event: 'validate' },
      npm_lifecycle_script: 'node src/cli/candor.ts validate',
      ...env,
    };
    expect(run('validate', args, { cwd: scratch(SHOP), env: npm })).toEqual({ code: 2, out: '', err });
    const other = { ...npm, npm_lifecycle_event: 'test', npm_lifecycle_script: 'vitest run' };
    expect(run('validate', [], { cwd: scratch(SHOP), env: other }).code).toBe(0);
  });

  test.each([
    ['incidents/a.MD', 'incidents/a.md'],
    ['incidents/a.markdown', 'incidents/a.md'],
    ['incidents/a.md.txt', 'incidents/a.md'],
    ['incidents/2026/a', 'incidents/2026/a.md'],
    ['components/search.Md', 'components/search.md'],
    ['policies/own.YAML', 'policies/own.yaml'],
    ['policies/own.yaml.txt', 'policies/own.yaml'],
    ['postmortems/a.md~', 'postmortems/a.md'],
    ['incident/a.md', 'incidents/a.md'],
    ['Incidents/a.md', 'incidents/a.md'],
    ['component/a.md', 'components/a.md'],
    ['policy/own.yaml', 'policies/own.yaml'],
    ['post-mortems/a.md', 'postmortems/a.md'],
  ])('a file that is not read, %s, is an error with its right name', (path, right) => {
    const root = scratch({ ...SHOP, [path]: 'x' });
    for (const asked of [[], [path]]) {
      const ran = run('validate', ['--root', root, '--format', 'json', ...NOW, ...asked]);
      const { findings } = JSON.parse(ran.out) as { findings: { path: string; help: string }[] };
      expect(ran.code).toBe(1);
      expect(findings).toHaveLength(1);
      expect(findings[0]!.path).toBe(path);
      expect(findings[0]!.help).toContain(`Rename it to ${right}, or move it`);
    }
  });

  test('README and hidden files are not content', () => {
    const files = [
      'incidents/README',
      'incidents/.gitkeep',
      'components/readme.txt',
      'docs/a.md',
      'src/a.md',
    ];
    const root = scratch({ ...SHOP, ...Object.fromEntries(files.map((path) => [path, 'x'])) });
    expect(run('validate', ['--root', root, ...NOW]).code).toBe(0);
  });

  test('without a status.yaml says how to get one', () => {
    const ran = run('validate', ['--root', scratch()]);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('There is no status.yaml.');
  });

  test('V6.2, V6.3 --stdin checks the wording of a text from a pipe', () => {
    const ran = run('validate', ['--root', scratch(SHOP), '--stdin', '--format', 'json'], {
      input: 'The pods of Checkout will be fixed by 3pm.\n',
    });
    const report = JSON.parse(ran.out) as { findings: { rule: string; path: string; column: number }[] };
    expect(report.findings.map(({ rule, path, column }) => [rule, path, column])).toEqual([
      ['no-jargon', 'stdin', 5],
      ['no-promised-fix-time', 'stdin', 22],
    ]);
    expect(ran.code).toBe(1);
  });

  test('V8.6, V4.2 a postmortem is checked for blame and speculation, not for jargon', () => {
    const file = 'postmortems/2026-11-22-checkout.md';
    const text = (words: string): string =>
      `---\nincident: 2026-11-22-checkout\n---\n\n## Root cause\n\n${words}\n`;
    const judged = (words: string): [string, string, number][] => {
      const root = scratch({ ...SHOP, [file]: text(words) });
      const { out } = run('validate', ['--root', root, '--format', 'json', ...NOW]);
      const { findings } = JSON.parse(out) as { findings: { rule: string; clause: string; line: number }[] };
      return findings
        .filter(({ rule }) =>
          ['no-blame', 'no-speculation', 'no-jargon', 'no-unused-suppression'].includes(rule),
        )
        .map(({ rule, clause, line }) => [rule, clause, line]);
    };
    expect(judged('The pods ran out of memory when the cache was emptied.')).toEqual([]);
    expect(judged('An engineer deleted the wrong table.')).toEqual([['no-blame', 'V8.6', 7]]);
    expect(judged('It was probably caused by the cache.')).toEqual([['no-speculation', 'V4.2', 7]]);
    const waived = '<!-- allow no-speculation: the disk was lost, nobody can know more -->';
    expect(judged(`It was probably caused by the cache. ${waived}`)).toEqual([]);
  });

  test('V12.1 --base: an old fault elsewhere does not hold up a change; one that the change causes does', () => {
    const old = 'incidents/2026-11-01-old.md';
    const root = scratch({
      ...SHOP,
      [old]: MAINTENANCE.replace('starts:', 'statrs:'),
      'incidents/new.md': MAINTENANCE,
    });
    const git = (...args: string[]): void => {
      const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' };
      const named = ['-c', 'user.name=A', '-c', 'user.email=a@shop.example', ...args];
      execFileSync('git', named, { cwd: root, env, stdio: 'pipe' });
    };
    git('init', '-q', '-b', 'main');
    git('add', '.');
    git('commit', '-qm', 'Begin');
    git('switch', '-qc', 'branch');
    writeFileSync(join(root, 'incidents/2026-11-29-more.md'), MAINTENANCE);
    git('add', '.');
    git('commit', '-qm', 'More');
    const held = run('validate', ['--root', root, '--base', 'main', '--format', 'json', ...NOW]);
    const { findings } = JSON.parse(held.out) as { findings: { level: string; help: string }[] };
    expect([held.code, ...new Set(findings.map(({ level }) => level))]).toEqual([0, 'warn']);
    expect(findings[0]!.help).toContain('This problem existed before this change.');
    expect(run('validate', ['--root', root, ...NOW]).code).toBe(1);
    // Changing the file makes its author responsible for all that is in it.
    const broken = readFileSync(join(root, old), 'utf8');
    writeFileSync(join(root, old), `${broken}\nOne more line.\n`);
    expect(run('validate', ['--root', root, '--base', 'main', ...NOW]).code).toBe(1);
    writeFileSync(join(root, old), broken);
    writeFileSync(join(root, 'incidents/2026-11-30-new.md'), MAINTENANCE.replace('starts:', 'statrs:'));
    expect(run('validate', ['--root', root, '--base', 'main', ...NOW]).code).toBe(1);
    writeFileSync(join(root, 'incidents/2026-11-30-new.md'), MAINTENANCE);
    writeFileSync(join(root, 'components/checkout.md'), '---\nname: Checkout\nslo: many\n---\n');
    expect(run('validate', ['--root', root, '--base', 'main', ...NOW]).code).toBe(1);
  });

  test('V6.4 --base refuses to change a published update without a correction', () => {
    const file = 'incidents/2026-11-28-checkout.md';
    const root = scratch({ ...SHOP, [file]: MAINTENANCE });
    const git = (...args: string[]): void => {
      const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_COMMITTER_DATE: '2026-11-20T09:00Z' };
      const named = ['-c', 'user.name=A', '-c', 'user.email=a@shop.example', ...args];
      execFileSync('git', named, { cwd: root, env, stdio: 'pipe' });
    };
    git('init', '-q', '-b', 'main');
    git('add', '.');
    git('commit', '-qm', 'Announce it');
    git('switch', '-qc', 'branch');
    writeFileSync(join(root, file), MAINTENANCE.replace('slower than usual', 'closed'));
    git('commit', '-qam', 'Say something else');
    const ran = run('validate', ['--root', root, '--base', 'main', ...NOW]);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('error no-unmarked-edit (V6.4)');
    expect(run('validate', ['--root', root, ...NOW]).code).toBe(0);
  });
});
