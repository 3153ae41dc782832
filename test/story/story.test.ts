import { describe, expect, onTestFinished, test } from 'vitest';
import { MINUTE, SECOND } from '../../src/time/duration.ts';
import { hasAlertmanager, startAlertmanager } from '../alerts/alertmanager.ts';
import { startRelay } from '../alerts/webhook-server-process.ts';
import { ALERT, COMPANY, MARKS, SECRETS } from './company.ts';
import { setGithub, until } from './github.ts';
import { fillResolve, issueOf, noteInFile, pressReady, pullOn, wordsOnGithub } from './user-actions.ts';
import { siteOf } from './published-site.ts';
import { AFTER_PUSH } from './time-to-page.ts';

const FIRST =
  'We are currently investigating a service disruption affecting Checkout. Our team is working to resolve this as quickly as possible. We will provide updates every 30 minutes.';
const NOTHING_NEW =
  'We are still working on the service disruption affecting Checkout. There is nothing new to report yet. We will provide updates every 30 minutes.';
const OVER =
  'The issue affecting Checkout has been resolved. All systems are now operational. We apologize for any inconvenience.';

const MERGED = { start: 'skipped', merge: 'success' };
const PUBLISHED = { deploy: 'success', 'follow-up': 'success', notify: 'skipped' };

