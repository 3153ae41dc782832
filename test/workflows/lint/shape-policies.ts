import { but, GOOD } from './policy.ts';
import type { Policy } from './policy.ts';
import { expressionsIn } from './rights-policies.ts';
import { jobsOf, stepsOf } from './workflows.ts';

const CACHE_KEY = "node_modules-${{ runner.os }}-${{ hashFiles('.nvmrc', 'package-lock.json') }}";

const RESTORE =
  '      - uses: actions/cache/restore@55cc8345863c7cc4c66a329aec7e433d2d1c52a9 # v6.1.0\n        with: ';

/** A machine of GitHub, or a variable that chooses between two of them. */
const GITHUB_RUNNER =
  /^(?:ubuntu-[\w.]+|\$\{\{ vars\.\w+ == '(ubuntu-[\w.]+)' && '\1' \|\| 'ubuntu-[\w.]+' \}\})$/;

/** How a workflow is put together. After zizmor's audits of the same subjects. */
export const shapePolicies: readonly Policy[] = [
  {
    id: 'says what it is for',
    why: 'Somebody will read it at night.',
    bad: [but(/^#.*\n/, ''), but('name: Try\n', '')],
    complaints: ({ text, name }) => [
      ...(text.startsWith('#') ? [] : ['the first line is no comment that says what it does and why']),
      ...(name ? [] : ['it has no name']),
    ],
  },
  {
    id: 'actions pinned by commit',
    why: 'A tag can be moved to other code; a commit cannot.',
    bad: [
      but(/@3d3c\w+ # v7.0.1/, '@v7'),
      but(' # v7.0.1', ''),
      but(/actions\/checkout@.*/, 'docker://alpine:3'),
      but(/actions\/checkout@.*/, './.github/actions/own'),
    ],
    complaints: ({ text }) =>
      [...text.matchAll(/^\s*(?:- )?uses:\s*(.*)$/gm)]
        .filter(([, uses]) => !/^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(uses!))
        .map(([, uses]) => `uses: ${uses} is not owner/name@<commit> # vX.Y.Z`),
  },
  {
    id: 'nothing from outside in a script',
    why: 'An expression is put into the script before bash reads it: a title could be a command.',
    bad: [
      but('"$TITLE"', '"${{ github.event.issue.title }}"'),
      but(
        'run: npm ci',
        "uses: actions/github-script@ed597411d8f924073f98dfc5c65a23a2325f34cd # v8.0.0\n        with: { script: 'x(${{ github.head_ref }})' }\n      - run: npm ci",
      ),
    ],
    complaints: (workflow) =>
      stepsOf(workflow)
        .filter((step) =>
          [step.run, step.with?.['script']].some((code) => String(code ?? '').includes('${{')),
        )
        .map(({ called }) => `${called}: hand it over by env:, not by \${{ }}`),
  },
  {
    id: 'a flag and its value are one word',
    why: 'A value that begins with a hyphen would be read as the next flag.',
    bad: [but('--title=', '--title ')],
    complaints: (workflow) =>
      stepsOf(workflow)
        .flatMap(({ run, called }) => Array.from(String(run ?? '').matchAll(/--[a-z-]+ "\$/g), () => called))
        .map((called) => `${called}: write --flag="$VALUE"`),
  },
  {
    id: 'no variable or path for later steps',
    why: 'What is written to GITHUB_ENV or GITHUB_PATH decides what every later step runs.',
    bad: [
      but('node scripts/try.ts', 'echo "A=$TITLE" >> "$GITHUB_ENV"'),
      but('permissions: {}', 'permissions: {}\nenv: { ACTIONS_ALLOW_UNSECURE_COMMANDS: true }'),
    ],
    complaints: ({ text }) =>
      ['GITHUB_ENV', 'GITHUB_PATH', 'ACTIONS_ALLOW_UNSECURE_COMMANDS']
        .filter((name) => text.includes(name))
        .map((name) => `it uses ${name}`),
  },
  {
    id: 'a time limit on each job',
    why: 'The default is six hours.',
    bad: [but('    timeout-minutes: 5\n', '')],
    complaints: (workflow) =>
      jobsOf(workflow)
        .filter((job) => typeof job['timeout-minutes'] !== 'number')
        .map(({ id }) => `${id}: timeout-minutes is missing`),
  },
  {
    id: 'says what happens when two run at once',
    why: 'Two that run at once would publish, or speak, twice.',
    bad: [
      but(/concurrency.*\n/, ''),
      but('cancel-in-progress: true', 'cancel-in-progress: true, queue: max'),
    ],
    complaints: (workflow) => {
      const parts = [workflow.concurrency, ...jobsOf(workflow).map(({ concurrency }) => concurrency)];
      const all = workflow.concurrency !== undefined || parts.slice(1).every((part) => part !== undefined);
      const torn = parts.some((part) => {
        const { queue, 'cancel-in-progress': cancel } = (part ?? {}) as Record<string, unknown>;
        return queue === 'max' && cancel === true;
      });
      return [
        ...(all ? [] : ['concurrency is missing']),
        ...(torn ? ['queue: max excludes cancel-in-progress: true'] : []),
      ];
    },
  },
  {
    id: 'schedule alone in its file',
    why: 'After 60 days without a commit GitHub disables the whole file, its other triggers too.',
    bad: [but('on: push', "on: { push: {}, schedule: [{ cron: '*/5 * * * *' }] }")],
    complaints: ({ on }) =>
      'schedule' in on && Object.keys(on).length > 1
        ? [
            `schedule shares its file with ${Object.keys(on)
              .filter((event) => event !== 'schedule')
              .join(', ')}`,
          ]
        : [],
  },
  {
    id: 'a required check always runs',
    why: 'A run that paths: leaves out stays "expected" for ever, and the pull request waits.',
    bad: [but('on: push', 'on: { pull_request: { paths: [incidents/**] }, merge_group: {} }')],
    complaints: ({ on }) =>
      'merge_group' in on && ['paths', 'paths-ignore'].some((key) => key in (on['pull_request'] ?? {}))
        ? ['pull_request has paths, and merge_group says that the check is required']
        : [],
  },
  {
    id: 'dependencies as locked, without their scripts',
    why: 'A script of a dependency would run with the rights of the job.',
    bad: [
      but(' --ignore-scripts', ''),
      but('npm ci', 'npm install'),
      but('node scripts/try.ts', 'npx thing'),
      but(', package-manager-cache: false', ''),
    ],
    complaints: (workflow) =>
      stepsOf(workflow).flatMap((step) => {
        const lines = (step.run ?? '')
          .split('\n')
          .filter((line) => /\bnpm (?:ci|i|install|add|exec)\b|\bnpx\b/.test(line));
        const scripts = lines.filter((line) => !/\bnpm ci\b.*--ignore-scripts/.test(line));
        const caches =
          step.uses?.startsWith('actions/setup-node@') && step.with?.['package-manager-cache'] !== false;
        return [
          ...scripts.map((line) => `${step.called}: "${line.trim()}" is not npm ci --ignore-scripts`),
          ...(caches ? [`${step.called}: package-manager-cache: false is missing`] : []),
        ];
      }),
  },
  {
    id: 'dependencies restored and installed in one way',
    why: 'A job that keeps what it did not install would hand an old engine to all later runs.',
    bad: [
      but('      - run: npm ci', `${RESTORE}{ path: node_modules, key: other }\n      - run: npm ci`),
      but('      - run: npm ci', '      - name: Install\n        run: npm ci'),
    ],
    complaints: (workflow) =>
      stepsOf(workflow).flatMap((step) => {
        const { uses = '', called } = step;
        const inputs = step.with ?? {};
        if (
          uses.startsWith('actions/cache/') &&
          (inputs['path'] !== 'node_modules' || inputs['key'] !== CACHE_KEY)
        )
          return [`${called}: keep node_modules under ${CACHE_KEY}`];
        if (uses.startsWith('actions/cache/save@') && step.if !== "steps.install.outputs.installed == 'true'")
          return [`${called}: keep only what npm ci has installed`];
        if (uses.startsWith('actions/cache@')) return [`${called}: use actions/cache/restore`];
        const isInstall = /\bnpm ci\b/.test(step.run ?? '') && step.name === 'Install';
        return isInstall && step.if !== "steps.cache.outputs.cache-hit != 'true'"
          ? [`${called}: install only what is not restored`]
          : [];
      }),
  },
  {
    id: "GitHub's own machines, and no others",
    why: "A machine of one's own keeps what a stranger's pull request left on it.",
    bad: [
      but('ubuntu-24.04', 'self-hosted'),
      but('ubuntu-24.04', '${{ vars.RUNNER }}'),
      but('ubuntu-24.04', "${{ vars.RUNNER == 'own' && 'own' || 'ubuntu-latest' }}"),
      but('    environment: live', '    container: node:24\n    environment: live'),
    ],
    complaints: (workflow) =>
      jobsOf(workflow).flatMap((job) => [
        ...(GITHUB_RUNNER.test(String(job['runs-on']))
          ? []
          : [`${job.id}: runs-on is ${String(job['runs-on'])}`]),
        ...(job.container === undefined && job.services === undefined
          ? []
          : [`${job.id}: runs in a container`]),
      ]),
  },
  {
    id: 'conditions that can be false',
    why: 'A condition with words around ${{ }} is a text, and so always true; contains() in a text finds parts of words.',
    bad: [
      but('    environment: live', '    if: ${{ false }} && true\n    environment: live'),
      but('    environment: live', '    if: |\n      ${{ false }}\n    environment: live'),
      but(
        '    environment: live',
        "    if: contains('refs/heads/main refs/heads/next', github.ref)\n    environment: live",
      ),
    ],
    complaints: (workflow) => [
      ...[...jobsOf(workflow), ...stepsOf(workflow)]
        .map((part) => part.if)
        .filter(
          (condition) =>
            typeof condition === 'string' &&
            condition.includes('${{') &&
            !/^\$\{\{(?:(?!\}\}).)*\}\}$/s.test(condition),
        )
        .map((condition) => `if: ${String(condition).trim()} is always true`),
      ...expressionsIn(workflow.jobs)
        .filter((text) => /\bcontains\s*\(\s*'/.test(text))
        .map((text) => `${text.trim()}: ask for equality, or contains(fromJSON('[…]'), …)`),
    ],
  },
];

/** The same action at the same commit in every file: an update that misses one is seen. */
export function unevenPins(texts: readonly string[]): string[] {
  const pins = new Map<string, Set<string>>();
  for (const text of texts) {
    for (const [, action, pin] of text.matchAll(/uses:\s*([\w./-]+)@(\S+.*)$/gm)) {
      pins.set(action!, (pins.get(action!) ?? new Set()).add(pin!));
    }
  }
  return [...pins]
    .filter(([, found]) => found.size > 1)
    .map(([action, found]) => `${action}: ${[...found].join(' and ')}`);
}
export const UNEVEN: readonly string[] = [GOOD, but('# v7.0.1', '# v7.0.0')];
