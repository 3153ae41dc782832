import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ENGINE_ROOT } from '../../../src/files/engine.ts';
import { readGithubConfiguration } from '../../../src/setup/io/doctor-github.ts';
import { readLocalConfiguration } from '../../../src/setup/io/doctor-here.ts';
import { runDoctorChecks } from '../../../src/setup/doctor.ts';
import type { DoctorCheckResult } from '../../../src/setup/doctor.ts';
import { startHub } from '../../github-emulator/emulator.ts';
import type { Hub, HubOptions } from '../../github-emulator/emulator.ts';
import { EXAMPLE_NOW } from '../../support/example-content.ts';

const read = (path: string): string => readFileSync(join(ENGINE_ROOT, path), 'utf8');

const SITE = `name: Acme
url: https://acme.github.io/status
id: tag:acme.github.io,2026:status
policy: vauntico
contact: { email: help@acme.example }
people:
  incident-commander: ['@amina', '@acme/on-call']
  technical-lead: ['@tunde']
  communications-lead: ['@amina']
  monitoring-lead: ['@bola']
audience: customers
subscribe: { email: https://lists.acme.example/status }
notify:
  customers: { none: the tests send nothing }
  stakeholders: { none: the tests send nothing }
  incident-response: { none: the tests send nothing }
`;
const APP = `on: push
jobs:
  merge:
    environment: { name: incident-bot, deployment: false }
    steps:
      - run: node x.ts
        env: { KEY: '\${{ secrets.CANDOR_APP_PRIVATE_KEY }}', ID: '\${{ vars.CANDOR_APP_ID }}', T: '\${{ secrets.GITHUB_TOKEN }}' }
`;
const FILES: Readonly<Record<string, string>> = {
  'status.yaml': SITE,
  'components/checkout.md': '---\nname: Checkout\n---\n',
  '.github/workflows/validate.yml': read('.github/workflows/validate.yml'),
  '.github/workflows/auto-merge.yml': APP,
  '.github/workflows/reminders-watchdog.yml': 'on: { schedule: [{ cron: "*/30 * * * *" }] }\njobs: {}\n',
  '.github/ISSUE_TEMPLATE/declare.yml': 'name: Declare\nlabels: ["incident:declare"]\n',
  '.github/dependabot.yml': read('.github/dependabot.yml'),
};
const INCIDENT = `---
title: Some orders fail at checkout
severity: severity-2
components: { checkout: partial-outage }
detected: 2026-11-22T09:02Z
internal: { source: alert, commander: "@amina" }
---
`;

/** What docs/adopter/getting-started.md has people import. */
const RULESET = JSON.parse(read('.github/main-ruleset.json')) as { name: string; enforcement: 'active' };

async function hubWith(options: HubOptions = {}): Promise<Hub> {
  const hub = await startHub({
    teams: ['on-call'],
    people: { amina: 'admin', tunde: 'write', bola: 'write' },
    files: FILES,
    ...options,
  });
  onTestFinished(() => hub.close());
  return hub;
}

interface How {
  readonly token?: string;
  readonly clock?: () => number;
}

/** Everything the doctor says of a clone of a hub's repository, asked with a token. */
async function ask(
  hub: Hub,
  { token = hub.token({ login: 'amina' }), clock = Date.now }: How = {},
): Promise<DoctorCheckResult[]> {
  const here = await readLocalConfiguration(await hub.clone(hub.token({ login: 'amina' })), EXAMPLE_NOW);
  const people = [...new Set(Object.values(here.content.siteContext?.site.people ?? {}).flat())];
  const github = { repository: hub.repository, url: `https://github.com/${hub.repository}` };
  const facts = await readGithubConfiguration(await hub.as(token), { people, clock });
  hub.assertClean();
  return runDoctorChecks({
    now: EXAMPLE_NOW,
    local: { ...here, remote: { url: hub.url, github } },
    github: facts,
    places: { value: [] },
  });
}

const GENERATED = 'generated'; // Tested with the files of a whole copy; these few have no forms.
const ids = (checked: readonly DoctorCheckResult[], state: DoctorCheckResult['state']): string[] =>
  checked.filter((one) => one.state === state && one.id !== GENERATED).map(({ id }) => id);
const said = (checked: readonly DoctorCheckResult[], id: string): string => {
  const { state, found, fix, where } = checked.find((one) => one.id === id)!;
  return [`${state}: ${found}`, fix, where ?? ''].filter((line) => line !== '').join('\n');
};

