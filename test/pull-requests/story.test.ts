import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseIncident } from '../../src/content/parse-incident.ts';
import { formatInstant } from '../../src/time/instant.ts';
import { GITHUB_TOKEN } from '../support/fake-secrets.ts';
import { scratch } from '../support/scratch.ts';
import { setStage, SITE } from './repository-on-github.ts';
import type { Stage } from './repository-on-github.ts';

const SEV2 = ['open', '--severity', 'sev-2', '--component', 'checkout', '--impact', 'failed payments'];
const TITLE = ['--title', 'Payments by card fail'];
const MINUTE = 60_000;

/** The only incident's branch. */
async function branchOf({ hub }: Stage): Promise<string> {
  return (await hub.git('for-each-ref', '--format=%(refname:short)', 'refs/heads/incident/')).trim();
}

/** The only incident, as a branch has it. */
async function fileOn({ hub }: Stage, branch: string): Promise<{ path: string; text: string }> {
  const path = (await hub.git('ls-tree', '-r', '--name-only', branch, '--', 'incidents/')).trim();
  return { path, text: `${await hub.git('show', `${branch}:${path}`)}\n` };
}

const jobsOf = (run: { jobs: Readonly<Record<string, { result: string }>> }): Record<string, string> =>
  Object.fromEntries(Object.entries(run.jobs).map(([name, { result }]) => [name, result]));

