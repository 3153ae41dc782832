import type { Browser, Page } from 'playwright-core';
import { afterAll, onTestFinished } from 'vitest';
import { CHROMIUM_PATH, hasChromium, launchChromium } from '../../bench/look/chromium.ts';

/** Whether tests in a browser can run here; where they can't, that is said aloud. */
export const hasBrowser = hasChromium();
if (!hasBrowser) {
  process.stderr.write(
    `\nNOT TESTED: there is no ${CHROMIUM_PATH}, so nothing is tried in a real browser.\n\n`,
  );
}

let browser: Promise<Browser> | undefined;

afterAll(async () => (await browser)?.close());

/** A page that knows nothing of any other. It is closed when the test is over, the browser when all of the file are. */
export async function openPage(): Promise<Page> {
  browser ??= launchChromium();
  const context = await (await browser).newContext();
  onTestFinished(() => context.close());
  return context.newPage();
}

/** Everything that a page complains of from now on; that the test's host has no icon is nothing to it. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (!message.location().url.endsWith('/favicon.ico')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => complaints.push(dialog.message()));
  return complaints;
}
