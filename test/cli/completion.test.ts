import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COMPLETION_SCRIPTS } from '../../src/cli/completion-scripts.ts';
import { CANDOR, run } from '../support/run.ts';
import { scratch } from '../support/scratch.ts';

/** Whether a shell is on this machine. */
function has(shell: string): boolean {
  return spawnSync(shell, ['--version']).status === 0;
}

/** A folder with `candor` as a program, and a file. */
function folderWithCandor(): string {
  const folder = scratch({ 'notes.md': 'x' });
  const program = join(folder, 'candor');
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${CANDOR}' "$@"\n`);
  chmodSync(program, 0o755);
  return folder;
}

/** Runs a script in a shell in which `candor` is on the path. */
function inShell(shell: string, script: string): string {
  const cwd = folderWithCandor();
  const env = { ...process.env, PATH: `${cwd}:${process.env['PATH']}` };
  const { stdout, stderr } = spawnSync(shell, ['-c', script], { cwd, env, encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout;
}

const BASH_CASES: readonly (readonly [words: string[], expected: string])[] = [
  [['inc'], 'incident'],
  [['incident', 'up'], 'update'],
  [['incident', 'list', '--dr'], '--drill'],
  [['validate', '--format', ''], 'terminal json github sarif'],
  [['validate', '--format', '=', 's'], 'sarif'],
  [['incident', 'list', '--severity', ''], ''],
];

test.skipIf(!has('bash'))('bash completes subcommands, options and choices', () => {
  const calls = BASH_CASES.map(([words]) => {
    const quoted = ['candor', ...words].map((word) => `'${word}'`).join(' ');
    return `COMP_WORDS=(${quoted}); COMP_CWORD=${words.length}; _candor; echo "\${COMPREPLY[*]}"`;
  });
  const out = inShell('bash', `source <(candor completion bash)\ncomplete -p candor\n${calls.join('\n')}`);
  expect(out.split('\n')).toEqual([
    'complete -F _candor candor',
    ...BASH_CASES.map(([, expected]) => expected),
    '',
  ]);
});

test.skipIf(!has('fish'))('fish completes subcommands, options and choices', () => {
  const script = `candor completion fish | source; complete -C 'candor incident up'; complete -C 'candor validate --format s'`;
  expect(inShell('fish', script)).toBe(
    'update\tPublishes an update of an incident, a maintenance or a notice.\nsarif\n',
  );
});

test.skipIf(!has('zsh'))('zsh reads the script', () => {
  expect(
    inShell(
      'zsh',
      'autoload -U compinit; compinit -D; source <(candor completion zsh); echo $_comps[candor]',
    ),
  ).toBe('_candor\n');
});

test('candor completion prints the script of each shell', () => {
  for (const [shell, script] of Object.entries(COMPLETION_SCRIPTS))
    expect(run('completion', [shell])).toEqual({ code: 0, out: script, err: '' });
  expect(run('completion', ['tcsh'])).toEqual({
    code: 2,
    out: '',
    err: 'Invalid shell "tcsh": expected bash, zsh or fish.\n',
  });
});
