import { but } from './policy.ts';
import type { Policy } from './policy.ts';
import { jobsOf, stepsOf } from './workflows.ts';
import type { WorkflowShape } from './workflows.ts';

const DEFAULT_BRANCH = '${{ github.event.repository.default_branch }}';
const CHECKOUT = /actions\/checkout@.*\n.*\n/;
const APP =
  'actions/create-github-app-token@1b10c78c7865c340bc4f6099eb2f838309f1e8c3 # v3.1.1\n        with: ';

/** The good example, on what a run of another workflow has ended with, with one thing changed. */
function afterAnother(find: string, put: string): string {
  const text = but(find, put);
  return text
    .replace('on: push', 'on: { workflow_run: { workflows: [Other] } }')
    .replace('fetch-depth: 0', () => `ref: '${DEFAULT_BRANCH}'`);
}

/** The events whose runs have this repository's rights, also if a stranger's pull request starts them. */
const OF_STRANGERS = ['pull_request_target', 'workflow_run'];

/** How a workflow that a stranger's pull request starts could check out, run or push what the stranger wrote. */
function strangersCode(event: string, workflow: WorkflowShape): string[] {
  const checkouts = stepsOf(workflow).filter((step) => step.uses?.startsWith('actions/checkout@'));
  const head =
    /github\.head_ref|pull_request\.head\.(?!repo\.full_name)|workflow_run\.(?!event\b|head_repository\.full_name)|refs\/pull\//;
  const artifacts = stepsOf(workflow).filter(({ uses, run }) =>
    /download-artifact|gh run download|\/artifacts/.test(`${uses} ${run}`),
  );
  return [
    ...checkouts
      .filter((step) => step.with?.['ref'] !== DEFAULT_BRANCH)
      .map(({ called }) => `${called}: on ${event}, check out the default branch by name`),
    ...(head.test(JSON.stringify(workflow.jobs)) ? [`on ${event}, name nothing of the head`] : []),
    ...artifacts.map(({ called }) => `${called}: on ${event}, download nothing that the stranger's run made`),
    ...jobsOf(workflow)
      .filter(
        ({ permissions }) => (permissions as Record<string, string> | undefined)?.['contents'] === 'write',
      )
      .map(({ id }) => `${id}: on ${event}, it may not write contents`),
  ];
}

