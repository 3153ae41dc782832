import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { scratch } from '../support/scratch.ts';
import { CLEAN_ENVIRONMENT } from '../support/clean-environment.ts';
import { CANDOR } from '../support/run.ts';

/** `npx candor alerts serve`, as a process of its own. */
export interface Relay {
  readonly url: string;
  /** All that it has said. */
  readonly lines: readonly string[];
  readonly stop: (signal?: NodeJS.Signals) => Promise<number>;
}

/** Starts the webhook receiver on a free port; it is gone when the test is over. */
export async function startRelay(env: NodeJS.ProcessEnv, ...args: string[]): Promise<Relay> {
  const child = spawn(process.execPath, [CANDOR, 'alerts', 'serve', '--port', '0', ...args], {
    env: { ...CLEAN_ENVIRONMENT, STATE_DIRECTORY: scratch(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const ended = new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? -1)));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => lines.push(line));
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      const address = /listening on (\S+)/.exec(line)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.on('close', (code) => reject(new Error(`The relay ended with ${code}:\n${lines.join('\n')}`)));
  });
  return {
    url,
    lines,
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
  };
}
