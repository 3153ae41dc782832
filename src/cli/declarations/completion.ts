import { declareCommand } from './declaration.ts';

export const completion = declareCommand({
  name: 'completion',
  summary: 'Prints the script that lets a shell complete commands, options and their values.',
  description: 'In bash: source <(candor completion bash)',
  arguments: {
    shell: { required: true, choices: ['bash', 'zsh', 'fish'], help: 'the shell' },
  },
  options: {},
  exitCodes: { 0: 'printed', 2: 'the command could not run' },
});

/** What the scripts of `completion` call. */
export const complete = declareCommand({
  name: 'complete',
  summary: 'Prints what can come next on a command line, for the scripts of candor completion.',
  arguments: {
    words: { variadic: true, help: 'the words after candor; the last one is completed and may be empty' },
  },
  options: {},
  exitCodes: { 0: 'printed', 2: 'the command could not run' },
  isHidden: true,
});
