import { fork } from 'node:child_process';
import type { Serializable } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** How a process of its own ended. */
export interface ChildProcessResult {
  /** What it sent, in its order. */
  readonly messages: readonly unknown[];
  /** Why it did not come to its end. */
  readonly error?: string;
}

/** Nobody waits longer for work that others don't depend on, in milliseconds. */
const TIMEOUT_MS = 120_000;

/**
 * Runs a module in a process of its own, which gets `work` as its one message. Its memory is gone when it ends, and
 * whatever befalls it, this process goes on: a fault is told, and never thrown.
 */
export function runInChildProcess(module: URL, work: Serializable): Promise<ChildProcessResult> {
  return new Promise((resolve) => {
    const child = fork(fileURLToPath(module), {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
      execArgv: [],
      timeout: TIMEOUT_MS,
    });
    const said: unknown[] = [];
    let complaint = '';
    child.on('message', (message) => said.push(message));
    child.stderr?.on('data', (text) => (complaint += String(text)));
    child.on('error', ({ message }) => resolve({ messages: said, error: message }));
    child.on('close', (code) =>
      resolve(code === 0 ? { messages: said } : { messages: said, error: findErrorLine(complaint) }),
    );
    // A process that ended before it was told of its work is spoken of by `close`.
    child.send(work, () => {});
  });
}

/** The line of a stack that says what was the matter. */
function findErrorLine(complaint: string): string {
  const lines = complaint.split('\n');
  return (
    lines.find((line) => /^\w*Error\b/.test(line)) ?? lines.findLast((line) => line !== '') ?? 'it was ended'
  );
}
