import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENGINE_ROOT } from '../../src/files/engine.ts';
import { cpuTime } from '../cpu-time.ts';

export interface Contender {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** What each run needs, not measured. */
  readonly prepare?: (() => Promise<unknown>) | undefined;
}

export interface Run {
  /** In seconds. */
  readonly wall: number;
  /** In seconds, of all threads and child processes. */
  readonly cpu: number;
  readonly code: number;
}

export interface Measured {
  readonly runs: readonly Run[];
  /** Peak of the largest process, in megabytes; undefined for commands that are not Node's. */
  readonly memory: number | undefined;
}

/** Runs every contender once in each round, so that a change of the machine's speed meets all of them. */
export async function runInTurn(
  contenders: readonly Contender[],
  rounds: number,
): Promise<ReadonlyMap<string, Measured>> {
  const measured = new Map<string, { runs: Run[]; memory: number | undefined }>();
  // Not counted: it fills caches and measures memory, which takes time of its own.
  for (const contender of contenders)
    measured.set(contender.name, { runs: [], memory: await measureMemory(contender) });
  for (let round = 0; round < rounds; round += 1)
    for (const contender of contenders) {
      await contender.prepare?.();
      measured.get(contender.name)!.runs.push(await measureTime(contender));
    }
  return measured;
}

async function measureTime({ command, args }: Contender): Promise<Run> {
  const cpuBefore = cpuTime();
  const started = performance.now();
  const code = await start(command, args, {});
  return { wall: (performance.now() - started) / 1000, cpu: (cpuTime() - cpuBefore) / 1000, code };
}

async function measureMemory({ command, args, prepare }: Contender): Promise<number | undefined> {
  await prepare?.();
  const folder = await mkdtemp(join(tmpdir(), 'candor-peak-'));
  const file = join(folder, 'peak');
  const isNode = command === process.execPath;
  const load = isNode ? ['--import', join(ENGINE_ROOT, 'bench/peak-memory.ts')] : [];
  await start(command, [...load, ...args], { PEAK_MEMORY_FILE: file });
  const peaks = await readFile(file, 'utf8').catch(() => undefined);
  await rm(folder, { recursive: true });
  return peaks === undefined ? undefined : Math.max(...peaks.trim().split('\n').map(Number)) / 1024;
}

function start(command: string, args: readonly string[], more: Record<string, string>): Promise<number> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, {
      cwd: ENGINE_ROOT,
      env: { ...process.env, ...more },
      stdio: 'ignore',
    });
    child.on('error', fail);
    child.on('close', (exit) => done(exit ?? 2));
  });
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Of each round. */
export function ratiosOf(runs: readonly Run[], others: readonly Run[], figure: 'wall' | 'cpu'): number[] {
  return runs.map((run, round) => run[figure] / Math.max(others[round]![figure], 0.01));
}
