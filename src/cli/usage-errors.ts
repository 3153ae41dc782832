import type { CommanderError } from 'commander';
import { escapeControlCharacters } from '../text/terminal-style.ts';
import type { CommandDeclaration } from './declarations/declaration.ts';
import type { ProgramSettings } from './command.ts';

/** What was wrong in one line, and where the right way is shown. */
export function formatUsageError(
  { code, message }: Pick<CommanderError, 'code' | 'message'>,
  settings: ProgramSettings,
  declaration: CommandDeclaration | undefined,
  args: readonly string[],
): string {
  const name = declaration?.name ?? groupNameOf(settings, args);
  const call = [settings.call, name].filter((word) => word !== '').join(' ');
  const see = `See ${call} --help.`;
  if (code === 'commander.help') return `A command is missing: ${listSubcommands(settings, name)}. ${see}`;
  const text = escapeControlCharacters(
    message
      .replace(/^error: /, '')
      .replace(/\s*\n\s*/g, ' ')
      .replaceAll("'", '"'),
  );
  const [what = '', suggestion] = text.split(' (Did you mean ');
  const nearest = suggestion === undefined ? undefined : `Did you mean ${suggestion.replace(/\?\)$/, '')}?`;
  const flag = /^unknown option "--([\w-]+)=/.exec(what)?.[1];
  if (flag !== undefined && declaration && Object.hasOwn(declaration.options, flag))
    return `--${flag} takes no value. ${see}`;
  const isText = code === 'commander.excessArguments' && Object.hasOwn(declaration?.options ?? {}, 'text');
  const help =
    nearest ??
    (code === 'commander.unknownOption' ? otherOwners(settings, name, what) : '') +
      (isText ? 'For a text of your own, write --text "…".' : '');
  const expected =
    code === 'commander.unknownCommand' && nearest === undefined
      ? `Expected one of ${listSubcommands(settings, name)}.`
      : '';
  const sentence = `${what[0]?.toUpperCase() ?? ''}${what.slice(1)}`.replace(/\.?$/, '.');
  return [sentence, help, expected, see].filter((part) => part !== '').join(' ');
}

function groupNameOf({ groups }: ProgramSettings, [first]: readonly string[]): string {
  return groups.find(({ name }) => name === first)?.name ?? '';
}

function listSubcommands({ commands }: ProgramSettings, group: string): string {
  const prefix = group === '' ? '' : `${group} `;
  const names = commands
    .filter(({ declaration }) => declaration.isHidden !== true)
    .map(({ declaration }) => declaration.name)
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length).split(' ')[0]!);
  return [...new Set(names)].join(', ');
}

/** An option of a sister command is more likely meant for that command than misspelt. */
function otherOwners({ commands, call }: ProgramSettings, name: string, what: string): string {
  const option = /"--([\w-]+)/.exec(what)?.[1];
  const [group] = name.split(' ');
  const owners = commands
    .filter(({ declaration }) => declaration.name.startsWith(`${group} `) && declaration.name !== name)
    .filter(({ declaration }) => option !== undefined && Object.hasOwn(declaration.options, option))
    .map(({ declaration }) => `${call} ${declaration.name}`);
  return owners.length === 0 ? '' : `It is an option of ${owners.join(', ')}.`;
}
