import { describe, expect, test } from 'vitest';
import { parseChangedEvent } from '../../src/response/change.ts';
import { planRecurringMaintenance } from '../../src/response/recurring.ts';
import type { IncidentContext } from '../../src/response/context.ts';
import { updateIncident } from '../../src/response/update.ts';
import { withdrawEvent } from '../../src/response/withdraw.ts';
import { findCustomWording } from '../../src/pull-requests/custom-wording.ts';
import { published, respondWorld, verdict } from '../support/incident-context.ts';
import { at } from '../support/incident-content.ts';

const SITE = `recurring-maintenance:
  database:
    first: 2026-12-06T02:00
    duration: 2h
    repeat: FREQ=WEEKLY;BYDAY=SU
    components: { orders: degraded }
    text: "[component] will be slow from [starts] to [ends], while we renew our machines."
    announce: 15d
`;
const ID = '2026-12-06-database';
const world = respondWorld({}, { site: SITE });
const NOW = at('09:10');

function plan(incidentContext: IncidentContext, now = NOW, decisions = new Map<string, string>()) {
  return planRecurringMaintenance(incidentContext, decisions, now);
}

function lines(...args: Parameters<typeof plan>): string[] {
  return plan(...args).map((one) =>
    'change' in one ? `write ${one.change.path}` : 'skipped' in one ? one.skipped : one.problem,
  );
}

const [first] = plan(world);
const change = 'change' in first! ? first.change : expect.fail('nothing to write');

test('a file for each window that is due to be announced, which the validator passes', () => {
  expect(lines(world)).toEqual([`write incidents/${ID}.md`]);
  expect(lines(world, at('2026-11-29T09:10Z'))).toEqual([
    `write incidents/${ID}.md`,
    'write incidents/2026-12-13-database.md',
  ]);
  expect(change.text).toMatchInlineSnapshot(`
    "---
    kind: maintenance
    title: "Orders: planned maintenance"
    components:
      orders: degraded
    starts: 2026-12-06T01:00Z
    ends: 2026-12-06T03:00Z
    ---

    ## 2026-11-22T09:10Z scheduled

    Orders will be slow from 6 December 2026 at 02:00 GMT+1 to 6 December 2026 at 04:00 GMT+1, while we renew our machines.
    "
  `);
  expect(verdict(world, change, '09:10')).toEqual([]);
});

describe('a window that people decided about is left alone', () => {
  const announced = published(world, change);
  const moved = updateIncident(
    announced,
    { incident: ID, starts: '2026-12-07T01:00Z', ends: '2026-12-07T03:00Z' },
    NOW,
  );
  const { source } = parseChangedEvent(change);
  const withdrawal = withdrawEvent(
    { ...announced, published: { commit: '', at: NOW, incidents: [source] } },
    { incident: ID },
    at('09:20'),
  );
  const cancelled = withdrawal.type === 'withdraw' ? withdrawal.change : expect.fail('it was not public');

  test.each<[string, IncidentContext, Map<string, string>?]>([
    ['announced', announced],
    ['moved', published(announced, moved)],
    ['called off', published(announced, cancelled)],
    ['on a branch', { ...world, usedIds: new Set([ID]) }],
    ['rejected', { ...world, rejected: new Map([[ID, `The branch of ${ID} was deleted.`]]) }],
    ['removed', world, new Map([[ID, `The file of ${ID} was removed in commit abc1234.`]])],
  ])('%s', (name, incidentContext, decisions) => {
    const [only, ...more] = lines(incidentContext, NOW, decisions);
    expect(more).toEqual([]);
    expect(only).toMatchSnapshot(name);
  });
});

test('a window that can no longer be announced in time', () => {
  const late = respondWorld({}, { site: SITE, extra: 'extends: vayva\nmaintenance: { notice: 3d }\n' });
  expect(lines(late, at('2026-12-04T09:00Z'))[0]).toMatchInlineSnapshot(
    `"2026-12-06-database starts in 40 hours, too late to announce it 3 days before. To announce it all the same: npx candor incident open --kind maintenance"`,
  );
});

describe('V5.1: what status.yaml plans needs no other approval', () => {
  test.each([
    ['as it plans it', '', '', []],
    ['another title', 'title: "', 'title: "Rival and ', ['there is no template for planned maintenance']],
    ['another end', 'T03:00Z', 'T04:00Z', ['there is no template for planned maintenance']],
    ['more text', 'machines.', 'machines. Buy now.', ['there is no template for planned maintenance']],
  ])('%s', (_name, from, to, reasons) => {
    const after = parseChangedEvent({ ...change, text: change.text.replace(from, to) });
    expect(findCustomWording(world.siteContext, { after })).toEqual(reasons);
  });

  test('not on another day', () => {
    const after = parseChangedEvent({ ...change, path: 'incidents/2026-12-07-database.md' });
    expect(findCustomWording(world.siteContext, { after })).toEqual([
      'there is no template for planned maintenance',
    ]);
  });
});
