import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** An empty folder, for the tests of a whole file: they remove it. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'candor-'));
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** A folder with these files in it, gone when the test is over. */
export function scratch(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = temporaryFolder();
  onTestFinished(() => removeFolder(folder));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** The files of a small shop that keeps Vayva's SOP, without incidents. */
export const SHOP: Readonly<Record<string, string>> = {
  'status.yaml': 'name: Shop\nurl: https://shop.example/status\npolicy: vayva\ntimezone: Africa/Lagos\n',
  'components/checkout.md': '---\nname: Checkout\n---\n',
  'components/orders.md': '---\nname: Orders\n---\n',
};
