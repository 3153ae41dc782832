import { declareCommand } from './declaration.ts';

export const secrets = declareCommand({
  name: 'secrets',
  summary:
    'Scans every file, incident files included, for secrets (keys, tokens, passwords), and optionally every commit of a pull request.',
  description: 'It never prints a secret.',
  options: {
    base: { value: 'REF', help: 'also scan every file version and message of the commits after REF' },
    root: { value: 'DIR', default: '.', help: 'a folder of the repository' },
    format: {
      value: 'NAME',
      choices: ['terminal', 'github'],
      default: 'terminal',
      help: 'how to print the findings',
    },
  },
  exitCodes: { 0: 'no secrets found', 1: 'secrets found', 2: 'the command could not run' },
});
