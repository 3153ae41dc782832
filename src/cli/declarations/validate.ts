import { declareCommand } from './declaration.ts';
import { NOW, ROOT } from './common-options.ts';

export const validate = declareCommand({
  name: 'validate',
  summary: 'Validates the incidents, components, policy and status.yaml of a content root against its SOP.',
  arguments: {
    paths: { variadic: true, isPath: true, help: 'show only findings in these files or folders' },
  },
  options: {
    ...ROOT,
    format: {
      value: 'NAME',
      choices: ['terminal', 'json', 'github', 'sarif'],
      default: 'terminal',
      help: 'how to print the findings',
    },
    fix: { help: 'apply the fixes that have one right answer, and print the diff' },
    watch: { help: 'validate again after each change, until Ctrl-C' },
    base: { value: 'REF', help: 'also check git history: the changes of this branch since it left REF' },
    history: { help: 'also check git history: the whole default branch' },
    stdin: { help: 'validate text from standard input as if it were an update' },
    summary: {
      value: 'FILE',
      help: 'also append the findings to FILE as Markdown, for GITHUB_STEP_SUMMARY',
    },
    ...NOW,
  },
  exitCodes: { 0: 'no errors', 1: 'errors found', 2: 'the command could not run' },
});
