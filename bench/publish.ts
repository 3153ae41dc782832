import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { formatInstant } from '../src/time/instant.ts';
import { runCommand } from '../src/files/command-errors.ts';
import { ENGINE_ROOT } from '../src/files/read-content.ts';
import { GENERATED_NOW, generateSite, writeGeneratedSite } from './generate.ts';

const HELP = `npm run bench:publish -- [incidents] [--runs N]

Does in an empty folder what deploy.yml does from the merged update on, up to a site that can be uploaded: clones this
checkout's last commit with a generated site in place of its own content (default 100 incidents), installs production
dependencies only from npm's cache, builds, and looks whether the site is whole. Then builds once more beside that site, after a
change of one incident. Prints the median of N runs (default 3) of each step, in seconds, and the machine's load. Run it once before to warm
npm's cache; without what it lacks, npm asks its registry.
`;

/** Content of this repository's own that a company's takes the place of. */
const CONTENT = ['incidents', 'components', 'postmortems'];
/** The words of deploy.yml's own step, but that the cache is looked at first. */
const INSTALL = ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];

const run = promisify(execFile);

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      runs: { type: 'string', default: '3' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const folder = await mkdtemp(join(tmpdir(), 'candor-publish-'));
  try {
    const source = join(folder, 'source');
    const newest = await createSourceRepository(source, Number(positionals[0] ?? 100));
    const all: TimedStep[][] = [];
    for (let index = 0; index < Number(values.runs); index += 1) {
      const work = join(folder, `work-${index}`);
      all.push(await publish(source, work, newest, join(folder, 'bin')));
      await rm(work, { recursive: true });
    }
    print(all);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return 0;
});

/** A step of publishing, in seconds. */
interface TimedStep {
  readonly name: string;
  readonly seconds: number;
}

/** Makes a repository of this checkout's last commit with a generated company's content; gives its newest incident. */
async function createSourceRepository(source: string, incidents: number): Promise<string> {
  await run('git', ['clone', '-q', '--no-hardlinks', ENGINE_ROOT, source]);
  for (const name of CONTENT) await rm(join(source, name), { recursive: true, force: true });
  const site = generateSite(incidents);
  await writeGeneratedSite(source, site);
  const git = ['-C', source, '-c', 'user.name=bench', '-c', 'user.email=bench@example.com'];
  await run('git', [...git, 'add', '-A']);
  await run('git', [...git, 'commit', '-q', '-m', 'Content']);
  return [...site.keys()].at(-1)!;
}

async function publish(source: string, work: string, newest: string, bin: string): Promise<TimedStep[]> {
  await mkdir(bin, { recursive: true });
  // What setup-node brings: the Node that runs this.
  await symlink(process.execPath, join(bin, 'node')).catch(() => undefined);
  const env = { ...process.env, PATH: `${bin}:${process.env['PATH']}`, CI: 'true', NODE_OPTIONS: '' };
  const now = ['--now', formatInstant(GENERATED_NOW)];
  const steps: TimedStep[] = [];
  const step = async (name: string, file: string, ...args: string[]): Promise<void> => {
    const began = performance.now();
    await run(file, args, { cwd: name === 'clone' ? '/' : work, env, maxBuffer: 2 ** 28 });
    steps.push({ name, seconds: (performance.now() - began) / 1000 });
  };
  await step('clone', 'git', 'clone', '-q', `file://${source}`, work);
  await step('npm ci', 'npm', ...INSTALL);
  await step('build', 'node', 'src/cli/build.ts', '--out', 'dist', ...now);
  await step('look whether it is whole', 'node', 'src/cli/publish.ts', '--check', 'dist');
  steps.push({ name: 'from the merged update to the site', seconds: sum(steps) });
  const text = await readFile(join(work, newest), 'utf8');
  await writeFile(
    join(work, newest),
    text.replace(/ investigating\.\n/, ' investigating. Orders are safe.\n'),
  );
  await step(
    'build after a change, beside the last site',
    'node',
    'src/cli/build.ts',
    '--out',
    'dist',
    ...now,
  );
  return steps;
}

function sum(steps: readonly TimedStep[]): number {
  return steps.reduce((total, { seconds }) => total + seconds, 0);
}

function print(all: readonly (readonly TimedStep[])[]): void {
  for (const [index, { name }] of all[0]!.entries()) {
    const times = all.map((steps) => steps[index]!.seconds).toSorted((a, b) => a - b);
    process.stdout.write(`${times[times.length >> 1]!.toFixed(2).padStart(8)} s  ${name}\n`);
  }
  process.stdout.write(
    `${cpus().length} cores, load ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}\n`,
  );
}
