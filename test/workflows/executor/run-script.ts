import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A script as the runner starts it. */
export interface Script {
  readonly text: string;
  /** Of the step; undefined is the runner's default for Linux. */
  readonly shell: string | undefined;
  /** Where the script and its output are kept. */
  readonly folder: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** When it is aborted, the run is cancelled: SIGINT to bash, SIGTERM after 7.5 s, the end after 2.5 s more. */
  readonly cancel: AbortSignal | undefined;
  /** After so many milliseconds it is ended, whatever `timeout-minutes` says: a test must not hang. */
  readonly limit: number;
}

/** How a script ended. */
export interface ScriptRun {
  readonly code: number;
  readonly log: string;
  readonly cancelled: boolean;
  /** Ends what it left running; the runner does that when the job is over. */
  readonly clear: () => void;
}

const BEFORE_TERM = 7500;
const BEFORE_KILL = 2500;

/** Writes the script to a file and runs bash on it, with the runner's own flags. */
export async function runScript(script: Script): Promise<ScriptRun> {
  const { text, shell, folder, cwd, env, cancel, limit } = script;
  const file = join(folder, 'script.sh');
  writeFileSync(file, `${text}\n`);
  if (shell !== undefined && shell !== 'bash') throw new Error(`the executor has no shell "${shell}"`);
  const flags = shell === 'bash' ? ['--noprofile', '--norc', '-eo', 'pipefail', file] : ['-e', file];
  const output = join(folder, 'log');
  const descriptor = openSync(output, 'w');
  const child = spawn('/bin/bash', flags, {
    cwd,
    env: { ...env },
    detached: true,
    stdio: ['ignore', descriptor, descriptor],
  });
  const timers: NodeJS.Timeout[] = [];
  const clear = (): void => {
    try {
      process.kill(-child.pid!, 'SIGKILL');
    } catch {
      // Nothing is left of it.
    }
  };
  let cancelled = false;
  const stop = (): void => {
    cancelled = true;
    child.kill('SIGINT');
    timers.push(setTimeout(() => child.kill('SIGTERM'), BEFORE_TERM));
    timers.push(setTimeout(clear, BEFORE_TERM + BEFORE_KILL));
  };
  let late = false;
  timers.push(
    setTimeout(() => {
      late = true;
      clear();
    }, limit),
  );
  // What runs after the run was cancelled, such as `if: always()`, runs to its end.
  if (cancel?.aborted !== true) cancel?.addEventListener('abort', stop);
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exit) => resolve(exit ?? 128));
  });
  cancel?.removeEventListener('abort', stop);
  for (const timer of timers) clearTimeout(timer);
  closeSync(descriptor);
  const note = late ? `\nexecutor: ended after ${limit} ms\n` : '';
  return {
    code,
    log: readFileSync(output, 'utf8') + note,
    cancelled,
    clear,
  };
}
