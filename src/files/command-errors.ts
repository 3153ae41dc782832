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
    process.stderr.write(`${formatError(error)}\n`);
  }
}

/** A subcommand, such as `forms generate`. It takes the arguments after its name. */
export type Subcommand = (args: string[]) => Promise<number>;

/** A command that runs the subcommand which its first argument names. Only that subcommand's module is loaded. */
export function defineSubcommands(
  help: string,
  subcommands: Readonly<Record<string, () => Promise<Subcommand>>>,
): Subcommand {
  return async ([name = '', ...args]) => {
    if (name === '--help' || name === '-h') {
      process.stdout.write(help);
      return 0;
    }
    const load = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined;
    if (load) return (await load())(args);
    const found = name === '' ? 'A subcommand is missing.' : `Unknown subcommand "${name}".`;
    throw new UsageError(`${found} Expected one of ${Object.keys(subcommands).join(', ')}. See --help.`);
  };
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

/** @throws UsageError for an unknown name */
export function parseChoiceOption<Choice>(
  option: string,
  name: string,
  choices: Readonly<Record<string, Choice>>,
): Choice {
  if (Object.hasOwn(choices, name)) return choices[name]!;
  throw new UsageError(`Invalid --${option} "${name}": expected one of ${Object.keys(choices).join(', ')}.`);
}

function formatError(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code?.startsWith('ERR_PARSE_ARGS')) return message.split('. ')[0]! + '. See --help.';
  if (code === 'ENOENT' || code === 'EACCES' || code === 'ENOTDIR')
    return message.replace(/^\w+: /, 'Could not read: ');
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
