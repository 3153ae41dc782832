import { resolve } from 'node:path';
import { parseNow, UsageError } from '../files/command-errors.ts';
import type { CommandRun } from './declarations/declaration.ts';
import type { notify } from './declarations/notify.ts';

export const runNotify: CommandRun<typeof notify> = async (values) => {
  const { deployed, files, release, to } = values;
  const isDryRun = values['dry-run'];
  if (files && !isDryRun) throw new UsageError('--files only shows messages; add --dry-run.');
  if (values.now !== undefined && !isDryRun)
    throw new UsageError('--now only shows messages; add --dry-run.');
  const { runNotifyCommand, runTestMessage } = await import('../notifications/io/command.ts');
  const root = resolve(values.root);
  const print = (text: string): void => void process.stdout.write(`${text}\n`);
  if (to !== undefined) return runTestMessage(root, to, { isDryRun, print });
  return runNotifyCommand(root, {
    ...{ isDryRun, deployed, files, print, release: release ?? [] },
    now: values.now === undefined ? undefined : parseNow(values.now),
    isPrivate: values.verbose || process.env['GITHUB_ACTIONS'] !== 'true',
  });
};
