import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { runScript } from '../src/cli/run-candor.ts';
import { CACHE_FOLDER, ENGINE_ROOT } from '../src/files/engine.ts';
import { formatInstant } from '../src/time/instant.ts';
import { bundlePackage } from '../scripts/package/bundle.ts';
import { writeCstateSite, writeHugoSite } from './compare/hugo-site.ts';
import { runInTurn } from './compare/measure.ts';
import type { Contender } from './compare/measure.ts';
import { renderRatios, renderRuns } from './compare/tables.ts';
import { GENERATED_NOW, generateSite, writeGeneratedSite } from './generate.ts';

const RESULTS = join(ENGINE_ROOT, 'bench', 'results.md');

await runScript(
  'npm run bench --',
  {
    summary:
      'Compares validating and building generated sites with Hugo, cState, a plain program in Node and `node -e 0`.',
    description:
      'Every round runs each command once on the same content, so the ratios of a round hold on any machine; seconds don\'t. It measures the package, as companies run it. "build" and "validate" know nothing of an earlier run; "build again" is a build after one more update, and "validate again" is a second run. Hugo is compared if `hugo` is installed (apt-get install hugo). Writes bench/results.md.',
    arguments: {
      sizes: { variadic: true, help: 'numbers of incidents (default: 100 1000 10000)' },
    },
    options: {
      runs: { value: 'N', default: '3', help: 'how many rounds' },
      cstate: { value: 'DIR', help: 'a checkout of the Hugo theme cState, to compare with' },
      'dry-run': { help: 'print the results only' },
    },
    exitCodes: { 0: 'done', 2: 'a command could not run' },
  },
  async (values, args) => {
    const sizes = args.sizes.length > 0 ? args.sizes.map(Number) : [100, 1000, 10_000];
    const engine = await buildEngine();
    try {
      let text = describeMachine();
      process.stdout.write(text);
      for (const size of sizes) {
        const tables = await measureSize(size, Number(values.runs), engine, values.cstate);
        process.stdout.write(tables);
        text += tables;
      }
      if (!values['dry-run']) await writeFile(RESULTS, text);
    } finally {
      await rm(engine, { recursive: true, force: true });
    }
    return 0;
  },
);

/** The package, in a folder from which it finds the installed dependencies. */
async function buildEngine(): Promise<string> {
  await mkdir(CACHE_FOLDER, { recursive: true });
  const folder = await mkdtemp(join(CACHE_FOLDER, 'bench-'));
  await bundlePackage(join(folder, 'lib'));
  for (const name of ['bin', 'presets', 'schemas', 'package.json'])
    await cp(join(ENGINE_ROOT, name), join(folder, name), { recursive: true });
  return folder;
}

async function measureSize(
  size: number,
  rounds: number,
  engine: string,
  cstate: string | undefined,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'candor-bench-'));
  try {
    const contenders = await listContenders(folder, size, engine, cstate);
    const measured = await runInTurn(contenders, rounds);
    return `\n## ${size} incidents\n\n${renderRuns(measured)}\n${renderRatios(measured)}`;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function listContenders(
  folder: string,
  size: number,
  engine: string,
  cstate: string | undefined,
): Promise<Contender[]> {
  const site = generateSite(size);
  const root = join(folder, 'candor');
  await mkdir(root);
  await writeGeneratedSite(root, site);
  const now = ['--root', root, '--now', formatInstant(GENERATED_NOW)];
  const candor = (name: string, args: string[], prepare?: Contender['prepare']): Contender => ({
    ...{ name, command: process.execPath, args: [join(engine, 'bin', 'candor.js'), ...args, ...now] },
    prepare,
  });
  const [path, text] = [...site].findLast(([name]) => name.startsWith('incidents/'))!;
  let count = 0;
  const addUpdate = (): Promise<void> =>
    writeFile(join(root, path), text.replace(/\n## .* (?:resolved|completed)\n/, `\nMore: ${++count}.\n$&`));
  const records = ['clean', 'parsed'].map((kind) => join(engine, 'node_modules', '.cache', 'candor', kind));
  const forget = async (...folders: string[]): Promise<void> => {
    for (const one of folders) await rm(one, { recursive: true, force: true });
  };
  const contenders = [
    candor('build', ['build', '--clean', '--out', join(folder, 'clean')], async () => {
      await forget(...records, join(folder, 'clean'));
    }),
    candor('build again', ['build', '--out', join(folder, 'again')], addUpdate),
    candor('validate', ['validate'], () => forget(...records)),
    candor('validate again', ['validate']),
    { name: 'node -e 0', command: process.execPath, args: ['-e', '0'] },
    {
      ...{ name: 'plain writer', command: process.execPath },
      args: [join(ENGINE_ROOT, 'bench', 'compare', 'plain-writer.ts'), root, join(folder, 'plain')],
      prepare: () => rm(join(folder, 'plain'), { recursive: true, force: true }),
    },
  ];
  if (hugoVersion() === undefined) return contenders;
  const hugo = async (name: string, write: typeof writeHugoSite, args: string[]): Promise<Contender> => {
    const source = join(folder, name);
    await write(source, site);
    const prepare = (): Promise<void> => rm(join(source, 'public'), { recursive: true, force: true });
    return { name, command: 'hugo', args: ['--quiet', '--source', source, ...args], prepare };
  };
  contenders.push(await hugo('hugo', writeHugoSite, []));
  if (cstate === undefined) return contenders;
  const theme = resolve(cstate);
  const themes = join(folder, 'themes');
  await mkdir(themes);
  await symlink(theme, join(themes, 'cstate'));
  return [...contenders, await hugo('cstate', writeCstateSite, ['--themesDir', themes])];
}

function hugoVersion(): string | undefined {
  const { stdout } = spawnSync('hugo', ['version'], { encoding: 'utf8' });
  return /^hugo (\S+)/.exec(stdout ?? '')?.[1];
}

function describeMachine(): string {
  const [cpu] = cpus();
  const day = formatInstant(Date.now()).slice(0, 10);
  const memory = `${Math.round(totalmem() / 1e9)} GB`;
  const hugo = hugoVersion();
  return `# Benchmark

Written by \`npm run bench\` on ${day}: ${cpu?.model.trim()}, ${cpus().length} cores, ${memory}, Node.js ${process.versions.node},
${hugo === undefined ? 'without Hugo' : `Hugo ${hugo}`}. Only the ratios of one run can be compared with others: each is the median of the ratios of its
rounds.
`;
}
