import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ENGINE_ROOT } from '../../src/files/engine.ts';
import { CANDOR, run } from '../support/run.ts';
import { scratch, SHOP } from '../support/scratch.ts';
import { readAll } from '../support/engine-copy.ts';

const ACME = [
  ...['--name', 'Acme: "Pay" & Go', '--url', 'https://status.acme.example/live/', '--policy', 'vauntico'],
  ...['--component', 'Store/Checkout', '--component', 'Store/Search,Sign-in', '--timezone', 'Europe/Paris'],
  ...['--person', 'technical-lead=@tom,ann', '--person', 'incident-commander=@acme/on-call'],
  ...['--email', 'help@acme.example', '--slack', '#incidents'],
];
const NOW = ['--now', '2026-11-22T12:00Z'];

describe('candor init', () => {
  test('makes a folder a company’s own: it validates and builds, and a second time nothing changes', () => {
    const root = scratch();
    expect(run('init', ['--root', root, ...ACME, ...NOW])).toMatchObject({ code: 0, err: '' });
    const html = readFileSync(join(root, 'dist/index.html'), 'utf8');
    expect(html).toMatch(/Acme: (?:&quot;|"|&#34;)Pay/);
    expect(html).toContain('Checkout');
    expect(run('validate', ['--root', root])).toMatchObject({
      code: 0,
      out: expect.stringContaining('no findings') as string,
    });
    expect(run('generate', ['codeowners', '--check', '--root', root])).toMatchObject({ code: 0, out: '' });
    expect(run('forms', ['generate', '--check', '--root', root])).toMatchObject({ code: 0 });
    const files = readAll(root);
    expect(files.size).toBeLessThan(45);
    const traces = [...files].filter(([, text]) => /vayva|src\/cli|\((?:V|U)\d+\.\d/i.test(text));
    expect(traces.map(([path]) => path)).toEqual([]);
    expect(run('init', ['--root', root, ...ACME, ...NOW])).toMatchObject({ code: 0, err: '' });
    expect(readAll(root)).toEqual(files);
    const upgraded = run('upgrade', ['--root', root]);
    expect(upgraded).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringMatching(/^Everything is as/) as string,
    });
    // What a person changed or removed stays, and both commands name it.
    const [changed, removed] = ['.github/workflows/alerts.yml', '.github/workflows/rollback.yml'];
    writeFileSync(join(root, changed), '# ours\n');
    rmSync(join(root, removed));
    const again = run('upgrade', ['--root', root]).out;
    expect(again).toContain(`Nothing to renew; 2 files that you changed stay: ${changed}, ${removed}.\n`);
    expect(again).not.toContain('Everything is as');
    expect(run('doctor', ['--root', root, '--offline', '--only', 'generated']).out).toContain(
      `except for what you changed: ${changed}, ${removed} (removed);`,
    );
  });

  test('--dry-run shows what it would change and add, and does nothing', () => {
    const root = scratch({ ...SHOP, 'README.md': '# Ours\n' });
    const before = readAll(root);
    const ran = run('init', ['--root', root, ...ACME, '--dry-run', ...NOW]);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out.replaceAll(/^add {5}\.github\/workflows\/.*\n/gm, '')).toMatchInlineSnapshot(`
      "===================================================================
      --- status.yaml
      +++ status.yaml
      @@ -1,4 +1,13 @@
      -name: Shop
      -url: https://shop.example/status
      -policy: vayva
      -timezone: Africa/Lagos
      +name: 'Acme: "Pay" & Go'
      +url: https://status.acme.example/live
      +policy: vauntico
      +timezone: Europe/Paris
      +contact:
      +  email: help@acme.example
      +  slack: '#incidents'
      +people:
      +  technical-lead:
      +    - '@tom'
      +    - '@ann'
      +  incident-commander:
      +    - '@acme/on-call'
      change  status.yaml
      add     components/search.md
      add     components/sign-in.md
      add     package.json
      add     .gitignore
      add     .gitattributes
      add     .nvmrc
      add     .npmrc
      add     incidents/.gitkeep
      add     .github/CODEOWNERS
      add     .github/ISSUE_TEMPLATE/config.yml
      add     .github/ISSUE_TEMPLATE/declare-incident.yml
      add     .github/ISSUE_TEMPLATE/plan-maintenance-or-notice.yml
      add     .github/ISSUE_TEMPLATE/post-update.yml
      add     .github/ISSUE_TEMPLATE/resolve-incident.yml
      add     .github/PULL_REQUEST_TEMPLATE/HOTFIX_TEMPLATE.md
      add     .github/PULL_REQUEST_TEMPLATE/SIMPLE_FIX.md
      add     .github/PULL_REQUEST_TEMPLATE/incident-update.md
      add     .github/dependabot.yml
      add     .github/main-ruleset.json
      add     .github/pull_request_template.md
      add     .github/candor.json
      run     candor validate: checks every rule
      run     candor build --clean: builds the site into dist/
      "
    `);
    expect(readAll(root)).toEqual(before);
  });

  test('what is in the folder answers too', () => {
    const root = scratch({ ...SHOP });
    expect(run('init', ['--root', root, ...NOW])).toMatchObject({ code: 0, err: '' });
    expect(readAll(root)).toEqual(new Map([...readAll(root), ...Object.entries(SHOP)]));
  });

  test.each([
    [
      'answers are missing and there is no terminal to ask at',
      ['--name', 'Acme'],
      2,
      /Missing: --url .* {2}--policy .* {2}--component/,
    ],
    [
      'the address is not valid',
      ['--name', 'A', '--url', 'acme', '--policy', 'vayva', '--component', 'X'],
      1,
      /"url" is not a web address/,
    ],
    [
      'there is no such policy',
      ['--name', 'A', '--url', 'https://a.example', '--policy', 'vavya', '--component', 'X'],
      1,
      /Did you mean "vayva"/,
    ],
    ['there is no such time zone', [...ACME, '--timezone', 'Lagos'], 1, /a time zone such as/],
    ['there is no such role', [...ACME, '--person', 'tech-lead=@x'], 1, /has no role "tech-lead"/],
    [
      'a name isn’t valid on GitHub',
      [...ACME, '--person', 'technical-lead=@a b$'],
      1,
      /expected a name with its @/,
    ],
    ['an option is unknown', ['--nonsense'], 2, /Unknown option/],
    ['an argument is unexpected', ['destroy'], 2, /Too many arguments for "init"/],
  ])('refuses where %s', (_name, args, code, said) => {
    const root = scratch();
    const before = readAll(root);
    const ran = run('init', ['--root', root, ...args]);
    expect(ran.code).toBe(code);
    expect(ran.err).toMatch(said);
    expect(readAll(root)).toEqual(before);
  });
});

