import { expect, test } from 'vitest';
import { run } from '../support/run.ts';

test.each([
  ['validate', 'x\n::error::planted\n'],
  ['validate', 'x\r::error::planted'],
  ['export', 'x\n  ::set-output name=a::planted'],
  ['export', '##[error]planted'],
])('%s repeats an argument %j, and no line of it is a workflow command', (name, argument) => {
  const { code, err } = run(name, [argument]);
  expect(code).toBe(2);
  expect(err).toContain('planted');
  expect(err).not.toMatch(/^\s*::|\r|##\[/m);
});
