import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { GENERATED_NOW, generateSite } from '../bench/generate.ts';
import { formatInstant } from '../src/time/instant.ts';
import { COULD_NOT_RUN, runCommand, UsageError } from '../src/files/command-errors.ts';
import { ENGINE_ROOT } from '../src/files/read-content.ts';
import { inBrowser } from '../bench/look/budget-browser.ts';
import type { BuiltSite, Measure } from '../bench/look/budget-measure.ts';
import { frontPage, scriptsAndPolicies, withoutBars } from '../bench/look/budget-sizes.ts';
import { htmlChecker, lighthouse } from '../bench/look/budget-tools.ts';
import { CHROMIUM, hasChromium, launchChromium } from '../bench/look/chromium.ts';
import { TWENTY } from '../bench/look/gallery-content.ts';
import { buildInto, writeRoot } from '../bench/look/scratch-site.ts';

const PARTS = ['sizes', 'axe', 'lighthouse', 'html'] as const;

const HELP = `npm run budget -- [options]

Builds both example sites and says what their pages weigh, what axe, Lighthouse and the Nu HTML checker find in them, and
whether that is within bounds. Needs Chromium and Java; takes some minutes.

  --only PARTS   only these: ${PARTS.join(', ')}

Exit code: 0 everything is kept, 1 something is not, 2 it could not run.
`;

const NOW = '2026-11-22T12:00Z';
/** An incident page of the first example, for Lighthouse. */
const INCIDENT = 'incidents/2026-11-05-dashboard-sign-in/';

/** As many faults as are shown of each. */
const MOST_FAULTS = 8;

await runCommand(async () => {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const only: readonly string[] = values.only?.split(',') ?? PARTS;
  const unknown = only.find((part) => !(PARTS as readonly string[]).includes(part));
  if (unknown !== undefined) throw new UsageError(`--only ${unknown}: known are ${PARTS.join(', ')}.`);
  if (!hasChromium() && only.some((part) => part === 'axe' || part === 'lighthouse')) {
    process.stderr.write(`There is no ${CHROMIUM}; install Chromium, or name it by CHROME_PATH.\n`);
    return COULD_NOT_RUN;
  }
  const folder = await mkdtemp(join(tmpdir(), 'candor-budget-'));
  try {
    let broken = 0;
    for await (const measure of measures(folder, only)) {
      process.stdout.write(`${draw(measure)}\n`);
      if (!measure.kept) broken += 1;
    }
    process.stdout.write(
      broken === 0 ? '\nEverything is within its budget.\n' : `\n${broken} over budget.\n`,
    );
    return broken === 0 ? 0 : 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

async function* measures(folder: string, only: readonly string[]): AsyncGenerator<Measure> {
  const built = async (name: string, root: string, now: string, base = ''): Promise<BuiltSite> => {
    const dist = join(folder, name);
    await buildInto(root, dist, now);
    return { name, dist, base };
  };
  const scratch = async (name: string, files: Iterable<readonly [string, string]>): Promise<string> => {
    const root = join(folder, `${name}-root`);
    await writeRoot(root, files);
    return root;
  };
  const examples = [
    await built('vayva', ENGINE_ROOT, NOW, '/status'),
    await built('vauntico', join(ENGINE_ROOT, 'examples', 'vauntico'), NOW),
  ];
  if (only.includes('sizes')) {
    const twenty = await scratch('twenty', Object.entries(TWENTY));
    yield* frontPage(await built('twenty', twenty, NOW, '/status'));
    const generated = await scratch('generated', generateSite(100));
    yield withoutBars(await built('generated', generated, formatInstant(GENERATED_NOW)));
    yield* scriptsAndPolicies(examples);
  }
  if (only.includes('html')) yield* await htmlChecker(examples);
  if (only.includes('axe')) {
    const browser = await launchChromium();
    try {
      yield* await inBrowser(browser, examples);
    } finally {
      await browser.close();
    }
  }
  if (only.includes('lighthouse')) yield* await lighthouse(examples[0]!, ['', INCIDENT, 'history/']);
}

function draw({ what, found, allowed, kept, faults = [] }: Measure): string {
  const line = `${kept ? 'ok  ' : 'OVER'}  ${what.padEnd(52)} ${found.padStart(20)}   ${allowed}`;
  return [line, ...faults.slice(0, MOST_FAULTS).map((fault) => `        ${fault}`)].join('\n');
}
