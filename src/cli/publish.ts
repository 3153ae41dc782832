import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { COULD_NOT_RUN, readNow, runCommand, UsageError } from '../files/command-errors.ts';
import { ENGINE_ROOT } from '../files/read-content.ts';
import { buildCheckout } from '../publishing/io/build.ts';
import { checkSite } from '../publishing/io/check-site.ts';
import type { SiteCheck } from '../publishing/io/check-site.ts';
import { performSteps, planBack, planPublish, readPlace, sayStep } from '../publishing/io/target.ts';
import type { Step } from '../publishing/io/target.ts';
import { stampOf } from '../publishing/io/rollback-tags.ts';

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
  if (values.check !== undefined) return report(await checkSite(resolve(values.check))) ? 0 : COULD_NOT_RUN;
  if (values.to === undefined) throw new UsageError('Where to? --to DIR. See --help.');
  const place = await readPlace(values.to);
  const perform = async (steps: readonly Step[]): Promise<void> => {
    for (const step of steps) process.stdout.write(`${values['dry-run'] ? 'would ' : ''}${sayStep(step)}\n`);
    if (!values['dry-run']) await performSteps(place, steps);
  };
  if (values.rollback) {
    const back = planBack(place);
    if (!report(await checkSite(join(place.builds, back.build)))) return COULD_NOT_RUN;
    await perform([back]);
    return 0;
  }
  const work = join(place.builds, 'work');
  await mkdir(work, { recursive: true });
  const built = await buildCheckout({ engine: ENGINE_ROOT, root: resolve(values.root), out: work });
  if (built === 'failed') return COULD_NOT_RUN;
  if (!report(await checkSite(work))) {
    // What is broken must not be what the next build begins from.
    await rm(work, { recursive: true, force: true });
    return COULD_NOT_RUN;
  }
  await perform(planPublish(place, work, stampOf(readNow(values.now))));
  if (!values['dry-run']) report(await checkSite(place.live));
  return built === 'red' ? 1 : 0;
});

/** Says what a look at a site found; true if it may be seen. */
function report({ files, links, entries, faults }: SiteCheck): boolean {
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  const counts = `${files} files, ${links} links, ${entries.length} incidents and maintenances`;
  process.stdout.write(
    faults.length === 0 ? `whole: ${counts}\n` : `NOT whole: ${faults.length} faults in ${counts}\n`,
  );
  return faults.length === 0;
}
