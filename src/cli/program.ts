import { Argument, Command as CommanderCommand, CommanderError, Help, Option } from 'commander';
import { UsageError } from '../files/command-errors.ts';
import { formatAlternatives, formatDidYouMean } from '../text/did-you-mean.ts';
import { escapeControlCharacters } from '../text/terminal-style.ts';
import type { Command, ProgramSettings } from './command.ts';
import type {
  ArgumentDeclaration,
  Choices,
  CommandDeclaration,
  OptionDeclaration,
} from './declarations/declaration.ts';
import { choiceNames, explainedChoices } from './declarations/declaration.ts';
import {
  argumentTerm,
  describeArgument,
  describeOption,
  describeUsage,
  optionTerm,
  shownOptionTerm,
} from './describe.ts';
import { formatUsageError } from './usage-errors.ts';

/** The lines of a help are at most this wide. */
const MAX_HELP_WIDTH = 110;

/** A command with the values that were given to it. */
export interface ParsedCommand {
  readonly command: Command;
  readonly values: object;
  readonly args: object;
}

/** What the arguments ask for: a command, or a text to print. */
export type ParsedLine = ParsedCommand | { readonly text: string };

/**
 * Parses the arguments after the program's name.
 * @throws UsageError in one line, with the nearest name for a misspelt one
 */
