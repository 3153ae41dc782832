import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENGINE_ROOT } from '../../src/files/engine.ts';
import { serveFolder } from './static-server.ts';
import { checkNone } from './budget-measure.ts';
import type { BuiltSite, BudgetResult } from './budget-measure.ts';
import { CHROMIUM_PATH, CHROMIUM_FLAGS } from './chromium.ts';
import { runProgram } from './scratch-site.ts';

/** The relevant part of Lighthouse's report. */
interface LighthouseReport {
  readonly categories: Readonly<Record<string, { readonly title: string; readonly score: number | null }>>;
  readonly audits: Readonly<
    Record<
      string,
      { readonly title: string; readonly score: number | null; readonly scoreDisplayMode: string }
    >
  >;
}

/** Runs Lighthouse for mobile: every category must score 100. */
export async function runLighthouse(site: BuiltSite, pages: readonly string[]): Promise<BudgetResult[]> {
  const folder = await mkdtemp(join(tmpdir(), 'candor-lighthouse-'));
  const host = await serveFolder(site.dist, site.base);
  const measures: BudgetResult[] = [];
  try {
    for (const page of pages) {
      const output = join(folder, 'report.json');
      const { code, err } = await runProgram(
        process.execPath,
        [
          join(ENGINE_ROOT, 'node_modules', 'lighthouse', 'cli', 'index.js'),
          `${host.origin}${site.base}/${page}`,
          ...['--quiet', '--output=json', `--output-path=${output}`, '--no-enable-error-reporting'],
          ...['--disable-full-page-screenshot', `--chrome-flags=--headless=new ${CHROMIUM_FLAGS.join(' ')}`],
        ],
        { ...process.env, CHROME_PATH: CHROMIUM_PATH },
      );
      if (code !== 0) throw new Error(`Lighthouse did not end well:\n${err}`);
      measures.push(
        toBudgetResult(
          `Lighthouse, /${page}`,
          JSON.parse(await readFile(output, 'utf8')) as LighthouseReport,
        ),
      );
    }
  } finally {
    host.close();
    await rm(folder, { recursive: true, force: true });
  }
  return measures;
}

function toBudgetResult(name: string, { categories, audits }: LighthouseReport): BudgetResult {
  const scores = Object.values(categories).map(({ score }) => Math.round((score ?? 0) * 100));
  const passed = scores.every((score) => score === 100);
  const errors = Object.values(audits)
    .filter(
      ({ score, scoreDisplayMode }) => score !== null && score < 0.9 && scoreDisplayMode !== 'informative',
    )
    .map(({ title, score }) => `${title} (${score})`);
  return {
    name,
    actual: scores.join(' '),
    allowed: scores.map(() => 100).join(' '),
    passed,
    failures: passed ? [] : errors,
  };
}

/** Runs the Nu HTML checker on every page and stylesheet; needs Java. */
export async function runHtmlChecker(sites: readonly BuiltSite[]): Promise<BudgetResult[]> {
  const jar = join(ENGINE_ROOT, 'node_modules', 'vnu-jar', 'build', 'dist', 'vnu.jar');
  const measures: BudgetResult[] = [];
  for (const { name, dist } of sites) {
    const args = ['-jar', jar, '--format', 'json', '--skip-non-html', dist];
    const html = await runProgram('java', args);
    const css = await runProgram('java', ['-jar', jar, '--format', 'json', '--skip-non-css', dist]);
    const errors = [html, css].flatMap(({ err }) => parseErrors(err, dist));
    measures.push(checkNone(`Nu HTML checker, ${name}`, errors, 'every page and sheet'));
  }
  return measures;
}

function parseErrors(report: string, dist: string): string[] {
  const { messages } = JSON.parse(report) as {
    messages: { type: string; subType?: string; url?: string; message: string; extract?: string }[];
  };
  return messages
    .filter(({ type }) => type !== 'info')
    .map(
      ({ url = '', message, extract = '' }) =>
        `${url.split(dist).at(-1)}: ${message} ${extract.slice(0, 60)}`,
    );
}
