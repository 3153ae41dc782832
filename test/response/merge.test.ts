import { describe, expect, test } from 'vitest';
import { findCustomWording } from '../../src/pull-requests/custom-wording.ts';
import { eventsOf } from '../../src/notifications/events.ts';
import { incidentObligations } from '../../src/deadlines/kinds.ts';
import { buildIncidentTimeline } from '../../src/deadlines/timeline.ts';
import { mergeIncident } from '../../src/response/merge.ts';
import type { IncidentContext } from '../../src/response/context.ts';
import { openIncident } from '../../src/response/open.ts';
import { incidentOf, published, refusalOf, respondWorld, verdict } from '../support/incident-context.ts';
import { at } from '../support/incident-content.ts';

const [CHECKOUT, ORDERS] = ['2026-11-22-checkout', '2026-11-22-orders'];

/** With SEV-2 at Checkout and SEV-1 at Orders, both public. */
function twoOpen(): IncidentContext {
  let world = respondWorld();
  const now = at('09:10');
  for (const input of [
    { severity: 'sev-2', component: ['checkout'], impact: 'failed payments', detected: '5m' },
    {
      severity: 'sev-1',
      component: ['orders'],
      impact: 'missing orders',
      detected: '5m',
      allowDuplicate: true,
    },
  ])
    world = published(world, openIncident(world, input, now));
  const incidents = world.entries.map(({ source }) => source);
  return { ...world, published: { commit: 'abc', at: now, incidents } };
}

const world = twoOpen();
const merge = mergeIncident(world, { incident: ORDERS, into: CHECKOUT }, at('09:20'));
const change = merge.type === 'merge' ? merge.change : expect.fail('it was not public');
const [merged, into] = [incidentOf(change), incidentOf(change.also!)];
const before = (id: string) => world.entries.find((event) => event.id === id)!;

describe('one incident merged into another', () => {
  test('both files: one ends, the other gets its components and its severity', () => {
    expect(change.text.slice(change.text.indexOf('merged-into'))).toMatchInlineSnapshot(`
      "merged-into: 2026-11-22-checkout
      ---

      ## 2026-11-22T09:10Z investigating

      We are currently investigating a service disruption affecting Orders. Our team is working to resolve this as quickly as possible. We will provide updates every 30 minutes.

      ## 2026-11-22T09:20Z merged

      We now report on the problem with Orders together with another one, at <https://vayva.shop/status/incidents/2026-11-22-checkout/>. All further updates are there.
      "
    `);
    expect(change.also!.text.slice(change.also!.text.indexOf('## 2026-11-22T09:20Z'))).toMatchInlineSnapshot(`
      "## 2026-11-22T09:20Z update
      Affects: orders major-outage
      Severity: sev-1

      This also affects Orders, which we reported on separately before. All further updates are here.
      "
    `);
    expect(verdict(world, change, '09:20')).toEqual([]);
  });

  test('V5.1: no person has to approve its texts', () => {
    expect(findCustomWording(world.siteContext, { before: before(ORDERS), after: merged })).toEqual([]);
    expect(findCustomWording(world.siteContext, { before: before(CHECKOUT), after: into })).toEqual([]);
  });

  test.each([
    ['other text in the merged one', ORDERS, 'together', 'happily together', 'matches no template'],
    ['other text in the other one', CHECKOUT, 'separately', 'happily', 'matches no template'],
    [
      'a component that it does not affect',
      CHECKOUT,
      'affects Orders',
      'affects Rival',
      'matches no template',
    ],
    [
      'a component that looks better',
      CHECKOUT,
      'Affects: orders',
      'Affects: checkout operational, orders',
      'matches no template',
    ],
  ])('V5.1: a person approves %s', (_name, id, from, to, reason) => {
    const one = id === ORDERS ? change : change.also!;
    const after = incidentOf({ ...one, text: one.text.replace(from, to) });
    expect(findCustomWording(world.siteContext, { before: before(id), after })).toEqual([
      `the update of 2026-11-22T09:20Z ${reason}`,
    ]);
  });

  test('nothing is due for the merged one, and no postmortem is due', () => {
    const { policy, site } = world.siteContext;
    const evidence = {};
    const timeline = buildIncidentTimeline(policy, merged, evidence)!;
    expect(incidentObligations({ policy, site, timeline, evidence })).toEqual([]);
  });

  test('subscribers get the update of the other one alone', () => {
    const keys = eventsOf(world.siteContext.policy, [merged, into], at('09:20')).map(
      ({ subject, key }) => `${subject!.id} ${key}`,
    );
    expect(keys.filter((key) => key.includes('T0920'))).toEqual([`${CHECKOUT} update:20261122T0920Z`]);
  });

  test('before it is public it goes', () => {
    const hidden = { ...world, published: { ...world.published!, incidents: [before(CHECKOUT).source] } };
    expect(mergeIncident(hidden, { incident: ORDERS, into: CHECKOUT }, at('09:20'))).toMatchObject({
      type: 'discard',
      event: { id: ORDERS },
    });
  });

  test.each<[string, IncidentContext, string, string]>([
    ['itself', world, ORDERS, ORDERS],
    ['one that is over', published(world, change), CHECKOUT, ORDERS],
    [
      'one with changes that are not public',
      { ...world, pending: new Map([[CHECKOUT, { isLocal: true }]]) },
      ORDERS,
      CHECKOUT,
    ],
    ['none', world, ORDERS, 'payments'],
  ])('not into %s', (name, incidentContext, incident, other) => {
    expect(
      refusalOf(() => mergeIncident(incidentContext, { incident, into: other }, at('09:20'))),
    ).toMatchSnapshot(name);
  });
});

describe('valid-merge', () => {
  test.each([
    ['into none that exists', ORDERS, 'payments'],
    ['into itself', CHECKOUT, ORDERS],
  ])('%s', (_name, from, to) => {
    const text = change.text.replace(
      `merged-into: ${CHECKOUT}`,
      `merged-into: ${from === ORDERS ? `2026-11-22-${to}` : ORDERS}`,
    );
    expect(verdict(world, { ...change, text }, '09:20')).toContainEqual(
      expect.stringContaining('error valid-merge: There is no other incident'),
    );
  });
});
