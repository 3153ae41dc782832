import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { formatInstant } from '../src/time/instant.ts';
import { runScript } from '../src/cli/run-candor.ts';
import { ENGINE_ROOT } from '../src/files/engine.ts';
import { GENERATED_NOW, generateSite, writeGeneratedSite } from './generate.ts';

/** This repository's own content, which the generated content replaces. */
const CONTENT = ['incidents', 'components', 'postmortems'];
/** The arguments of deploy.yml's step, and `--prefer-offline`. */
const INSTALL = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];

const run = promisify(execFile);

await runScript(
  'npm run bench:publish --',
  {
    summary:
      'Runs the steps of deploy.yml in an empty folder, from a merged update to a site that can be uploaded.',
    description:
      "Clones the last commit with a generated site, installs the production dependencies from npm's cache, builds, and checks the site. Then builds again after a change to one incident. Prints the median of each step in seconds and the load of the machine. Run it once before to fill npm's cache; npm downloads missing packages.",
    arguments: { incidents: { help: 'how many incidents the site has (default: 100)' } },
    options: { runs: { value: 'N', default: '3', help: 'how often to measure' } },
    exitCodes: { 0: 'done', 2: 'the command could not run' },
  },
  async (values, { incidents }) => {
    const folder = await mkdtemp(join(tmpdir(), 'candor-publish-'));
    try {
      const source = join(folder, 'source');
      const newest = await createSourceRepository(source, Number(incidents ?? 100));
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
  },
);

interface TimedStep {
  readonly name: string;
  readonly seconds: number;
}

/** Creates a repository of the last commit with generated content. Returns the path of the newest incident. */
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
  // Replaces setup-node: the Node that runs this benchmark.
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
  await step('build', 'node', 'src/cli/candor.ts', 'build', '--out', 'dist', ...now);
  await step('check the site', 'node', 'src/cli/candor.ts', 'publish', '--check', 'dist');
  steps.push({ name: 'total from the merged update to the site', seconds: sum(steps) });
  const text = await readFile(join(work, newest), 'utf8');
  await writeFile(
    join(work, newest),
    text.replace(/ investigating\.\n/, ' investigating. Orders are safe.\n'),
  );
  await step('build after a change', 'node', 'src/cli/candor.ts', 'build', '--out', 'dist', ...now);
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