/** Sets everything on GitHub that a fresh repository lacks, as a person would on its settings' pages. */
async function setUp(hub: Hub): Promise<void> {
  const { settings } = hub;
  settings.pages = { build_type: 'workflow', html_url: 'https://acme.github.io/status/', status: 'built' };
  settings.workflowPermissions = {
    default_workflow_permissions: 'read',
    can_approve_pull_request_reviews: true,
  };
  const main = { protected_branches: false, custom_branch_policies: true };
  settings.environments = [
    { name: 'incident-bot', deployment_branch_policy: main },
    { name: 'github-pages', deployment_branch_policy: main },
  ];
  settings.environmentSecrets['incident-bot'] = ['CANDOR_APP_PRIVATE_KEY'];
  settings.variables['CANDOR_APP_ID'] = '7';
  settings.variables['CANDOR_NOTIFY'] = 'on';
  settings.repository = {
    security_and_analysis: {
      secret_scanning: { status: 'enabled' },
      secret_scanning_push_protection: { status: 'enabled' },
      dependabot_security_updates: { status: 'enabled' },
    },
  };
  const { octokit, at } = await hub.as({ login: 'amina' });
  await octokit.rest.repos.createRepoRuleset({ ...at, ...RULESET });
  await octokit.rest.issues.createLabel({ ...at, name: 'incident:declare' });
}