/** What a workflow may do, and what it may know. After zizmor's audits of the same subjects. */
export const rightsPolicies: readonly Policy[] = [
  {
    id: 'no rights but those of a job',
    why: 'A job that names no rights must have none.',
    bad: [
      but('permissions: {}\n', ''),
      but('permissions: {}', 'permissions: read-all'),
      but(/ {4}permissions:\n.*\n.*\n/, ''),
    ],
    complaints: (workflow) => {
      const top =
        JSON.stringify(workflow.permissions) === '{}' ? [] : ['permissions: {} is missing at the top'];
      return top.concat(
        jobsOf(workflow)
          .filter(({ permissions }) => typeof permissions !== 'object')
          .map(({ id }) => `${id}: name its permissions one by one`),
      );
    },
  },
  {
    id: 'a reason beside each right to write',
    why: 'Whoever reviews a workflow asks first what it may change.',
    bad: [but(' # answers on the issue', '')],
    complaints: ({ text }) => {
      const lines = text.split('\n');
      return lines.flatMap((line, index) => {
        const isRight = /^\s+(?!permission-)[\w-]+: write\b|[{,]\s*(?!permission-)[\w-]+: write\b/.test(line);
        const reason = /#\s*\S+/.test(line) || /^\s*#/.test(lines[index - 1] ?? '');
        return isRight && !reason ? [`line ${index + 1}: "${line.trim()}" has no reason beside it`] : [];
      });
    },
  },
  {
    id: 'no credentials in the checkout',
    why: 'What a checkout leaves in .git/config, every later step can read.',
    bad: [
      but(', persist-credentials: false', ''),
      but('persist-credentials: false', 'persist-credentials: true'),
    ],
    complaints: (workflow) =>
      stepsOf(workflow)
        .filter(
          (step) =>
            step.uses?.startsWith('actions/checkout@') && step.with?.['persist-credentials'] !== false,
        )
        .map(({ called }) => `${called}: persist-credentials: false is missing`),
  },
  {
    id: 'no trigger that gives strangers rights',
    why: "A run of pull_request_target or workflow_run has this repository's rights on what a stranger sent, so it may only read it.",
    bad: [
      but('on: push', 'on: pull_request_target'),
      but('on: push', 'on: { workflow_run: { workflows: [Other] } }'),
      afterAnother('issue.title', 'workflow_run.head_branch'),
      afterAnother('node scripts/try.ts', 'gh run download'),
    ],
    complaints: (workflow) =>
      OF_STRANGERS.filter((event) => event in workflow.on).flatMap((event) => strangersCode(event, workflow)),
  },
  {
    id: "what may write runs the default branch's code",
    why: "The workflow file of a pull request's run is the pull request's own; its files must not be run as well.",
    bad: [
      but('on: push', 'on: pull_request'),
      but('on: push', 'on: { pull_request: {}, pull_request_review: {} }'),
    ],
    complaints: (workflow) =>
      'pull_request' in workflow.on
        ? stepsOf(workflow)
            .filter(
              ({ uses = '', job, ...step }) =>
                uses.startsWith('actions/checkout@') &&
                Object.values(job.permissions ?? {}).includes('write') &&
                step.with?.['ref'] !== DEFAULT_BRANCH,
            )
            .map(({ called }) => `${called}: it may write, so check out the default branch by name`)
        : [],
  },
  {
    id: 'secrets only in a job with an environment',
    why: 'Without one, whoever can push a branch can read them.',
    bad: [
      but('    environment: live\n', ''),
      but('permissions: {}', "permissions: {}\nenv: { KEY: '${{ secrets.KEY }}' }"),
    ],
    complaints: (workflow) => {
      const named = (value: unknown): boolean =>
        /\bsecrets\b/.test(expressionsIn(value).join(' ').replaceAll('secrets.GITHUB_TOKEN', ''));
      const top = named(workflow.env) ? ['env: hands secrets to every job'] : [];
      const jobs = jobsOf(workflow).filter((job) => job.environment === undefined && named(job));
      return top.concat(jobs.map(({ id }) => `${id}: reads secrets, and has no environment`));
    },
  },
  {
    id: 'secrets one by one',
    why: 'A job that is handed all secrets leaks all of them.',
    bad: [
      but('${{ secrets.KEY }}', '${{ toJSON(secrets) }}'),
      but('${{ secrets.KEY }}', '${{ secrets[github.ref_name] }}'),
      but('    environment: live', '    secrets: inherit\n    environment: live'),
    ],
    complaints: (workflow) => [
      ...expressionsIn(workflow.jobs)
        .filter((text) => /\bsecrets\s*\[|\btoJSON\s*\(\s*secrets\s*\)/i.test(text))
        .map((text) => `"${text.trim()}" takes more than one secret`),
      ...jobsOf(workflow)
        .filter(({ secrets }) => secrets === 'inherit')
        .map(({ id }) => `${id}: secrets: inherit`),
    ],
  },
  {
    id: "an App's token with named rights",
    why: 'Left unnamed, the token has every right that the App has.',
    bad: [but(CHECKOUT, `${APP}{ app-id: '1', private-key: x }\n`)],
    complaints: (workflow) =>
      stepsOf(workflow)
        .filter((step) => step.uses?.startsWith('actions/create-github-app-token@'))
        .filter((step) => !Object.keys(step.with ?? {}).some((key) => key.startsWith('permission-')))
        .map(({ called }) => `${called}: name each permission-…`),
  },
  {
    id: 'robots are known by who opened a thing',
    why: 'github.actor is whoever acted last: a push to a robot’s branch makes anybody look like it.',
    bad: [but('    environment: live', "    if: github.actor == 'dependabot[bot]'\n    environment: live")],
    complaints: (workflow) =>
      [...jobsOf(workflow), ...stepsOf(workflow)]
        .filter((part) => /github\.(?:triggering_)?actor\b/.test(String(part.if ?? '')))
        .map((part) => `if: ${String(part.if)} judges by github.actor`),
  },
];

/** Each expression between `${{` and `}}`, and every `if:`, anywhere below a value. */
export function expressionsIn(value: unknown, key = ''): string[] {
  if (typeof value === 'string') {
    return key === 'if' ? [value] : [...value.matchAll(/\$\{\{(.*?)\}\}/gs)].map(([, inner]) => inner!);
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([inner, part]) => expressionsIn(part, inner));
}
