import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startHub } from '../github-emulator/emulator.ts';
import type { Hub } from '../github-emulator/emulator.ts';
import { hasAlertmanager, startAlertmanager } from './alertmanager.ts';
import { HOSTILE } from './sample-payloads.ts';
import { startRelay } from './webhook-server-process.ts';
import { PAGE, takeIn } from './ingest-alert.ts';

const ID = '2026-11-22-checkout';
const FILE = `incident/${ID}:incidents/${ID}.md`;
const FIRING = {
  ...{
    source: 'grafana',
    status: 'firing',
    dedupe_key: 'k1',
    title: 'API: 5xx on 10.0.0.7',
    severity: 'warning',
  },
  ...{ components: 'checkout', url: 'https://grafana.example/d/abc', starts_at: '2026-11-22T09:01:00Z' },
};

/** The press of "Ready for review". */
const READY =
  'mutation ($id: ID!) { markPullRequestReadyForReview(input: { pullRequestId: $id }) { clientMutationId } }';

/** A GitHub where workflows may open pull requests; what a test did to it has to make sense to the real one. */
async function hubFor(options: Parameters<typeof startHub>[0] = {}): Promise<Hub> {
  const hub = await startHub({ files: PAGE, now: '2026-11-22T09:03:00Z', ...options });
  onTestFinished(async () => {
    await hub.close();
    hub.assertClean();
  });
  hub.settings.workflowPermissions = { can_approve_pull_request_reviews: true };
  return hub;
}

/** The comments on a pull request, without their hidden lines. */
async function commentsOn(hub: Hub, number: number): Promise<string[]> {
  const { octokit, at } = await hub.as({ login: 'amina' });
  const { data } = await octokit.rest.issues.listComments({ ...at, issue_number: number });
  return data.map(({ body }) => (body ?? '').replace(/\n*<!--[\s\S]*$/, ''));
}

async function until<T>(ask: () => T | undefined, what: string): Promise<T> {
  for (const end = Date.now() + 20_000; ; await new Promise((resolve) => setTimeout(resolve, 20))) {
    const answer = ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`not in time: ${what}`);
  }
}

describe.skipIf(!hasAlertmanager)(
  'V2.1, V11.2, U3.1: from a real Alertmanager to the draft of an incident',
  () => {
    test('an alert opens it, the next of its group adds to it, and its end is said there', async () => {
      const hub = await hubFor({ now: new Date().toISOString() });
      const bearer = 'token-of-alertmanager';
      const relay = await startRelay({
        ...hub.env(hub.token({ permissions: { contents: 'write' } })),
        RELAY_ALERTMANAGER_TOKEN: bearer,
      });
      const alertmanager = await startAlertmanager({ receiverUrl: `${relay.url}/alertmanager`, bearer });
      onTestFinished(() => alertmanager.close());
      const nth = (count: number): Promise<unknown> =>
        until(
          () => hub.dispatched.filter(({ name }) => name === 'repository_dispatch')[count],
          `dispatch ${count}`,
        ).then(({ payload }) => payload['client_payload']);
      const firing = {
        labels: { alertname: 'ApiErrors', severity: 'warning', service: 'checkout' },
        annotations: { summary: 'API: 5xx rate "high" > 5%' },
        generatorURL: 'https://prometheus.example/graph?g0.expr=up',
      };
      const began = performance.now();
      await alertmanager.send(firing);
      const first = await nth(0);
      expect(performance.now() - began).toBeLessThan(10_000);
      expect(first).toMatchObject({
        title: 'API: 5xx rate "high" > 5%',
        status: 'firing',
        components: 'checkout',
      });
      expect(await takeIn(hub, first)).toMatchObject({ code: 0, err: '' });
      const [pull] = await hub.pullRequests();
      expect(pull).toMatchObject({ draft: true, title: 'SEV-2: Checkout failing for some customers' });
      expect(pull!['requested_reviewers']).toMatchObject([{ login: 'amina' }]);

      await alertmanager.send(firing, { ...firing, labels: { ...firing.labels, service: 'orders' } });
      expect(await takeIn(hub, await nth(1))).toMatchObject({ code: 0, err: '' });
      expect(await hub.pullRequests()).toMatchObject([
        { title: 'SEV-2: Checkout and Orders failing for some customers', draft: true },
      ]);
      const branch = (pull!['head'] as { ref: string }).ref;
      expect(await hub.git('show', `${branch}:incidents/${branch.slice('incident/'.length)}.md`)).toMatch(
        /orders: partial-outage[\s\S]*degraded performance with Checkout and Orders\./,
      );

      const endsAt = new Date().toISOString();
      await alertmanager.send(
        { ...firing, endsAt },
        { ...firing, labels: { ...firing.labels, service: 'orders' }, endsAt },
      );
      const last = await nth(2);
      expect(last).toMatchObject({ status: 'resolved' });
      expect(await takeIn(hub, last)).toMatchObject({ code: 0, err: '' });
      const comments = await commentsOn(hub, 1);
      expect(comments).toHaveLength(2);
      expect(comments[0]).toMatch(/^Alertmanager has sent this alert 3 times: .* It has \*\*cleared\*\*\./);
      expect(comments[1]).toMatch(
        /^The alert from Alertmanager \*\*cleared at \d\d:\d\dZ\*\*\. Nothing was published\./,
      );
      expect(await hub.pullRequests()).toMatchObject([{ state: 'open', draft: true }]);
      expect(JSON.stringify(await hub.pullRequests()) + comments.join('')).not.toMatch(
        /5xx|ApiErrors|g0\.expr/,
      );
      expect(await relay.stop()).toBe(0);
    });
  },
);

