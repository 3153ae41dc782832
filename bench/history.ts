import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { formatInstant } from '../src/time/instant.ts';
import { runScript } from '../src/cli/run-candor.ts';
import { readBranchHistory } from '../src/publication-history/io/read-history.ts';

const [HOUR, MINUTE] = [3_600_000, 60_000];
const PHASES = [
  'investigating',
  'acknowledged',
  'identified',
  'monitoring',
  'resolved',
  'understood',
] as const;

await runScript(
  'npm run bench:history --',
  {
    summary:
      'Generates a repository with six commits for each incident, and prints how long it takes to read its history: the first time, after one more commit, and without changes.',
    description:
      "Each runs in its own process, with git's own time for comparison. On a busy machine, CPU time is more meaningful than wall time.",
    arguments: { incidents: { help: 'how many incidents the site has (default: 10000)' } },
    options: {
      flat: { help: 'put all files in one folder (default: one folder per year)' },
      keep: { value: 'DIR', help: 'create the repository in DIR, or reuse the one in it' },
      read: { value: 'DIR', help: 'only read the history of DIR, as each measurement does' },
    },
    exitCodes: { 0: 'done', 2: 'the command could not run' },
  },
  async (values, { incidents }) => {
    if (values.read !== undefined) await readHistoryOnce(values.read);
    else await runBenchmark(Number(incidents ?? 10_000), values.flat, values.keep);
    return 0;
  },
);

/** Runs in the measured process. */
async function readHistoryOnce(root: string): Promise<void> {
  const read = await readBranchHistory(root, { cacheDir: join(root, '.git', 'candor') });
  if ('unknown' in read) throw new Error(read.unknown.message);
  const { incidents, tip } = read.history;
  process.stdout.write(`${incidents.size} incidents, ${tip!.order + 1} commits\n`);
}

async function runBenchmark(count: number, flat: boolean, keep: string | undefined): Promise<void> {
  const root = keep ?? (await mkdtemp(join(tmpdir(), 'candor-history-')));
  const isThere = spawnSync('git', ['-C', root, 'rev-parse', '-q', '--verify', 'HEAD']).status === 0;
  if (!isThere) await generateRepository(root, count, flat);
  await rm(join(root, '.git', 'candor'), { recursive: true, force: true });
  const self = fileURLToPath(import.meta.url);
  const read = (): string => execFileSync(process.execPath, [self, '--read', root], { encoding: 'utf8' });
  const git = (...args: string[]) => execFileSync('git', ['-C', root, ...args], { maxBuffer: 2 ** 30 });
  const raw = ['--raw', '--no-abbrev', '--no-renames', '--sparse', '-z', '--', 'incidents'];
  process.stdout.write(read());
  await rm(join(root, '.git', 'candor'), { recursive: true, force: true });
  measure('git log', () => git('log', '--first-parent', '--format=%H %ct'));
  measure('git log with the files of each commit', () =>
    git('log', '--first-parent', '--format=%H %ct', ...raw),
  );
  measure('the first time', read);
  await commitOneUpdate(root);
  measure('after one more commit', read);
  measure('with nothing new', read);
  if (keep === undefined) await rm(root, { recursive: true, force: true });
}

function measure(name: string, work: () => unknown): void {
  const [start, used] = [performance.now(), childCpuSeconds()];
  work();
  const wall = ((performance.now() - start) / 1000).toFixed(2).padStart(7);
  const busy = used === undefined ? '' : `${(childCpuSeconds()! - used).toFixed(2).padStart(7)} s CPU`;
  process.stdout.write(`${wall} s ${busy}  ${name}\n`);
}

/** CPU seconds of ended child processes; undefined on systems other than Linux. */
function childCpuSeconds(): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

/** Writes the repository with `git fast-import`: one commit for each phase of each incident. */
async function generateRepository(root: string, count: number, flat: boolean): Promise<void> {
  execFileSync('git', ['init', '-q', '-b', 'main', root]);
  const { input, done } = startFastImport(root);
  let at = Date.UTC(2010, 0, 1);
  for (let index = 0; index < count; index += 1) {
    at += 12 * HOUR;
    const day = formatInstant(at).slice(0, 10);
    const path = `incidents/${flat ? '' : `${day.slice(0, 4)}/`}${day}-checkout-${index}.md`;
    const began = at;
    for (let step = 0; step < PHASES.length; step += 1) {
      at += 10 * MINUTE;
      await writeToStream(input, formatCommit(at, path, renderIncidentText(index, began, step)));
    }
  }
  input.end();
  await done;
}

async function commitOneUpdate(root: string): Promise<void> {
  const { input, done } = startFastImport(root);
  const at = Date.UTC(2035, 0, 1);
  await writeToStream(
    input,
    formatCommit(at, 'incidents/2035-01-01-checkout.md', renderIncidentText(1, at, 0), 'refs/heads/main^0'),
  );
  input.end();
  await done;
}

function startFastImport(root: string): { input: Writable; done: Promise<unknown> } {
  const child = spawn('git', ['-C', root, 'fast-import', '--quiet'], {
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  return { input: child.stdin, done: once(child, 'close') };
}

async function writeToStream(input: Writable, text: string): Promise<void> {
  if (!input.write(text)) await once(input, 'drain');
}

function formatCommit(at: number, path: string, text: string, from?: string): string {
  const head = `commit refs/heads/main\ncommitter Amina <amina@shop.example> ${at / 1000} +0000\ndata 6\nUpdate\n`;
  return `${head}${from === undefined ? '' : `from ${from}\n`}M 100644 inline ${path}\ndata ${text.length}\n${text}\n`;
}

/** The incident file after commit `step`; some have corrections or changed components. */
function renderIncidentText(index: number, began: number, step: number): string {
  const time = (number: number): string => formatInstant(began + (number + 1) * 10 * MINUTE);
  const isWorse = index % 7 === 0 && step >= 2;
  const isCorrected = index % 20 === 0 && step >= 3;
  const internal = [
    'source: alert',
    'commander: "@amina"',
    ...(step >= 1 ? [`acknowledged: ${time(1)}`] : []),
    ...(step >= 3 ? [`fixed: ${time(3)}`, 'fix: rollback'] : []),
    ...(step >= 5 ? [`cause: A change to the payment form, number ${index}`] : []),
  ];
  const updates = PHASES.slice(0, step + 1).flatMap((phase, number) => {
    if (phase === 'acknowledged' || phase === 'understood') return [];
    const correction = number === 0 && isCorrected ? ` (corrected ${time(3)})` : '';
    const word = correction === '' ? 'Some' : 'Many';
    const words = `We are experiencing degraded performance with Checkout. ${word} users may experience failed payments, number ${index}. Our team is investigating, and we will say more here.`;
    return [`## ${time(number)} ${phase}${correction}\n\n${words}\n`];
  });
  const front = [
    `title: Some orders fail at checkout ${index}`,
    'severity: sev-2',
    `components:\n  checkout: ${isWorse ? 'major-outage' : 'degraded'}`,
    `detected: ${formatInstant(began)}`,
    `internal:\n${internal.map((line) => `  ${line}`).join('\n')}`,
  ];
  return `---\n${front.join('\n')}\n---\n\n${updates.join('\n')}`;
}
