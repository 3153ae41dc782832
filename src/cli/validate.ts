import { once } from 'node:events';
import { appendFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { listSources, parseContent } from '../content/content.ts';
import type { ContentSources } from '../content/content.ts';
import { isPreset } from '../content/extend-policy.ts';
import { CONTENT_FOLDERS } from '../content/content-files.ts';
import { hasErrors, applyFixes, sortDiagnostics, selectCompatibleFixes } from '../content/finding.ts';
import type { Diagnostic } from '../content/finding.ts';
import type { Instant } from '../time/instant.ts';
import type { SourceFile } from '../content/source.ts';
import { createTooSlowError } from '../content/time-limit.ts';
import { parseNow, UsageError } from '../files/command-errors.ts';
import { pathInside } from '../files/path-inside.ts';
import { parseWithRecord } from '../files/parsed-record.ts';
import { readContent } from '../files/read-content.ts';
import { watchFiles } from '../files/watch-files.ts';
import { decodeSource } from '../files/decode.ts';
import { readBase } from '../publication-history/io/merge-base.ts';
import { readContentAt } from '../git/read-content-at.ts';
import { readPicturesAt } from '../git/read-pictures-at.ts';
import type { GitFailure } from '../git/run.ts';
import { findGitFolder } from '../git/repository.ts';
import { checkChangedIdentity } from '../publication-history/changed-identity.ts';
import { readPublicationHistory } from '../publication-history/io/read.ts';
import type { Findings } from '../site/findings-strip.ts';
import type { PublicationHistoryOptions } from '../publication-history/io/read.ts';
import { createTimeLimit } from '../files/time-limit.ts';
import { writeSource } from '../files/write.ts';
import { renderDiff } from '../reporters/diff.ts';
import { renderGithubAnnotations } from '../reporters/github.ts';
import { renderGithubSummary } from '../reporters/github-summary.ts';
import { renderJson } from '../reporters/json.ts';
import type { DiagnosticReport } from '../reporters/report.ts';
import { renderSarif } from '../reporters/sarif.ts';
import { renderTerminal } from '../reporters/terminal.ts';
import { tryPolicies } from '../policy/trial-findings.ts';
import { describeLanguageCoverage } from '../rules/engine/language-coverage.ts';
import { RULES } from '../rules/index.ts';
import { openCleanRecord } from '../rules/io/clean-record.ts';
import { validateContent } from '../rules/engine/validate-content.ts';
import { validateText } from '../rules/engine/validate-text.ts';
import { downgradePreexisting } from '../rules/engine/compare-to-base.ts';
import { formatUndeterminedNotes } from '../publication-history/undetermined-times.ts';
import { findNearest } from '../text/did-you-mean.ts';
import { escapeControlCharacters } from '../text/terminal-style.ts';
import type { CommandRun } from './declarations/declaration.ts';
import type { validate } from './declarations/validate.ts';
import { styleFor } from './terminal.ts';
import { limitHeapForManyFiles } from './v8-settings.ts';

const FORMATS = {
  terminal: (report) => renderTerminal(report, styleFor(process.stdout)),
  json: renderJson,
  github: renderGithubAnnotations,
  sarif: (report) => renderSarif(report, RULES),
} satisfies Readonly<Record<string, (report: DiagnosticReport) => string>>;

interface ValidationRequest {
  readonly root: string;
  readonly now: Instant;
  /** Show only findings in these paths; empty for all. */
  readonly paths: readonly string[];
  readonly base?: string | undefined;
  readonly history: boolean;
}

/** The findings of a content root, for a terminal. */
export async function readFindings(root: string): Promise<Findings> {
  const report = await validateFiles({ root, now: parseNow(undefined), paths: [], history: false });
  return { text: renderTerminal(report), count: report.diagnostics.length };
}

/** A run takes a few milliseconds: a half-written file is read again at once. */
const WATCH_QUIET_MS = 10;

/** Validates after each change until it is interrupted. The exit code is that of the last time. */
async function watchAndValidate(
  root: string,
  validateAgain: () => Promise<DiagnosticReport>,
  render: (report: DiagnosticReport) => string,
): Promise<number> {
  let code = 0;
  const run = async (): Promise<void> => {
    const report = await validateAgain();
    code = hasErrors(report.diagnostics) ? 1 : 0;
    process.stdout.write(render(report));
    process.stdout.write('Waiting for changes. Ctrl-C ends.\n');
  };
  let work: Promise<void> | undefined;
  const again = async (): Promise<void> => {
    await work;
    await run().catch((error: unknown) => void process.stderr.write(`${String(error)}\n`));
  };
  // Before the first run, so that no change is missed.
  const stop = watchFiles(root, ['status.yaml', 'media', ...CONTENT_FOLDERS], again, WATCH_QUIET_MS);
  work = run();
  await work;
  await Promise.race(['SIGINT', 'SIGTERM'].map((signal) => once(process, signal)));
  stop();
  return code;
}

export const runValidate: CommandRun<typeof validate> = async (values, args) => {
  const render = FORMATS[values.format];
  const root = resolve(values.root);
  const { base, history } = values;
  const paths = resolvePaths(root, args.paths);
  const request: ValidationRequest = { root, now: parseNow(values.now), paths, base, history };
  if (values.watch) {
    if (values.stdin || values.fix || values.format !== 'terminal')
      throw new UsageError('--watch goes with neither --stdin, --fix nor --format.');
    // A time that was given stays; without one, each run has its own.
    return watchAndValidate(root, () => validateFiles({ ...request, now: parseNow(values.now) }), render);
  }
  const validate = values.stdin ? validateStdin : validateFiles;
  let report = await validate(request);
  if (!values.stdin) requireMatches(report, paths);
  if (values.fix && !values.stdin) {
    const diff = await fixFiles(root, report);
    process[values.format === 'terminal' ? 'stdout' : 'stderr'].write(diff);
    report = await validate(request);
  }
  process.stdout.write(render(report));
  if (values.summary !== undefined) await appendFile(values.summary, renderGithubSummary(report));
  return hasErrors(report.diagnostics) ? 1 : 0;
};

async function validateFiles({
  root,
  now,
  paths,
  base,
  history,
}: ValidationRequest): Promise<DiagnosticReport> {
  await limitHeapForManyFiles(join(root, 'incidents'));
  const sources = await readContent(root);
  const runPerFile = createTimeLimit();
  const content = await parseWithRecord(root, sources, runPerFile);
  const needsHistory = base !== undefined || history;
  const historyResult = needsHistory
    ? await readPublicationHistory(root, sources.incidents, now, await publicationHistoryOptions(root, base))
    : undefined;
  if (base !== undefined && historyResult?.unknown) throw unreadableBaseError(base, historyResult.unknown);
  const notes = historyResult?.unknown
    ? [`${historyResult.unknown.message} ${historyResult.unknown.help}`.trim()]
    : [];
  if (historyResult?.history && content.siteContext) {
    const options = { now, shallow: historyResult.shallow };
    notes.push(
      ...formatUndeterminedNotes(
        historyResult.history,
        content.incidents,
        content.siteContext.policy,
        options,
      ),
    );
  }
  const coverage = content.siteContext && describeLanguageCoverage(content.siteContext);
  if (coverage !== undefined) notes.push(coverage);
  const onBase = historyResult?.base;
  const published = content.incidents.flatMap(({ id, source }) =>
    onBase?.paths.has(source.path) ? [id] : [],
  );
  const clean = await openCleanRecord(root, sources);
  const all = sortDiagnostics([
    ...validateContent(content, now, historyResult?.history, runPerFile, clean?.files),
    ...checkChangedIdentity(onBase?.site, sources.site, published),
    ...(concernsPolicies(paths) && hasOwnTexts(sources) ? tryPolicies(content, now) : []),
  ]);
  await clean?.save();
  const diagnostics =
    base === undefined ? all : await downgradePreexistingSince(root, base, sources, all, now);
  const pictures = (sources.pictures ?? []).map(({ path }) => ({ path, text: '' }));
  return createReport(diagnostics, [...listSources(sources), ...pictures], paths, notes);
}

/** A trial of the policies takes longer than reading a few incidents, and finds nothing in them. */
const concernsPolicies = (paths: readonly string[]): boolean =>
  paths.length === 0 || !paths.every((path) => path.endsWith('.md'));

/** What Candor ships passed a trial in each language before it was released. */
const hasOwnTexts = ({ policies, words = [] }: ContentSources): boolean =>
  words.length > 0 || policies.some((policy) => !isPreset(policy));

/** Errors that existed before, in files that this branch doesn't change, become warnings. */
async function downgradePreexistingSince(
  root: string,
  ref: string,
  sources: ContentSources,
  diagnostics: readonly Diagnostic[],
  now: Instant,
): Promise<readonly Diagnostic[]> {
  const base = hasErrors(diagnostics) ? await readBase(root, ref) : undefined;
  if (base === undefined || 'unknown' in base) return diagnostics;
  const old = {
    ...(await readContentAt(root, base.commit)),
    pictures: await readPicturesAt(root, base.commit),
  };
  const runPerFile = createTimeLimit();
  return downgradePreexisting(
    { sources, diagnostics },
    {
      sources: old,
      diagnostics: validateContent(parseContent(old, runPerFile), now, undefined, runPerFile),
    },
  );
}

async function publicationHistoryOptions(
  root: string,
  base: string | undefined,
): Promise<PublicationHistoryOptions> {
  const folder = await findGitFolder(root);
  return {
    ...(folder !== undefined && { cacheDir: join(folder, 'candor') }),
    ...(base !== undefined && { base }),
  };
}

async function validateStdin({ root, now }: ValidationRequest): Promise<DiagnosticReport> {
  const { siteContext, diagnostics } = parseContent({ ...(await readContent(root)), incidents: [] });
  const source = decodeSource('stdin', await buffer(process.stdin));
  if (!siteContext) return createReport(diagnostics, [source], [], []);
  const [findings = []] = createTimeLimit()(
    [source],
    (text) => validateText(siteContext, text, now),
    (text) => [createTooSlowError(text, 'checking')],
  );
  return createReport(findings, [source], [], []);
}

function createReport(
  diagnostics: readonly Diagnostic[],
  all: readonly SourceFile[],
  wanted: readonly string[],
  notes: readonly string[],
): DiagnosticReport {
  return {
    // Policies that come with Candor are not the company's files.
    files: all.filter(({ path }) => isSelected(path, wanted) && !path.startsWith('presets/')).length,
    notes,
    diagnostics: diagnostics.filter((diagnostic) => isSelected(diagnostic.location.path, wanted)),
    sources: new Map(all.map((source) => [source.path, source])),
  };
}

/** A misspelt path must not give "no findings". */
function requireMatches({ sources, diagnostics }: DiagnosticReport, paths: readonly string[]): void {
  const known = [...sources.keys()];
  for (const path of paths) {
    if (known.some((one) => isSelected(one, [path]))) continue;
    if (diagnostics.some(({ location }) => isSelected(location.path, [path]))) continue;
    const folders = known.map((one) => one.slice(0, Math.max(0, one.lastIndexOf('/')))).filter(Boolean);
    const nearest = findNearest(path, [...new Set([...known, ...folders])]);
    const help = nearest === undefined ? 'npx candor validate' : `npx candor validate ${nearest}`;
    const name = escapeControlCharacters(path);
    throw new UsageError(
      `"${name}" matches no file of incidents/, components/, policies/, postmortems/ or media/. Try: ${help}`,
    );
  }
}

function unreadableBaseError(base: string, { message, help }: GitFailure): UsageError {
  const name = escapeControlCharacters(base);
  const fallback = 'Name a branch or commit of this repository: npx candor validate --base origin/main';
  return new UsageError(`Could not read --base "${name}": ${message} ${help === '' ? fallback : help}`);
}

/** Applies the fixes to the files. Returns the diff. */
async function fixFiles(root: string, { diagnostics, sources }: DiagnosticReport): Promise<string> {
  let diff = '';
  for (const source of sources.values()) {
    const fixes = selectCompatibleFixes(
      diagnostics.filter((diagnostic) => diagnostic.location.path === source.path),
    );
    if (fixes.length === 0) continue;
    const text = applyFixes(source, fixes);
    await writeSource(join(root, source.path), text);
    diff += renderDiff(source.path, source.text, text, styleFor(process.stdout));
  }
  return diff;
}

/** The paths relative to the root with `/`, as in findings. */
function resolvePaths(root: string, paths: readonly string[]): string[] {
  return paths.map((path) => {
    const inside = pathInside(root, resolve(root, path));
    if (inside === undefined) throw new UsageError(`"${escapeControlCharacters(path)}" is outside ${root}.`);
    return inside;
  });
}

function isSelected(path: string, wanted: readonly string[]): boolean {
  return (
    wanted.length === 0 || wanted.some((one) => one === '' || path === one || path.startsWith(`${one}/`))
  );
}
