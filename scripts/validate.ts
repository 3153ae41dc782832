import { join, relative, resolve, sep } from 'node:path';
import { parseArgs, stripVTControlCharacters } from 'node:util';
import { parseContent } from '../src/core/content.ts';
import type { ContentSources } from '../src/core/content.ts';
import { hasErrors } from '../src/core/finding.ts';
import type { Finding } from '../src/core/finding.ts';
import { applyFixes, compatibleFixes } from '../src/core/fix.ts';
import type { Instant } from '../src/core/instant.ts';
import type { Source } from '../src/core/source.ts';
import { readNow, runCommand, UsageError } from '../src/io/command.ts';
import { readContent } from '../src/io/content-files.ts';
import { writeSource } from '../src/io/write-source.ts';
import { drawDiff } from '../src/report/diff.ts';
import { drawGithub } from '../src/report/github.ts';
import { drawJson } from '../src/report/json.ts';
import type { Report } from '../src/report/report.ts';
import { drawSarif } from '../src/report/sarif.ts';
import { COLOUR, drawTerminal, PLAIN } from '../src/report/terminal.ts';
import { RULES } from '../src/rules/index.ts';
import { judgeContent } from '../src/rules/judge.ts';

const HELP = `npm run validate -- [paths] [options]

Judges the incidents, components, policy and status.yaml of a content root by its SOP.

  paths            only findings in these files or folders
  --root DIR       the content root (default: this folder)
  --format NAME    terminal, json, github or sarif (default: terminal)
  --fix            rewrite what has one right answer, and show the diff
  --now TIME       judge as if it were this time

Exit code: 0 no errors, 1 errors, 2 it could not run.
`;

const FORMATS: Readonly<Record<string, (report: Report) => string>> = {
  terminal: (report) => drawTerminal(report, inColour() ? COLOUR : PLAIN),
  json: drawJson,
  github: drawGithub,
  sarif: (report) => drawSarif(report, RULES),
};

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      root: { type: 'string', default: '.' },
      format: { type: 'string', default: 'terminal' },
      fix: { type: 'boolean', default: false },
      now: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const draw = Object.hasOwn(FORMATS, values.format) ? FORMATS[values.format] : undefined;
  if (!draw)
    throw new UsageError(`--format "${values.format}" is none of ${Object.keys(FORMATS).join(', ')}.`);
  const root = resolve(values.root);
  const now = readNow(values.now);
  const wanted = pathsIn(root, positionals);
  let sources = await readContent(root);
  let findings = judge(sources, now, wanted);
  if (values.fix) {
    const diff = await fixFiles(root, allSources(sources), findings);
    process[values.format === 'terminal' ? 'stdout' : 'stderr'].write(diff);
    sources = await readContent(root);
    findings = judge(sources, now, wanted);
  }
  const all = allSources(sources);
  const files = all.filter((source) => isWanted(source.path, wanted)).length;
  process.stdout.write(
    draw({ files, findings, sources: new Map(all.map((source) => [source.path, source])) }),
  );
  return hasErrors(findings) ? 1 : 0;
});

function judge(sources: ContentSources, now: Instant, wanted: readonly string[]): Finding[] {
  return judgeContent(parseContent(sources), now).filter((finding) => isWanted(finding.place.path, wanted));
}

/** Makes every fix, file by file; the diff of what was changed. */
async function fixFiles(
  root: string,
  sources: readonly Source[],
  findings: readonly Finding[],
): Promise<string> {
  let diff = '';
  for (const source of sources) {
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
    if (inside.startsWith('..'))
      throw new UsageError(`"${stripVTControlCharacters(path)}" is outside of ${root}.`);
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
