import { cp, lstat, mkdir, readdir, readlink, rename, rm, rmdir, symlink } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { runActions } from '../../actions/run-actions.ts';
import type { ActionHandlers, RunOptions } from '../../actions/run-actions.ts';
import { UsageError } from '../../files/command-errors.ts';

/** A folder that a web server serves: a symbolic link to the live build. */
export interface DeployTarget {
  readonly livePath: string;
  /** The folder of all builds, beside the link. */
  readonly buildsFolder: string;
  /** Names of the builds, oldest first. */
  readonly keptBuilds: readonly string[];
  /** The live one. */
  readonly currentBuild: string | undefined;
}

export type DeployAction =
  | { readonly type: 'copy-build'; readonly from: string; readonly build: string }
  | { readonly type: 'remove-folder'; readonly folder: string }
  | { readonly type: 'activate-build'; readonly build: string }
  | { readonly type: 'remove-build'; readonly build: string };

/** Including the live one. */
const MAX_KEPT_BUILDS = 3;

/** @throws UsageError if the path exists and is not a link that `publish` created */
export async function readDeployTarget(to: string): Promise<DeployTarget & { readonly empty: boolean }> {
  const livePath = resolve(to);
  const buildsFolder = join(dirname(livePath), `${basename(livePath)}.builds`);
  const stats = await lstat(livePath).catch(() => undefined);
  const names = await readdir(buildsFolder).catch(() => []);
  const keptBuilds = names.filter((name) => /^\d{8}T\d{6}Z/.test(name)).toSorted();
  const linked = stats?.isSymbolicLink() ? resolve(dirname(livePath), await readlink(livePath)) : undefined;
  const currentBuild =
    linked !== undefined && dirname(linked) === buildsFolder ? basename(linked) : undefined;
  const empty = stats?.isDirectory() === true && (await readdir(livePath)).length === 0;
  if (stats !== undefined && currentBuild === undefined && !empty) {
    throw new UsageError(
      `${to} already exists and was not created by this command. Choose a folder that does not exist.`,
    );
  }
  return { livePath, buildsFolder, keptBuilds, currentBuild, empty };
}

/** Makes a built site live. The switch is one atomic rename, so no reader gets half a site. */
export function planDeploy(
  target: DeployTarget & { readonly empty: boolean },
  from: string,
  build: string,
): DeployAction[] {
  const old = target.keptBuilds.filter((name) => name !== target.currentBuild && name !== build);
  const drop = old.slice(0, Math.max(0, old.length - (MAX_KEPT_BUILDS - 2)));
  return [
    { type: 'copy-build', from, build },
    ...(target.empty ? [{ type: 'remove-folder', folder: target.livePath } as const] : []),
    { type: 'activate-build', build },
    ...drop.map((name) => ({ type: 'remove-build', build: name }) as const),
  ];
}

/** @throws UsageError if there is no build before the live one */
export function planDeployRollback(
  target: DeployTarget,
): Extract<DeployAction, { readonly type: 'activate-build' }> {
  const previous = target.keptBuilds.findLast(
    (name) => target.currentBuild !== undefined && name < target.currentBuild,
  );
  if (previous === undefined)
    throw new UsageError('There is no build before the live one. Nothing was changed.');
  return { type: 'activate-build', build: previous };
}

export function describeDeployAction(action: DeployAction): string {
  switch (action.type) {
    case 'copy-build':
      return `copy the build to ${action.build}`;
    case 'remove-folder':
      return `remove the empty folder ${action.folder}`;
    case 'activate-build':
      return `make ${action.build} live`;
    case 'remove-build':
      return `delete the old build ${action.build}`;
  }
}

export async function performDeployActions(
  { livePath, buildsFolder }: DeployTarget,
  actions: readonly DeployAction[],
  options: Pick<RunOptions<DeployAction>, 'dryRun' | 'log'> = {},
): Promise<void> {
  const handlers: ActionHandlers<DeployAction> = {
    'copy-build': async ({ from, build }) => {
      await mkdir(buildsFolder, { recursive: true });
      const unfinished = join(buildsFolder, `.${build}`);
      await rm(unfinished, { recursive: true, force: true });
      await cp(from, unfinished, { recursive: true });
      await rename(unfinished, join(buildsFolder, build));
    },
    'remove-folder': ({ folder }) => rmdir(folder),
    'activate-build': async ({ build }) => {
      const link = join(buildsFolder, '.live');
      await rm(link, { force: true });
      await symlink(join(`${basename(livePath)}.builds`, build), link);
      await rename(link, livePath);
    },
    'remove-build': ({ build }) => rm(join(buildsFolder, build), { recursive: true, force: true }),
  };
  await runActions(actions, handlers, { ...options, describe: describeDeployAction, logAt: 'start' });
}
