import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GENERATED_NOW, generateSite } from '../bench/generate.ts';
import { formatInstant } from '../src/time/instant.ts';
import { runScript } from '../src/cli/run-candor.ts';
import { EXIT_COULD_NOT_RUN, UsageError } from '../src/files/command-errors.ts';
import { ENGINE_ROOT } from '../src/files/engine.ts';
import { checkInBrowser } from '../bench/look/budget-browser.ts';
import type { BuiltSite, BudgetResult } from '../bench/look/budget-measure.ts';
import {
  checkHomePage,
  checkScriptsAndPolicies,
  checkHomePageWithoutUptime,
} from '../bench/look/budget-sizes.ts';
import { runHtmlChecker, runLighthouse } from '../bench/look/budget-tools.ts';
import { CHROMIUM_PATH, hasChromium, launchChromium } from '../bench/look/chromium.ts';
import { TWENTY_COMPONENTS_FILES } from '../bench/look/screenshot-content.ts';
import { buildSiteInto, writeContentRoot } from '../bench/look/scratch-site.ts';

const CHECKS = ['sizes', 'axe', 'lighthouse', 'html'] as const;

const NOW = '2026-11-22T12:00Z';
/** Of the first example, for Lighthouse. */
const PAGES = ['', 'incidents/2026-11-05-dashboard-sign-in/', 'history/', 'components/dashboard/'];

const MAX_FAILURES_SHOWN = 8;

await runScript(
  'npm run budgets --',
  {
    summary: 'Builds both example sites and checks their performance budgets.',
    description:
      'Page sizes, axe, Lighthouse and the Nu HTML checker. Needs Chromium and Java; takes some minutes.',
    options: {
      only: { value: 'PARTS', help: `only these, separated by commas: ${CHECKS.join(', ')}` },
    },
    environment: { CHROME_PATH: 'the path of Chromium' },
    exitCodes: { 0: 'within every budget', 1: 'over a budget', 2: 'the command could not run' },
  },
  async (values) => {
    const only: readonly string[] = values.only?.split(',') ?? CHECKS;
    const unknown = only.find((part) => !(CHECKS as readonly string[]).includes(part));
    if (unknown !== undefined)
      throw new UsageError(`Invalid --only "${unknown}": expected ${CHECKS.join(', ')}.`);
    if (!hasChromium() && only.some((part) => part === 'axe' || part === 'lighthouse')) {
      process.stderr.write(`${CHROMIUM_PATH} does not exist: install Chromium or set CHROME_PATH.\n`);
      return EXIT_COULD_NOT_RUN;
    }
    const folder = await mkdtemp(join(tmpdir(), 'candor-budget-'));
    try {
      let broken = 0;
      for await (const measure of runChecks(folder, only)) {
        process.stdout.write(`${renderResult(measure)}\n`);
        if (!measure.passed) broken += 1;
      }
      process.stdout.write(broken === 0 ? '\nWithin every budget.\n' : `\n${broken} over budget.\n`);
      return broken === 0 ? 0 : 1;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
);

async function* runChecks(folder: string, only: readonly string[]): AsyncGenerator<BudgetResult> {
  const built = async (name: string, root: string, now: string, base = ''): Promise<BuiltSite> => {
    const dist = join(folder, name);
    await buildSiteInto(root, dist, now);
    return { name, dist, base };
  };
  const scratch = async (name: string, files: Iterable<readonly [string, string]>): Promise<string> => {
    const root = join(folder, `${name}-root`);
    await writeContentRoot(root, files);
    return root;
  };
  const examples = [
    await built('vayva', ENGINE_ROOT, NOW, '/status'),
    await built('vauntico', join(ENGINE_ROOT, 'examples', 'vauntico'), NOW),
  ];
  if (only.includes('sizes')) {
    const twenty = await scratch('twenty', Object.entries(TWENTY_COMPONENTS_FILES));
    yield* checkHomePage(await built('twenty', twenty, NOW, '/status'));
    const generated = await scratch('generated', generateSite(100));
    yield checkHomePageWithoutUptime(await built('generated', generated, formatInstant(GENERATED_NOW)));
    yield* checkScriptsAndPolicies(examples);
  }
  if (only.includes('html')) yield* await runHtmlChecker(examples);
  if (only.includes('axe')) {
    const browser = await launchChromium();
    try {
      yield* await checkInBrowser(browser, examples);
    } finally {
      await browser.close();
    }
  }
  if (only.includes('lighthouse')) yield* await runLighthouse(examples[0]!, PAGES);
}

function renderResult({ name, actual, allowed, passed, failures = [] }: BudgetResult): string {
  const line = `${passed ? 'ok  ' : 'OVER'}  ${name.padEnd(52)} ${actual.padStart(20)}   ${allowed}`;
  return [line, ...failures.slice(0, MAX_FAILURES_SHOWN).map((error) => `        ${error}`)].join('\n');
}
