import { resolve } from 'node:path';
import { parseNow } from '../files/command-errors.ts';
import { CancellationError } from '../response/io/prompt.ts';
import { runInit as initialize, runUpgrade as upgradeContent } from '../setup/io/command.ts';
import type { SetupOptions } from '../setup/io/command.ts';
import type { CommandRun } from './declarations/declaration.ts';
import type { init, upgrade } from './declarations/init.ts';
import { styleFor } from './terminal.ts';

export const runInit: CommandRun<typeof init> = async (values) => {
  try {
    const options = createOptions(values.root, values['dry-run']);
    return await initialize(values, { ...options, now: parseNow(values.now), engine: values.engine });
  } catch (error) {
    if (!(error instanceof CancellationError)) throw error;
    process.stderr.write('Cancelled. Nothing was written.\n');
    return 130;
  }
};

export const runUpgrade: CommandRun<typeof upgrade> = (values) =>
  upgradeContent(createOptions(values.root, values['dry-run']));

function createOptions(root: string, dryRun: boolean): SetupOptions {
  return {
    root: resolve(root),
    dryRun,
    style: styleFor(process.stdout),
    print: (line) => void process.stdout.write(`${line}\n`),
    printError: (line) => void process.stderr.write(`${line}\n`),
  };
}