describe('V2.1: what alerts.yml runs', () => {
  test('starts the check of the draft, and says in the summary what it did', async () => {
    const hub = await hubFor();
    const { code, summary, out } = await takeIn(hub, FIRING, { now: '2026-11-22T09:03Z' });
    expect({ code, summary: summary.replace(hub.url, '') }).toMatchInlineSnapshot(`
      {
        "code": 0,
        "summary": "Opened a draft, 2026-11-22-checkout, for SEV-2.

      /acme/status/pull/1

      Notify: On-call engineer, in Slack #incidents
      ",
      }
    `);
    expect(hub.dispatched.map(({ payload }) => [payload['workflow'], payload['ref']])).toEqual([
      ['auto-merge.yml', 'main'],
    ]);
    expect(await hub.git('log', '-1', '--format=%an <%ae> %cn: %s', `incident/${ID}`)).toMatchInlineSnapshot(
      `"github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com> github-actions[bot]: SEV-2: Checkout failing for some customers"`,
    );
    expect(summary + out).not.toMatch(/5xx|10\.0\.0\.7/);
  });

  test('notes an alert at the incident that is public already, and its end too; resolves nothing', async () => {
    const hub = await hubFor();
    await takeIn(hub, { ...FIRING, severity: 'critical' }, { now: '2026-11-22T09:03Z' });
    const { octokit, at } = await hub.as({ login: 'amina' });
    const { data: draft } = await octokit.rest.pulls.get({ ...at, pull_number: 1 });
    await octokit.graphql(READY, { id: draft.node_id });
    await octokit.rest.pulls.merge({ ...at, pull_number: 1 });
    const again = await takeIn(
      hub,
      { ...FIRING, severity: 'critical', components: 'checkout,orders' },
      { now: '2026-11-22T09:20Z' },
    );
    expect(again.out).toBe(`Added to ${ID}, which is public.\n`);
    const over = { ...FIRING, status: 'resolved', ends_at: '2026-11-22T09:41:00Z' };
    for (const now of ['2026-11-22T09:42Z', '2026-11-22T09:43Z']) await takeIn(hub, over, { now });
    const comments = await commentsOn(hub, 1);
    expect(comments.map((body) => body.split('\n', 1)[0])).toMatchInlineSnapshot(`
      [
        "Grafana has sent this alert 4 times: first at 09:03Z, last at 09:43Z. It has **cleared**.",
        "Grafana now also reports **Orders**, which 2026-11-22-checkout doesn't include. If customers are affected:",
        "The alert from Grafana **cleared at 09:41Z**. The incident is still open on the status page. To update it:",
      ]
    `);
    expect(await hub.git('show', `main:incidents/${ID}.md`)).not.toContain('resolved');
    expect((await hub.pullRequests()).length).toBe(1);
    expect(await hub.git('branch', '--list')).not.toContain('checkout-2');
  });

  test('an alert that can’t become a draft becomes an issue, once; the next attempt starts again', async () => {
    const hub = await hubFor();
    hub.settings.workflowPermissions = { can_approve_pull_request_reviews: false };
    for (const now of ['2026-11-22T09:03Z', '2026-11-22T09:08Z'])
      expect((await takeIn(hub, FIRING, { now })).code).toBe(1);
    const issues = await hub.issues();
    expect(
      issues.map(({ title, labels }) => [title, (labels as { name: string }[]).map(({ name }) => name)]),
    ).toEqual([['Failed to create a draft incident from an alert', ['alert', 'needs-triage']]]);
    expect(String(issues[0]!['body']).replace(hub.url, '')).toMatchInlineSnapshot(`
      "Grafana sent an alert, and opening a draft incident failed: GitHub Actions is not permitted to create or approve pull requests. - https:&#8203;//docs.github.com/rest

      See [the log of the run](</acme/status/actions/runs/77>).

      If customers are affected: \`npx candor incident open --source alert\`.

      [Open the alert](<https://grafana.example/d/abc>)

      <!-- candor:alert-failed f77b9430644c634e19e61b57 -->"
    `);
    hub.settings.workflowPermissions = { can_approve_pull_request_reviews: true };
    expect((await takeIn(hub, FIRING, { now: '2026-11-22T09:13Z' })).out).toContain(`Opened a draft, ${ID},`);
  });

  test('a repository that can’t be read loses no alert either', async () => {
    const hub = await hubFor({ files: { ...PAGE, 'status.yaml': 'name: [' } });
    expect((await takeIn(hub, FIRING)).code).toBe(1);
    expect(await hub.issues()).toHaveLength(1);
  });

  test('takes the same fields from a run that was started by hand; --dry-run only says', async () => {
    const hub = await hubFor();
    const event = {
      inputs: { title: 'By hand', severity: 'sev-1', components: 'Orders' },
      repository: { private: true },
    };
    const { code, out } = await takeIn(hub, undefined, {
      event,
      now: '2026-11-22T09:03Z',
      args: ['--dry-run'],
    });
    expect({ code, out }).toMatchInlineSnapshot(`
      {
        "code": 0,
        "out": "Opened a draft, 2026-11-22-orders, for SEV-1.
      commit incidents/2026-11-22-orders.md on incident/2026-11-22-orders: SEV-1: Orders unavailable
      push incident/2026-11-22-orders to origin
      open a pull request from incident/2026-11-22-orders into main, or update the open one: SEV-1: Orders unavailable
      request reviews from @amina
      notify by hand: Everybody in the company, in Slack #incidents
      notify by hand: Leadership, in Slack #incidents
      ",
      }
    `);
    expect(await hub.pullRequests()).toEqual([]);
  });

  test('hostile words in every field: nothing runs, nothing is injected, in public or in private', async () => {
    for (const isPrivate of [false, true]) {
      const hub = await hubFor({ isPrivate });
      const text = HOSTILE.slice(0, -1).join('\n');
      const says = {
        source: text,
        dedupe_key: text,
        title: text,
        severity: text,
        components: text,
        details: text,
      };
      const ran = await takeIn(
        hub,
        { ...says, url: `https://grafana.example/${text}` },
        { isPrivate, now: '2026-11-22T09:03Z' },
      );
      expect(ran.code).toBe(0);
      expect(`${ran.out}\n${ran.err}\n${ran.summary}`).not.toMatch(/^::|pwned/m);
      const [pull] = await hub.pullRequests();
      const branch = (pull!['head'] as { ref: string }).ref;
      expect(branch).toBe('incident/2026-11-22-unknown');
      expect(String(pull!['body']).match(/<!-- candor:/g)).toHaveLength(2);
      expect(String(pull!['body'])).not.toMatch(/^## |^---|@everyone|<script/m);
      expect(await hub.git('ls-tree', '-r', '--name-only', branch)).not.toContain('pwned');
      const file = await hub.git('show', `${branch}:incidents/2026-11-22-unknown.md`);
      expect(file.match(/^---$/gm)).toHaveLength(2);
      expect(file.match(/^## /gm)).toHaveLength(1);
      expect(file.replace(/url: .*/, '').includes('pwned')).toBe(isPrivate);
      for (const root of [process.cwd(), '/nowhere']) expect(existsSync(join(root, 'pwned'))).toBe(false);
    }
  });

  test.each([
    ['2026-11-22', 'incident/2026-11-22-unknown', 'The alert names a service that no component matches.'],
    ['2026-11-23', 'incident/2026-11-22-checkout', 'Checkout'],
  ])(
    'an alert opens nothing on a component that is retired by then (since %s)',
    async (day, branch, text) => {
      const retired = { 'components/checkout.md': `---\nname: Checkout\nretired: ${day}\n---\n` };
      const hub = await hubFor({ files: { ...PAGE, ...retired } });
      expect(await takeIn(hub, FIRING, { now: '2026-11-22T09:03Z' })).toMatchObject({ code: 0, err: '' });
      const [pull] = await hub.pullRequests();
      expect((pull!['head'] as { ref: string }).ref).toBe(branch);
      expect(String(pull!['body'])).toContain(text);
    },
  );

  test('no comment decides what is stored of an alert', async () => {
    const hub = await hubFor();
    await takeIn(hub, FIRING, { now: '2026-11-22T09:03Z' });
    const { octokit, at } = await hub.as({ login: 'bola' });
    const [pull] = await hub.pullRequests();
    const fingerprint = /candor:alert (\w+)/.exec(String(pull!['body']))![1]!;
    const state = encodeURIComponent(
      '{"times":900,"first":0,"newest":0,"status":"resolved","components":[]}',
    );
    const body = `<!-- candor:alert-log ${fingerprint} -->\n<!-- candor:alert-state ${state} -->`;
    await octokit.rest.issues.createComment({ ...at, issue_number: 1, body });
    await takeIn(hub, FIRING, { now: '2026-11-22T09:08Z' });
    const comments = await commentsOn(hub, 1);
    expect(comments[1]).toContain('sent this alert 2 times');
    expect(await hub.git('show', FILE)).toContain('severity: sev-2');
  });
});
