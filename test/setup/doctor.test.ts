import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseContent } from '../../src/content/content.ts';
import { ENGINE_ROOT } from '../../src/files/engine.ts';
import type { CheckState } from '../../src/setup/check.ts';
import { DOCTOR_CHECKS, runDoctorChecks } from '../../src/setup/doctor.ts';
import type { ActionsPolicy, DoctorContext, GithubConfiguration } from '../../src/setup/doctor-facts.ts';
import { renderDoctorMarkdown } from '../../src/setup/doctor-report.ts';
import { parseFormLabels, parseWorkflowRequirements } from '../../src/setup/workflow-needs.ts';
import { EXAMPLE_NOW, PRESETS } from '../support/example-content.ts';
import { run } from '../support/run.ts';
import { scratch, SHOP } from '../support/scratch.ts';
import { copyOfTheEngine } from '../support/engine-copy.ts';

const site = (more = ''): string =>
  `name: Acme\nurl: https://acme.github.io/status\nid: tag:acme.github.io,2026:status\npolicy: vauntico\ncontact: { email: help@acme.example }\n${more}`;
const content = (more?: string) =>
  parseContent({
    site: { path: 'status.yaml', text: site(more) },
    policies: PRESETS,
    components: [],
    incidents: [],
    postmortems: [],
  });

const BLOCKED = parseWorkflowRequirements({
  path: '.github/workflows/validate-forks.yml',
  text: 'on: { pull_request_target: { types: [opened] } }',
});

const GITHUB: GithubConfiguration = {
  skew: { value: 0 },
  repository: { value: { isPrivate: false, defaultBranch: 'main', hasIssues: true } },
  pages: { value: { source: 'workflow', url: 'https://acme.github.io/status/' } },
  workflows: { value: {} },
  actions: { value: { enabled: true, allowed: 'all' } },
  jobToken: { value: { mayOpenPullRequests: true } },
  rules: { value: { checks: [], byPullRequest: true, noForcePush: true } },
  environments: { value: {} },
  names: { secrets: { value: [] }, variables: { value: [] } },
  labels: { value: [] },
  access: { value: {} },
  codeownersErrors: { value: [] },
  engineUpdates: { value: [] },
};
const FACTS: DoctorContext = {
  now: EXAMPLE_NOW,
  local: {
    node: { version: '24.21.0', least: 24 },
    engine: { running: '0.10.0', locked: { version: '0.10.0' }, generatedBy: '0.9.1' },
    content: content(),
    postmortems: [],
    findings: [],
    isExample: false,
    staleFiles: [],
    leftFiles: [],
    workflows: [],
    labels: [],
    hasDependabot: true,
    hasGit: true,
    remote: {
      url: 'git@github.com:acme/status.git',
      github: { repository: 'acme/status', url: 'https://github.com/acme/status' },
    },
  },
  github: { value: GITHUB },
  places: { value: [] },
};

const judge = (id: string, facts: DoctorContext): [CheckState, string] => {
  const { state, found } = runDoctorChecks(facts).find((one) => one.id === id)!;
  return [state, found];
};
const here = (change: Partial<DoctorContext['local']>): DoctorContext => ({
  ...FACTS,
  local: { ...FACTS.local, ...change },
});
const there = (change: Partial<GithubConfiguration>, more?: string): DoctorContext => ({
  ...FACTS,
  local: { ...FACTS.local, content: content(more) },
  github: { value: { ...GITHUB, ...change } },
});

