import type { CommandDeclaration, GroupDeclaration, OptionDeclaration } from './declarations/declaration.ts';
import { choiceNames, explainedChoices } from './declarations/declaration.ts';
import type { Choices } from './declarations/declaration.ts';

export interface Proposal {
  readonly word: string;
  readonly help: string;
}

export interface Completions {
  readonly proposals: readonly Proposal[];
  /** Whether a file or folder can come here. */
  readonly files: boolean;
}

const NOTHING: Completions = { proposals: [], files: false };

/**
 * What the last word can become.
 * @param words the words after `candor`; the last one may be empty. Bash gives `--format=json` as three words
 */
export function completeWords(
  groups: readonly GroupDeclaration[],
  declarations: readonly CommandDeclaration[],
  words: readonly string[],
): Completions {
  const [before, current] = splitAtCurrent(words);
  const shown = declarations.filter(({ isHidden }) => isHidden !== true);
  const path = commandPath([...groups, ...shown], before);
  const declaration = shown.find(({ name }) => name === path.join(' '));
  const given = before.slice(path.length);
  const found = declaration && completeOfCommand(declaration, given, current);
  const subcommands = given.length === 0 ? subcommandsOf(groups, shown, path) : [];
  const proposals = [...subcommands, ...(found?.proposals ?? [])];
  return {
    proposals: proposals.filter(({ word }) => word.startsWith(current)),
    files: found?.files ?? false,
  };
}

/** The words before the one to complete, and that one. */
function splitAtCurrent(words: readonly string[]): [string[], string] {
  // A `=` of its own only separates an option from its value.
  const joined = words.filter((word, index) => word !== '=' || index === words.length - 1);
  const last = joined.at(-1) ?? '';
  return [joined.slice(0, -1), last === '=' ? '' : last];
}

/** The first words that name a command or a group of commands. */
function commandPath(
  named: readonly { readonly name: string }[],
  words: readonly string[],
): readonly string[] {
  const paths = words.map((_word, index) => words.slice(0, index + 1));
  return paths.findLast((path) => named.some(({ name }) => name === path.join(' '))) ?? [];
}

function subcommandsOf(
  groups: readonly GroupDeclaration[],
  declarations: readonly CommandDeclaration[],
  path: readonly string[],
): Proposal[] {
  const help = new Map([...groups, ...declarations].map(({ name, summary }) => [name, summary]));
  const names = declarations
    .map(({ name }) => name.split(' '))
    .filter((name) => name.length > path.length && path.every((word, index) => name[index] === word))
    .map((name) => name.slice(0, path.length + 1).join(' '));
  return [...new Set(names)].map((name) => ({
    word: name.split(' ').at(-1)!,
    help: help.get(name) ?? '',
  }));
}

function completeOfCommand(
  { options, arguments: args = {} }: CommandDeclaration,
  given: readonly string[],
  current: string,
): Completions {
  const optionAt = (word = ''): OptionDeclaration | undefined =>
    word.startsWith('--') && Object.hasOwn(options, word.slice(2)) ? options[word.slice(2)] : undefined;
  const last = optionAt(given.at(-1));
  if (last && 'value' in last) return completeValue(last.choices, isPathValue(last.value));
  const [, assigned] = /^(--[\w-]+)=/.exec(current) ?? [];
  const option = optionAt(assigned);
  if (option && 'value' in option)
    return completeValue(option.choices, isPathValue(option.value), `${assigned}=`);
  if (current.startsWith('-')) return { proposals: proposeOptions(options, given), files: false };
  const positionals = given.filter((word, index) => {
    const previous = optionAt(given[index - 1]);
    return !word.startsWith('-') && !(previous && 'value' in previous);
  });
  const declared = Object.values(args);
  const argument = declared[Math.min(positionals.length, declared.length - 1)];
  if (!argument || (positionals.length >= declared.length && argument.variadic !== true)) return NOTHING;
  return completeValue(argument.choices, argument.isPath === true);
}

function isPathValue(placeholder: string): boolean {
  return placeholder === 'DIR' || placeholder === 'FILE';
}

function completeValue(choices: Choices | undefined, files: boolean, prefix = ''): Completions {
  if (choices === undefined) return { proposals: [], files };
  const help = explainedChoices(choices) ?? {};
  const proposals = choiceNames(choices).map((name) => ({
    word: `${prefix}${name}`,
    help: help[name] ?? '',
  }));
  return { proposals, files: false };
}

function proposeOptions(options: CommandDeclaration['options'], given: readonly string[]): Proposal[] {
  const proposals = Object.entries(options).flatMap(([name, option]) => {
    const isGiven = given.some((word) => word === `--${name}` || word.startsWith(`--${name}=`));
    if (isGiven && !('value' in option && option.repeatable === true)) return [];
    const { help } = option;
    const isNegatable = !('value' in option) && option.negatable === true;
    return [
      { word: `--${name}`, help },
      ...(isNegatable ? [{ word: `--no-${name}`, help: `not: ${help}` }] : []),
    ];
  });
  return [...proposals, { word: '--help', help: 'show this help' }];
}
