import { parseInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';

/** A command was called in a way that it can't make sense of; the message says what is expected. */
export class UsageError extends Error {}

/** The exit code of a command that could not do its work at all. */
export const EXIT_COULD_NOT_RUN = 2;

/** Runs a command: its number is the exit code; what it throws is said in one line, with exit code 2. */
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

/** What runs a subcommand, such as `forms generate`: it takes the arguments after the subcommand's name. */
export type Subcommand = (args: string[]) => Promise<number>;

/** Runs the subcommand that the first argument names. Only its module is loaded. */
export async function runSubcommand(
  help: string,
  subcommands: Readonly<Record<string, () => Promise<Subcommand>>>,
): Promise<void> {
  await runCommand(async () => {
    const [name = '', ...args] = process.argv.slice(2);
    if (name === '--help' || name === '-h') {
      process.stdout.write(help);
      return 0;
    }
    const load = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined;
    if (load) return (await load())(args);
    const found = name === '' ? 'A subcommand is missing.' : `Unknown subcommand "${name}".`;
    throw new UsageError(`${found} Expected one of ${Object.keys(subcommands).join(', ')}. See --help.`);
  });
}

/** The time a command works at: `--now`, or the clock. */
export function parseNow(text: string | undefined): Instant {
  if (text === undefined) return Date.now();
  const read = parseInstant(text);
  if ('instant' in read) return read.instant;
  throw new UsageError(`--now "${text}" is no time with its zone, such as 2026-11-22T09:10Z.`);
}

/**
 * What an option chooses by its name.
 * @throws UsageError where there is nothing of that name
 */
export function parseChoiceOption<Choice>(
  option: string,
  name: string,
  choices: Readonly<Record<string, Choice>>,
): Choice {
  if (Object.hasOwn(choices, name)) return choices[name]!;
  throw new UsageError(`--${option} "${name}" is none of ${Object.keys(choices).join(', ')}.`);
}

function formatError(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code?.startsWith('ERR_PARSE_ARGS')) return message.split('. ')[0]! + '. See --help.';
  if (code === 'ENOENT' || code === 'EACCES' || code === 'ENOTDIR')
    return message.replace(/^\w+: /, 'Could not read: ');
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