describe('what is decided from facts', () => {
  test.each<[string, DoctorContext, CheckState, string]>([
    ['node', here({ node: { version: '20.20.2', least: 24 } }), 'fail', 'Node 20.20.2 is too old.'],
    ['version', FACTS, 'ok', 'Candor 0.10.0.'],
    [
      'version',
      here({ engine: { running: '0.9.1', locked: { version: '0.10.0' } } }),
      'fail',
      'Candor 0.9.1 runs, but package-lock.json names 0.10.0.',
    ],
    [
      'version',
      here({ engine: { running: '0.9.1', locked: {}, generatedBy: '0.10.0' } }),
      'fail',
      'Candor 0.9.1 runs, but 0.10.0 generated the files in .github/.',
    ],
    [
      'version',
      here({
        engine: { running: '0.10.0', locked: { version: '0.10.0', outside: '../candor-0.10.0.tgz' } },
      }),
      'fail',
      'package-lock.json installs Candor from ../candor-0.10.0.tgz, outside the repository: no workflow and no colleague has it.',
    ],
    [
      'version',
      there({ engineUpdates: { value: ['Bump candor from 0.10.0 to 0.11.0'] } }),
      'warn',
      'Candor 0.10.0 is installed; a pull request is open: Bump candor from 0.10.0 to 0.11.0.',
    ],
    ['version', there({ engineUpdates: { unknown: 'no access' } }), 'ok', 'Candor 0.10.0.'],
    [
      'pages',
      there({ pages: { value: undefined } }, 'host: nginx\n'),
      'ok',
      'The page is published on nginx on your own server, which status.yaml names.',
    ],
    [
      'pages-url',
      there({ pages: { value: undefined } }, 'host: netlify\n'),
      'ok',
      'https://acme.github.io/status, on Netlify.',
    ],
    ['remote', here({ content: content('host: gitlab\n') }), 'ok', 'git@github.com:acme/status.git.'],
    [
      'dependabot',
      here({ content: content('host: gitlab\n'), hasDependabot: false }),
      'ok',
      'GitLab has no Dependabot: "npm outdated" shows a newer Candor, or Renovate opens merge requests.',
    ],
    ['remote', here({ hasGit: false }), 'fail', 'Git is not installed.'],
    ['own', here({ isExample: true }), 'warn', 'status.yaml is still the example.'],
    [
      'generated',
      here({
        leftFiles: [
          { path: '.github/workflows/alerts.yml', isRemoved: false, isBehind: false },
          { path: '.github/workflows/daily.yml', isRemoved: false, isBehind: true },
          { path: '.github/workflows/deploy.yml', isRemoved: true, isBehind: false },
        ],
      }),
      'ok',
      'Workflows, forms and CODEOWNERS match this version of Candor, the policy, components and people, except for what you changed: .github/workflows/alerts.yml, .github/workflows/daily.yml (Candor changed it too), .github/workflows/deploy.yml (removed); "npx candor upgrade --dry-run" shows the differences.',
    ],
    [
      'generated',
      here({
        leftFiles: [{ path: BLOCKED.path, isRemoved: false, isBehind: true }],
        workflows: [BLOCKED],
      }),
      'warn',
      `Workflows, forms and CODEOWNERS match this version of Candor, the policy, components and people, except for what you changed: ${BLOCKED.path} (Candor changed it too); "npx candor upgrade --dry-run" shows the differences. GitHub blocks pull_request_target in public repositories from 2 December 2026, and ${BLOCKED.path} runs on it.`,
    ],
    [
      'generated',
      here({ staleFiles: [BLOCKED.path], workflows: [BLOCKED] }),
      'fail',
      `${BLOCKED.path} is out of date. GitHub blocks pull_request_target in public repositories from 2 December 2026, and ${BLOCKED.path} runs on it.`,
    ],
    ['generated', here({ staleFiles: ['.github/CODEOWNERS'] }), 'fail', '.github/CODEOWNERS is out of date.'],
    ['remote', here({ remote: { url: 'https://gitlab.com/a/b' } }), 'warn', 'The remote is not on GitHub.'],
    [
      'contact',
      here({ content: content().siteContext ? parseSiteWithout() : content() }),
      'warn',
      'No contact for customers is configured.',
    ],
    [
      'email',
      FACTS,
      'warn',
      'The page promises mail to customers (Critical, High), but offers no way to get it.',
    ],
    [
      'email',
      here({ content: content('subscribe: { email: https://lists.acme.example/subscribe }\n') }),
      'ok',
      'The page offers https://lists.acme.example/subscribe.',
    ],
    ['clock', there({ skew: { value: 90_000 } }), 'warn', "It is 90 s behind GitHub's."],
    ['clock', there({ skew: { value: -600_000 } }), 'fail', "It is 600 s ahead of GitHub's."],
    [
      'pages-url',
      there({ pages: { value: { source: 'workflow', url: 'http://Acme.github.io/status' } } }),
      'ok',
      'http://Acme.github.io/status',
    ],
    ['pages', there({ pages: { value: undefined } }), 'fail', 'Pages is disabled.'],
    ...[true, false].map((limitsBranches): [string, DoctorContext, CheckState, string] => [
      'secrets',
      {
        ...here({
          workflows: [
            parseWorkflowRequirements({ path: 'a.yml', text: 'jobs: { a: { if: secrets.CANDOR_APP_KEY } }' }),
          ],
        }),
        github: {
          value: {
            ...GITHUB,
            environments: {
              value: {
                'incident-bot': {
                  limitsBranches,
                  secrets: { value: ['CANDOR_APP_KEY'] },
                  variables: { value: [] },
                },
              },
            },
          },
        },
      },
      limitsBranches ? 'ok' : 'fail',
      limitsBranches ? 'All are set: CANDOR_APP_KEY.' : 'A workflow on any branch can read CANDOR_APP_KEY.',
    ]),
    ...(
      [
        [
          ['HOST_TOKEN'],
          'warn',
          'CANDOR_APP_KEY, CANDOR_APP_ID: not set, so workflows use the default GITHUB_TOKEN.',
        ],
        [['HOST_TOKEN', 'CANDOR_APP_KEY'], 'fail', 'Partly set, missing: CANDOR_APP_ID.'],
        [[], 'fail', "Not set, so the page can't be published: HOST_TOKEN."],
      ] as const
    ).map(([set, state, found]): [string, DoctorContext, CheckState, string] => [
      'secrets',
      {
        ...here({
          workflows: [
            parseWorkflowRequirements({
              path: 'a.yml',
              text: 'jobs: { a: { if: secrets.HOST_TOKEN + secrets.CANDOR_APP_KEY + vars.CANDOR_APP_ID + vars.FUZZ + vars.CANDOR_WATCHER_RUNNER } }',
            }),
          ],
        }),
        github: {
          value: {
            ...GITHUB,
            environments: {
              value: { some: { limitsBranches: true, secrets: { value: set }, variables: { value: [] } } },
            },
          },
        },
      },
      state,
      found,
    ]),
    ...(
      [
        [
          'ubuntu-slim',
          'ok',
          'About 120 a month without an incident; the free plan has 2000. Six hours of Critical: about 429, at most 0.96 USD if none of them are included; 26 with a watcher on your own host.',
        ],
        [
          'self-hosted',
          'warn',
          'CANDOR_WATCHER_RUNNER is "self-hosted", so the watcher runs on ubuntu-latest.',
        ],
      ] as const
    ).map(([watcherRunner, state, found]): [string, DoctorContext, CheckState, string] => [
      'minutes',
      there({
        repository: { value: { isPrivate: true, defaultBranch: 'main', hasIssues: true } },
        names: { secrets: { value: [] }, variables: { value: [] }, watcherRunner },
      }),
      state,
      found,
    ]),
    [
      'required-checks',
      there({
        rules: {
          value: {
            checks: ['candor/incidents', 'candor/postmortem'],
            byPullRequest: false,
            noForcePush: true,
          },
        },
      }),
      'fail',
      'main accepts direct pushes.',
    ],
    [
      'cron',
      {
        ...there({ workflows: { value: { 'a/net.yml': 'disabled_manually' } } }),
        local: {
          ...FACTS.local,
          workflows: [parseWorkflowRequirements({ path: 'a/net.yml', text: 'on: { schedule: [] }' })],
        },
      },
      'fail',
      'net.yml: disabled.',
    ],
    ['people', there({ access: { value: { '@x': 'not-found' } } }), 'fail', 'Not found on GitHub: @x.'],
    [
      'owners',
      there({ codeownersErrors: { value: ['.github/CODEOWNERS:4: Unknown owner'] } }),
      'fail',
      '.github/CODEOWNERS:4: Unknown owner',
    ],
    [
      'job-token',
      there({ jobToken: { unknown: 'This token may not see it.' } }),
      'unknown',
      'This token may not see it.',
    ],
    ['private', { ...FACTS, github: { unknown: 'no token' } }, 'unknown', 'no token'],
    ...(
      [
        [undefined, 'fail', 'The secret NOTIFY_SECRETS is not set, so no place takes a message.'],
        [true, 'ok', 'deploy.yml notifies them after each deployment.'],
        [false, 'fail', 'A workflow on any branch can read NOTIFY_SECRETS.'],
      ] as const
    ).map(([limitsBranches, state, found]): [string, DoctorContext, CheckState, string] => [
      'notifications',
      there(
        {
          names: { secrets: { value: [] }, variables: { value: ['CANDOR_NOTIFY'] } },
          environments: {
            value:
              limitsBranches === undefined
                ? {}
                : {
                    notifications: {
                      limitsBranches,
                      secrets: { value: ['NOTIFY_SECRETS'] },
                      variables: { value: [] },
                    },
                  },
          },
        },
        'notify: { stakeholders: [{ channel: teams, secret: TEAMS }] }\n',
      ),
      state,
      found,
    ]),
  ])('%s', (id, facts, state, found) => {
    expect(judge(id, facts)).toEqual([state, found]);
  });

  test.each([
    [
      '../candor-0.10.0.tgz',
      'Run "mkdir -p vendor && cp ../candor-0.10.0.tgz vendor/ && npm install ./vendor/candor-0.10.0.tgz", and commit.',
    ],
    [
      '../candor',
      'Run "mkdir -p vendor && npm pack ../candor --pack-destination vendor && npm install ./vendor/candor-0.10.0.tgz", and commit.',
    ],
  ])('a Candor outside the repository is copied into it: %s', (outside, fix) => {
    const facts = here({ engine: { running: '0.10.0', locked: { outside } } });
    expect(runDoctorChecks(facts).find(({ id }) => id === 'version')).toMatchObject({ state: 'fail', fix });
  });

  test('V9.1: read access fails for a person in a required role, and is a warning for others', () => {
    const people = "people: { technical-lead: ['@t'], monitoring-lead: ['@m'] }\n";
    const facts = (name: string): DoctorContext => ({
      ...there({ access: { value: { [name]: 'read' } } }),
      local: { ...FACTS.local, content: content(people) },
    });
    expect(judge('access', facts('@t'))[0]).toBe('fail');
    expect(judge('access', facts('@m'))[0]).toBe('warn');
  });

  test('another host is right for an address of its own, and wrong for one of Pages', () => {
    const own = here({ content: parseSiteAt('https://acme.example/status') });
    expect(judge('pages-url', own)[0]).toBe('warn');
    const pages = here({ content: parseSiteAt('https://acme.github.io/other') });
    expect(judge('pages-url', pages)[0]).toBe('fail');
  });

  test('what can not be read is unknown, neither ok nor failed', () => {
    const asked = runDoctorChecks({ ...FACTS, github: { unknown: 'no token' } });
    const local = runDoctorChecks(FACTS).filter(
      (one) => asked.find(({ id }) => id === one.id)!.state !== 'unknown',
    );
    expect(local.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'node',
        'own',
        'content',
        'policy',
        'contact',
        'roles-held',
        'generated',
        'remote',
      ]),
    );
    for (const { state, found } of asked) if (state === 'unknown') expect(found).toBe('no token');
  });

  test('each check has a name of its own, and every warning and failure has a fix', () => {
    const names = DOCTOR_CHECKS.map(({ id }) => id);
    expect(new Set(names).size).toBe(names.length);
    for (const { state, fix, id } of runDoctorChecks(FACTS))
      if (state === 'warn' || state === 'fail') expect(fix, id).not.toBe('');
  });
});

