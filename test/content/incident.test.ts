import { expect, test } from 'vitest';
import { statesAfterUpdate, statesAfterUpdates } from '../../src/content/incident.ts';
import type { ComponentStates } from '../../src/content/incident.ts';
import { exampleContent } from '../support/example-content.ts';

const [BEGUN, WORSE, BETTER, OVER] = ['10:00', '10:10', '10:20', '10:30'].map(
  (time) => `2026-11-22T${time}Z`,
);

function statesOf(kind: string, ...updates: readonly string[]): ComponentStates[] {
  const text = `---\ntitle: Orders fail\n${kind}components: { orders: degraded, checkout: degraded }\n---\n\n${updates.join('\n\n')}\n`;
  const [event] = exampleContent([{ path: 'incidents/2026-11-22-orders.md', text }]).incidents;
  const states = statesAfterUpdates(event!);
  expect(states).toEqual(event!.updates.map((_, index) => statesAfterUpdate(event!, index)));
  return [statesAfterUpdate(event!, -1), ...states];
}

const DEGRADED = { orders: 'degraded', checkout: 'degraded' };

test('the states after each update (V13.1): what it changes, all operational at the end unless it names another state', () => {
  expect(
    statesOf(
      `severity: sev-2\ndetected: ${BEGUN}\n`,
      `## ${BEGUN} investigating\n\nOne.`,
      `## ${WORSE} update\nAffects: orders major-outage\n\nTwo.`,
      `## ${BETTER} resolved\nAffects: checkout degraded\n\nThree.`,
      `## ${OVER} investigating\n\nFour.`,
    ),
  ).toEqual([
    DEGRADED,
    DEGRADED,
    { orders: 'major-outage', checkout: 'degraded' },
    { orders: 'operational', checkout: 'degraded' },
    { orders: 'operational', checkout: 'degraded' },
  ]);
});

test('the states after an incident that was over before it was reported', () => {
  expect(
    statesOf(
      `severity: sev-2\ndetected: ${BETTER}\nstarted: ${BEGUN}\nended: ${WORSE}\n`,
      `## ${OVER} monitoring\n\nOne.`,
    ),
  ).toEqual([DEGRADED, { orders: 'operational', checkout: 'operational' }]);
});
