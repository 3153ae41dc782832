import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { shapeOf, stepsOf, workflowTexts } from './workflows.ts';

const hasShellcheck = spawnSync('shellcheck', ['--version']).status === 0;
if (!hasShellcheck) {
  process.stderr.write('\nNOT TESTED: there is no shellcheck, so no script in a workflow is checked.\n\n');
}

function checked(script: string): string {
  const { stdout } = spawnSync('shellcheck', ['--shell=bash', '--format=gcc', '-'], {
    input: script,
    encoding: 'utf8',
  });
  return stdout;
}

test.skipIf(!hasShellcheck)('shellcheck sees what it is for', () => {
  expect(checked('echo $1\n')).toContain('SC2086');
});

const scripts = workflowTexts.flatMap(([path, text]) =>
  stepsOf(shapeOf(path, text)).flatMap(({ run, called }) =>
    run === undefined ? [] : [[`${path} ${called}`, run] as const],
  ),
);

test.skipIf(!hasShellcheck).each(scripts)('shellcheck finds nothing in %s', (_called, script) => {
  expect(checked(script)).toBe('');
});
