import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { CANDOR } from '../support/run.ts';
import { scratch, SHOP } from '../support/scratch.ts';

test('candor dev of the package serves the page under its path, and follows a change and a fault', async () => {
  const root = scratch({ ...SHOP, 'incidents/.gitkeep': '' });
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
  expect(await page()).not.toContain('candor-findings');

  said = '';
  writeFileSync(
    join(root, 'incidents/2026-11-22-checkout.md'),
    '---\ntitle: <b>Slow</b>\nseverity: sev-9\n---\n',
  );
  await until(/Built again/);
  expect(said).toContain('incidents/2026-11-22-checkout.md:3');
  expect(await page()).toMatch(
    /<body[^>]*><link[^>]*><details id="candor-findings" open><summary>\d findings/,
  );
  expect(await page()).toContain('incidents/2026-11-22-checkout.md:3');
  expect(await page()).toContain("style-src 'self' 'sha256");
  expect(await page()).not.toContain('<b>Slow');
  expect((await fetch(`${url}__findings.css`)).headers.get('content-type')).toBe('text/css');

  writeFileSync(join(root, 'status.yaml'), 'name: [\n');
  await until(/Could not load the site/);
  expect(await page()).toContain('Payments');
  expect(await page()).toContain('The page stays as it was.');
  child.kill('SIGTERM');
  expect((await once(child, 'close'))[0]).toBe(0);
});
