import { describe, expect, test } from 'vitest';
import { openIncident } from '../../src/response/open.ts';
import {
  scenarioInputOf,
  chooseDrillScenario,
  createDrillScenarios,
} from '../../src/response/drill-scenarios.ts';
import { at } from '../support/incident-content.ts';
import { refusalOf, respondWorld, verdict } from '../support/incident-context.ts';

const POLICIES = ['vayva', 'vauntico'];

describe('U6.4: what can be rehearsed', () => {
  test.each(POLICIES)('%s: each of the SOP’s examples opens with words that pass', (policy) => {
    const incidentContext = respondWorld({}, { policy });
    const scenarios = createDrillScenarios(incidentContext.siteContext);
    expect(scenarios.length).toBeGreaterThan(5);
    expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
    for (const scenario of scenarios) {
      const change = openIncident(incidentContext, scenarioInputOf(scenario), at('09:10'));
      expect([scenario.name, ...verdict(incidentContext, change, '09:10')]).toEqual([scenario.name]);
      expect(change.text).toContain('drill: true');
    }
  });

  test('an example that names a component is about it', () => {
    const { siteContext } = respondWorld();
    expect(
      chooseDrillScenario(siteContext, 'sev-2-order-creation-failing-for-subset-of-users', 0).component.id,
    ).toBe('orders');
  });

  test.each([
    ['de', 'langsame Seiten', ''],
    ['pt', 'páginas lentas', ''],
    ['de', 'keine Bestellungen', 'impact-phrases: [keine Bestellungen]\n'],
  ])('customers read no English on a page in another language: %s, %s', (language, impact, own) => {
    const site = `language: ${language}\n`;
    const extra = `name: Own\nextends: vayva\n${own}`;
    const { siteContext } = respondWorld({}, own === '' ? { site } : { site, extra });
    const impacts = createDrillScenarios(siteContext).map((scenario) => scenario.impact);
    expect(new Set(impacts)).toEqual(new Set([impact]));
  });

  test('by chance where none is named, never beyond the last', () => {
    const { siteContext } = respondWorld();
    const all = createDrillScenarios(siteContext);
    expect(chooseDrillScenario(siteContext, undefined, 0)).toEqual(all[0]);
    expect(chooseDrillScenario(siteContext, undefined, 1)).toEqual(all.at(-1));
    expect(refusalOf(() => chooseDrillScenario(siteContext, 'sev-1-database-failur', 0))).toContain(
      'Did you mean "sev-1-database-failure"',
    );
  });

  test('a policy without examples still has a drill for each public severity', () => {
    const extra =
      'name: Own\nseverities: { high: { name: High, impact: major }, low: { name: Low, impact: none, public: never } }\n';
    const incidentContext = respondWorld({}, { extra });
    const [scenario, ...more] = createDrillScenarios(incidentContext.siteContext);
    expect([scenario!.name, scenario!.alert, more]).toEqual([
      'high-errors-in-checkout',
      'Errors in Checkout',
      [],
    ]);
    const change = openIncident(incidentContext, scenarioInputOf(scenario!), at('09:10'));
    expect(verdict(incidentContext, change, '09:10')).toEqual([]);
  });
});
