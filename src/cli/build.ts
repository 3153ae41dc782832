import { isAbsolute, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { hasErrors } from '../content/finding.ts';
import type { Finding } from '../content/finding.ts';
import type { Instant } from '../time/instant.ts';
import type { Source } from '../content/source.ts';
import type { StatusView } from '../status/status-view.ts';
import { COULD_NOT_RUN, readNow, runCommand, UsageError } from '../files/command-errors.ts';
import { ENGINE_ROOT } from '../files/read-content.ts';
import { sayCounts } from '../reporters/report.ts';
import { drawFinding } from '../reporters/terminal.ts';
import { judgeContent } from '../rules/engine/validate-content.ts';
import { collect } from '../site/load-status.ts';
import type { Collected } from '../site/load-status.ts';
import { buildSite } from '../site/build-site.ts';
import { COLOUR, PLAIN } from '../text/terminal-style.ts';

const HELP = `npm run build -- [options]

Judges a content root and builds its site. What can't be shown is left as it was; what can be, is built.

  --root DIR   the content root (default: this folder)
  --out DIR    where the site is written (default: dist in the content root)
  --clean      render every page anew, even those that have not changed since the last build
  --now TIME   build as if it were this time

Exit code: 0 no errors, 1 built, with errors, 2 it could not run.
`;

// Left to itself the heap grows to several times what is in use before it is swept; a publishing job has little memory.
setFlagsFromString('--heap-growing-percent=50');

/** More errors than this are read with the validator. */
const MOST_SHOWN = 20;

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      root: { type: 'string', default: '.' },
      out: { type: 'string' },
      clean: { type: 'boolean', default: false },
      now: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const root = resolve(values.root);
  const out = resolve(values.out ?? join(root, 'dist'));
  if (isInside(root, out) || isInside(ENGINE_ROOT, out)) {
    throw new UsageError(
      `--out ${out} holds the files that the site is built from; choose a folder of its own.`,
    );
  }
  const { view, found, red } = await judge(values.root, readNow(values.now));
  if (!view) {
    process.stderr.write('There is no site to build without a status.yaml and a policy that can be read.\n');
    return COULD_NOT_RUN;
  }
  const { pages, rendered, bytes } = await buildSite(view, out, values.clean);
  const size = bytes < 1e6 ? `${Math.round(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
  const made = `${pages} pages (${rendered} files written), ${size}, ${process.uptime().toFixed(1)} s`;
  process.stdout.write(`${found}\n${made}\n${relative(process.cwd(), join(out, 'index.html'))}\n`);
  return red ? 1 : 0;
});

interface Judged {
  /** What there is to show; absent where nothing can be. */
  readonly view?: StatusView | undefined;
  /** What was found, in words. */
  readonly found: string;
  readonly red: boolean;
}

/** Reads, judges and draws the errors. Its sources are let go on return: building needs the memory. */
async function judge(root: string, now: Instant): Promise<Judged> {
  const collected = await collect(resolve(root), now);
  const { content, view } = collected;
  const findings = judgeContent(content, now);
  drawErrors(findings, collected, root);
  const found = `${content.entries.length} incidents, ${sayCounts(findings)}`;
  return { view, found, red: hasErrors(findings) };
}

/** Whether a path is a folder itself or lies below it. */
function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return !way.startsWith('..') && !isAbsolute(way);
}

function drawErrors(findings: readonly Finding[], { sources }: Collected, root: string): void {
  const errors = findings.filter(({ level }) => level === 'error');
  const { site, policies, components, incidents, postmortems } = sources;
  const all = [...(site ? [site] : []), ...policies, ...components, ...incidents, ...postmortems];
  const byPath = new Map<string, Source>(all.map((source) => [source.path, source]));
  const ink = process.stderr.isTTY && process.env['NO_COLOR'] === undefined ? COLOUR : PLAIN;
  for (const finding of errors.slice(0, MOST_SHOWN)) {
    process.stderr.write(`${drawFinding(finding, byPath.get(finding.place.path), ink)}\n\n`);
  }
  const more = errors.length - MOST_SHOWN;
  if (more > 0) process.stderr.write(`${more} more errors: npm run validate -- --root ${root}\n\n`);
}
