import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ENGINE_ROOT } from '../../src/files/engine.ts';
import type { Ran } from '../support/run.ts';
import { CANDOR, run } from '../support/run.ts';
import { scratch, SHOP } from '../support/scratch.ts';
import { copyOfTheEngine, IS_EXAMPLE, readAll } from '../support/engine-copy.ts';

const ACME = [
  ...['--name', 'Acme: "Pay" & Go', '--url', 'https://status.acme.example/live/', '--policy', 'vauntico'],
  ...['--component', 'Store/Checkout', '--component', 'Store/Search,Sign-in', '--timezone', 'Europe/Paris'],
  ...['--person', 'technical-lead=@tom,ann', '--person', 'incident-commander=@acme/on-call'],
  ...['--email', 'help@acme.example', '--slack', '#incidents'],
];
const NOW = ['--now', '2026-11-22T12:00Z'];

/** Runs a command of the copy itself, as its owner would. */
function own(copy: string, name: string, ...args: string[]): Ran {
  const done = spawnSync(process.execPath, [join(copy, 'src', 'cli', 'candor.ts'), name, ...args], {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', NODE_OPTIONS: '' },
  });
  return { code: done.status ?? -1, out: done.stdout, err: done.stderr };
}

/** The company's part of the tree: all else is the engine. */
const COMPANY =
  /^(?:status\.yaml|(?:components|incidents|postmortems)\/.*|\.github\/(?:CODEOWNERS|ISSUE_TEMPLATE\/.*))$/;

describe('npm run init', () => {
  test.skipIf(!IS_EXAMPLE)(
    'makes a copy of this repository a company’s own: it validates and builds, and the engine is as it was',
    () => {
      const copy = copyOfTheEngine();
      const before = readAll(copy);
      const ran = own(copy, 'init', ...ACME, ...NOW);
      expect(ran).toMatchObject({ code: 0, err: '' });
      expect(ran.out).toContain('remove  incidents/2026-06-18-orders-listed-twice.md\n');
      const after = readAll(copy);
      const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
        (path) => before.get(path) !== after.get(path),
      );
      expect(changed.filter((path) => !COMPANY.test(path))).toEqual([]);
      expect(
        [...after.keys()].filter((path) => /^(?:incidents|postmortems|components)\//.test(path)).toSorted(),
      ).toEqual(['components/checkout.md', 'components/search.md', 'components/sign-in.md']);
      const html = readFileSync(join(copy, 'dist/index.html'), 'utf8');
      expect(html).toMatch(/Acme: (?:&quot;|"|&#34;)Pay/);
      expect(html).toContain('Checkout');
      expect(own(copy, 'validate')).toMatchObject({
        code: 0,
        out: expect.stringContaining('no findings') as string,
      });
      expect(own(copy, 'generate', 'codeowners', '--check')).toMatchObject({ code: 0, out: '' });
      if (existsSync(join(copy, 'src/cli/candor.ts')))
        expect(own(copy, 'forms', 'generate', '--check')).toMatchObject({ code: 0 });
      const traces = [...after].filter(([path, text]) => COMPANY.test(path) && /vayva/i.test(text));
      expect(traces.map(([path]) => path)).toEqual([]);
    },
  );

  test('--dry-run says what it would do, and does nothing', () => {
    const root = scratch(SHOP);
    const before = readAll(root);
    const ran = run('init', ['--root', root, ...ACME, '--dry-run', ...NOW]);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toMatchInlineSnapshot(`
      "remove  components/orders.md
      write   status.yaml
      write   components/checkout.md
      write   components/search.md
      write   components/sign-in.md
      write   .github/CODEOWNERS
      write   .github/ISSUE_TEMPLATE/declare-incident.yml
      write   .github/ISSUE_TEMPLATE/post-update.yml
      write   .github/ISSUE_TEMPLATE/resolve-incident.yml
      write   .github/ISSUE_TEMPLATE/plan-maintenance-or-notice.yml
      write   .github/ISSUE_TEMPLATE/config.yml
      run     npm run validate: checks every rule
      run     npm run build --clean: builds the site into dist/
      "
    `);
    expect(readAll(root)).toEqual(before);
  });

  describe('where something really happened', () => {
    const FILE = 'incidents/2026-06-18-orders-listed-twice.md';
    const files = { ...SHOP, [FILE]: '---\ntitle: Another text under the name of an example\n---\n' };

    test('it refuses, and touches nothing', () => {
      const root = scratch(files);
      const before = readAll(root);
      const ran = run('init', ['--root', root, ...ACME, ...NOW]);
      expect(ran).toMatchObject({ code: 1, out: '' });
      expect(ran.err).toMatchInlineSnapshot(`
        "incidents/2026-06-18-orders-listed-twice.md is not an example. To remove incidents and postmortems anyway, use --force; committed files remain in git.
        "
      `);
      expect(readAll(root)).toEqual(before);
    });

    test.skipIf(!IS_EXAMPLE)('an example that was edited is not an example', () => {
      const copy = copyOfTheEngine();
      const text = readFileSync(join(copy, FILE), 'utf8');
      writeFileSync(join(copy, FILE), `${text}\n<!-- ours -->\n`);
      mkdirSync(join(copy, 'postmortems'), { recursive: true });
      const ran = own(copy, 'init', ...ACME, ...NOW);
      expect(ran).toMatchObject({ code: 1, out: '' });
      expect(ran.err).toContain(`${FILE} is not an example`);
    });
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
    const root = scratch(SHOP);
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
      ['time zone', '\r'],
      ['Which SOP', '\r'],
      ['Which components', 'Store/Checkout, Search\r'],
      ['report problems to', '\r'],
      ['Who is the Incident commander', '\u007F@amina\r'],
      ['Who is the On-call engineer', '\r'],
    ]);
    expect(out).toContain('write   components/search.md');
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
