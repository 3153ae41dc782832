import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { CANDOR } from '../support/run.ts';
import { scratch, SHOP } from '../support/scratch.ts';

test('candor dev of the package serves the page under its path, and follows a change and a fault', async () => {
  const root = scratch({ ...SHOP });
  const child = spawn(process.execPath, [CANDOR, 'dev', '--root', root, '--port', '0']);
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  child.stdout.on('data', (text) => (said += String(text)));
  const until = async (pattern: RegExp): Promise<string> => {
    await expect.poll(() => said, { timeout: 30_000, interval: 50 }).toMatch(pattern);
    return pattern.exec(said)![0];
  };
  const url = await until(/http:\/\/127\.0\.0\.1:\d+\/status\//);
  const page = async (): Promise<string> => (await fetch(url)).text();
  expect(await page()).toContain('Checkout');
  expect((await fetch(new URL('/', url))).url).toBe(url);
  expect((await fetch(`${url}nowhere`)).status).toBe(404);
  writeFileSync(join(root, 'components/checkout.md'), '---\nname: Payments\n---\n');
  await until(/Built again/);
  expect(await page()).toContain('Payments');
  writeFileSync(join(root, 'status.yaml'), 'name: [\n');
  await until(/status\.yaml/);
  expect(await page()).toContain('Payments');
  child.kill('SIGTERM');
  expect((await once(child, 'close'))[0]).toBe(0);
});
