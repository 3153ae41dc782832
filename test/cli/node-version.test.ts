import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeUnsupportedNode } from '../../src/cli/node-version.ts';
import { ENGINE_ROOT } from '../../src/files/engine.ts';

test.each([
  ['>=22.12', '20.19.2'],
  ['>=22.12', '22.11.0'],
  ['>=24', '23.9.1'],
  ['>= 22.12.1', '22.12.0'],
])('%s refuses %s in one sentence', (range, version) => {
  expect(describeUnsupportedNode(range, version)).toBe(
    `Candor needs Node.js ${range.replace(/^>= ?/, '')} or newer, and this is ${version}. Install it from https://nodejs.org, then run the command again.`,
  );
});

test.each([
  ['>=22.12', '22.12.0'],
  ['>=22.12', '22.13.0'],
  ['>=22.12', '24.0.0'],
  ['>=24', '24.1.0'],
  ['>=24', '25.0.0-nightly'],
])('%s allows %s', (range, version) => {
  expect(describeUnsupportedNode(range, version)).toBeUndefined();
});

test('package.json names its versions in the form that is understood', () => {
  const { engines } = JSON.parse(readFileSync(join(ENGINE_ROOT, 'package.json'), 'utf8')) as {
    engines: { node: string };
  };
  expect(engines.node).toMatch(/^>=\s*\d+(\.\d+)*$/);
});
