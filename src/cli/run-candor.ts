import { runCommand } from '../files/command-errors.ts';
import { COMMANDS } from './command-tree.ts';
import type { Command, ProgramSettings } from './command.ts';
import { GROUPS } from './declarations/all.ts';
import type { CommandDeclaration, CommandRun } from './declarations/declaration.ts';
import { findCommand, parseCommandLine } from './program.ts';
import { refuseSwallowedOptions } from './swallowed-options.ts';

/** Runs the command that the arguments after `candor` name. Sets the exit code. */
export async function runCandor(version: string, args: readonly string[]): Promise<void> {
  await runCommand(async () => {
    const named = findCommand(COMMANDS, args);
    if (named) refuseSwallowedOptions(named.declaration, args, process.env);
    return runParsed({ ...CANDOR, version }, args);
  });
}

const CANDOR: ProgramSettings = {
  call: 'candor',
  summary: 'Runs an incident-response SOP: Markdown incidents in Git, their validation, and the status page.',
  columns: process.stdout.columns,
  groups: GROUPS,
  commands: COMMANDS,
};

/** What a script of this repository declares: it is the only command of its program. */
export type ScriptDeclaration = Omit<CommandDeclaration, 'name'>;

/**
 * Runs a script of this repository, such as a benchmark, with the arguments of this process. Sets the exit code.
 * @param call what a person types to start it, before the arguments: `npm run bench --`
 */
export async function runScript<const Declaration extends ScriptDeclaration>(
  call: string,
  declared: Declaration,
  run: CommandRun<Declaration & { readonly name: '' }>,
): Promise<void> {
  const declaration = { ...declared, name: '' };
  const commands: Command[] = [
    { declaration, load: async () => run as Awaited<ReturnType<Command['load']>> },
  ];
  const settings = { call, summary: declared.summary, columns: process.stdout.columns, groups: [], commands };
  await runCommand(() => runParsed(settings, process.argv.slice(2)));
}

async function runParsed(settings: ProgramSettings, args: readonly string[]): Promise<number> {
  const parsed = parseCommandLine(settings, args);
  if ('text' in parsed) {
    process.stdout.write(parsed.text);
    return 0;
  }
  const run = await parsed.command.load();
  return run(parsed.values, parsed.args);
}
