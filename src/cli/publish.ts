import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { EXIT_COULD_NOT_RUN, parseNow, runCommand, UsageError } from '../files/command-errors.ts';
import { ENGINE_ROOT } from '../files/read-content.ts';
import { buildCheckout } from '../publishing/io/build.ts';
import { checkSite } from '../publishing/io/check-site.ts';
import type { SiteCheckResult } from '../publishing/io/check-site.ts';
import {
  performDeployActions,
  planDeployRollback,
  planDeploy,
  readDeployTarget,
  describeDeployAction,
} from '../publishing/io/target.ts';
import type { DeployAction } from '../publishing/io/target.ts';
import { formatTagTime } from '../publishing/io/rollback-tags.ts';

const HELP = `npm run publish -- --to DIR [options]

Builds the site, looks whether it is whole, and makes it live in a folder that a web server serves, or that is copied
from there to any host. Needs no network: it works from a clone on the day that GitHub does not.

  --to DIR       what is served: becomes a link to the newest of the builds, which are kept in DIR.builds
  --root DIR     the content root (default: this folder)
  --rollback     make the build before the live one live again; nothing is built
  --check DIR    only look whether the site in a folder is whole
  --dry-run      build and check, and say what would be done

Exit code: 0 published, 1 published, with errors in the files, 2 nothing was changed.
`;

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      to: { type: 'string' },
      root: { type: 'string', default: '.' },
      rollback: { type: 'boolean', default: false },
      check: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      now: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  if (values.check !== undefined)
    return printSiteCheck(await checkSite(resolve(values.check))) ? 0 : EXIT_COULD_NOT_RUN;
  if (values.to === undefined) throw new UsageError('Where to? --to DIR. See --help.');
  const place = await readDeployTarget(values.to);
  const perform = async (steps: readonly DeployAction[]): Promise<void> => {
    for (const step of steps)
      process.stdout.write(`${values['dry-run'] ? 'would ' : ''}${describeDeployAction(step)}\n`);
    if (!values['dry-run']) await performDeployActions(place, steps);
  };
  if (values.rollback) {
    const back = planDeployRollback(place);
    if (!printSiteCheck(await checkSite(join(place.buildsFolder, back.build)))) return EXIT_COULD_NOT_RUN;
    await perform([back]);
    return 0;
  }
  const work = join(place.buildsFolder, 'work');
  await mkdir(work, { recursive: true });
  const built = await buildCheckout({ engine: ENGINE_ROOT, root: resolve(values.root), out: work });
  if (built === 'failed') return EXIT_COULD_NOT_RUN;
  if (!printSiteCheck(await checkSite(work))) {
    // What is broken must not be what the next build begins from.
    await rm(work, { recursive: true, force: true });
    return EXIT_COULD_NOT_RUN;
  }
  await perform(planDeploy(place, work, formatTagTime(parseNow(values.now))));
  if (!values['dry-run']) printSiteCheck(await checkSite(place.livePath));
  return built === 'red' ? 1 : 0;
});

/** Says what a look at a site found; true if it may be seen. */
function printSiteCheck({ files, links, entryIds, problems }: SiteCheckResult): boolean {
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  const counts = `${files} files, ${links} links, ${entryIds.length} incidents and maintenances`;
  process.stdout.write(
    problems.length === 0 ? `whole: ${counts}\n` : `NOT whole: ${problems.length} faults in ${counts}\n`,
  );
  return problems.length === 0;
}
