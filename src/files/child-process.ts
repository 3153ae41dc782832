import { fork } from 'node:child_process';
import type { Serializable } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** How a process of its own ended. */
export interface Ended {
  /** What it sent, in its order. */
  readonly said: readonly unknown[];
  /** Why it did not come to its end. */
  readonly fault?: string;
}

/** Nobody waits longer for work that others don't depend on, in milliseconds. */
const PATIENCE = 120_000;

/**
 * Runs a module in a process of its own, which gets `work` as its one message. Its memory is gone when it ends, and
 * whatever befalls it, this process goes on: a fault is told, and never thrown.
 */
export function runApart(module: URL, work: Serializable): Promise<Ended> {
  return new Promise((resolve) => {
    const child = fork(fileURLToPath(module), {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
      execArgv: [],
      timeout: PATIENCE,
    });
    const said: unknown[] = [];
    let complaint = '';
    child.on('message', (message) => said.push(message));
    child.stderr?.on('data', (text) => (complaint += String(text)));
    child.on('error', ({ message }) => resolve({ said, fault: message }));
    child.on('close', (code) => resolve(code === 0 ? { said } : { said, fault: reasonIn(complaint) }));
    // A process that ended before it was told of its work is spoken of by `close`.
    child.send(work, () => {});
  });
}

/** The line of a stack that says what was the matter. */
function reasonIn(complaint: string): string {
  const lines = complaint.split('\n');
  return (
    lines.find((line) => /^\w*Error\b/.test(line)) ?? lines.findLast((line) => line !== '') ?? 'it was ended'
  );
}
