import { declareCommand } from './declaration.ts';
import type { GroupDeclaration } from './declaration.ts';
import { DRY_RUN, NOW, WORKFLOW_ENVIRONMENT } from './common-options.ts';

const COMMON = {
  root: {
    value: 'DIR',
    default: '.',
    help: 'a clone of the default branch, whose code and policy are used',
  },
  app: {
    negatable: true,
    help: 'the token belongs to a GitHub App, so its pushes and merges trigger workflows',
  },
  ...NOW,
} as const;

const PULL_REQUEST = {
  event: {
    value: 'FILE',
    help: 'the event payload that names the pull request or branch (default: GITHUB_EVENT_PATH)',
  },
  number: { value: 'N', help: 'the pull request, instead of an event' },
  timeout: { value: 'TIME', default: '2m', help: 'how long to wait for running checks' },
} as const;

const ENVIRONMENT = {
  ...WORKFLOW_ENVIRONMENT,
  GITHUB_SERVER_URL: 'the address of GitHub (default: https://github.com)',
  GITHUB_EVENT_PATH: 'GitHub sets it: the event payload',
  GITHUB_RUN_ID: 'GitHub sets it: the run that the commit status links to',
  CANDOR_STATUS_TOKEN:
    "to set commit statuses with: the workflow's own token, where GITHUB_TOKEN is an app's",
} as const;

const EXIT_CODES = {
  0: 'done, or nothing to do',
  1: 'GitHub refused an action',
  2: 'the command could not run',
} as const;

export const pr: GroupDeclaration = {
  name: 'pr',
  summary: 'Validates pull requests and merges updates that the SOP approves, for workflows.',
  description: 'docs/reviewer/pull-requests.md describes it.',
};

export const prCheck = declareCommand({
  name: 'pr check',
  summary: 'Prints whether the pull request can be merged automatically, and if not, what is missing.',
  options: { ...PULL_REQUEST, ...COMMON },
  environment: ENVIRONMENT,
  exitCodes: EXIT_CODES,
});

export const prComment = declareCommand({
  name: 'pr comment',
  summary:
    'Sets the commit statuses candor/incidents and candor/postmortem, keeps one status comment up to date, and suggests other text on its lines.',
  options: { ...PULL_REQUEST, ...COMMON, ...DRY_RUN },
  environment: ENVIRONMENT,
  exitCodes: EXIT_CODES,
});

export const prMerge = declareCommand({
  name: 'pr merge',
  summary: 'Merges the pull request, or requests approval.',
  options: {
    ...PULL_REQUEST,
    preview: { negatable: true, help: 'start preview.yml if the pull request waits for a person' },
    annotations: { negatable: true, help: 'also print the findings as annotations of the workflow run' },
    summary: {
      value: 'FILE',
      help: 'also append the findings to FILE as Markdown, for GITHUB_STEP_SUMMARY',
    },
    ...COMMON,
    ...DRY_RUN,
  },
  environment: ENVIRONMENT,
  exitCodes: EXIT_CODES,
});

export const prProposeTemplate = declareCommand({
  name: 'pr propose-template',
  summary: "Proposes the SOP's template on each pull request whose approval is overdue.",
  options: { ...COMMON },
  environment: ENVIRONMENT,
  exitCodes: EXIT_CODES,
});

const NUMBER = { number: { value: 'N', help: 'the pull request' } } as const;

export const prPreview = declareCommand({
  name: 'pr preview',
  summary: 'Builds the page before and after a pull request, and takes pictures of the home page.',
  description:
    'The running Candor builds both; nothing of the pull request is run. Without Chromium there are no pictures.',
  options: {
    ...NUMBER,
    out: { value: 'DIR', default: 'preview', help: 'the folder to write to' },
    ...COMMON,
  },
  environment: { ...ENVIRONMENT, CHROME_PATH: 'the path of Chromium' },
  exitCodes: EXIT_CODES,
});

export const prCommentPreview = declareCommand({
  name: 'pr comment-preview',
  summary: 'Keeps a comment with the preview of a pull request up to date.',
  description:
    'The pictures are pushed to refs/candor/preview/N and removed when the pull request is closed.',
  options: {
    ...NUMBER,
    from: { value: 'DIR', default: 'preview', help: 'the folder that pr preview wrote' },
    artifact: { value: 'URL', help: 'the address of the uploaded page' },
    ...COMMON,
  },
  environment: ENVIRONMENT,
  exitCodes: EXIT_CODES,
});
