import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { CLEAN_ENVIRONMENT } from '../support/clean-environment.ts';

/** An object of a repository. */
export interface GitObject {
  readonly sha: string;
  readonly type: string;
  readonly bytes: Buffer;
}

type Answer = GitObject | undefined;

/** One `git cat-file` process that answers by name: a process for each question would be half of the emulator's time. */
export class ObjectReader {
  readonly #folder: string;
  readonly #format: '--batch' | '--batch-check';
  #child: ChildProcessWithoutNullStreams | undefined;
  #received = Buffer.alloc(0);
  readonly #waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void }[] = [];

  /** `--batch-check` leaves the contents out. */
  constructor(folder: string, format: '--batch' | '--batch-check') {
    this.#folder = folder;
    this.#format = format;
  }

  /** The object of a name like `main:README.md` or `refs/heads/main^{commit}`, or undefined where there is none. */
  read(name: string): Promise<Answer> {
    if (/[\n\0]/.test(name) || name === '') return Promise.resolve(undefined);
    const child = (this.#child ??= this.#start());
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      child.stdin.write(`${name}\n`);
    });
  }

  close(): void {
    this.#child?.stdin.end();
  }

  #start(): ChildProcessWithoutNullStreams {
    const child = spawn('git', ['cat-file', this.#format], { cwd: this.#folder, env: CLEAN_ENVIRONMENT });
    child.stdout.on('data', (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#answer();
    });
    child.stdin.on('error', () => undefined);
    child.on('close', (code) => {
      this.#child = undefined;
      for (const { reject } of this.#waiting.splice(0))
        reject(new Error(`git cat-file ended with ${code} before it answered`));
    });
    return child;
  }

  #answer(): void {
    for (let end = this.#received.indexOf('\n'); end !== -1; end = this.#received.indexOf('\n')) {
      const header = this.#received.toString('utf8', 0, end);
      const [, sha = '', type = '', size = ''] = /^([0-9a-f]{40}) (\w+) (\d+)$/.exec(header) ?? [];
      const length = sha !== '' && this.#format === '--batch' ? Number(size) + 1 : 0;
      if (this.#received.length < end + 1 + length) return;
      const bytes = Buffer.from(this.#received.subarray(end + 1, Math.max(end + 1, end + length)));
      this.#received = this.#received.subarray(end + 1 + length);
      this.#waiting.shift()?.resolve(sha === '' ? undefined : { sha, type, bytes });
    }
  }
}
