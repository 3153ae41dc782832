import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';

/** The browser that pages are looked at with: `CHROME_PATH`, or where Debian puts Chromium. */
export const CHROMIUM_PATH = process.env['CHROME_PATH'] ?? '/usr/bin/chromium';

/** Lets it run as root and in a container, and ask nobody for anything but the page. */
export const CHROMIUM_FLAGS: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const hasChromium = (): boolean => existsSync(CHROMIUM_PATH);

/** A browser of its own; whoever starts it closes it. Playwright is there only where development's packages are. */
export async function launchChromium(): Promise<Browser> {
  const { chromium } = await import('playwright-core');
  return chromium.launch({ executablePath: CHROMIUM_PATH, args: [...CHROMIUM_FLAGS] });
}
