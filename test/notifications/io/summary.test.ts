import { describe, expect, test } from 'vitest';
import { eventComplianceOf } from '../../../src/compliance/event-compliance.ts';
import { deadlinesOf } from '../../../src/deadlines/all-deadlines.ts';
import { deliveryEvidenceOf } from '../../../src/deadlines/delivery-evidence.ts';
import { openLogStore } from '../../../src/delivery-log/io/log-store.ts';
import { summaryReadersOf } from '../../../src/notifications/destinations.ts';
import { runNotifications } from '../../../src/notifications/io/runner.ts';
import { HOUR, MINUTE } from '../../../src/time/duration.ts';
import { companyInput, incidentFile } from '../support/content.ts';
import { startReceiver } from '../support/receiver.ts';
import { createTestRepository } from '../support/repository.ts';

const OPTIONS = {
  secret: () => `whsec_${Buffer.alloc(32, 1).toString('base64')}`,
  signal: new AbortController().signal,
};
const now = Math.floor(Date.now() / MINUTE) * MINUTE;
const time = (at: number): string => `${new Date(at).toISOString().slice(0, 16)}Z`;

/** A severity 1 that was resolved an hour ago, with further internal fields. */
const resolved = (internal: string): Record<string, string> => ({
  one: incidentFile({
    ...{ severity: 'severity-1', detected: now - 3 * HOUR },
    front: `internal: { commander: "@amina", cause: A SECRETWORD release, fix: rollback${internal} }`,
    updates: [
      [now - 3 * HOUR + MINUTE, 'investigating', 'We are looking into failed orders.'],
      [now - HOUR, 'resolved', 'Orders work again. We apologize for any inconvenience.'],
    ],
  }),
});

async function createCompany() {
  const receiver = await startReceiver();
  const place = (name: string): string =>
    `[{ channel: webhook, url: "${receiver.url}/${name}", secret: HOOK }]`;
  const notify = `{ customers: ${place('customers')}, stakeholders: ${place('stakeholders')}, incident-response: ${place('team')} }`;
  const inputOf = (internal: string) =>
    companyInput({ policy: 'vauntico', notify, incidents: resolved(internal) });
  const store = openLogStore(createTestRepository().clone(), 'origin');
  const earlier = { ...OPTIONS, now: () => Date.now() - 24 * HOUR };
  await runNotifications(store, { ...inputOf(''), incidents: [] }, earlier);
  const send = async (internal: string): Promise<string[]> => {
    await runNotifications(store, inputOf(internal), OPTIONS);
    return receiver.requests.filter(({ body }) => body.includes('candor.summary')).map(({ path }) => path);
  };
  return { receiver, store, inputOf, send };
}

describe('U4.3: the executive summary', () => {
  test('goes to its audience once, when a person marked it as ready, and compliance counts it', async () => {
    const { receiver, store, inputOf, send } = await createCompany();
    expect(await send('')).toEqual([]);
    const ready = `, summary-ready: ${time(now - MINUTE)}`;
    expect(await send(ready)).toEqual(['/stakeholders']);
    expect(await send(ready)).toEqual(['/stakeholders']);
    const { body } = receiver.requests.find((one) => one.body.includes('candor.summary'))!;
    expect(JSON.parse(body)).toMatchObject({
      data: { title: 'Some orders fail at checkout', state: 'Executive summary', audience: 'stakeholders' },
    });
    expect(body).toContain('Cause: A SECRETWORD release');
    const customers = receiver.requests.filter(({ path }) => path === '/customers');
    expect(customers.map((one) => one.body).join('')).not.toContain('SECRETWORD');
    const { siteContext, incidents } = inputOf(ready);
    const { site, policy } = siteContext;
    const evidence = deliveryEvidenceOf((await store.read()).log);
    const statusOf = (known: object): string | undefined =>
      eventComplianceOf({ site, policy, evidence: known }, incidents[0]!, Date.now())!.measures.find(
        ({ kind }) => kind === 'summary',
      )?.status;
    expect([statusOf({}), statusOf(evidence)]).toEqual(['waiting', 'met']);
    const due = (known: object): boolean =>
      deadlinesOf(siteContext, incidents, known, Date.now(), { endedAfter: -Infinity }).some(
        ({ kind }) => kind === 'summary',
      );
    expect([due({}), due(evidence)]).toEqual([true, false]);
  }, 60_000);

  test('never goes to customers', () => {
    const { siteContext } = companyInput({ policy: 'vauntico', notify: '{}' });
    const { policy } = siteContext;
    expect(summaryReadersOf(policy)).toEqual(['stakeholders']);
    for (const audience of ['customers', policy.audiences['customers']!.name, 'no one'])
      expect(summaryReadersOf({ ...policy, summary: { ...policy.summary!, audience } })).toEqual([]);
  });

  test('is not sent if a person has sent it', async () => {
    const { send } = await createCompany();
    const times = `, summary-ready: ${time(now - MINUTE)}, summary: ${time(now - 2 * MINUTE)}`;
    expect(await send(times)).toEqual([]);
  }, 60_000);
});
