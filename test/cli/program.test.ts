import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/command-tree.ts';
import type { ProgramSettings } from '../../src/cli/command.ts';
import { GROUPS } from '../../src/cli/declarations/all.ts';
import { findCommand, parseCommandLine } from '../../src/cli/program.ts';

const CANDOR: ProgramSettings = {
  call: 'candor',
  summary: 'Runs an SOP.',
  version: '1.2.3',
  columns: 100,
  groups: GROUPS,
  commands: COMMANDS,
};

function parse(...args: string[]) {
  const parsed = parseCommandLine(CANDOR, args);
  return 'text' in parsed ? parsed : { ...parsed, command: parsed.command.declaration.name };
}

describe('candor parses', () => {
  test.each([
    [['build'], 'build', { root: '.', clean: false }, {}],
    [['build', '--out=a b', '--clean'], 'build', { root: '.', clean: true, out: 'a b' }, {}],
    [['build', '--out', 'one', '--out', 'two'], 'build', { root: '.', clean: false, out: 'two' }, {}],
    [['rollback', '--tag='], 'rollback', { tag: '' }, {}],
    [['compliance', '2026-checkout'], 'compliance', { format: 'terminal' }, { incident: '2026-checkout' }],
    [['validate', 'a', 'b', '--format', 'JSON'], 'validate', { format: 'json' }, { paths: ['a', 'b'] }],
    [['validate', '--', '--odd.md'], 'validate', { fix: false }, { paths: ['--odd.md'] }],
    [
      ['import', 'auto', 'a', 'b', '--into', 'c'],
      'import',
      { into: 'c', format: 'terminal', force: false },
      { format: 'auto', path: ['a', 'b'] },
    ],
    [['incident', 'update', '--no-change'], 'incident update', { 'no-change': true }, {}],
    [['incident', 'update'], 'incident update', { 'no-change': false }, {}],
    [['pr', 'merge', '--no-app'], 'pr merge', { app: false, timeout: '2m' }, {}],
    [['pr', 'merge', '--app'], 'pr merge', { app: true }, {}],
    [['deadlines', '--files'], 'deadlines', { files: true }, {}],
    [
      ['incident', 'open', '--component', 'a', '--component=b=down', '--text', '-'],
      'incident open',
      { component: ['a', 'b=down'], text: '-' },
      {},
    ],
  ])('%j', (args, command, values, positionals) => {
    expect(parse(...args)).toMatchObject({ command, values, args: positionals });
  });

  test('without an entry for an option or argument that is not given', () => {
    const parsed = parse('pr', 'merge');
    expect(parsed).toEqual({
      command: 'pr merge',
      values: { root: '.', timeout: '2m', 'dry-run': false },
      args: {},
    });
    expect(parse('validate')).toMatchObject({ args: {} });
  });
});

describe('candor refuses in one line', () => {
  test.each([
    [[], /^A command is missing: validate, incident, .*completion\. See candor --help\.$/],
    [
      ['incident'],
      'A command is missing: open, update, resolve, disclose, withdraw, merge, correct, list, publish, schedule, drill. See candor incident --help.',
    ],
    [['vaildate'], 'Unknown command "vaildate". Did you mean validate? See candor --help.'],
    [['incident', 'opne'], 'Unknown command "opne". Did you mean open? See candor incident --help.'],
    [
      ['forms', 'zzz'],
      'Unknown command "zzz". Expected one of generate, handle, announce. See candor forms --help.',
    ],
    [['validate', '--fx'], 'Unknown option "--fx". Did you mean --fix? See candor validate --help.'],
    [['validate', '-x'], 'Unknown option "-x". See candor validate --help.'],
    [['validate', '--fix=yes'], '--fix takes no value. See candor validate --help.'],
    [['validate', '--format'], 'Option "--format <NAME>" argument missing. See candor validate --help.'],
    [
      ['validate', '--format', 'jsno'],
      'Invalid --format "jsno": expected terminal, json, github or sarif. Did you mean "json"?',
    ],
    [
      ['validate', '--summary', '--fix'],
      '--summary needs a value: --summary <FILE>. For a value that begins with a hyphen, write --summary=--fix.',
    ],
    [
      ['incident', 'list', '--severity', 'sev-1'],
      'Unknown option "--severity". It is an option of candor incident open, candor incident update. See candor incident list --help.',
    ],
    [['completion'], 'Missing required argument "shell". See candor completion --help.'],
    [['dev', 'x'], 'Too many arguments for "dev". Expected 0 arguments but got 1: x. See candor dev --help.'],
    [
      ['incident', 'update', 'We are looking'],
      'Too many arguments for "update". Expected 0 arguments but got 1: We are looking. For a text of your own, write --text "…". See candor incident update --help.',
    ],
    [['import', 'auto', 'x'], 'Required option "--into <DIR>" not specified. See candor import --help.'],
    [['export', '\u001B[31mxml'], 'Invalid format "\\u001b[31mxml": expected jsonl or statuspage.'],
    [
      ['dev', '\u001B[31mx'],
      'Too many arguments for "dev". Expected 0 arguments but got 1: \\u001b[31mx. See candor dev --help.',
    ],
  ])('%j', (args, message) => {
    expect(() => parse(...args)).toThrow(message);
  });
});

