import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GENERATED_NOW, generateSite, writeGeneratedSite } from './generate.ts';
import { formatInstant } from '../src/time/instant.ts';
import { FOLLOW_UP_PERIOD, parseActiveContent } from '../src/deadlines/active-content.ts';
import { deadlinesOf } from '../src/deadlines/all-deadlines.ts';
import { requireSiteContext } from '../src/deadlines/io/require-site-context.ts';
import { runScript } from '../src/cli/run-candor.ts';
import { readContent } from '../src/files/read-content.ts';

await runScript(
  'npm run bench:deadlines --',
  {
    summary:
      'Generates a site in a git repository, and prints the median time of the "deadlines" and "compliance" commands, and of reading and computing alone.',
    arguments: { incidents: { help: 'how many incidents the site has (default: 10000)' } },
    options: {
      open: { value: 'N', default: '5', help: 'how many incidents are open' },
      runs: { value: 'N', default: '5', help: 'how often to measure' },
    },
    exitCodes: { 0: 'done', 2: 'the command could not run' },
  },
  async (values, { incidents }) => {
    const root = await mkdtemp(join(tmpdir(), 'candor-deadlines-'));
    try {
      await writeGeneratedSite(
        root,
        generateSiteWithOpenIncidents(Number(incidents ?? 10_000), Number(values.open)),
      );
      const git = [
        '-C',
        root,
        '-c',
        'user.name=bench',
        '-c',
        'user.email=bench@example.com',
        '-c',
        'gc.auto=0',
      ];
      for (const args of [
        ['init', '-q'],
        ['add', '-A'],
        ['commit', '-qm', 'Begin'],
      ])
        spawnSync('git', [...git, ...args]);
      await measure(root, Number(values.runs));
    } finally {
      await rm(root, { recursive: true, force: true });
    }
    return 0;
  },
);

/** Removes the monitoring and resolution of the newest incidents. */
function generateSiteWithOpenIncidents(count: number, open: number): ReadonlyMap<string, string> {
  const site = new Map(generateSite(count));
  const newest = [...site.keys()].filter((path) => path.startsWith('incidents/')).slice(-open);
  for (const path of newest) site.set(path, `${site.get(path)!.split(/\n## \S+ monitoring/)[0]!}\n`);
  return site;
}

async function measure(root: string, runs: number): Promise<void> {
  const now = formatInstant(GENERATED_NOW);
  const command =
    (name: string, ...more: string[]) =>
    (): void => {
      const script = fileURLToPath(new URL('../src/cli/candor.ts', import.meta.url));
      spawnSync(process.execPath, [script, name, '--root', root, '--now', now, ...more]);
    };
  const content = parseActiveContent(await readContent(root), GENERATED_NOW - FOLLOW_UP_PERIOD);
  const siteContext = requireSiteContext(content);
  const scope = { endedAfter: GENERATED_NOW - FOLLOW_UP_PERIOD };
  const files = await readdir(join(root, 'incidents'));
  const lines: readonly (readonly [string, () => unknown])[] = [
    ['starting node', () => spawnSync(process.execPath, ['--eval', '0'])],
    ['reading the files', () => readContent(root)],
    [
      'reading the files with one promise each',
      () => Promise.all(files.map((file) => readFile(join(root, 'incidents', file)))),
    ],
    [
      'computing deadlines',
      () => deadlinesOf(siteContext, content.incidents, content.evidence, GENERATED_NOW, scope),
    ],
    ['deadlines, whole process', command('deadlines')],
    ['deadlines --published-times, whole process', command('deadlines', '--published-times')],
    ['compliance, whole process', command('compliance')],
  ];
  for (const [name, work] of lines)
    process.stdout.write(`${(await median(runs, work)).toFixed(3).padStart(8)} s  ${name}\n`);
}

async function median(runs: number, work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const began = performance.now();
    await work();
    times.push((performance.now() - began) / 1000);
  }
  return times.toSorted((a, b) => a - b)[runs >> 1]!;
}
