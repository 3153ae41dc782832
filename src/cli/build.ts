import { join, relative, resolve } from 'node:path';
import { hasErrors } from '../content/finding.ts';
import type { Diagnostic } from '../content/finding.ts';
import type { Instant } from '../time/instant.ts';
import type { SourceFile } from '../content/source.ts';
import type { StatusView } from '../status/status-view.ts';
import { EXIT_COULD_NOT_RUN, parseNow, UsageError } from '../files/command-errors.ts';
import { pathInside } from '../files/path-inside.ts';
import { ENGINE_ROOT, readVersion } from '../files/engine.ts';
import { formatDiagnosticCounts } from '../reporters/report.ts';
import { renderDiagnostics } from '../reporters/terminal.ts';
import { validateContent } from '../rules/engine/validate-content.ts';
import { createTimeLimit } from '../files/time-limit.ts';
import { loadStatus } from '../site/load-status.ts';
import type { LoadedStatus } from '../site/load-status.ts';
import type { VanishedIncident } from '../site/fallback/vanished.ts';
import { buildSite, SiteFault } from '../site/build-site.ts';
import { formatCount } from '../text/count.ts';
import type { CommandRun } from './declarations/declaration.ts';
import type { build } from './declarations/build.ts';
import { styleFor } from './terminal.ts';
import { limitHeapGrowth } from './v8-settings.ts';

/** `npx candor validate` lists the rest. */
const MAX_ERRORS_SHOWN = 20;

export const runBuild: CommandRun<typeof build> = async (values) => {
  limitHeapGrowth();
  const root = resolve(values.root);
  const out = resolve(values.out ?? join(root, 'dist'));
  if ([root, ENGINE_ROOT].some((folder) => pathInside(out, folder) !== undefined)) {
    throw new UsageError(
      `Invalid --out ${out}: the folder contains the source files. Choose a separate folder.`,
    );
  }
  const { view, vanished, summary, isInvalid } = await loadAndValidate(
    values.root,
    parseNow(values.now),
    values.clean,
  );
  for (const incident of vanished) process.stderr.write(`${formatVanished(incident)}\n`);
  if (vanished.length > 0) return EXIT_COULD_NOT_RUN;
  if (!view) {
    process.stderr.write('Could not build the site: status.yaml or its policy is missing or invalid.\n');
    return EXIT_COULD_NOT_RUN;
  }
  const built = await buildSite(view, out, values).catch((error: unknown) => {
    if (error instanceof SiteFault) return error;
    throw error;
  });
  if (built instanceof SiteFault) {
    process.stderr.write(`Could not build the site: ${built.message}\n`);
    return EXIT_COULD_NOT_RUN;
  }
  const { pages, filesWritten, bytes } = built;
  const size = bytes < 1e6 ? `${Math.round(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
  const stats = `Candor ${await readVersion()}: ${formatCount(pages, 'page')} (${formatCount(filesWritten, 'file')} written), ${size}, ${process.uptime().toFixed(1)} s`;
  process.stdout.write(`${summary}\n${stats}\n${relative(process.cwd(), join(out, 'index.html'))}\n`);
  return isInvalid ? 1 : 0;
};

interface ValidatedStatus {
  /** Undefined if the site or its policy is invalid. */
  readonly view?: StatusView | undefined;
  readonly vanished: readonly VanishedIncident[];
  readonly summary: string;
  readonly isInvalid: boolean;
}

/** Reads and validates the content and prints the errors. The sources can be freed on return: building needs memory. */
async function loadAndValidate(root: string, now: Instant, isClean: boolean): Promise<ValidatedStatus> {
  const loaded = await loadStatus(resolve(root), now, { clean: isClean });
  const { content, view, vanished, clean } = loaded;
  const diagnostics = validateContent(content, now, undefined, createTimeLimit(), clean?.files);
  await clean?.save();
  printErrors(diagnostics, loaded, root);
  const { logoError } = loaded;
  if (logoError !== undefined) process.stderr.write(`The logo can't be shown: ${logoError}.\n\n`);
  const summary = `${formatCount(content.incidents.length, 'incident')}, ${formatDiagnosticCounts(diagnostics)}`;
  const isRestored = view !== undefined && view.fallbackNotes.length + view.missingEvents > 0;
  return {
    view,
    vanished,
    summary,
    isInvalid: isRestored || logoError !== undefined || hasErrors(diagnostics),
  };
}

/** What to do about an incident that the page would lose. */
function formatVanished({ id, path, reason }: VanishedIncident): string {
  const what = reason === 'removed' ? `${path} was removed` : `${path} is no longer public`;
  return [
    `Nothing was built: the page would lose the open incident "${id}", because ${what}.`,
    '  Restore the file, and resolve the incident by an update.',
    `  To withdraw it on purpose: git commit --allow-empty -m "Withdraws: ${id}"`,
  ].join('\n');
}

function printErrors(diagnostics: readonly Diagnostic[], { sources }: LoadedStatus, root: string): void {
  const errors = diagnostics.filter(({ level }) => level === 'error');
  if (errors.length === 0) return;
  const { site, policies, components, incidents, postmortems } = sources;
  const all = [...(site ? [site] : []), ...policies, ...components, ...incidents, ...postmortems];
  const byPath = new Map<string, SourceFile>(all.map((source) => [source.path, source]));
  const style = styleFor(process.stderr);
  const shown = renderDiagnostics(errors.slice(0, MAX_ERRORS_SHOWN), (path) => byPath.get(path), style);
  if (shown !== '') process.stderr.write(`${shown}\n\n`);
  const more = errors.length - MAX_ERRORS_SHOWN;
  if (more > 0)
    process.stderr.write(`${formatCount(more, 'more error')}: npx candor validate --root ${root}\n\n`);
}
