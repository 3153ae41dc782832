import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';
import { parseDuration } from '../time/duration.ts';
import type { Duration } from '../time/duration.ts';
import { runCommand, UsageError } from '../files/command-errors.ts';
import type { Subcommand } from '../files/command-errors.ts';
import { COLOUR_STYLE, PLAIN_STYLE } from '../text/terminal-style.ts';
import type { TerminalStyle } from '../text/terminal-style.ts';

type OptionConfigs = NonNullable<ParseArgsConfig['options']>;

type OptionValues<Options extends OptionConfigs> = ReturnType<
  typeof parseArgs<{ options: Options; strict: true; allowPositionals: true }>
>['values'];

/** A command: its help, its options besides `--help`, and what it does with them. */
export interface CommandDefinition<Options extends OptionConfigs> {
  readonly help: string;
  readonly options: Options;
  /** Whether it takes arguments that are not options. */
  readonly takesArguments?: boolean;
  /** Gives the exit code. */
  readonly run: (values: OptionValues<Options>, positionals: readonly string[]) => Promise<number>;
}

/** Parses the arguments, with `--no-` to negate a boolean option (unless the command has an option such as `--no-change`), and prints the help for `--help`. */
export function defineCommand<const Options extends OptionConfigs>({
  help,
  options,
  takesArguments = false,
  run,
}: CommandDefinition<Options>): Subcommand {
  return async (args) => {
    refuseSwallowedOptions(options, args);
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: takesArguments,
      allowNegative: !Object.keys(options).some((name) => name.startsWith('no-')),
      options: { ...options, help: { type: 'boolean', short: 'h', default: false } },
    });
    if ((values as { help?: boolean }).help === true) {
      process.stdout.write(help);
      return 0;
    }
    return run(values as OptionValues<Options>, positionals);
  };
}

/**
 * `npm run validate --fix` gives `--fix` to npm, not to the command.
 * @throws UsageError with the line to type
 */
function refuseSwallowedOptions(options: OptionConfigs, args: readonly string[], env = process.env): void {
  // Only the script that npm itself ran: its options also reach the commands that the script starts.
  const script = env['npm_lifecycle_event'];
  if (env['npm_command'] !== 'run' && env['npm_command'] !== 'run-script') return;
  if (script === undefined || process.argv[2] !== script) return;
  const swallowed = Object.entries(options).flatMap(([name, { type }]) => {
    const value = env[`npm_config_${name.replaceAll('-', '_')}`];
    if (value === undefined || args.some((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`)))
      return [];
    if (type === 'boolean') return [value === '' || value === 'false' ? `--no-${name}` : `--${name}`];
    return value === 'true' ? [`--${name}`] : value.split('\n\n').map((one) => `--${name}=${one}`);
  });
  if (swallowed.length === 0) return;
  // npm leaves the value of an option that it does not know as the last argument.
  const given = process.argv.slice(3);
  const words = [...given.slice(0, -1), ...swallowed, ...given.slice(-1)].map((word) =>
    /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`,
  );
  const names = swallowed.map((word) => word.replace(/=.*$/s, '')).join(', ');
  throw new UsageError(`npm took ${names} for itself. Write: npm run ${script} -- ${words.join(' ')}`);
}

/** Runs a command with the arguments of this process. */
export async function runDefinedCommand<const Options extends OptionConfigs>(
  definition: CommandDefinition<Options>,
): Promise<void> {
  await runCommand(() => defineCommand(definition)(process.argv.slice(2)));
}

/**
 * Parses an option that is a length of time.
 * @throws UsageError
 */
export function parseDurationOption(option: string, text: string): Duration {
  const duration = parseDuration(text);
  if (duration !== undefined) return duration;
  throw new UsageError(`Invalid --${option} "${text}": expected a duration such as 20s or 340m.`);
}

/** Colours where a terminal shows them and `NO_COLOR` is not set. */
export function styleFor(stream: NodeJS.WriteStream): TerminalStyle {
  return stream.isTTY === true && process.env['NO_COLOR'] === undefined ? COLOUR_STYLE : PLAIN_STYLE;
}