function parseSiteWithout() {
  return parseContent({
    site: { path: 'status.yaml', text: site().replace(/^contact.*\n/m, '') },
    ...{ policies: PRESETS, components: [], incidents: [], postmortems: [] },
  });
}

function parseSiteAt(url: string) {
  return parseContent({
    site: { path: 'status.yaml', text: site().replace(/^url.*$/m, `url: ${url}`) },
    ...{ policies: PRESETS, components: [], incidents: [], postmortems: [] },
  });
}

describe('what workflows need', () => {
  test('is read from their files, whatever they hold', () => {
    const text = `on: push
jobs:
  one:
    name: validate
    environment: incident-bot
    steps: [{ run: 'node src/cli/candor.ts secrets', env: { A: '\${{ secrets.KEY }}', B: '\${{ secrets.GITHUB_TOKEN }}' } }]
  two: { environment: { name: github-pages }, if: "vars.APP_ID != ''" }
  three: { environment: '\${{ inputs.where }}' }
  four: { environment: { name: "\${{ github.event_name == 'push' && 'live' || 'trial' }}" } }
`;
    expect(parseWorkflowRequirements({ path: 'a.yml', text })).toEqual({
      path: 'a.yml',
      scheduled: false,
      isBlocked: false,
      actions: [],
      environments: ['incident-bot', 'github-pages', 'live', 'trial'],
      secrets: ['KEY'],
      variables: ['APP_ID'],
      checks: ['validate', 'two', 'three', 'four'],
    });
    for (const odd of [
      '',
      '[',
      'null',
      'jobs: 7',
      'jobs: { a: 7 }',
      '- 1',
      '\u0000',
      'jobs: { a: { environment: [] } }',
    ])
      expect(parseWorkflowRequirements({ path: 'a.yml', text: odd })).toMatchObject({
        environments: [],
        secrets: [],
      });
    expect(parseFormLabels({ path: 'f.yml', text: 'labels: [a, b]' })).toEqual(['a', 'b']);
    expect(parseFormLabels({ path: 'f.yml', text: 'labels: a' })).toEqual([]);
  });
});

