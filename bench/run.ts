import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatInstant } from '../src/time/instant.ts';
import { runScript } from '../src/cli/run-candor.ts';
import { ENGINE_ROOT } from '../src/files/engine.ts';
import { GENERATED_NOW, generateSite, writeGeneratedSite } from './generate.ts';

interface Measurement {
  readonly seconds: number;
  /** Peak, in megabytes. */
  readonly memory: number;
  readonly code: number;
}

await runScript(
  'npm run bench --',
  {
    summary:
      'Validates and builds generated sites, and prints the median of each command: seconds, peak memory, pages and bytes.',
    description:
      'A site has eight components and four updates per incident, from a fixed seed. "again" is a second build after one more update.',
    arguments: {
      sizes: { variadic: true, help: 'numbers of incidents (default: 10 100 1000 10000)' },
    },
    options: {
      runs: { value: 'N', default: '3', help: 'how often to measure' },
      only: { value: 'NAME', choices: ['validate', 'build', 'again'], help: 'only this command' },
    },
    exitCodes: { 0: 'done', 2: 'the command could not run' },
  },
  async (values, args) => {
    const sizes = args.sizes.length > 0 ? args.sizes.map(Number) : [10, 100, 1000, 10_000];
    process.stdout.write('incidents  command   seconds  memory MB    pages       bytes  exit\n');
    for (const size of sizes) await measure(size, Number(values.runs), values.only);
    return 0;
  },
);

async function measure(size: number, runs: number, only: string | undefined): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'candor-bench-'));
  try {
    const site = generateSite(size);
    await writeGeneratedSite(folder, site);
    const now = ['--root', folder, '--now', formatInstant(GENERATED_NOW)];
    const out = join(folder, 'dist');
    const build = [...(await readNpmScript('build')), ...now, '--out', out];
    const validate = [...(await readNpmScript('validate')), ...now];
    if (only === undefined || only === 'validate') {
      print(size, 'validate', await repeat(runs, () => runAndMeasure(validate)));
    }
    if (only === undefined || only === 'build') {
      const clean = (): Promise<void> => rm(out, { recursive: true, force: true });
      print(size, 'build', await repeat(runs, () => runAndMeasure(build), clean), await measureSiteSize(out));
    }
    if (only === undefined || only === 'again') {
      if (only === 'again') await runAndMeasure(build);
      const [path, text] = [...site].at(-1)!;
      let count = 0;
      const touch = (): Promise<void> =>
        writeFile(
          join(folder, path),
          text.replace('Our team is investigating.', `Our team is investigating. ${++count}`),
        );
      print(size, 'again', await repeat(runs, () => runAndMeasure(build), touch), await measureSiteSize(out));
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Node's arguments in a script of package.json, to measure with the same flags. */
async function readNpmScript(name: string): Promise<string[]> {
  const { scripts } = JSON.parse(await readFile(join(ENGINE_ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  return scripts[name]!.split(' ').slice(1);
}

async function repeat(
  runs: number,
  run: () => Promise<Measurement>,
  before?: () => Promise<void>,
): Promise<Measurement> {
  const all: Measurement[] = [];
  for (let index = 0; index < runs; index += 1) {
    await before?.();
    all.push(await run());
  }
  return all.toSorted((a, b) => a.seconds - b.seconds)[Math.floor(runs / 2)]!;
}

async function runAndMeasure(args: readonly string[]): Promise<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), 'candor-peak-'));
  const file = join(folder, 'peak');
  const started = performance.now();
  const code = await new Promise<number>((done) => {
    const env = { ...process.env, PEAK_MEMORY_FILE: file };
    const all = ['--import', join(ENGINE_ROOT, 'bench/peak-memory.ts'), ...args];
    execFile(process.execPath, all, { cwd: ENGINE_ROOT, env, maxBuffer: 2 ** 28 }, (error) =>
      done(error ? Number(error.code) : 0),
    );
  });
  const seconds = (performance.now() - started) / 1000;
  const peaks = (await readFile(file, 'utf8').catch(() => '0')).trim().split('\n').map(Number);
  await rm(folder, { recursive: true });
  return { seconds, memory: Math.max(...peaks) / 1024, code };
}

async function measureSiteSize(folder: string): Promise<{ pages: number; bytes: number }> {
  let pages = 0;
  let bytes = 0;
  for (const file of await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])) {
    if (!file.isFile()) continue;
    if (file.name.endsWith('.html')) pages += 1;
    bytes += (await stat(join(file.parentPath, file.name))).size;
  }
  return { pages, bytes };
}

function print(size: number, name: string, run: Measurement, made?: { pages: number; bytes: number }): void {
  const cells = [
    String(size).padStart(9),
    name.padEnd(8),
    run.seconds.toFixed(2).padStart(8),
    run.memory.toFixed(0).padStart(10),
    String(made?.pages ?? '').padStart(8),
    String(made?.bytes ?? '').padStart(11),
    String(run.code).padStart(5),
  ];
  process.stdout.write(`${cells.join('  ').trimEnd()}\n`);
}
