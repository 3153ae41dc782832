import { UsageError } from '../files/command-errors.ts';
import type { CommandDeclaration } from './declarations/declaration.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** An option of npm's own, which it sets by itself too; `npx --yes candor` means npm. */
const NPM_OPTION = 'yes';

/** The names of this program's file, compiled and as source. */
const PROGRAM_NAMES = ['candor', 'candor.js', 'candor.ts'];

/**
 * `npm run validate --fix` gives `--fix` to npm, not to the command.
 * @param args the arguments after `candor`
 * @throws UsageError with the line to type
 */
export function refuseSwallowedOptions(
  { name: command, options }: Pick<CommandDeclaration, 'name' | 'options'>,
  args: readonly string[],
  env: Environment,
): void {
  const typed = readTypedCall(args, env);
  if (typed === undefined) return;
  const { call, given, isExec } = typed;
  const swallowed = Object.entries(options).flatMap(([name, option]) => {
    const value = env[`npm_config_${name.replaceAll('-', '_')}`];
    const isGiven = args.some((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`));
    if (value === undefined || isGiven) return [];
    if (name === NPM_OPTION && (isExec || value !== 'true')) return [];
    if (!('value' in option)) return [value === '' || value === 'false' ? `--no-${name}` : `--${name}`];
    return value === 'true' ? [`--${name}`] : value.split('\n\n').map((one) => `--${name}=${one}`);
  });
  if (swallowed.length === 0) return;
  // npm leaves the value of an option that it does not know as the last argument after the name of the command.
  const named = Math.max(0, command.split(' ').length - (args.length - given.length));
  const at = Math.max(named, given.length - 1);
  const words = [...given.slice(0, at), ...swallowed, ...given.slice(at)].map(quoteForShell);
  const names = swallowed.map((word) => word.replace(/=.*$/s, '')).join(', ');
  throw new UsageError(`npm took ${names} for itself. Write: ${[call, ...words].join(' ')}`);
}

/** How npm was called, and which arguments its user gave; undefined if npm did not start this command itself. */
function readTypedCall(
  args: readonly string[],
  env: Environment,
): { call: string; given: readonly string[]; isExec: boolean } | undefined {
  const { npm_command: npm = '', npm_lifecycle_event: script = '', npm_lifecycle_script: text = '' } = env;
  if (!['run', 'run-script', 'exec'].includes(npm)) return undefined;
  const words = text.replaceAll(/["']/g, '').split(' ');
  const at = words.findLastIndex((word) => PROGRAM_NAMES.includes(word.split(/[/\\]/).at(-1)!));
  // Options also reach the commands that a script starts, but were given to the script.
  const own = words.slice(at + 1);
  if (at === -1 || !own.every((word, index) => args[index] === word)) return undefined;
  const call = npm === 'exec' ? ['npx candor', ...own].join(' ') : `npm run ${script} --`;
  return { call, given: args.slice(own.length), isExec: npm === 'exec' };
}

function quoteForShell(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
