import { fork } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import type { Serializable } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface ChildProcessResult {
  /** In the order sent. */
  readonly messages: readonly unknown[];
  /** Why it failed. */
  readonly error?: string;
}

const TIMEOUT_MS = 120_000;

/**
 * Runs a module in a child process, to free its memory afterwards; `work` is its only message. Errors are returned,
 * not thrown.
 * @param priority `background`: it gets what other processes leave of the processor
 */
export function runInChildProcess(
  module: URL,
  work: Serializable,
  priority: 'normal' | 'background' = 'normal',
): Promise<ChildProcessResult> {
  return new Promise((resolve) => {
    const child = fork(fileURLToPath(module), {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
      execArgv: [],
      timeout: TIMEOUT_MS,
    });
    if (priority === 'background' && child.pid !== undefined) lowerPriority(child.pid);
    const messages: unknown[] = [];
    let stderr = '';
    child.on('message', (message) => messages.push(message));
    child.stderr?.on('data', (text) => (stderr += String(text)));
    child.on('error', ({ message }) => resolve({ messages, error: message }));
    child.on('close', (code) =>
      resolve(code === 0 ? { messages } : { messages, error: findErrorLine(stderr) }),
    );
    // If the child exits before it receives the message, `close` reports it.
    child.send(work, () => {});
  });
}

/** Not where the system refuses it, or if the process has ended already. */
function lowerPriority(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It runs with the usual priority.
  }
}

/** The line of a stack trace that states the error. */
function findErrorLine(stderr: string): string {
  const lines = stderr.split('\n');
  return (
    lines.find((line) => /^\w*Error\b/.test(line)) ??
    lines.findLast((line) => line !== '') ??
    'it was terminated'
  );
}