describe('a pull request on GitHub', () => {
  test('V5.2: the template is merged by GITHUB_TOKEN, and the workflows that this does not start are dispatched', async () => {
    const stage = await setStage();
    const { hub, incident, validate, statusComment, merged } = stage;
    await incident('tunde', ...SEV2);
    expect(jobsOf(await validate(1))).toEqual({
      validate: 'skipped',
      start: 'skipped',
      queue: 'skipped',
      merge: 'success',
    });
    expect(await merged(1)).toBe(true);
    expect(hub.dispatched.map(({ payload }) => [payload['workflow'], payload['ref']])).toEqual([
      ['deploy.yml', 'main'],
      ['reminders.yml', 'main'],
    ]);
    expect(await branchOf(stage)).toBe('');
    expect(await hub.git('log', '-1', '--format=%s%n%b', 'main')).toMatch(
      /^SEV-2: Checkout: failed payments \(#1\)\nAll text that becomes public matches approved templates\.\n*$/,
    );
    expect((await statusComment(1)).split('\n').slice(1)).toEqual([
      '### Merged',
      '',
      'All text that becomes public matches approved templates. The status page will update shortly.',
      '',
    ]);
  });

  test('V1.2: the comment shows, folded, what each audience will read', async () => {
    const notify = [
      'notify:',
      '  incidents-channel: [{ channel: teams, secret: TEAMS }]',
      '  leadership: [{ channel: slack-webhook, secret: SLACK }]',
      '  all-hands: { none: they read the channel }',
      '  support-team: { none: they read the channel }',
      '  status-page: [{ channel: email, to: status@lists.example.com, from: status@example.com, secret: SMTP }]',
    ].join('\n');
    const { incident, validate, statusComment } = await setStage({ 'status.yaml': `${SITE}${notify}\n` });
    await incident('tunde', ...SEV2, ...TITLE);
    await validate(1);
    const [, shown = ''] = (await statusComment(1)).split(/(?=<details>)/);
    const text = shown
      .replace(/^> (?:Next update by|https).*\n/gm, '')
      .replace(/(?<=, by )\d\d:\d\d, in \d+ min/, 'TIME')
      .replace(/127\.0\.0\.1:\d+/, 'GITHUB')
      .replace(/(?<=&amp;incident=)[\w-]+/, 'ID');
    expect(text).toMatchInlineSnapshot(`
      "<details><summary>What 2 audiences will read</summary>

      **Customers, on the public status page** by email

      > **Payments by card fail: Investigating**
      >
      > We are experiencing degraded performance with Checkout. Some users may experience failed payments. Our team is investigating.
      >
      > Affected: Checkout

      **The team in \\#incidents** by teams

      > **Payments by card fail: Investigating**
      >
      > We are experiencing degraded performance with Checkout. Some users may experience failed payments. Our team is investigating.
      >
      > Severity: Major (sev-2)
      > Commander: @&#8203;amina
      > Expected: Internal update in Slack \\#incidents (V4.1), by TIME
      > Post an update: http:&#8203;//GITHUB/acme/status/issues/new?template=post-update.yml&amp;incident=ID

      </details>
      "
    `);
  }, 120_000);

  test('what was changed on main too waits for a person to put the two together', async () => {
    const stage = await setStage();
    const { hub, incident, pullRequest, green, statusComment, merged } = stage;
    await incident('tunde', ...SEV2);
    const branch = await branchOf(stage);
    const { path, text } = await fileOn(stage, branch);
    await hub.seed({ [path]: text.replace('failed payments', 'late receipts') }, { by: 'ife' });
    await green(branch);
    expect(await pullRequest('merge', '--number', '1')).toMatch(/^wait: It has conflicts with main\./);
    expect(await merged(1)).toBe(false);
    expect(await statusComment(1)).toContain('It has conflicts with main. Resolve them.');
  });

  test('V5.2: on another branch the run of the pull request only starts one of the default branch', async () => {
    const stage = await setStage();
    const { hub, incident, open, validate, merged } = stage;
    await incident('tunde', ...SEV2);
    const { path, text } = await fileOn(stage, await branchOf(stage));
    await hub.seed({ [path]: text }, { branch: 'patch-1', by: 'tunde' });
    const number = await open('tunde', 'patch-1');
    expect(jobsOf(await validate(number))).toMatchObject({
      ...{ validate: 'success', start: 'success', merge: 'success' },
    });
    expect(await merged(number)).toBe(true);
    expect(hub.dispatched[0]?.payload).toMatchObject({ workflow: 'auto-merge.yml', ref: 'main' });
  });

  test('U6.1, V6.3: a key in an earlier commit and an error in the words hold an update, on their lines; the key is not repeated', async () => {
    const stage = await setStage();
    const { hub, incident, validate, statusComment, merged } = stage;
    await incident('tunde', ...SEV2);
    const branch = await branchOf(stage);
    const { path, text } = await fileOn(stage, branch);
    const wrong = text.replace('failed payments. Our', 'failed payments. It will be fixed by 3pm. Our');
    await hub.seed({ [path]: wrong, 'notes.md': `Try ${GITHUB_TOKEN}.\n` }, { branch, by: 'tunde' });
    await hub.seed({ 'notes.md': null }, { branch, by: 'tunde' });
    const run = await validate(1);
    expect(jobsOf(run)).toMatchObject({ validate: 'skipped', start: 'skipped', merge: 'success' });
    const { annotations, summary, log } = run.jobs['merge']!;
    expect(annotations.map(({ file, line }) => `${file}:${line}`)).toEqual(['notes.md:1', `${path}:15`]);
    expect(annotations[0]!.message).toMatch(
      /^This looks like .*, in commit [0-9a-f]+; a later commit removed it/,
    );
    expect(summary).toContain('## 1 file checked: 2 errors');
    expect(await merged(1)).toBe(false);
    const { octokit, at } = await hub.as({ login: 'amina' });
    const { data } = await octokit.rest.repos.getCombinedStatusForRef({ ...at, ref: branch });
    expect(data.statuses.map(({ context, state }) => `${context} ${state}`)).toContain(
      'candor/incidents failure',
    );
    const comment = await statusComment(1);
    expect(comment).toContain('notes.md:1');
    expect(log + summary + comment).not.toContain(GITHUB_TOKEN.slice(4, 16));
  });

  test('V5.2: with a GitHub App the merge starts the workflows that follow, and none is started twice', async () => {
    const { hub, incident, validate, merged } = await setStage({}, { app: true });
    await incident('tunde', ...SEV2);
    const run = await validate(1);
    expect(jobsOf(run), run.jobs['merge']?.log).toMatchObject({
      ...{ validate: 'success', start: 'success', merge: 'success' },
    });
    expect(await merged(1)).toBe(true);
    expect(hub.dispatched.map(({ payload }) => payload['workflow'])).toEqual([
      'auto-merge.yml',
      'reminders.yml',
    ]);
    const push = hub.events.findLast(
      ({ name, payload }) => name === 'push' && payload['ref'] === 'refs/heads/main',
    );
    expect(push).toMatchObject({ by: 'candor-acme[bot]', starts: true });
    // The private key is a secret, and the token is one too.
    expect(run.jobs['merge']!.log).not.toMatch(/a key|ghs_/);
  });

  test('V9.1: words of one’s own wait for the commander, on the head that they are on', async () => {
    const stage = await setStage();
    const { hub, incident, pullRequest, green, review, approve, statusComment, merged } = stage;
    await incident('tunde', ...SEV2, ...TITLE);
    const branch = await branchOf(stage);
    const first = await green(branch);
    await pullRequest('merge', '--number', '1');
    expect(await statusComment(1)).toMatch(/It needs approval by the incident commander\. @amina/);
    expect(await statusComment(1)).toContain('the title differs from the generated one');
    expect((await hub.pullRequests())[0]).toMatchObject({ requested_reviewers: [{ login: 'amina' }] });
    // A person without the role; then the commander, for text that has changed since.
    await approve('ife', 1);
    expect(await pullRequest('merge', '--number', '1')).toMatch(/^wait: /);
    const { path, text } = await fileOn(stage, branch);
    await hub.seed({ [path]: text.replace('by card fail', 'fail') }, { branch, by: 'tunde' });
    await approve('amina', 1, first);
    await green(branch);
    expect(await pullRequest('merge', '--number', '1')).toMatch(/^wait: /);
    expect((await review('amina', 1)).jobs['merge']?.result).toBe('success');
    expect(await merged(1)).toBe(true);
    expect(await statusComment(1)).toContain('Approved by @&#8203;amina');
  });

  test('V9.1: the commander’s own words go out; a script or a policy beside them does not', async () => {
    const stage = await setStage();
    const { hub, incident, open, green, validate, pullRequest, statusComment, merged } = stage;
    await incident('amina', ...SEV2, ...TITLE);
    const branch = await branchOf(stage);
    const { path, text } = await fileOn(stage, branch);
    // Names that a shell would run, if one ever saw them.
    const trap = join(scratch(), 'sprung');
    const bait = `$(touch\${IFS}${trap})`;
    const branches = ['incident/policy', `incident/${bait}`];
    const others = {
      'policies/own.yaml': 'name: Own\nextends: vayva\n',
      'scripts/more.ts': 'process.exit(0);\n',
    };
    for (const [index, [other, content]] of Object.entries(others).entries()) {
      await hub.seed({ [path]: text, [other]: content }, { branch: branches[index]!, by: 'amina' });
      const number = await open('amina', branches[index]!, `"; touch ${trap}; \`touch ${trap}\` ${bait}`);
      await green(branches[index]!);
      if (index === 0) await pullRequest('merge', '--number', String(number));
      else expect((await validate(number)).jobs['merge']?.result).toBe('success');
      expect(await merged(number)).toBe(false);
      expect(await statusComment(number)).toContain(
        index === 0
          ? `It changes who may publish what (${other}), so it needs approval by Head of Engineering`
          : `It changes files other than incidents (${other}), so it must be merged manually`,
      );
    }
    expect(existsSync(trap)).toBe(false);
    await green(branch);
    await pullRequest('merge', '--number', '1');
    expect(await merged(1)).toBe(true);
  });

  test('a fork gets annotations and a summary, and nothing that could write', async () => {
    const stage = await setStage();
    const { hub, incident, validate, validateFork, merged } = stage;
    await incident('tunde', ...SEV2);
    const branch = await branchOf(stage);
    const { path, text } = await fileOn(stage, branch);
    await hub.seed(
      { [path]: text.replace('failed payments. Our', 'failed payments. It will be fixed by 3pm. Our') },
      { branch },
    );
    const before = hub.requests.length;
    const run = await validate(1, 'opened', 'eve/status');
    expect(jobsOf(run)).toEqual({
      validate: 'failure',
      start: 'skipped',
      merge: 'skipped',
      queue: 'skipped',
    });
    const { annotations, summary, permissions } = run.jobs['validate']!;
    expect(annotations.map(({ file, line }) => `${file}:${line}`)).toEqual([`${path}:15`]);
    expect(summary).toMatch(/## \d+ files checked: 1 error/);
    expect(summary).toContain(`\`${path}:15\``);
    expect(permissions).toEqual({ contents: 'read' });
    expect(hub.requests.slice(before).filter(({ method }) => !['GET', 'GIT'].includes(method))).toEqual([]);
    expect(await merged(1)).toBe(false);

    // Its own runs may not write: a run of the base branch sets the statuses, and checks out nothing of it.
    expect(jobsOf(await validateFork(1, 'eve/status'))).toEqual({ 'validate-forks': 'success' });
    const { octokit, at } = await hub.as({ login: 'amina' });
    const { data } = await octokit.rest.repos.getCombinedStatusForRef({ ...at, ref: branch });
    expect(data.statuses.map(({ context, state }) => `${context} ${state}`).toSorted()).toEqual([
      'candor/incidents failure',
      'candor/postmortem success',
    ]);
    expect(jobsOf(await validateFork(1, hub.repository))).toEqual({ 'validate-forks': 'skipped' });
    expect(await merged(1)).toBe(false);
  });

  test('V13.2: other words are suggested on their lines, once, and taken back when they are not needed', async () => {
    const stage = await setStage();
    const { hub, incident, pullRequest, lineComments, statusComment } = stage;
    await incident('tunde', ...SEV2);
    const branch = await branchOf(stage);
    const { path, text } = await fileOn(stage, branch);
    const bad = text.replace('Our team is', 'It is only a small outage. Our team is');
    await hub.seed({ [path]: bad }, { branch, by: 'tunde' });
    const comment = async () => pullRequest('comment', '--number', '1');
    await comment();
    const [suggestion, ...more] = await lineComments(1);
    expect(more).toEqual([]);
    expect(suggestion).toMatchObject({ path, line: 15, user: { login: 'github-actions[bot]' } });
    expect(suggestion!.body).toContain(
      '```suggestion\nWe are experiencing degraded performance with Checkout. Some users may experience failed payments. It is an outage. Our team is investigating.\n```',
    );
    expect(await statusComment(1)).toContain('plays it down');
    await comment();
    expect(await lineComments(1)).toHaveLength(1);
    await hub.seed({ [path]: text }, { branch, by: 'tunde' });
    await comment();
    expect((await lineComments(1)).map(({ body }) => body)).toEqual([
      'Withdrawn: these lines no longer need a change.',
    ]);
    expect(await statusComment(1)).toContain('### Ready');
  });

  test('V6.4: an update that waited gets a true time, is checked again on its branch, and is merged', async () => {
    const stage = await setStage();
    const { hub, incident, validate, green, dispatched, statusComment, merged } = stage;
    const then = Math.floor(Date.now() / MINUTE) * MINUTE - 20 * MINUTE;
    await incident('tunde', ...SEV2, '--now', formatInstant(then));
    const branch = await branchOf(stage);
    await validate(1);
    expect(await merged(1)).toBe(false);
    expect(await statusComment(1)).toContain('Its timestamp was outdated and has been updated');
    expect(hub.dispatched.map(({ payload }) => [payload['workflow'], payload['ref']])).toEqual([
      ['auto-merge.yml', 'main'],
    ]);
    await green(branch);
    await dispatched();
    expect(await merged(1)).toBe(true);
    const { value } = parseIncident(await fileOn(stage, 'main'));
    expect(value!.updates[0]!.at).toBeGreaterThan(then + 19 * MINUTE);
  });

  test('V12.1: when no one answers, the template is offered by a click, once', async () => {
    const stage = await setStage();
    const { hub, incident, green, pullRequest, lineComments, merged } = stage;
    await incident('tunde', ...SEV2, ...TITLE);
    const branch = await branchOf(stage);
    expect(await pullRequest('propose-template')).toBe('No approval is overdue.\n');
    const later = ['--now', formatInstant(Math.floor(Date.now() / MINUTE) * MINUTE + 5 * MINUTE)];
    expect(await pullRequest('propose-template', ...later)).toBe('Proposed the template on #1.\n');
    await pullRequest('propose-template', ...later);
    const [suggestion, ...others] = await lineComments(1);
    expect(others).toEqual([]);
    expect(suggestion!.body).toMatch(/^@amina: no one has approved this text yet/);
    // A person accepts it.
    const words = /```suggestion\n([^]*?)\n```/.exec(suggestion!.body)![1]!;
    const asked = hub.requests.find(({ operation }) => operation === 'pulls/create-review-comment')!.body;
    const { line, start_line: from = line } = asked as { start_line?: number; line: number };
    const { path, text } = await fileOn(stage, branch);
    const lines = text.split('\n');
    lines.splice(from - 1, line - from + 1, ...words.split('\n'));
    await hub.seed({ [path]: lines.join('\n') }, { branch, by: 'ife' });
    await green(branch);
    // What another check has found keeps it back, until that check finds nothing.
    await green(branch, 'validate', 'failure');
    expect(await pullRequest('merge', '--number', '1')).toMatch(/^wait: Failed checks: validate\.\n/);
    await green(branch, 'validate');
    await pullRequest('merge', '--number', '1');
    expect(await merged(1)).toBe(true);
  });
});