test.skipIf(!hasAlertmanager)(
  'V2.1 V3.1 V5.1 V5.3 V8.1 V8.4 V11.2 V12.2: from a real alert to the page, its reminder, the resolution and the review',
  { timeout: 10 * MINUTE },
  async () => {
    const github = await setGithub(COMPANY);
    const { hub, runs, resultsOf } = github;
    const bearer = 'token-of-alertmanager';
    const relay = await startRelay({
      ...hub.env(hub.token({ permissions: { contents: 'write' } })),
      RELAY_ALERTMANAGER_TOKEN: bearer,
    });
    const alertmanager = await startAlertmanager({ receiverUrl: `${relay.url}/alertmanager`, bearer });
    onTestFinished(() => alertmanager.close());

    // V2.1, V11.2: Checkout is down. Prometheus notifies Alertmanager, which calls the webhook receiver, which calls GitHub.
    await alertmanager.send({ ...ALERT, startsAt: new Date().toISOString() });
    await until('the alert', () => hub.dispatched.length > 0);
    expect(resultsOf(await runs('alerts.yml', 'repository_dispatch'))).toEqual({ ingest: 'success' });

    // V3.1, V5.1: nothing is public; a draft waits in the SOP's words, and the commander is asked.
    const draft = await pullOn(hub, 'incident/');
    const { id } = draft;
    expect(draft).toMatchObject({ draft: true, title: 'SEV-1: Checkout unavailable', asked: ['amina'] });
    expect(draft.words).toEqual([FIRST]);
    expect(resultsOf(await runs('auto-merge.yml', 'dispatch'))).toEqual(MERGED);
    expect(await pullOn(hub, draft.branch)).toMatchObject({ draft: true, merged: false });

    // The commander, on a phone: a note for the team, then "Ready for review".
    await noteInFile(hub, draft, 'amina', SECRETS.note);
    await pressReady(hub, draft, 'amina');

    // V5.1: the template is the approval. GITHUB_TOKEN merges, and dispatches what its merge does not start.
    expect(resultsOf(await runs('auto-merge.yml', 'pull_request ready_for_review'))).toEqual(MERGED);
    expect(await pullOn(hub, draft.branch)).toMatchObject({ merged: true, by: 'github-actions[bot]' });
    const lost = new AbortController();
    const [first] = await Promise.all([
      runs('deploy.yml', 'dispatch'),
      runs('reminders.yml', 'dispatch', lost.signal),
      // The watch has hardly set the watchdog's time when its machine is lost.
      until('the time of the watchdog', () => hub.git('for-each-ref', 'refs/candor/watch-at/')).then(() =>
        lost.abort(),
      ),
    ]);
    expect(resultsOf(first)).toEqual(PUBLISHED);
    const page = siteOf(first);
    expect(page.text('/')).toMatch(/Checkout is down\..*Next update by.*Checkout unavailable/);
    expect(page.text('/')).toContain(FIRST);
    expect(page.text(`/incidents/${id}/`)).toContain(FIRST);
    expect(page.json('api/v2/status.json')).toMatchObject({ status: { indicator: 'critical' } });
    expect(page.json('api/v2/summary.json')).toMatchObject({
      incidents: [{ name: 'Checkout unavailable', impact: 'critical', status: 'investigating' }],
    });
    const told = await page.rss();
    expect(told.map(({ title }) => title)).toEqual(['Checkout unavailable (Investigating)']);
    expect(page.jsonFeed()).toEqual(told);

    // V12.2: a quarter of an hour later the update is due. The watchdog finds no watcher and starts one.
    github.timePassesTo(draft.at + 15 * MINUTE - 5 * SECOND);
    const net = await runs('reminders-watchdog.yml', 'schedule');
    expect(net.jobs['watchdog']!.log).toMatch(/No watcher is running .*: starting it\./);
    const superseded = new AbortController();
    const watch = runs('reminders.yml', 'dispatch', superseded.signal);
    const reminder = await until('the reminder', async () =>
      (await issueOf(hub, 'SEV-1 Critical: Checkout unavailable')).comments.find((body) =>
        body.includes('**Due:** Next public update'),
      ),
    );
    expect(reminder).toContain('Incident commander @amina: please.');
    const ready = await pullOn(hub, 'next/');
    expect(reminder).toContain(`#${ready.number} contains the next update`);
    expect(ready).toMatchObject({ draft: true, merged: false, words: [FIRST, NOTHING_NEW] });

    // V4.2, V12.2: there is nothing new. One tap says so.
    await pressReady(hub, ready, 'amina');
    expect(resultsOf(await runs('auto-merge.yml', 'pull_request ready_for_review'))).toEqual(MERGED);
    // The merge has dispatched another watch, for none is listed here; it takes the place of this one.
    superseded.abort();
    await watch;
    const second = await runs('deploy.yml', 'dispatch');
    expect(resultsOf(second)).toEqual(PUBLISHED);
    const toldTwice = await siteOf(second).rss();
    expect(toldTwice.map(({ title }) => title)).toEqual(['Checkout unavailable (Update)', told[0]!.title]);
    expect(toldTwice[1]).toEqual(told[0]);
    expect(siteOf(second).jsonFeed()).toEqual(toldTwice);
    expect(siteOf(second).text('/')).toContain(NOTHING_NEW);

    // V7.1, V7.2, V7.3: half an hour after the fix the commander fills the form "Resolve an incident".
    github.timePassesTo(draft.at + 44 * MINUTE);
    const form = await fillResolve(hub, 'amina', { cause: SECRETS.cause, fixed: '31m' });
    expect(resultsOf(await runs('issue-forms.yml', 'issues opened'))).toEqual({ 'handle-form': 'success' });
    const third = await runs('deploy.yml', 'dispatch');
    expect(resultsOf(third)).toEqual(PUBLISHED);
    const end = siteOf(third);
    expect(end.text('/')).toMatch(/All systems are working\..*Checkout Working/);
    expect(end.text(`/incidents/${id}/`)).toMatch(new RegExp(`Resolved.*${OVER}.*${NOTHING_NEW}.*${FIRST}`));
    expect(end.json('api/v2/status.json')).toMatchObject({ status: { indicator: 'none' } });
    expect(end.json('api/v2/summary.json')).toMatchObject({ incidents: [] });
    const toldAll = await end.rss();
    expect(toldAll.map(({ title }) => title)).toEqual([
      'Checkout unavailable (Resolved)',
      ...toldTwice.map(({ title }) => title),
    ]);
    expect(toldAll.slice(1)).toEqual(toldTwice);
    expect(end.jsonFeed()).toEqual(toldAll);
    expect(await issueOf(hub, form.title)).toMatchObject({ state: 'closed', number: form.number });
    expect((await issueOf(hub, form.title)).comments.at(-1)).toContain(
      `Published: https://shop.example/status/incidents/${id}/`,
    );

    // V8.1: the watcher ends, the postmortem is due, and it is drafted.
    const over = await runs('reminders.yml', 'dispatch');
    expect(resultsOf(over)).toEqual({ watch: 'success' });
    const tracking = await issueOf(hub, 'SEV-1 Critical: Checkout unavailable');
    expect(tracking).toMatchObject({
      state: 'open',
      body: expect.stringMatching(/- \[ \] Postmortem \(V8\.1\): due/),
    });
    expect(tracking.comments.filter((body) => body.includes('**Due:** Next public update'))).toHaveLength(1);
    expect(await pullOn(hub, 'postmortem/')).toMatchObject({ title: `${id}: postmortem`, merged: false });

    // V8.4: what only the team may read is on no page, in no feed, on no issue, in no comment and in no log.
    const shown = [page, siteOf(second), end].map((site) => site.bytes());
    const everything = [...shown, await wordsOnGithub(hub, form.number), github.said(), ...relay.lines].join(
      '\n',
    );
    expect(everything).toContain(OVER);
    expect(MARKS.exec(everything)).toBeNull();
    const file = await hub.git('show', `main:${draft.path}`);
    for (const note of [SECRETS.note, SECRETS.cause]) expect(file).toContain(note);
    // All of it was within the rights that each job asks for, and in words that GitHub understands.
    expect(hub.requests.filter(({ status }) => status === 401 || status === 403)).toEqual([]);
    hub.assertClean();
  },
);

describe('how the story is run', () => {
  test('the jobs that the page waits for are those of the table in costs.md', () => {
    const inTurn = [MERGED, PUBLISHED].map(
      (jobs) => Object.entries(jobs).find(([, result]) => result === 'success')![0],
    );
    expect(AFTER_PUSH.map(({ job }) => job)).toEqual(inTurn);
  });

  test('marks that are found wherever they are', () => {
    for (const secret of Object.values(SECRETS)) expect(secret).toMatch(MARKS);
  });
});
