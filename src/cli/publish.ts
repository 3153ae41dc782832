import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { EXIT_COULD_NOT_RUN, parseNow, UsageError } from '../files/command-errors.ts';
import { ENGINE_ROOT } from '../files/engine.ts';
import { buildCheckout } from '../publishing/io/build.ts';
import { checkSite, formatSiteCounts } from '../publishing/io/check-site.ts';
import type { SiteCheckResult } from '../publishing/io/check-site.ts';
import {
  performDeployActions,
  planDeployRollback,
  planDeploy,
  readDeployTarget,
} from '../publishing/io/target.ts';
import type { DeployAction } from '../publishing/io/target.ts';
import { formatTagTime } from '../publishing/io/rollback-tags.ts';
import { formatCount } from '../text/count.ts';
import type { CommandRun } from './declarations/declaration.ts';
import type { publish } from './declarations/publish.ts';

export const runPublish: CommandRun<typeof publish> = async (values) => {
  if (values.check !== undefined)
    return printSiteCheck(await checkSite(resolve(values.check))) ? 0 : EXIT_COULD_NOT_RUN;
  if (values.to === undefined) throw new UsageError('Expected --to DIR. See --help.');
  const target = await readDeployTarget(values.to);
  const dryRun = values['dry-run'];
  const perform = (actions: readonly DeployAction[]): Promise<void> =>
    performDeployActions(target, actions, {
      dryRun,
      log: (line) => process.stdout.write(`${dryRun ? 'would ' : ''}${line}\n`),
    });
  if (values.rollback) {
    const rollback = planDeployRollback(target);
    if (!printSiteCheck(await checkSite(join(target.buildsFolder, rollback.build))))
      return EXIT_COULD_NOT_RUN;
    await perform([rollback]);
    return 0;
  }
  const work = join(target.buildsFolder, 'work');
  await mkdir(work, { recursive: true });
  const built = await buildCheckout({ engine: ENGINE_ROOT, root: resolve(values.root), out: work });
  if (built === 'failed') return EXIT_COULD_NOT_RUN;
  if (!printSiteCheck(await checkSite(work))) {
    // The next build is incremental: it must not start from a broken site.
    await rm(work, { recursive: true, force: true });
    return EXIT_COULD_NOT_RUN;
  }
  await perform(planDeploy(target, work, formatTagTime(parseNow(values.now))));
  if (!values['dry-run']) printSiteCheck(await checkSite(target.livePath));
  return built === 'red' ? 1 : 0;
};

/** Prints the result of a check. True if the site may be published. */
function printSiteCheck(checked: SiteCheckResult): boolean {
  const { problems } = checked;
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  const counts = formatSiteCounts(checked);
  process.stdout.write(
    problems.length === 0
      ? `Site check passed: ${counts}\n`
      : `Site check FAILED: ${formatCount(problems.length, 'problem')} in ${counts}\n`,
  );
  return problems.length === 0;
}
