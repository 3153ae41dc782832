import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';

const STDOUT = 1;
/** How long a full pipe may block a line, in milliseconds. */
const BLOCKED_LIMIT_MS = 5000;
const BLOCKED_PAUSE_MS = 20;
/** How much of a log file is searched for a line, in bytes. */
const SEARCHED_TAIL = 1 << 20;

/** Where the reminders are printed. */
export interface ReminderOutput {
  /**
   * Returns once the operating system has the text.
   * @throws Error if it could not be written, for example because the disk is full
   */
  readonly print: (text: string) => void;
  /** Identifies a file that standard output is redirected to; undefined for a terminal or a pipe. */
  readonly fileId: () => string | undefined;
  /** Whether that file contains a text near its end; undefined if this can't be found out. */
  readonly contains: (text: string) => boolean | undefined;
}

/** Standard output, written synchronously: after a line is printed, a kill can't lose it. */
export function openStandardOutput(): ReminderOutput {
  let isTorn = false;
  return {
    print: (text) => {
      let rest = Buffer.from(isTorn ? `\n${text}` : text);
      const length = rest.length;
      const giveUpAt = performance.now() + BLOCKED_LIMIT_MS;
      while (rest.length > 0) {
        try {
          rest = rest.subarray(writeSync(STDOUT, rest));
        } catch (error) {
          const { code } = error as NodeJS.ErrnoException;
          // The reader is gone, as after `| head`.
          if (code === 'EPIPE') process.exit();
          if (code !== 'EAGAIN' || performance.now() > giveUpAt) {
            isTorn ||= rest.length < length;
            throw error;
          }
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, BLOCKED_PAUSE_MS);
        }
      }
      isTorn = false;
    },
    fileId: () => {
      try {
        const stat = fstatSync(STDOUT);
        return stat.isFile() ? `${stat.dev}:${stat.ino}` : undefined;
      } catch {
        return undefined;
      }
    },
    contains: (text) => {
      try {
        // Standard output itself may be open for writing only.
        const file = openSync('/proc/self/fd/1', 'r');
        try {
          const { size } = fstatSync(file);
          const tail = Buffer.alloc(Math.min(size, SEARCHED_TAIL));
          const read = readSync(file, tail, 0, tail.length, size - tail.length);
          return tail.subarray(0, read).includes(text);
        } finally {
          closeSync(file);
        }
      } catch {
        return undefined;
      }
    },
  };
}
