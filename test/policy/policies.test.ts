import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasErrors } from '../../src/content/finding.ts';
import type { SiteContext } from '../../src/content/content.ts';
import { deadlinesOf } from '../../src/deadlines/all-deadlines.ts';
import { NO_EVIDENCE } from '../../src/deadlines/evidence.ts';
import { renderFormFiles } from '../../src/issue-forms/issue-template-yaml.ts';
import { listOrigins } from '../../src/policy/policy-origins.ts';
import { renderSopPage } from '../../src/policy/sop-page.ts';
import { findTrialProblems } from '../../src/policy/trial-findings.ts';
import { tryPolicy } from '../../src/policy/trial.ts';
import { createDrillScenarios } from '../../src/response/drill-scenarios.ts';
import { isPublic } from '../../src/content/policy.ts';
import type { StatusEvent } from '../../src/content/incident.ts';
import { buildComplianceReport } from '../../src/compliance/compliance.ts';
import { eventsOf } from '../../src/notifications/events.ts';
import type { IncidentChange } from '../../src/response/change.ts';
import type { IncidentContext } from '../../src/response/context.ts';
import { discloseIncident } from '../../src/response/disclose.ts';
import { openIncident } from '../../src/response/open.ts';
import { resolveIncident } from '../../src/response/resolve.ts';
import { updateIncident } from '../../src/response/update.ts';
import { createRuleContext } from '../../src/rules/engine/context.ts';
import { lintIncidentFile } from '../../src/rules/engine/lint.ts';
import { buildStatusView } from '../../src/status/status-view.ts';
import { DAY, HOUR } from '../../src/time/duration.ts';
import type { Instant } from '../../src/time/instant.ts';
import { planChange } from '../../src/response/plan.ts';
import { recipientsOf } from '../../src/response/notify.ts';
import { parseChangedEvent } from '../../src/response/change.ts';
import { validateContent } from '../../src/rules/engine/validate-content.ts';
import { EXAMPLE_NOW, PRESETS } from '../support/example-content.ts';
import { contentWith, policyData } from './generated-policies.ts';

test('every policy that the schema accepts is played, shown and planned with, and its trial finds what its rules refuse', () => {
  let accepted = 0;
  fc.assert(
    fc.property(policyData, fc.constantFrom('en', 'fr', 'pt', 'de'), (data, language) => {
      const content = contentWith(data, language);
      validateContent(content, EXAMPLE_NOW);
      if (!content.siteContext) return;
      accepted += 1;
      const { siteContext } = content;
      const steps = tryPolicy(siteContext, EXAMPLE_NOW);
      const refused = steps.filter(({ findings }) => findings.some(({ level }) => level === 'error'));
      const problems = findTrialProblems(siteContext, steps);
      expect(hasErrors(problems)).toBe(refused.length > 0);
      renderSopPage(siteContext, listOrigins(siteContext.policy.source, PRESETS));
      renderFormFiles(siteContext);
      createDrillScenarios(siteContext);
      planOpening(siteContext);
      planSecurityIncident(siteContext);
    }),
    { numRuns: 25, seed: 16 },
  );
  expect(accepted).toBeGreaterThan(8);
});

/** Plays each severity from its opening to its end, or as far as the policy lets it, with all that is derived from it. */
function planOpening(siteContext: SiteContext): void {
  for (const key of Object.keys(siteContext.policy.severities)) {
    const input = {
      severity: key,
      component: ['checkout'],
      impact: 'errors',
      commander: '@ana',
      customerFacing: true,
    };
    let entry = derive(siteContext, [], (context, now) => openIncident(context, input, now), EXAMPLE_NOW);
    if (!isPublic(siteContext.policy, entry)) continue;
    const steps: ((context: IncidentContext, now: Instant) => IncidentChange)[] = [
      (context, now) => updateIncident(context, { phase: 'identified' }, now),
      (context, now) => updateIncident(context, { noChange: true }, now),
      (context, now) => updateIncident(context, { phase: 'monitoring', fixed: '1m' }, now),
      (context, now) => {
        const resolved = resolveIncident(context, { ...ENDING, fixed: '4d' }, now);
        if ('kind' in resolved) return resolved;
        throw new Error('The monitoring time of the test was too short.');
      },
    ];
    for (const [index, step] of steps.entries())
      entry = derive(siteContext, [entry], step, EXAMPLE_NOW + (index + 1) * (index === 3 ? 2 * DAY : HOUR));
  }
}

const ENDING = { cause: 'A setting', fix: 'rollback', tested: 'staging', verified: ['all'] };

function planSecurityIncident(siteContext: SiteContext): void {
  if (!siteContext.policy.security) return;
  const [first] = Object.keys(siteContext.policy.severities);
  const opening = { severity: first!, security: true, commander: '@ana' };
  const opened = derive(siteContext, [], (context, now) => openIncident(context, opening, now), EXAMPLE_NOW);
  expect(isPublic(siteContext.policy, opened)).toBe(false);
  const words = {
    title: 'Some data was read by others',
    component: ['checkout'],
    text: 'Some data was read.',
  };
  derive(siteContext, [opened], (context, now) => discloseIncident(context, words, now), EXAMPLE_NOW + DAY);
}

/** The event after a change, with everything that commands compute from it. */
function derive(
  siteContext: SiteContext,
  entries: readonly StatusEvent[],
  decide: (context: IncidentContext, now: Instant) => IncidentChange,
  now: Instant,
): StatusEvent {
  const context: IncidentContext = { siteContext, entries, usedIds: new Set() };
  const change = decide(context, now);
  planChange(change, recipientsOf(context, change));
  const event = parseChangedEvent(change);
  lintIncidentFile(event, createRuleContext(siteContext, [event], now));
  deadlinesOf(siteContext, [event], NO_EVIDENCE, now + 3 * DAY, { drills: true });
  buildComplianceReport(siteContext, [event], NO_EVIDENCE, now);
  eventsOf(siteContext.policy, [event], now);
  buildStatusView({ siteContext, incidents: [event], promisedUpdateOf: () => undefined, now });
  return event;
}
