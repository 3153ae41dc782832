import { describe, expect, test } from 'vitest';
import { openIncident } from '../../src/response/open.ts';
import { parseSeverityInput } from '../../src/response/parse-choices.ts';
import { openQuestions } from '../../src/response/open-questions.ts';
import { resolveIncident } from '../../src/response/resolve.ts';
import { updateIncident } from '../../src/response/update.ts';
import { at } from '../support/incident-content.ts';
import { published, refusalOf, respondWorld } from '../support/incident-context.ts';

const INPUT = { severity: 'sev-2', impact: 'failed payments' };
const RETIRED = respondWorld({}, { components: { orders: 'retired: 2026-11-22\n' } });
const REFUSAL =
  '"orders" has been retired since 2026-11-22, so nothing new can affect it.\nName another component, or remove "retired" from components/orders.md if it is in service.';

describe('U6.3 a retired component', () => {
  test('is not offered for a new incident', () => {
    const [question] = openQuestions(RETIRED, { severity: 'sev-2' });
    expect(question).toMatchObject({ choices: [{ value: 'checkout' }] });
  });

  test('is refused for a new incident, with the day and what to do', () => {
    const open = () => openIncident(RETIRED, { ...INPUT, component: ['orders'] }, at('09:10'));
    expect(refusalOf(open)).toContain(REFUSAL);
  });

  test.each([
    ['detected', { detected: '2026-11-21T10:00Z' }],
    ['begun', { started: '2026-11-21T10:00Z', detected: '2026-11-22T08:00Z' }],
  ])('is taken if it was in service when the trouble was %s', (_, times) => {
    const opened = openIncident(RETIRED, { ...INPUT, ...times, component: ['orders'] }, at('09:10'));
    expect(opened.text).toContain('orders: partial-outage');
  });

  test('is refused where an incident did not name it before, and restored where it did', () => {
    const checkout = published(
      RETIRED,
      openIncident(RETIRED, { ...INPUT, component: ['checkout'] }, at('09:10')),
    );
    const affects = { affects: 'orders degraded', text: 'Orders are slow too.' };
    expect(refusalOf(() => updateIncident(checkout, affects, at('09:30')))).toContain(REFUSAL);
    const resolve = () =>
      resolveIncident(
        checkout,
        { ...affects, cause: 'x', fix: 'other', fixed: '1h', tested: 'staging', verified: ['all'] },
        at('12:30'),
      );
    expect(refusalOf(resolve)).toContain(REFUSAL);
    const before = { ...INPUT, detected: '2026-11-21T10:00Z', component: ['orders'] };
    const orders = published(RETIRED, openIncident(RETIRED, before, at('09:10')));
    const restored = { affects: 'orders operational', text: 'Orders work again.' };
    expect(updateIncident(orders, restored, at('09:30')).text).toContain('Affects: orders operational');
  });

  test('is offered and taken before its last day', () => {
    const leaving = respondWorld({}, { components: { orders: 'retired: 2026-11-23\n' } });
    expect(openIncident(leaving, { ...INPUT, component: ['orders'] }, at('09:10')).id).toBe(
      '2026-11-22-orders',
    );
  });
});

describe('what a person types for a choice', () => {
  const world = respondWorld();
  const { policy } = world.siteContext;

  test.each([
    ['1', 'sev-1'],
    ['SEV 1', 'sev-1'],
    ['critical', 'sev-1'],
    ['p1', 'sev-1'],
    ['Sev2', 'sev-2'],
  ])('a severity by other names: %s', (text, key) => {
    expect(parseSeverityInput(policy, text).key).toBe(key);
  });

  test('a severity that there is not', () => {
    expect(refusalOf(() => parseSeverityInput(policy, 'sev-4'))).toMatch(/sev-1, sev-2 or sev-3/);
  });

  test('several components, each with a state', () => {
    const given = { severity: 'sev-1', component: ['checkout, orders=degraded'] };
    expect(openIncident(world, given, at('09:10')).text).toContain(
      'components:\n  checkout: major-outage\n  orders: degraded\n',
    );
  });
});
