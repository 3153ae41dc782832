import { appendFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { parseContent } from '../content/content.ts';
import type { ContentSources } from '../content/content.ts';
import { hasErrors } from '../content/finding.ts';
import type { Diagnostic } from '../content/finding.ts';
import { applyFixes, selectCompatibleFixes } from '../content/fix.ts';
import type { Instant } from '../time/instant.ts';
import type { SourceFile } from '../content/source.ts';
import { parseChoiceOption, parseNow, runCommand, UsageError } from '../files/command-errors.ts';
import { readContent } from '../files/read-content.ts';
import { decodeSource } from '../files/decode.ts';
import { readBase } from '../publication-history/io/merge-base.ts';
import { readContentAt } from '../git/read-content-at.ts';
import { findGitFolder } from '../git/git-dir.ts';
import { readPublicationHistory } from '../publication-history/io/read.ts';
import type { PublicationHistoryOptions } from '../publication-history/io/read.ts';
import { writeSource } from '../files/write.ts';
import { renderDiff } from '../reporters/diff.ts';
import { renderGithubAnnotations } from '../reporters/github.ts';
import { renderGithubSummary } from '../reporters/github-summary.ts';
import { renderJson } from '../reporters/json.ts';
import type { DiagnosticReport } from '../reporters/report.ts';
import { renderSarif } from '../reporters/sarif.ts';
import { renderTerminal } from '../reporters/terminal.ts';
import { RULES } from '../rules/index.ts';
import { validateContent } from '../rules/engine/validate-content.ts';
import { validateText } from '../rules/engine/validate-text.ts';
import { downgradePreexisting, createChangedPathTest } from '../rules/engine/compare-to-base.ts';
import { formatUndeterminedNotes } from '../publication-history/unknown-notes.ts';
import { COLOUR_STYLE, PLAIN_STYLE, escapeControlCharacters } from '../text/terminal-style.ts';

const HELP = `npm run validate -- [paths] [options]

Judges the incidents, components, policy and status.yaml of a content root by its SOP.

  paths            only findings in these files or folders
  --root DIR       the content root (default: this folder)
  --format NAME    terminal, json, github or sarif (default: terminal)
  --fix            rewrite what has one right answer, and show the diff
  --base REF       ask git too: judge what this branch changes since it left REF
  --history        ask git too: judge the whole published line
  --stdin          judge the wording of a text from a pipe, as if it were an update
  --summary FILE   also add the findings to this file as Markdown, as GITHUB_STEP_SUMMARY takes them
  --now TIME       judge as if it were this time

Exit code: 0 no errors, 1 errors, 2 it could not run.
`;

const FORMATS: Readonly<Record<string, (report: DiagnosticReport) => string>> = {
  terminal: (report) => renderTerminal(report, inColour() ? COLOUR_STYLE : PLAIN_STYLE),
  json: renderJson,
  github: renderGithubAnnotations,
  sarif: (report) => renderSarif(report, RULES),
};

/** What a judgement is asked to look at. */
interface ValidationRequest {
  readonly root: string;
  readonly now: Instant;
  /** The paths whose findings are shown; none means all. */
  readonly paths: readonly string[];
  readonly base?: string | undefined;
  readonly history: boolean;
}

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      root: { type: 'string', default: '.' },
      format: { type: 'string', default: 'terminal' },
      fix: { type: 'boolean', default: false },
      base: { type: 'string' },
      history: { type: 'boolean', default: false },
      stdin: { type: 'boolean', default: false },
      summary: { type: 'string' },
      now: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const draw = parseChoiceOption('format', values.format, FORMATS);
  const root = resolve(values.root);
  const { base, history } = values;
  const task: ValidationRequest = {
    root,
    now: parseNow(values.now),
    paths: resolvePaths(root, positionals),
    base,
    history,
  };
  const judge = values.stdin ? validateStdin : validateFiles;
  let report = await judge(task);
  if (values.fix && !values.stdin) {
    const diff = await fixFiles(root, report);
    process[values.format === 'terminal' ? 'stdout' : 'stderr'].write(diff);
    report = await judge(task);
  }
  process.stdout.write(draw(report));
  if (values.summary !== undefined) await appendFile(values.summary, renderGithubSummary(report));
  return hasErrors(report.diagnostics) ? 1 : 0;
});

async function validateFiles({
  root,
  now,
  paths,
  base,
  history,
}: ValidationRequest): Promise<DiagnosticReport> {
  const sources = await readContent(root);
  const content = parseContent(sources);
  const asked = base !== undefined || history;
  const historyResult = asked
    ? await readPublicationHistory(root, sources.incidents, now, await publicationHistoryOptions(root, base))
    : undefined;
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
  const all = validateContent(content, now, historyResult?.history);
  const diagnostics =
    base === undefined ? all : await downgradePreexistingSince(root, base, sources, all, now);
  return createReport(diagnostics, listSources(sources), paths, notes);
}

/** An old fault of a file that this branch leaves alone doesn't hold it up. */
async function downgradePreexistingSince(
  root: string,
  ref: string,
  sources: ContentSources,
  diagnostics: readonly Diagnostic[],
  now: Instant,
): Promise<readonly Diagnostic[]> {
  const base = hasErrors(diagnostics) ? await readBase(root, ref) : undefined;
  if (base === undefined || 'unknown' in base) return diagnostics;
  const old = await readContentAt(root, base.commit);
  return downgradePreexisting(
    diagnostics,
    validateContent(parseContent(old), now),
    createChangedPathTest(old, sources),
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
  return createReport(validateText(siteContext, source, now), [source], [], []);
}

function createReport(
  diagnostics: readonly Diagnostic[],
  all: readonly SourceFile[],
  wanted: readonly string[],
  notes: readonly string[],
): DiagnosticReport {
  return {
    files: all.filter((source) => isSelected(source.path, wanted)).length,
    notes,
    diagnostics: diagnostics.filter((diagnostic) => isSelected(diagnostic.location.path, wanted)),
    sources: new Map(all.map((source) => [source.path, source])),
  };
}

/** Makes every fix, file by file; the diff of what was changed. */
async function fixFiles(root: string, { diagnostics, sources }: DiagnosticReport): Promise<string> {
  let diff = '';
  for (const source of sources.values()) {
    const fixes = selectCompatibleFixes(
      diagnostics.filter((diagnostic) => diagnostic.location.path === source.path),
    );
    if (fixes.length === 0) continue;
    const text = applyFixes(source, fixes);
    await writeSource(join(root, source.path), text);
    diff += renderDiff(source.path, source.text, text, inColour() ? COLOUR_STYLE : PLAIN_STYLE);
  }
  return diff;
}

function listSources({ site, policies, components, incidents, postmortems }: ContentSources): SourceFile[] {
  return [...(site ? [site] : []), ...policies, ...components, ...incidents, ...postmortems];
}

/** The paths asked for, as they stand in findings; none means all. */
function resolvePaths(root: string, paths: readonly string[]): string[] {
  return paths.map((path) => {
    const inside = relative(root, resolve(root, path)).split(sep).join('/');
    if (inside.startsWith('..'))
      throw new UsageError(`"${escapeControlCharacters(path)}" is outside of ${root}.`);
    return inside;
  });
}

function isSelected(path: string, wanted: readonly string[]): boolean {
  return (
    wanted.length === 0 || wanted.some((one) => one === '' || path === one || path.startsWith(`${one}/`))
  );
}

function inColour(): boolean {
  return process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
}
