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
import { defineCommand } from './define-command.ts';
import { formatCount } from '../text/count.ts';

const HELP = `Usage: npm run publish -- --to DIR [options]
       npm run publish -- --check DIR

Builds and checks the site, then makes it live in a folder that a web server serves or that you copy to a host. It works
from a clone without a network, so you can publish while GitHub is down.

Options:
  --to DIR       the folder to serve: a link to the newest build; the builds are in DIR.builds
  --root DIR     the content root (default: the current folder)
  --rollback     make the previous build live again, without building
  --check DIR    only check the built site in DIR
  --dry-run      build and check, but print the remaining actions without performing them
  --now TIME     the time to use instead of the current time

Exit codes:
  0  published
  1  published, but the content has errors
  2  nothing was changed
`;

export const publishCommand = defineCommand({
  help: HELP,
  options: {
    to: { type: 'string' },
    root: { type: 'string', default: '.' },
    rollback: { type: 'boolean', default: false },
    check: { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
    now: { type: 'string' },
  },
  run: async (values) => {
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
  },
});

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
