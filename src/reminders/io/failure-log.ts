import { MINUTE } from '../../time/duration.ts';

/** A failure that lasts is reported again this often. */
const REPEAT_INTERVAL = 10 * MINUTE;

export interface FailureLog {
  readonly failed: (error: unknown, describe: (reason: string) => string) => void;
  readonly succeeded: () => void;
}

/** Reports a failure when it begins or its reason changes, and every ten minutes while it lasts. */
export function createFailureLog(warn: (message: string) => void): FailureLog {
  let reported: { readonly message: string; readonly at: number } | undefined;
  return {
    failed: (error, describe) => {
      const message = describe(error instanceof Error ? error.message : String(error));
      const now = Date.now();
      if (reported?.message === message && now - reported.at < REPEAT_INTERVAL) return;
      reported = { message, at: now };
      warn(message);
    },
    succeeded: () => {
      reported = undefined;
    },
  };
}
