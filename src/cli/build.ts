import { isAbsolute, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { hasErrors } from '../content/finding.ts';
import type { Diagnostic } from '../content/finding.ts';
import type { Instant } from '../time/instant.ts';
import type { SourceFile } from '../content/source.ts';
import type { StatusView } from '../status/status-view.ts';
import { EXIT_COULD_NOT_RUN, parseNow, runCommand, UsageError } from '../files/command-errors.ts';
import { ENGINE_ROOT } from '../files/read-content.ts';
import { formatDiagnosticCounts } from '../reporters/report.ts';
import { renderDiagnostic } from '../reporters/terminal.ts';
import { validateContent } from '../rules/engine/validate-content.ts';
import { loadStatus } from '../site/load-status.ts';
import type { LoadedStatus } from '../site/load-status.ts';
import { buildSite } from '../site/build-site.ts';
import { COLOUR_STYLE, PLAIN_STYLE } from '../text/terminal-style.ts';

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
const MAX_ERRORS_SHOWN = 20;

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
  const { view, summary, hasErrors } = await loadAndValidate(values.root, parseNow(values.now));
  if (!view) {
    process.stderr.write('There is no site to build without a status.yaml and a policy that can be read.\n');
    return EXIT_COULD_NOT_RUN;
  }
  const { pages, filesWritten, bytes } = await buildSite(view, out, values.clean);
  const size = bytes < 1e6 ? `${Math.round(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
  const made = `${pages} pages (${filesWritten} files written), ${size}, ${process.uptime().toFixed(1)} s`;
  process.stdout.write(`${summary}\n${made}\n${relative(process.cwd(), join(out, 'index.html'))}\n`);
  return hasErrors ? 1 : 0;
});

interface ValidatedStatus {
  /** What there is to show; absent where nothing can be. */
  readonly view?: StatusView | undefined;
  /** What was found, in words. */
  readonly summary: string;
  readonly hasErrors: boolean;
}

/** Reads, judges and draws the errors. Its sources are let go on return: building needs the memory. */
async function loadAndValidate(root: string, now: Instant): Promise<ValidatedStatus> {
  const collected = await loadStatus(resolve(root), now);
  const { content, view } = collected;
  const diagnostics = validateContent(content, now);
  printErrors(diagnostics, collected, root);
  const found = `${content.incidents.length} incidents, ${formatDiagnosticCounts(diagnostics)}`;
  return { view, summary: found, hasErrors: hasErrors(diagnostics) };
}

/** Whether a path is a folder itself or lies below it. */
function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return !way.startsWith('..') && !isAbsolute(way);
}

function printErrors(diagnostics: readonly Diagnostic[], { sources }: LoadedStatus, root: string): void {
  const errors = diagnostics.filter(({ level }) => level === 'error');
  const { site, policies, components, incidents, postmortems } = sources;
  const all = [...(site ? [site] : []), ...policies, ...components, ...incidents, ...postmortems];
  const byPath = new Map<string, SourceFile>(all.map((source) => [source.path, source]));
  const ink = process.stderr.isTTY && process.env['NO_COLOR'] === undefined ? COLOUR_STYLE : PLAIN_STYLE;
  for (const diagnostic of errors.slice(0, MAX_ERRORS_SHOWN)) {
    process.stderr.write(`${renderDiagnostic(diagnostic, byPath.get(diagnostic.location.path), ink)}\n\n`);
  }
  const more = errors.length - MAX_ERRORS_SHOWN;
  if (more > 0) process.stderr.write(`${more} more errors: npm run validate -- --root ${root}\n\n`);
}