describe('at a terminal', () => {
  /** Types answers as they are asked for; `python3` plays the terminal. */
  function typed(root: string, steps: readonly (readonly [string, string])[]): { code: number; out: string } {
    const driver = join(ENGINE_ROOT, 'test', 'support', 'terminal.py');
    const command = [process.execPath, CANDOR, 'init', '--root', root, '--dry-run'];
    const done = spawnSync('python3', [driver, JSON.stringify({ command, steps, seconds: 40 })], {
      encoding: 'utf8',
      env: { ...process.env, TERM: 'xterm', NODE_OPTIONS: '' },
    });
    return { code: done.status ?? -1, out: done.stdout };
  }

  test('asks for what no flag says, role by role', () => {
    const { code, out } = typed(scratch(), [
      ['Whose status page', 'Acme\r'],
      ['What will its URL be', 'https://status.acme.example\r'],
      ['Where is the page hosted', '\r'],
      ['time zone', '\r'],
      ['Which SOP', '\r'],
      ['Which components', 'Store/Checkout, Search\r'],
      ['Who reads the page', '\r'],
      ['In which language', '\r'],
      ['report problems to', '\r'],
      ['Who is the Incident commander', '\u007F@amina\r'],
      ['Who is the On-call engineer', '\r'],
    ]);
    expect(out).toContain('add     components/search.md');
    expect(code).toBe(0);
  });

  test('Ctrl-C stops it, and nothing is written', () => {
    const root = scratch();
    const { code, out } = typed(root, [['Whose status page', '\u0003']]);
    expect(out).toContain('Cancelled. Nothing was written.');
    expect(code).toBe(130);
    expect(readAll(root)).toEqual(new Map());
  });
});
