import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { CLEAN_ENVIRONMENT } from '../support/clean-environment.ts';
import { CANDOR, run } from '../support/run.ts';
import { shopRepository } from '../support/shop-repository.ts';

const FILE = 'components/checkout.md';

test('validates again after each change, until it is interrupted', { timeout: 60_000 }, async () => {
  const { root } = shopRepository();
  const child = spawn(process.execPath, [CANDOR, 'validate', '--watch', '--root', root], {
    env: { ...CLEAN_ENVIRONMENT, NO_COLOR: '1' },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  const next = async (): Promise<string> => {
    while (!out.includes('Waiting for changes')) await once(child.stdout, 'data');
    const said = out;
    out = '';
    return said;
  };
  expect(await next()).toContain('no findings');
  const right = readFileSync(join(root, FILE), 'utf8');
  writeFileSync(join(root, FILE), right.replace('name:', 'nam:'));
  expect(await next()).toContain('Unknown key "nam". Did you mean "name"?');
  writeFileSync(join(root, FILE), right);
  expect(await next()).toContain('no findings');
  appendFileSync(join(root, 'status.yaml'), 'colour: red\n');
  expect(await next()).toContain('Unknown key "colour"');
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([1, null]);
});

test('it goes with no option that ends or changes files', () => {
  const ran = run('validate', ['--watch', '--fix', '--root', shopRepository().root]);
  expect(ran).toMatchObject({ code: 2, out: '' });
  expect(ran.err).toContain('--watch goes with neither --stdin, --fix nor --format.');
});
