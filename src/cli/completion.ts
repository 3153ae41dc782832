import { completeWords } from './complete-words.ts';
import { COMPLETION_SCRIPTS } from './completion-scripts.ts';
import { DECLARATIONS, GROUPS } from './declarations/all.ts';
import type { complete, completion } from './declarations/completion.ts';
import type { CommandRun } from './declarations/declaration.ts';

export const runCompletion: CommandRun<typeof completion> = async (_values, { shell }) => {
  process.stdout.write(COMPLETION_SCRIPTS[shell]);
  return 0;
};

/** Prints a line per proposal, its help after a tab, and `:files` where the shell is to propose files. */
export const runComplete: CommandRun<typeof complete> = async (_values, { words }) => {
  const { proposals, files } = completeWords(GROUPS, DECLARATIONS, words);
  const lines = proposals.map(({ word, help }) => `${word}\t${help}\n`);
  process.stdout.write([...lines, ...(files ? [':files\n'] : [])].join(''));
  return 0;
};
