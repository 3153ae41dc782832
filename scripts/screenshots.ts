import { spawnSync } from 'node:child_process';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { CHROMIUM_PATH, hasChromium, launchChromium } from '../bench/look/chromium.ts';
import { runScript } from '../src/cli/run-candor.ts';
import { EXIT_COULD_NOT_RUN, UsageError } from '../src/files/command-errors.ts';
import { ENGINE_ROOT } from '../src/files/engine.ts';
import { resolveServedFile } from '../bench/look/static-server.ts';
import { SCREENSHOT_STATES } from '../bench/look/screenshot-states.ts';
import type { ScreenshotState } from '../bench/look/screenshot-states.ts';
import { buildSiteInto, writeContentRoot } from '../bench/look/scratch-site.ts';

/** The README's picture: the top of the page during an incident. */
const README_PICTURE = {
  file: 'docs/images/status-page.png',
  state: 'sev-2',
  mode: { name: 'readme', viewport: { width: 960, height: 850 }, topOnly: true },
} as const;

interface RenderMode extends BrowserContextOptions {
  readonly name: string;
  readonly print?: boolean;
  /** Only what the first screen shows, not the whole page. */
  readonly topOnly?: boolean;
}

const wide = { width: 1280, height: 800 };
const narrow = { width: 360, height: 720 };
const RENDER_MODES: readonly RenderMode[] = [
  { name: 'wide', viewport: wide },
  { name: 'wide-dark', viewport: wide, colorScheme: 'dark' },
  { name: 'middle', viewport: { width: 768, height: 800 } },
  { name: 'narrow', viewport: narrow },
  { name: 'narrow-dark', viewport: narrow, colorScheme: 'dark' },
  { name: 'forced', viewport: wide, forcedColors: 'active', colorScheme: 'dark' },
  { name: 'print', viewport: { width: 794, height: 1123 }, print: true },
];

interface Screenshot {
  readonly state: ScreenshotState;
  readonly page: string;
  readonly mode: RenderMode;
  readonly file: string;
}

await runScript(
  'npm run screenshots --',
  {
    summary:
      'Builds the site in every state, takes screenshots of its pages at several widths and colour schemes, and writes a contact sheet, index.html.',
    description: 'Needs Chromium.',
    options: {
      out: { value: 'DIR', help: 'the output folder (default: a new temporary folder)' },
      only: {
        value: 'NAMES',
        help: `only these states: ${SCREENSHOT_STATES.map(({ name }) => name).join(', ')}`,
      },
      look: {
        value: 'NAMES',
        help: 'only these: wide, wide-dark, middle, narrow, narrow-dark, forced, print',
      },
      home: { help: 'only the home page of each state' },
      readme: { help: 'only docs/images/status-page.png, the picture in README.md' },
    },
    environment: { CHROME_PATH: 'the path of Chromium' },
    exitCodes: { 0: 'done', 2: 'the command could not run' },
  },
  async (values) => {
    if (!hasChromium()) {
      process.stderr.write(`${CHROMIUM_PATH} does not exist: install Chromium or set CHROME_PATH.\n`);
      return EXIT_COULD_NOT_RUN;
    }
    if (values.readme) {
      await takeReadmePicture();
      return 0;
    }
    const states = selectByName(SCREENSHOT_STATES, values.only, '--only');
    const looks = selectByName(RENDER_MODES, values.look, '--look');
    const out = values.out ? resolve(values.out) : await mkdtemp(join(tmpdir(), 'candor-screenshots-'));
    const browser = await launchChromium();
    const screenshots: Screenshot[] = [];
    try {
      for (const state of states) {
        const pages = values.home ? state.pages.slice(0, 1) : state.pages;
        screenshots.push(...(await takeScreenshots(browser, state, pages, looks, out)));
        process.stdout.write(`${state.name}: ${pages.length} pages, ${looks.length} looks\n`);
      }
    } finally {
      await browser.close();
    }
    await writeFile(join(out, 'index.html'), renderContactSheet(screenshots));
    process.stdout.write(`${join(out, 'index.html')}\n`);
    return 0;
  },
);

function selectByName<Named extends { readonly name: string }>(
  all: readonly Named[],
  names: string | undefined,
  option: string,
): readonly Named[] {
  if (names === undefined) return all;
  return names.split(',').map((name) => {
    const found = all.find((one) => one.name === name);
    if (!found)
      throw new UsageError(`Invalid ${option} "${name}": expected ${all.map((one) => one.name).join(', ')}.`);
    return found;
  });
}

