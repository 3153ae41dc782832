import { expect, test } from 'vitest';
import { parseLockedEngine } from '../../src/setup/locked-engine.ts';

const lock = (candor: object): string => JSON.stringify({ packages: { 'node_modules/candor': candor } });

test.each([
  [
    'from the registry',
    lock({ version: '0.2.0', resolved: 'https://registry.npmjs.org/candor/-/candor-0.2.0.tgz' }),
    { version: '0.2.0' },
  ],
  [
    'a tarball in the repository',
    lock({ version: '0.2.0', resolved: 'file:vendor/candor-0.2.0.tgz' }),
    { version: '0.2.0' },
  ],
  [
    'a tarball beside the repository',
    lock({ version: '0.2.0', resolved: 'file:../candor-0.2.0.tgz' }),
    { version: '0.2.0', outside: '../candor-0.2.0.tgz' },
  ],
  [
    'a tarball on another drive',
    lock({ version: '0.2.0', resolved: 'file:D:/candor-0.2.0.tgz' }),
    { version: '0.2.0', outside: 'D:/candor-0.2.0.tgz' },
  ],
  ['a link to a checkout', lock({ resolved: '../candor', link: true }), { outside: '../candor' }],
  ['a link to a workspace', lock({ resolved: 'packages/candor', link: true }), {}],
  ['a folder whose name begins with dots', lock({ resolved: '..candor', link: true }), {}],
  ['another package only', '{"packages":{}}', {}],
  ['half a file', '{"packages":', {}],
])('what package-lock.json says about Candor: %s', (_, text, expected) => {
  expect(parseLockedEngine(text)).toEqual(expected);
});
