import { appendFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { parseContent } from '../content/content.ts';
import type { ContentSources } from '../content/content.ts';
import { hasErrors } from '../content/finding.ts';
import type { Finding } from '../content/finding.ts';
import { applyFixes, compatibleFixes } from '../content/fix.ts';
import type { Instant } from '../time/instant.ts';
import type { Source } from '../content/source.ts';
import { oneNamed, readNow, runCommand, UsageError } from '../files/command-errors.ts';
import { readContent } from '../files/read-content.ts';
import { sourceOf } from '../files/decode.ts';
import { readBase } from '../publication-history/io/merge-base.ts';
import { readContentAt } from '../git/read-content-at.ts';
import { gitFolder } from '../git/git-dir.ts';
import { readWitness } from '../publication-history/io/read.ts';
import type { WitnessOptions } from '../publication-history/io/read.ts';
import { writeSource } from '../files/write.ts';
import { drawDiff } from '../reporters/diff.ts';
import { drawGithub } from '../reporters/github.ts';
import { drawGithubSummary } from '../reporters/github-summary.ts';
import { drawJson } from '../reporters/json.ts';
import type { Report } from '../reporters/report.ts';
import { drawSarif } from '../reporters/sarif.ts';
import { drawTerminal } from '../reporters/terminal.ts';
import { RULES } from '../rules/index.ts';
import { judgeContent } from '../rules/engine/validate-content.ts';
import { judgeText } from '../rules/engine/validate-text.ts';
import { asChanged, touchedBetween } from '../rules/engine/compare-to-base.ts';
import { sayUnknown } from '../publication-history/unknown-notes.ts';
import { COLOUR, PLAIN, visible } from '../text/terminal-style.ts';

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

const FORMATS: Readonly<Record<string, (report: Report) => string>> = {
  terminal: (report) => drawTerminal(report, inColour() ? COLOUR : PLAIN),
  json: drawJson,
  github: drawGithub,
  sarif: (report) => drawSarif(report, RULES),
};

/** What a judgement is asked to look at. */
interface Task {
  readonly root: string;
  readonly now: Instant;
  /** The paths whose findings are shown; none means all. */
  readonly wanted: readonly string[];
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
  const draw = oneNamed('format', values.format, FORMATS);
  const root = resolve(values.root);
  const { base, history } = values;
  const task: Task = { root, now: readNow(values.now), wanted: pathsIn(root, positionals), base, history };
  const judge = values.stdin ? judgeInput : judgeFiles;
  let report = await judge(task);
  if (values.fix && !values.stdin) {
    const diff = await fixFiles(root, report);
    process[values.format === 'terminal' ? 'stdout' : 'stderr'].write(diff);
    report = await judge(task);
  }
  process.stdout.write(draw(report));
  if (values.summary !== undefined) await appendFile(values.summary, drawGithubSummary(report));
  return hasErrors(report.findings) ? 1 : 0;
});

async function judgeFiles({ root, now, wanted, base, history }: Task): Promise<Report> {
  const sources = await readContent(root);
  const content = parseContent(sources);
  const asked = base !== undefined || history;
  const witness = asked
    ? await readWitness(root, sources.incidents, now, await witnessOptions(root, base))
    : undefined;
  const notes = witness?.unknown ? [`${witness.unknown.message} ${witness.unknown.help}`.trim()] : [];
  if (witness?.history && content.setting) {
    const judged = { now, shallow: witness.shallow };
    notes.push(...sayUnknown(witness.history, content.entries, content.setting.policy, judged));
  }
  const judged = judgeContent(content, now, witness?.history);
  const findings = base === undefined ? judged : await asChangedSince(root, base, sources, judged, now);
  return reportOf(findings, allSources(sources), wanted, notes);
}

/** An old fault of a file that this branch leaves alone doesn't hold it up. */
async function asChangedSince(
  root: string,
  ref: string,
  sources: ContentSources,
  findings: readonly Finding[],
  now: Instant,
): Promise<readonly Finding[]> {
  const base = hasErrors(findings) ? await readBase(root, ref) : undefined;
  if (base === undefined || 'unknown' in base) return findings;
  const old = await readContentAt(root, base.commit);
  return asChanged(findings, judgeContent(parseContent(old), now), touchedBetween(old, sources));
}

async function witnessOptions(root: string, base: string | undefined): Promise<WitnessOptions> {
  const folder = await gitFolder(root);
  return {
    ...(folder !== undefined && { cacheDir: join(folder, 'candor') }),
    ...(base !== undefined && { base }),
  };
}

async function judgeInput({ root, now }: Task): Promise<Report> {
  const { setting, findings } = parseContent({ ...(await readContent(root)), incidents: [] });
  const source = sourceOf('stdin', await buffer(process.stdin));
  if (!setting) return reportOf(findings, [source], [], []);
  return reportOf(judgeText(setting, source, now), [source], [], []);
}

function reportOf(
  findings: readonly Finding[],
  all: readonly Source[],
  wanted: readonly string[],
  notes: readonly string[],
): Report {
  return {
    files: all.filter((source) => isWanted(source.path, wanted)).length,
    notes,
    findings: findings.filter((finding) => isWanted(finding.place.path, wanted)),
    sources: new Map(all.map((source) => [source.path, source])),
  };
}

/** Makes every fix, file by file; the diff of what was changed. */
async function fixFiles(root: string, { findings, sources }: Report): Promise<string> {
  let diff = '';
  for (const source of sources.values()) {
    const fixes = compatibleFixes(findings.filter((finding) => finding.place.path === source.path));
    if (fixes.length === 0) continue;
    const text = applyFixes(source, fixes);
    await writeSource(join(root, source.path), text);
    diff += drawDiff(source.path, source.text, text, inColour() ? COLOUR : PLAIN);
  }
  return diff;
}

function allSources({ site, policies, components, incidents, postmortems }: ContentSources): Source[] {
  return [...(site ? [site] : []), ...policies, ...components, ...incidents, ...postmortems];
}

/** The paths asked for, as they stand in findings; none means all. */
function pathsIn(root: string, paths: readonly string[]): string[] {
  return paths.map((path) => {
    const inside = relative(root, resolve(root, path)).split(sep).join('/');
    if (inside.startsWith('..')) throw new UsageError(`"${visible(path)}" is outside of ${root}.`);
    return inside;
  });
}

function isWanted(path: string, wanted: readonly string[]): boolean {
  return (
    wanted.length === 0 || wanted.some((one) => one === '' || path === one || path.startsWith(`${one}/`))
  );
}

function inColour(): boolean {
  return process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
}
