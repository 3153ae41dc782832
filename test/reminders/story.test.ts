import { describe, expect, test } from 'vitest';
import { parseMarkerKeys } from '../../src/text/comment-marker.ts';
import { REMINDER_MARKER } from '../../src/reminders/facts.ts';
import { at, FILE, ID, incidentText, RESOLVED, startEvening } from './watched-repository.ts';
import type { Evening } from './watched-repository.ts';

/** What was posted on the tracking issue, reminder by reminder, in order. */
async function said({ comments }: Evening): Promise<string[]> {
  const own = (await comments()).filter(({ login }) => login.endsWith('[bot]'));
  return own.flatMap(({ body }) =>
    parseMarkerKeys(body, REMINDER_MARKER).map((id) => id.replace(`${ID}/`, '')),
  );
}

const bodies = async ({ comments }: Evening): Promise<string> =>
  (await comments()).map(({ body }) => body).join('\n');

const update = (time: string, words: string): string => `## 2026-11-22T${time}Z update\n\n${words}`;

describe('an evening with a SEV-1', () => {
  test('V12.2 V10.1: each reminder is posted once and escalates, over a restart; the issue is closed with the compliance report', async () => {
    const evening = await startEvening();
    const { hub, publish, watcher } = evening;
    const one = await watcher();
    for (const time of ['18:06', '18:15', '18:18', '18:20', '18:20:30', '18:35', '18:36'])
      await one.wakes(time);
    const [issue] = await hub.issues();
    expect(issue).toMatchObject({ title: 'SEV-1 Critical: Checkout unavailable', state: 'open' });
    const early = await said(evening);
    const two = await watcher();
    for (const time of ['18:36', '18:42:30', '18:50', '18:51', '19:05', '19:20']) await two.wakes(time);
    expect(await said(evening)).toEqual([
      'internal-update/1795370700000#soon',
      'internal-update/1795370700000#late',
      'next-update/20261122T1805Z#due',
      'internal-update/1795370700000#step-1',
      'internal-update/1795370700000#step-2',
      'next-update/20261122T1805Z#late',
      'internal-update/1795370700000#step-3',
      'next-update/20261122T1805Z#step-1',
      'next-update/20261122T1805Z#step-2',
      'next-update/20261122T1805Z#step-3',
    ]);
    expect(early).toHaveLength(6);
    const words = await evening.comments();
    expect(words[2]!.body).toContain('#2 contains the next update');
    expect(words.at(-1)!.body.split('\n')[0]).toBe(
      String.raw`**Still late, step 4 of 4:** Next public update (V12.2), late since 19:35. Incident commander @amina, Everybody in the company, Engineering lead @tunde, CEO @bola: please.`,
    );

    await publish(incidentText([update('19:22', 'Some payments work again.')]));
    await two.wakes('19:23');
    expect(String((await hub.issues())[0]!['body'])).toContain('last public update 20:22');
    const publishedText = incidentText([
      update('19:22', 'Some payments work again.'),
      '## 2026-11-22T20:25Z monitoring\n\nA fix is in place.',
      RESOLVED,
    ]);
    await publish(publishedText);
    await two.wakes('21:01');
    expect((await hub.issues())[0]).toMatchObject({ state: 'open' });
    expect(String((await hub.issues())[0]!['body'])).toContain(
      '- [ ] Postmortem (V8.1): due 2026-11-24 22:00',
    );
    await hub.seed({ [`postmortems/${ID}.md`]: `---\nincident: ${ID}\n---\n\nReviewed.\n` });
    await two.wakes('22:00');
    expect((await hub.issues())[0]).toMatchObject({ state: 'closed', state_reason: 'completed' });
    expect((await evening.comments()).at(-1)!.body).toMatch(
      /^Resolved at 22:00 \(Africa\/Lagos\), after 2 h 58 min\. No open deadlines\.\n\nSOP compliance/,
    );
    const count = (await evening.comments()).length;
    await (await watcher()).wakes('22:10');
    expect(await evening.comments()).toHaveLength(count);
    expect(
      JSON.stringify([await hub.issues(), await evening.comments(), await hub.pullRequests()]),
    ).not.toMatch(/secret cause|db-7|out of memory/);
    hub.assertClean();
  });

  test('V10.1: two watchers that wake in the same second say it once, or take the second one back', async () => {
    const evening = await startEvening();
    const [one, two] = await Promise.all([evening.watcher(), evening.watcher()]);
    await Promise.all([one.wakes('18:06'), two.wakes('18:06')]);
    await one.wakes('18:07');
    expect((await evening.hub.issues()).filter(({ state }) => state === 'open')).toHaveLength(1);
    await Promise.allSettled([one.wakes('18:36'), two.wakes('18:36')]);
    await Promise.allSettled([one.wakes('18:36:02'), two.wakes('18:36:03')]);
    await one.wakes('18:37');
    await two.wakes('18:37');
    await one.wakes('18:39');
    const all = await said(evening);
    expect(new Set(all).size).toBe(all.length);
    expect(all).toContain('next-update/20261122T1805Z#late');
    expect((await evening.hub.pullRequests()).filter(({ state }) => state === 'open')).toHaveLength(1);
    evening.hub.assertClean();
  });

  test('a marker in a stranger’s words silences nothing, and a stranger’s issue is not taken for the tool’s', async () => {
    const evening = await startEvening();
    const { hub, watcher } = evening;
    const bola = await hub.as({ login: 'bola' });
    const spoof = `<!-- candor:tracking ${ID} --><!-- candor:tracking 2026%2D11%2D22%2Dcheckout -->`;
    await bola.octokit.rest.issues.create({ ...bola.at, title: 'Mine', body: spoof });
    const amina = await hub.as({ login: 'amina' });
    await amina.octokit.rest.issues.addLabels({ ...amina.at, issue_number: 1, labels: ['incident'] });
    const one = await watcher();
    await one.wakes('18:06');
    const number = 2;
    const body = `<!-- candor:said 2026%2D11%2D22%2Dcheckout/next%2Dupdate/20261122T1805Z%23due -->`;
    await bola.octokit.rest.issues.createComment({ ...bola.at, issue_number: number, body });
    await one.wakes('18:20');
    const words = await evening.comments(number);
    expect(
      words
        .filter(({ login }) => login !== 'bola')
        .map(({ body: text }) => text)
        .join(),
    ).toContain('**Due:**');
    expect(await evening.comments(1)).toEqual([]);
    hub.assertClean();
  });

  test('V12.5: what customers do not see is not followed in public, nor is a drill', async () => {
    const evening = await startEvening({
      [FILE]: incidentText().replace('severity: sev-1', 'severity: sev-3'),
      'incidents/2026-11-22-drill.md': incidentText().replace('severity', 'drill: true\nseverity'),
    });
    const one = await evening.watcher();
    await one.wakes('19:30');
    expect(await evening.hub.issues()).toEqual([]);
    expect(await evening.hub.pullRequests()).toEqual([]);
  });

  test('an issue that was closed too early is opened again; after the end it stays closed', async () => {
    const evening = await startEvening();
    const { hub, publish, watcher } = evening;
    const one = await watcher();
    await one.wakes('18:06');
    const amina = await hub.as({ login: 'amina' });
    const close = { ...amina.at, issue_number: 1, state: 'closed' as const };
    await amina.octokit.rest.issues.update(close);
    await (await watcher()).wakes('18:07');
    expect((await hub.issues())[0]).toMatchObject({ state: 'open' });
    await publish(incidentText([RESOLVED]));
    await amina.octokit.rest.issues.update(close);
    await (await watcher()).wakes('21:10');
    expect((await hub.issues())[0]).toMatchObject({ state: 'closed' });
    expect(await bodies(evening)).toBe('');
    expect(at('21:10')).toBeGreaterThan(0);
  });
});