describe('npx candor doctor', () => {
  const OFFLINE = ['--offline', '--now', '2026-11-22T12:00Z'];

  test('--offline shows what can be seen here, and names once what can not', () => {
    const root = scratch(SHOP);
    execFileSync('git', ['init', '-q'], { cwd: root });
    const ran = run('doctor', ['--root', root, ...OFFLINE]);
    expect(ran).toMatchObject({ code: 1, err: '' });
    expect(ran.out.replace(/Node \d+\.\d+\.\d+/, 'Node 24.0.0')).toMatchInlineSnapshot(`
      "ok   node             Node version: Node 24.0.0.
      ok   version          Candor is current: Candor 0.1.0.
      ok   own              status.yaml is your own: status.yaml is Shop's.
      warn identity         Feeds and API keep their ids if the address changes: status.yaml has no id, so a new address would give every item in feeds, calendar and API another id.
                            Add id: https://shop.example/status to status.yaml: it keeps the present ids. Never change it.
      ok   content          Content is valid: No errors or warnings.
      ok   policy           The policy is valid: "Vayva incident response SOP" has no errors or warnings; a trial incident of each severity passes its rules.
      ok   language         All rules know the language: They do.
      warn contact          A way to report a problem (V16.1): No contact for customers is configured.
                            Add contact: { email: … } to status.yaml.
      ok   email            Customers can get the mail that the policy promises (U4.2): The policy promises no mail.
      warn audience         The check for jargon knows who reads the page (V6.2): status.yaml has no audience, so every technical word counts as jargon.
                            Add audience: customers, developers or researchers to status.yaml; then run "npx candor wording learn" for the words and suppliers of your own.
      FAIL roles-held       All required roles are assigned (V9.1): Not assigned in status.yaml: incident-commander, engineering-lead, product-manager, support-lead, ceo, on-call-engineer. Approvals and reminders for them reach no one.
                            Add their GitHub names to people: in status.yaml, then run "npx candor generate codeowners" and "npx candor forms generate".
      FAIL generated        Generated files are current: .github/CODEOWNERS, .github/ISSUE_TEMPLATE/declare-incident.yml, .github/ISSUE_TEMPLATE/post-update.yml, .github/ISSUE_TEMPLATE/resolve-incident.yml, .github/ISSUE_TEMPLATE/plan-maintenance-or-notice.yml, .github/ISSUE_TEMPLATE/config.yml are out of date.
                            Run "npx candor upgrade", and commit.
      FAIL remote           The repository has a remote: The repository has no remote.
                            Create a repository on GitHub, then: git remote add origin ADDRESS.
      FAIL dependabot       Weekly dependency updates (U6.2): .github/dependabot.yml is missing.
                            Restore it from git; if it never existed, run "npx candor upgrade".
      ?    clock, default-branch, issues, pages, pages-url, required-checks, no-force-push, secret-scanning, actions, job-token, workflows, cron, minutes, environments, secrets, notifications, labels, places, people, access, owners, private, security: Skipped because of --offline.

      Result: 7 ok, 3 warnings, 4 failed, 23 not checked.
      "
    `);
  });

  test('--format json is one object for programs, markdown a table that nothing breaks out of', () => {
    const root = scratch(SHOP);
    const ran = run('doctor', ['--root', root, ...OFFLINE, '--format', 'json']);
    const report = JSON.parse(ran.out) as {
      version: number;
      fail: number;
      checks: Record<string, unknown>[];
    };
    expect(report.version).toBe(1);
    expect(report.checks).toHaveLength(DOCTOR_CHECKS.length);
    expect(Object.keys(report.checks[0]!).toSorted()).toEqual([
      'fix',
      'found',
      'id',
      'state',
      'what',
      'where',
    ]);
    const table = renderDoctorMarkdown([
      {
        id: 'x',
        what: 'W',
        state: 'fail',
        found: 'a|b `c` @amina <b>\n| x',
        fix: '[x](y)',
        where: 'https://a.example/b',
      },
    ]);
    expect(table).toMatchInlineSnapshot(`
      "| | check | what | found | how to fix it |
      | --- | --- | --- | --- | --- |
      | FAIL | \`x\` | W | a\\|b \\\`c\\\` @⁠amina \\<b\\>\\\\u000a\\| x | \\[x\\](y) [Open](https://a.example/b) |

      0 ok, 1 failed.
      "
    `);
  });

  test('sees that a generated file is not current', () => {
    const copy = copyOfTheEngine();
    const stale = (): string =>
      (
        JSON.parse(run('doctor', ['--root', copy, ...OFFLINE, '--format', 'json']).out) as {
          checks: { id: string; found: string }[];
        }
      ).checks.find(({ id }) => id === 'generated')!.found;
    expect(stale()).toMatch(/^Workflows, forms and CODEOWNERS match/);
    writeFileSync(join(copy, '.github/CODEOWNERS'), '* @somebody\n');
    rmSync(join(copy, '.github/ISSUE_TEMPLATE'), { recursive: true, force: true });
    expect(stale()).toMatch(/^\.github\/CODEOWNERS, \.github\/ISSUE_TEMPLATE\/.* are out of date\.$/);
  });

  test('this repository holds itself together, as far as that is seen here', () => {
    const ran = run('doctor', ['--root', ENGINE_ROOT, ...OFFLINE, '--format', 'json']);
    const { checks } = JSON.parse(ran.out) as { checks: { id: string; state: string }[] };
    const bad = checks.filter(({ id, state }) => state === 'fail' && id !== 'remote');
    expect(bad).toEqual([]);
  });

  test.each([
    [['--format', 'xml'], /Invalid --format "xml": expected terminal, json or markdown/],
    [['--nonsense'], /Unknown option/],
    [['--root', '/nowhere/at/all'], /Could not read/],
  ])('exits 2 for %j', (args, message) => {
    const ran = run('doctor', args, { cwd: scratch() });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toMatch(message);
  });
});