describe('the help', () => {
  test('of a command has its arguments, options, environment and exit codes', () => {
    expect(parse('incident', 'publish', '-h')).toMatchInlineSnapshot(`
      {
        "text": "Usage: candor incident publish [file] [options]

      Publishes a file that was written by hand: an incident, planned maintenance or a notice. Without a
      file, pushes what an earlier command left on this computer.

      Arguments:
        file          the file

      Options:
        --root <DIR>  the content root (default: .)
        --yes         publish without a last look, and without questions that have a default
        --dry-run     print the actions without performing them
        --offline     neither fetch nor push
        --now <TIME>  the time to use instead of the current time
        -h, --help    show this help

      Environment:
        GITHUB_TOKEN    to open the pull request; without it, the command prints how to do that
        GH_TOKEN        used if GITHUB_TOKEN is not set
        GITHUB_ACTIONS  GitHub sets it: git then uses the token too
        VISUAL          the editor to write an update in
        EDITOR          used if VISUAL is not set
        USER            the name in the branch, if git has none

      Exit codes:
        0    done
        1    refused, or something failed
        2    the command could not run, or an input is missing
        130  cancelled
      ",
      }
    `);
  });

  test('of a group has its subcommands', () => {
    expect(parse('alerts', '--help')).toMatchInlineSnapshot(`
      {
        "text": "Usage: candor alerts <command> [options]

      Turns the alerts of a monitor into draft incidents.

      Options:
        -h, --help  show this help

      Commands:
        ingest      Turns the alert in a workflow's event into a draft incident, or adds it to an existing
                    draft.
        serve       Receives webhooks from monitors that can't call GitHub themselves, and dispatches them
                    to alerts.yml.
        help        show the help of a command
      ",
      }
    `);
  });

  test('is as wide as the terminal, and at most 110 columns', () => {
    for (const columns of [60, 110, 300]) {
      const parsed = parseCommandLine({ ...CANDOR, columns }, ['validate', '--help']);
      const lines = 'text' in parsed ? parsed.text.split('\n') : [];
      const widest = Math.max(...lines.map(({ length }) => length));
      expect(widest).toBeLessThanOrEqual(Math.min(columns, 110));
      expect(widest).toBeGreaterThan(Math.min(columns, 110) - 25);
    }
  });

  test('does not list what only programs call', () => {
    expect(parse('--help')).not.toMatchObject({ text: expect.stringMatching(/^ {2}complete /m) as string });
  });
});

test('--version gives the version', () => {
  expect(parse('--version')).toEqual({ text: '1.2.3\n' });
});

test.each([
  [['incident', 'open', '--drill'], 'incident open'],
  [['init', '--name', 'examples'], 'init'],
  [['incident'], undefined],
])('%j names the command %s', (args, name) => {
  expect(findCommand(COMMANDS, args)?.declaration.name).toBe(name);
});
