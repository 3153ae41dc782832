import { cp, lstat, mkdir, readdir, readlink, rename, rm, rmdir, symlink } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from '../../files/command-errors.ts';

/** A folder that a web server serves: a link to the build that is live; the builds lie beside it. */
export interface DeployTarget {
  /** What is served. */
  readonly livePath: string;
  /** Where the builds are kept. */
  readonly buildsFolder: string;
  /** Names of the builds, oldest first. */
  readonly keptBuilds: readonly string[];
  /** The name of the one that is live. */
  readonly currentBuild: string | undefined;
}

/** What is to be done to a place, one after the other. */
export type DeployAction =
  | { readonly do: 'copy'; readonly from: string; readonly build: string }
  | { readonly do: 'clear'; readonly folder: string }
  | { readonly do: 'switch'; readonly build: string }
  | { readonly do: 'drop'; readonly build: string };

/** How many builds are kept, the live one included. */
const MAX_KEPT_BUILDS = 3;

/**
 * Looks at the place for a site.
 * @throws UsageError if something else is there
 */
export async function readDeployTarget(to: string): Promise<DeployTarget & { readonly empty: boolean }> {
  const livePath = resolve(to);
  const buildsFolder = join(dirname(livePath), `${basename(livePath)}.builds`);
  const there = await lstat(livePath).catch(() => undefined);
  const names = await readdir(buildsFolder).catch(() => []);
  const keptBuilds = names.filter((name) => /^\d{8}T\d{6}Z/.test(name)).toSorted();
  const linked = there?.isSymbolicLink() ? resolve(dirname(livePath), await readlink(livePath)) : undefined;
  const currentBuild =
    linked !== undefined && dirname(linked) === buildsFolder ? basename(linked) : undefined;
  const empty = there?.isDirectory() === true && (await readdir(livePath)).length === 0;
  if (there !== undefined && currentBuild === undefined && !empty) {
    throw new UsageError(
      `${to} is there, and not of this command's making; choose a folder that does not exist yet.`,
    );
  }
  return { livePath, buildsFolder, keptBuilds, currentBuild, empty };
}

/** The steps that make a built site live. The switch is one step of the file system: nobody sees half a site. */
export function planDeploy(
  place: DeployTarget & { readonly empty: boolean },
  from: string,
  build: string,
): DeployAction[] {
  const old = place.keptBuilds.filter((name) => name !== place.currentBuild && name !== build);
  const drop = old.slice(0, Math.max(0, old.length - (MAX_KEPT_BUILDS - 2)));
  return [
    { do: 'copy', from, build },
    ...(place.empty ? [{ do: 'clear', folder: place.livePath } as const] : []),
    { do: 'switch', build },
    ...drop.map((name) => ({ do: 'drop', build: name }) as const),
  ];
}

/**
 * The step that makes the build before the live one live again.
 * @throws UsageError if there is none
 */
export function planDeployRollback(place: DeployTarget): Extract<DeployAction, { readonly do: 'switch' }> {
  const before = place.keptBuilds.findLast(
    (name) => place.currentBuild !== undefined && name < place.currentBuild,
  );
  if (before === undefined)
    throw new UsageError(`There is no build before the one that is live; nothing was changed.`);
  return { do: 'switch', build: before };
}

/** A step in words. */
export function describeDeployAction(step: DeployAction): string {
  if (step.do === 'copy') return `copy the build to ${step.build}`;
  if (step.do === 'clear') return `remove the empty folder ${step.folder}`;
  if (step.do === 'switch') return `make ${step.build} live`;
  return `drop the old build ${step.build}`;
}

/** Does the steps. */
export async function performDeployActions(
  { livePath, buildsFolder }: DeployTarget,
  steps: readonly DeployAction[],
): Promise<void> {
  for (const step of steps) {
    if (step.do === 'copy') {
      await mkdir(buildsFolder, { recursive: true });
      const unfinished = join(buildsFolder, `.${step.build}`);
      await rm(unfinished, { recursive: true, force: true });
      await cp(step.from, unfinished, { recursive: true });
      await rename(unfinished, join(buildsFolder, step.build));
    } else if (step.do === 'clear') await rmdir(step.folder);
    else if (step.do === 'switch') {
      const link = join(buildsFolder, '.live');
      await rm(link, { force: true });
      await symlink(join(`${basename(livePath)}.builds`, step.build), link);
      await rename(link, livePath);
    } else await rm(join(buildsFolder, step.build), { recursive: true, force: true });
  }
}
