import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { EXIT_COULD_NOT_RUN, parseNow, runCommand, UsageError } from '../files/command-errors.ts';
import { runGit } from '../git/write.ts';
import { performDeployActions, planDeploy, readDeployTarget } from '../publishing/io/target.ts';
import { tagStable, pushRollback } from '../publishing/io/rollback-keep.ts';
import { buildRollback } from '../publishing/io/rollback-build.ts';
import { fetchTags } from '../publishing/io/rollback-push.ts';
import { chooseRollbackTag, formatTagTime } from '../publishing/io/rollback-tags.ts';
import { createRollbackCommit, hashEngine, readStableTags } from '../publishing/io/rollback-tree.ts';

const HELP = `npm run rollback -- [--tag TAG] [--to DIR | --out DIR] [options]

Builds the page as it was built at the last stable tag, with what has been written about incidents since, and looks
whether it is whole (U5.2). Without --tag, the newest stable tag that builds the page otherwise than now.

  --tag TAG    such as stable/20261122T101500Z; git tag -l 'stable/*' lists them
  --to DIR     make it live in the folder of npm run publish -- --to DIR
  --out DIR    only build it there
  --keep       and push a commit that keeps it so: to the published branch, or where that is refused, to rollback/TIME
  --mark       build nothing: tag this commit as stable, if its page is built otherwise than at the last tag
  --root DIR   a checkout of the repository with its history and tags (default: this folder)
  --dry-run    only say what would be done

Exit code: 0 rolled back, 1 rolled back, and something is to be looked at, 2 nothing was changed.
`;

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      tag: { type: 'string' },
      to: { type: 'string' },
      out: { type: 'string' },
      keep: { type: 'boolean', default: false },
      mark: { type: 'boolean', default: false },
      root: { type: 'string', default: '.' },
      now: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const root = resolve(values.root);
  const stamp = formatTagTime(parseNow(values.now));
  const dry = values['dry-run'];
  const head = (await runGit(root, ['rev-parse', 'HEAD'])).trim();
  await fetchTags(root);
  const [engine, tags] = await Promise.all([hashEngine(root, head), readStableTags(root)]);
  if (values.mark) return tagStable({ root, head, engine, tags, stamp, dryRun: dry, log: say });
  // A workflow hands over an empty word where nobody chose one.
  const choice = chooseRollbackTag(tags.stable, engine, tags.withdrawn, values.tag || undefined);
  if ('none' in choice) throw new UsageError(`${choice.none} Nothing was changed.`);
  const { tag } = choice;
  const commit = await createRollbackCommit(root, head, tag);
  say(`back to ${tag.name} (${tag.commit.slice(0, 10)}), with the words of ${head.slice(0, 10)}`);
  const place = values.to === undefined ? undefined : await readDeployTarget(values.to);
  let code = 0;
  if (!dry && (place || values.out !== undefined)) {
    const folder = await mkdtemp(join(tmpdir(), 'candor-rollback-'));
    try {
      const out = resolve(values.out ?? join(folder, 'site'));
      const built = await buildRollback({ root, head, tag, commit, tempFolder: folder, out, log: say });
      if (built === 'failed') return EXIT_COULD_NOT_RUN;
      if (built === 'red') code = 1;
      if (place) await performDeployActions(place, planDeploy(place, out, stamp));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  if (values.to !== undefined) say(`${dry ? 'would be ' : ''}live in ${values.to}`);
  if (values.keep)
    code = Math.max(code, await pushRollback({ root, head, commit, stamp, dryRun: dry, log: say }));
  return code;
});
