import { declareCommand } from './declaration.ts';
import type { GroupDeclaration } from './declaration.ts';
import { CHECK, DRY_RUN, GENERATED_EXIT_CODES, NOW, ROOT, WORKFLOW_ENVIRONMENT } from './common-options.ts';

const EXIT_CODES = { 0: 'done', 2: 'the command could not run' } as const;

export const forms: GroupDeclaration = {
  name: 'forms',
  summary: 'Writes the issue forms, and answers the issues that people open with them.',
};

export const formsGenerate = declareCommand({
  name: 'forms generate',
  summary:
    'Writes the issue forms in .github/ISSUE_TEMPLATE/ from status.yaml, its policy and the components.',
  description: 'With these forms people declare, update and resolve incidents from a browser or a phone.',
  options: { ...CHECK, ...ROOT },
  exitCodes: GENERATED_EXIT_CODES,
});

export const formsHandle = declareCommand({
  name: 'forms handle',
  summary:
    "Declares, updates or resolves an incident from an issue form or from a workflow run's inputs, with the same steps as candor incident.",
  description:
    'It replies in one comment on the issue and keeps that comment up to date. issue-forms.yml runs this.',
  options: {
    ...ROOT,
    ...DRY_RUN,
    ...NOW,
  },
  environment: {
    ...WORKFLOW_ENVIRONMENT,
    GITHUB_EVENT_NAME: 'required: GitHub sets it',
    GITHUB_EVENT_PATH: 'required: GitHub sets it',
    GITHUB_SERVER_URL: 'the address of GitHub (default: https://github.com)',
    GITHUB_STEP_SUMMARY: 'GitHub sets it: the file of the summary of the run',
    GITHUB_OUTPUT: 'GitHub sets it: the file that gets the number of the pull request',
    GITHUB_ACTIONS: 'GitHub sets it: texts of an issue then give the runner no commands',
  },
  exitCodes: { ...EXIT_CODES, 1: "something failed, or the run's inputs were refused" },
});

export const formsAnnounce = declareCommand({
  name: 'forms announce',
  summary:
    'Comments on each open form issue whose update is published, with its address, and closes the issue.',
  description: 'deploy.yml runs this.',
  options: { ...ROOT, ...NOW },
  environment: {
    ...WORKFLOW_ENVIRONMENT,
    GITHUB_ACTIONS: 'GitHub sets it: texts of an issue then give the runner no commands',
  },
  exitCodes: { ...EXIT_CODES, 1: 'something failed' },
});
