import { escapeControlCharacters } from '../text/terminal-style.ts';
import { parseInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';

/** Wrong arguments; the message says what is expected. */
export class UsageError extends Error {}

/** The exit code of a command that couldn't run. */
export const EXIT_COULD_NOT_RUN = 2;

/** Runs a command and sets the exit code that it returns. An error is printed in one line, with exit code 2. */
export async function runCommand(main: () => Promise<number>): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
  try {
    process.exitCode = await main();
  } catch (error) {
    process.exitCode = EXIT_COULD_NOT_RUN;
    process.stderr.write(`${escapeOutput(formatError(error))}\n`);
  }
}

/** `--now`, or the current time. */
export function parseNow(text: string | undefined): Instant {
  if (text === undefined) return Date.now();
  const parsed = parseInstant(text);
  if ('instant' in parsed) return parsed.instant;
  throw new UsageError(
    `Invalid --now "${text}": expected a time with a time zone, such as 2026-11-22T09:10Z.`,
  );
}

/** A message may repeat an argument, which a workflow takes from strangers: no line of it becomes a workflow command. */
function escapeOutput(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      escapeControlCharacters(line)
        .replace(/^(\s*):+(?=:)/, '$1: ')
        .replaceAll('##[', '## ['),
    )
    .join('\n');
}

function formatError(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'EACCES' || code === 'ENOTDIR')
    return message.replace(/^\w+: /, 'Could not read: ');
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
