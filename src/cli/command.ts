import type { CommandDeclaration, CommandRun, GroupDeclaration } from './declarations/declaration.ts';

/** A declaration with what runs it. */
export interface Command {
  readonly declaration: CommandDeclaration;
  /** Called only for the command that runs, so that no other command's modules are loaded. */
  readonly load: () => Promise<CommandRun<CommandDeclaration>>;
}

/** A program with its commands. */
export interface ProgramSettings {
  /** `candor`, or `npm run bench --`. */
  readonly call: string;
  readonly summary: string;
  readonly version?: string;
  /** The width of the terminal, in columns. */
  readonly columns?: number | undefined;
  readonly groups: readonly GroupDeclaration[];
  readonly commands: readonly Command[];
}
