import { SECOND } from '../time/duration.ts';
import type { Duration } from '../time/duration.ts';
import type { Diagnostic } from './finding.ts';
import { createParseError } from './parse-errors.ts';
import type { SourceFile } from './source.ts';

/** How long reading, or checking, one file may take. A file of 1 million characters takes less than 1 second. */
export const FILE_TIME_LIMIT: Duration = 10 * SECOND;

/**
 * Calls `work` for each file and returns the results in order. Where `work` takes longer than a limit, it is stopped, and
 * the result is that of `tooSlow`.
 */
export type RunPerFile = <I, O>(
  files: readonly I[],
  work: (file: I) => O,
  tooSlow: (file: I) => O,
) => readonly O[];

/** Does the work on a file, or stops it and returns `tooSlow`. A text that was stopped once is not tried again. */
export type LimitWork = <O>(source: SourceFile, work: () => O, tooSlow: O) => O;

/** Waits for every file, however long it takes. */
export const runWithoutLimit: RunPerFile = (files, work) => files.map(work);

/** How long an older version of a file may take. There may be many. */
export const OLD_VERSION_TIME_LIMIT: Duration = 2 * SECOND;

/** The finding on a file whose reading or checking was stopped. */
export function createTooSlowError(source: SourceFile, what: 'reading' | 'checking'): Diagnostic {
  const verb = what === 'reading' ? 'Reading' : 'Checking';
  return createParseError(
    source,
    { start: 0, end: 1 },
    `${verb} this file took longer than ${FILE_TIME_LIMIT / SECOND} seconds, and was stopped.`,
    'Look for long runs of the same characters, such as blanks, brackets or backticks, and shorten them.',
  );
}
