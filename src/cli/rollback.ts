import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { EXIT_COULD_NOT_RUN, parseNow, UsageError } from '../files/command-errors.ts';
import { runGit } from '../git/write.ts';
import { performDeployActions, planDeploy, readDeployTarget } from '../publishing/io/target.ts';
import { tagStable, pushRollback } from '../publishing/io/rollback-keep.ts';
import { fetchTags } from '../publishing/io/rollback-push.ts';
import { chooseRollbackTag, formatTagTime } from '../publishing/io/rollback-tags.ts';
import { createRollbackCommit, hashEngine, readStableTags } from '../publishing/io/rollback-tree.ts';
import type { CommandRun } from './declarations/declaration.ts';
import type { rollback } from './declarations/publish.ts';

export const runRollback: CommandRun<typeof rollback> = async (values) => {
  const log = (line: string): void => void process.stdout.write(`${line}\n`);
  const root = resolve(values.root);
  const stamp = formatTagTime(parseNow(values.now));
  const dryRun = values['dry-run'];
  const head = (await runGit(root, ['rev-parse', 'HEAD'])).trim();
  await fetchTags(root);
  const [engine, tags] = await Promise.all([hashEngine(root, head), readStableTags(root)]);
  if (values.mark) return tagStable({ root, head, engine, tags, stamp, dryRun, log });
  // A workflow passes an empty string if no tag was entered.
  const choice = chooseRollbackTag(tags.stable, engine, tags.rolledBack, values.tag || undefined);
  if ('none' in choice) throw new UsageError(`${choice.none} Nothing was changed.`);
  const { tag } = choice;
  const commit = await createRollbackCommit(root, head, tag);
  log(`rolling back to ${tag.name} (${tag.commit.slice(0, 10)}), with the content of ${head.slice(0, 10)}`);
  const target = values.to === undefined ? undefined : await readDeployTarget(values.to);
  let exitCode = 0;
  if (!dryRun && (target || values.out !== undefined)) {
    const tempFolder = await mkdtemp(join(tmpdir(), 'candor-rollback-'));
    try {
      const out = resolve(values.out ?? join(tempFolder, 'site'));
      // Loaded here, because tags and commits are pushed without installed dependencies.
      const { buildRollback } = await import('../publishing/io/rollback-build.ts');
      const built = await buildRollback({ root, head, tag, commit, tempFolder, out, log });
      if (built === 'failed') return EXIT_COULD_NOT_RUN;
      if (built === 'red') exitCode = 1;
      if (target) await performDeployActions(target, planDeploy(target, out, stamp));
    } finally {
      await rm(tempFolder, { recursive: true, force: true });
    }
  }
  if (values.to !== undefined) log(`${dryRun ? 'would be ' : ''}live in ${values.to}`);
  if (values.keep)
    exitCode = Math.max(exitCode, await pushRollback({ root, head, commit, stamp, dryRun, log }));
  return exitCode;
};