describe('the policy for actions', () => {
  const workflows = [
    parseWorkflowRequirements({
      path: '.github/workflows/deploy.yml',
      text: `jobs: { a: { steps: [] } }
      - uses: actions/checkout@3d3c42e5 # v7.0.1
        uses: 'acme/notify/send@v1'
      - uses: ./.github/actions/own
      - uses: docker://alpine@sha256:abc
`,
    }),
  ];
  const local = { ...FACTS.local, workflows };
  test.each<[string, ActionsPolicy, CheckState, string]>([
    ['all', { enabled: true, allowed: 'all' }, 'ok', 'All actions are allowed.'],
    ['none', { enabled: false, allowed: 'all' }, 'fail', 'Actions are disabled.'],
    [
      'only its own',
      { enabled: true, allowed: 'local_only' },
      'fail',
      'Not allowed: acme/notify/send, actions/checkout.',
    ],
    [
      'those of GitHub',
      { enabled: true, allowed: 'selected', selected: { byGithub: true, patterns: [] } },
      'fail',
      'Not allowed: acme/notify/send.',
    ],
    [
      'those of GitHub and a pattern',
      { enabled: true, allowed: 'selected', selected: { byGithub: true, patterns: ['acme/*'] } },
      'ok',
      'The actions that the workflows use are allowed.',
    ],
    [
      'by name',
      {
        enabled: true,
        allowed: 'selected',
        selected: { byGithub: false, patterns: ['actions/checkout@v7', 'acme/notify/send@*'] },
      },
      'ok',
      'The actions that the workflows use are allowed.',
    ],
    [
      'selected ones that the token can not read',
      { enabled: true, allowed: 'selected' },
      'unknown',
      'Selected actions are allowed; this token can not read which.',
    ],
  ])('that allows %s', (_name, actions, state, found) => {
    const facts = { ...FACTS, local, github: { value: { ...GITHUB, actions: { value: actions } } } };
    expect(judge('actions', facts)).toEqual([state, found]);
  });
});