async function takeReadmePicture(): Promise<void> {
  const [state] = selectByName(SCREENSHOT_STATES, README_PICTURE.state, '--only');
  const folder = await mkdtemp(join(tmpdir(), 'candor-screenshots-'));
  const browser = await launchChromium();
  try {
    const [picture] = await takeScreenshots(browser, state!, [''], [README_PICTURE.mode], folder);
    await copyFile(join(folder, picture!.file), join(ENGINE_ROOT, README_PICTURE.file));
    process.stdout.write(`${README_PICTURE.file}\n`);
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Builds a state in a temporary folder and takes screenshots of its pages. */
async function takeScreenshots(
  browser: Browser,
  state: ScreenshotState,
  pages: readonly string[],
  looks: readonly RenderMode[],
  out: string,
): Promise<Screenshot[]> {
  const root = await mkdtemp(join(tmpdir(), 'candor-state-'));
  const screenshots: Screenshot[] = [];
  try {
    await writeStateFiles(root, state);
    const dist = join(root, 'dist');
    await buildSiteInto(root, dist, state.builtAt);
    for (const mode of looks) {
      for (const page of pages) {
        const name = page.replace(/\/$/, '').replaceAll('/', '_').replace('.html', '') || 'home';
        const file = `${state.name}/${name}-${mode.name}.png`;
        await takeScreenshot(browser, dist, state, page, mode, join(out, file));
        screenshots.push({ state, page, mode, file });
      }
    }
  } finally {
    await rm(root, { recursive: true, force: true });
  }
  return screenshots;
}

async function writeStateFiles(root: string, { files, committed }: ScreenshotState): Promise<void> {
  if (committed) {
    await writeContentRoot(root, Object.entries(committed));
    const identity = [
      '-c',
      'user.name=Screenshots',
      '-c',
      'user.email=screenshots@example.com',
      '-c',
      'commit.gpgsign=false',
    ];
    const when = '2026-11-22T11:36:00Z';
    const env = { ...process.env, GIT_AUTHOR_DATE: when, GIT_COMMITTER_DATE: when };
    for (const args of [
      ['init', '-q'],
      ['add', '-A'],
      [...identity, 'commit', '-qm', 'Begin'],
    ])
      spawnSync('git', args, { cwd: root, env });
  }
  await writeContentRoot(root, Object.entries(files));
}

async function takeScreenshot(
  browser: Browser,
  dist: string,
  state: ScreenshotState,
  path: string,
  look: RenderMode,
  file: string,
): Promise<void> {
  const { name: _, print, topOnly, ...options } = look;
  const context = await browser.newContext({ timezoneId: 'Europe/Berlin', ...options });
  try {
    const page = await context.newPage();
    await page.clock.install({ time: new Date(state.seenAt ?? state.builtAt) });
    await page.route('**/*', async (route) => {
      const inside = resolveServedFile(dist, '/status', new URL(route.request().url()).pathname);
      await (inside ? route.fulfill({ path: inside }) : route.abort());
    });
    if (print) await page.emulateMedia({ media: 'print' });
    await page.goto(`https://kiosk.example/status/${path}`);
    if (state.rightToLeft) await page.evaluate(() => (document.documentElement.dir = 'rtl'));
    await page.screenshot({ path: file, fullPage: !topOnly });
  } finally {
    await context.close();
  }
}

/** All screenshots on one page, by state and page. */
function renderContactSheet(screenshots: readonly Screenshot[]): string {
  const sections = [...Map.groupBy(screenshots, ({ state }) => state)].map(([state, own]) => {
    const rows = [...Map.groupBy(own, ({ page }) => page)].map(([page, shots]) => {
      const figures = shots.map(
        ({ file, mode }) =>
          `<figure><a href="${file}"><img src="${file}" alt="" loading="lazy" height="480"></a><figcaption>${mode.name}</figcaption></figure>`,
      );
      return `<h3>/${page}</h3><div>${figures.join('')}</div>`;
    });
    return `<section id="${state.name}"><h2>${state.description}</h2>${rows.join('')}</section>`;
  });
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Screenshots</title>
<style>body{font:1rem/1.5 system-ui;margin:2rem}div{display:flex;gap:1rem;overflow-x:auto}figure{margin:0}img{border:1px solid #ccc}</style>
<h1>Screenshots</h1>
${sections.join('\n')}
</html>
`;
}