describe('a repository on GitHub', () => {
  test('fresh from the template: lists what to fix', async () => {
    const hub = await hubWith();
    hub.settings.workflowPermissions = {
      default_workflow_permissions: 'read',
      can_approve_pull_request_reviews: false,
    };
    const checked = await ask(hub);
    expect({
      fail: ids(checked, 'fail'),
      warn: ids(checked, 'warn'),
      unknown: ids(checked, 'unknown'),
    }).toMatchInlineSnapshot(`
      {
        "fail": [
          "pages",
          "required-checks",
          "no-force-push",
          "job-token",
          "notifications",
        ],
        "unknown": [
          "pages-url",
          "secret-scanning",
        ],
        "warn": [
          "environments",
          "secrets",
          "labels",
        ],
      }
    `);
    expect(
      ['pages', 'job-token', 'required-checks', 'no-force-push', 'secrets'].map((id) => said(checked, id)),
    ).toMatchInlineSnapshot(`
      [
        "fail: Pages is disabled.
      Choose "GitHub Actions" as the source; for another host, set host: in status.yaml and run "npx candor upgrade".
      https://github.com/acme/status/settings/pages",
        "fail: They can not.
      Tick "Allow GitHub Actions to create and approve pull requests" (in an organization perhaps there first). Until then issue forms, alerts and the drafts of postmortems and of the next update push a branch only, and a person has to open each pull request.
      https://github.com/acme/status/settings/actions",
        "fail: main does not require candor/incidents, candor/postmortem.
      Import .github/main-ruleset.json as a ruleset: it requires both.
      https://github.com/acme/status/settings/rules",
        "fail: main accepts force pushes.
      Tick "Block force pushes" in a ruleset for main (V6.4).
      https://github.com/acme/status/settings/rules",
        "warn: CANDOR_APP_PRIVATE_KEY, CANDOR_APP_ID: not set, so workflows use the default GITHUB_TOKEN.
      Optional: add them to use a GitHub App, whose merges and pull requests trigger other workflows.
      https://github.com/acme/status/settings/environments",
      ]
    `);
  });

  test('fixed: reports nothing', async () => {
    const hub = await hubWith();
    await setUp(hub);
    const checked = await ask(hub);
    expect(checked.filter(({ state, id }) => state !== 'ok' && id !== GENERATED)).toEqual([]);
  });

  test('asks only what reads, one question each', async () => {
    const hub = await hubWith();
    await setUp(hub);
    const before = hub.requests.length;
    await ask(hub);
    const asked = hub.requests.slice(before).filter(({ method }) => method !== 'GIT');
    expect(asked.length).toBeGreaterThan(15);
    expect(asked.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(new Set(asked.map(({ path }) => path)).size).toBe(asked.length);
  });

  /** What is spoilt in a repository where all was well, and what then has to be said. */
  const SPOILT: readonly (readonly [string, Readonly<Record<string, string>>, (hub: Hub) => unknown])[] = [
    [
      'its settings',
      {
        ...{ pages: 'fail', 'pages-url': 'fail', cron: 'fail', workflows: 'fail', actions: 'fail' },
        ...{ 'required-checks': 'fail', 'no-force-push': 'fail', secrets: 'fail', issues: 'fail' },
        ...{ environments: 'warn', 'secret-scanning': 'warn', dependabot: 'warn' },
      },
      ({ settings }) => {
        Object.assign(settings.pages!, { build_type: 'legacy', html_url: 'https://status.acme.example/' });
        settings.disabled.set('reminders-watchdog.yml', 'disabled_inactivity');
        settings.disabled.set('validate.yml', 'disabled_manually');
        settings.actionsPermissions = { enabled: false };
        settings.rulesets[0]!['enforcement'] = 'disabled';
        settings.environments = settings.environments.slice(0, 1).map((one) => ({ ...one, name: 'other' }));
        settings.repository = {
          has_issues: false,
          security_and_analysis: {
            secret_scanning: { status: 'enabled' },
            secret_scanning_push_protection: { status: 'disabled' },
            dependabot_security_updates: { status: 'disabled' },
          },
        };
      },
    ],
    [
      'its settings in part',
      { actions: 'fail', 'required-checks': 'fail', secrets: 'fail' },
      ({ settings }) => {
        settings.actionsPermissions = { enabled: true, allowed_actions: 'local_only' };
        const [, noForcePush, byPullRequest] = settings.rulesets[0]!['rules'] as object[];
        const parameters = { required_status_checks: [{ context: 'candor/incidents' }] };
        settings.rulesets[0]!['rules'] = [
          byPullRequest,
          noForcePush,
          { type: 'required_status_checks', parameters },
        ];
        delete settings.variables['CANDOR_APP_ID'];
      },
    ],
    [
      'the actions that it allows',
      { actions: 'fail' },
      ({ settings }) => {
        settings.actionsPermissions = { enabled: true, allowed_actions: 'selected' };
        settings.allowedActions = { github_owned_allowed: false, patterns_allowed: ['acme/*'] };
      },
    ],
    [
      'its files',
      { people: 'fail', owners: 'ok', 'roles-held': 'fail', dependabot: 'fail', contact: 'warn' },
      (hub) => {
        const site = SITE.replace('@acme/on-call', '@other/on-call')
          .replace("  technical-lead: ['@tunde']\n", '')
          .replace("communications-lead: ['@amina']", "communications-lead: ['@aminaa']")
          .replace(/^contact.*\n/m, '');
        return hub.seed({ 'status.yaml': site, '.github/dependabot.yml': null });
      },
    ],
  ];
  test.each(SPOILT)(
    'spoilt in %s: each fault is noticed, with how to fix it',
    async (_name, expected, spoil) => {
      const hub = await hubWith();
      await setUp(hub);
      await spoil(hub);
      const checked = await ask(hub);
      const amiss = checked.filter(({ id }) => id in expected);
      expect(Object.fromEntries(amiss.map(({ id, state }) => [id, state]))).toEqual(expected);
      for (const { state, fix } of amiss) if (state !== 'ok') expect(fix).toMatch(/\w.*\.$/);
      const others = checked.filter(
        ({ id, state }) => !(id in expected) && state !== 'ok' && id !== GENERATED,
      );
      expect(others.map(({ id }) => id)).toEqual([]);
    },
  );

  test('a person with read access only is reported', async () => {
    const hub = await hubWith({ people: { amina: 'admin', tunde: 'write', bola: 'read' } });
    expect(said(await ask(hub), 'access')).toMatchInlineSnapshot(`
      "warn: No write access: @bola. They can't publish updates or be requested as reviewers.
      Give them the role "Write"; they have to accept the invitation.
      https://github.com/acme/status/settings/access"
    `);
  });

  test('V8.4, V9.1: a public repository names exactly the files that are not public', async () => {
    const hub = await hubWith();
    await hub.seed({
      'incidents/2026-11-22-checkout.md': INCIDENT,
      'incidents/2026-11-23-public.md': INCIDENT.replace(/^internal.*\n/m, ''),
      'incidents/2026-11-24-broken.md': INCIDENT.replace('severity: ', 'severty: '),
      'postmortems/2026-11-22-checkout.md': '---\nincident: 2026-11-22-checkout\n---\n',
    });
    expect(said(await ask(hub), 'private')).toMatchInlineSnapshot(`
      "fail: The repository is public, and so is the internal content of incidents/2026-11-22-checkout.md, incidents/2026-11-24-broken.md, postmortems/2026-11-22-checkout.md.
      Make the repository private (Pages then needs a paid plan, or publish elsewhere), or move postmortems and internal fields to a private one. What was pushed remains in the git history.
      https://github.com/acme/status/settings#danger-zone"
    `);
    const hidden = await hubWith({ isPrivate: true });
    await hidden.seed({ 'incidents/2026-11-22-checkout.md': INCIDENT });
    expect(said(await ask(hidden), 'private')).toBe('ok: The repository is private.');
  });

  test('a clock that is wrong is noticed', async () => {
    const hub = await hubWith();
    const checked = await ask(hub, { clock: () => Date.now() - 10 * 60_000 });
    expect(said(checked, 'clock')).toMatch(/^fail: It is (?:599|60\d) s behind GitHub's\./);
  });

  test('a token with few rights leaves open what it may not see, and says so', async () => {
    const hub = await hubWith();
    await setUp(hub);
    const checked = await ask(hub, { token: hub.token({ permissions: { contents: 'read' } }) });
    expect(ids(checked, 'fail')).toEqual([]);
    expect(ids(checked, 'unknown')).toMatchInlineSnapshot(`
      [
        "pages",
        "pages-url",
        "actions",
        "job-token",
        "workflows",
        "cron",
        "environments",
        "secrets",
        "notifications",
        "labels",
      ]
    `);
    expect(said(checked, 'job-token')).toMatchInlineSnapshot(
      `"unknown: This token can't read the workflow permissions. Use a token of an administrator."`,
    );
  });

  test('a token that GitHub does not know leaves all of it open', async () => {
    const hub = await hubWith();
    const github = await readGithubConfiguration(await hub.as('ghp_nobody'), { people: [], clock: Date.now });
    expect(github).toEqual({ unknown: 'GitHub rejected this token.' });
  });
});