export function parseCommandLine(settings: ProgramSettings, args: readonly string[]): ParsedLine {
  let text = '';
  let parsed: ParsedCommand | undefined;
  const program = createCommander(settings, {
    print: (more) => void (text += more),
    select: (selected) => void (parsed = selected),
  });
  const named = findCommand(settings.commands, args);
  if (named) refuseForgottenValues(named.declaration, args);
  try {
    program.parse([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { text };
    throw new UsageError(formatUsageError(error, settings, named?.declaration, args));
  }
  return parsed ?? { text };
}

interface Handlers {
  readonly print: (text: string) => void;
  readonly select: (parsed: ParsedCommand) => void;
}

function createCommander(settings: ProgramSettings, { print, select }: Handlers): CommanderCommand {
  const { call, summary, version, groups, commands } = settings;
  const program = new CommanderCommand(call)
    .description(summary)
    .usage('<command> [options]')
    .exitOverride()
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .helpOption('-h, --help', 'show this help')
    .helpCommand('help [command]', 'show the help of a command')
    .configureOutput({
      writeOut: print,
      writeErr: () => undefined,
      getOutHelpWidth: () => Math.min(settings.columns ?? MAX_HELP_WIDTH, MAX_HELP_WIDTH),
      getOutHasColors: () => false,
    });
  if (version !== undefined) program.version(version, '--version', 'print the version');
  const byName = new Map<string, CommanderCommand>([['', program]]);
  const add = (name: string, hidden = false): CommanderCommand => {
    const words = name.split(' ');
    const parent = byName.get(words.slice(0, -1).join(' '))!;
    const child = name === '' ? program : parent.command(words.at(-1)!, { hidden });
    byName.set(name, child);
    return child;
  };
  const groupOf = new Map(groups.map((group) => [group.name, group]));
  for (const command of commands) {
    const { name, isHidden } = command.declaration;
    const group = groupOf.get(name.split(' ')[0]!);
    if (group && !byName.has(group.name))
      add(group.name).summary(group.summary).description(paragraphs(group)).usage('<command> [options]');
    configureCommand(add(name, isHidden), command, select);
    if (name === '') program.helpCommand(false);
  }
  return program;
}

function paragraphs({ summary, description }: { summary: string; description?: string }): string {
  return [summary, ...(description === undefined ? [] : [description])].join('\n\n');
}

function configureCommand(commander: CommanderCommand, command: Command, select: Handlers['select']): void {
  const { declaration } = command;
  const { summary, options, arguments: args = {} } = declaration;
  commander
    .summary(summary)
    .usage(describeUsage('', declaration).trim())
    .description(paragraphs(declaration))
    .configureHelp({
      formatHelp: (one, help) => formatHelp(one, help, declaration),
      optionTerm: ({ long, flags }) => {
        const name = long?.slice(2) ?? '';
        return Object.hasOwn(options, name) ? shownOptionTerm(name, options[name]!) : flags;
      },
    });
  const read = Object.entries(options).map(([option, declared]) => addOption(commander, option, declared));
  for (const [argument, declared] of Object.entries(args)) addArgument(commander, argument, declared);
  commander.action(() => {
    const given = commander.processedArgs as readonly unknown[];
    select({
      command,
      values: Object.fromEntries(read.flatMap((entry) => entry())),
      args: Object.fromEntries(
        Object.keys(args).flatMap((argument, index) =>
          given[index] === undefined ? [] : [[argument, given[index]]],
        ),
      ),
    });
  });
}

type ReadEntry = () => readonly (readonly [string, unknown])[];

/** Adds an option. Gives what reads its value, as an entry if it has one. */
function addOption(commander: CommanderCommand, name: string, declared: OptionDeclaration): ReadEntry {
  const option = new Option(optionTerm(name, declared), describeOption(declared));
  if (declared.group !== undefined) option.helpGroup(declared.group);
  if ('value' in declared) {
    const { choices, repeatable } = declared;
    if (declared.required === true) option.makeOptionMandatory();
    option.argParser(collect(`--${name}`, choices, repeatable === true));
  }
  commander.addOption(option);
  if (!('value' in declared) && declared.negatable === true)
    commander.addOption(new Option(`--no-${name}`).hideHelp());
  return () => {
    const value: unknown = commander.getOptionValue(option.attributeName());
    if ('value' in declared) {
      const set = value ?? declared.default;
      return set === undefined ? [] : [[name, set]];
    }
    if (declared.negatable === true) return value === undefined ? [] : [[name, value]];
    // Commander takes `--no-change` for the opposite of a `--change`, which is set unless it is given.
    return [[name, option.negate ? value === false : value === true]];
  };
}

function addArgument(commander: CommanderCommand, name: string, declared: ArgumentDeclaration): void {
  const argument = new Argument(argumentTerm(name, declared), describeArgument(declared));
  const { choices, variadic } = declared;
  commander.addArgument(argument.argParser(collect(name, choices, variadic === true)));
}

/** Parses a value, or adds it to the ones before. */
function collect(name: string, choices: Choices | undefined, isList: boolean) {
  return (text: string, before: unknown): unknown => {
    const value = choices === undefined ? text : parseChoice(name, text, choices);
    return isList ? [...((before as readonly string[] | undefined) ?? []), value] : value;
  };
}

/** @throws UsageError */
function parseChoice(name: string, text: string, choices: Choices): string {
  const names = choiceNames(choices);
  const found = names.find((one) => one === text.toLowerCase());
  if (found !== undefined) return found;
  throw new UsageError(
    `Invalid ${name} "${escapeControlCharacters(text)}": expected ${formatAlternatives(names, names.length)}.${formatDidYouMean(text, names)}`,
  );
}

/** Commander's help with the environment and the exit codes. */
function formatHelp(commander: CommanderCommand, help: Help, declaration: CommandDeclaration): string {
  const { environment = {}, exitCodes, arguments: args = {} } = declaration;
  const sections: [string, Readonly<Record<string, string>>][] = [
    ...Object.entries(args).flatMap(([name, { choices }]): [string, Readonly<Record<string, string>>][] => {
      const explained = explainedChoices(choices);
      return explained ? [[`Values of ${name}:`, explained]] : [];
    }),
    ['Environment:', environment],
    ['Exit codes:', Object.fromEntries(Object.entries(exitCodes))],
  ];
  const listed = sections.filter(([, entries]) => Object.keys(entries).length > 0);
  const text = Help.prototype.formatHelp.call(help, commander, help).trimEnd();
  const more = listed.map(([heading, entries]) => {
    const width = Math.max(...Object.keys(entries).map(({ length }) => length));
    const lines = Object.entries(entries).map(([term, what]) => help.formatItem(term, width, what, help));
    return `\n\n${heading}\n${lines.join('\n')}`;
  });
  return `${text}${more.join('')}\n`;
}

/** The command that the first words name. */
export function findCommand(commands: readonly Command[], args: readonly string[]): Command | undefined {
  const matches = commands.filter(({ declaration: { name } }) =>
    name.split(' ').every((word, index) => word === '' || args[index] === word),
  );
  return matches.toSorted((a, b) => b.declaration.name.length - a.declaration.name.length)[0];
}

/**
 * `--into --dry-run` is a forgotten value, not a folder with the name `--dry-run`.
 * @throws UsageError
 */
function refuseForgottenValues({ options }: CommandDeclaration, args: readonly string[]): void {
  for (let at = 0; at < args.length && args[at] !== '--'; at += 1) {
    const name = args[at]!.slice(2);
    const option = args[at]!.startsWith('--') && Object.hasOwn(options, name) ? options[name] : undefined;
    if (!option || !('value' in option)) continue;
    at += 1;
    const value = args[at];
    if (value === undefined || !value.startsWith('-') || value === '-') continue;
    throw new UsageError(
      `--${name} needs a value: ${optionTerm(name, option)}. For a value that begins with a hyphen, write --${name}=${escapeControlCharacters(value)}.`,
    );
  }
}
