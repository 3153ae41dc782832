import { describe, expect, test } from 'vitest';
import { lintIncidentFile } from '../../src/rules/engine/lint.ts';
import { createRuleContext } from '../../src/rules/engine/context.ts';
import { validDirective } from '../../src/rules/valid-directive.ts';
import { at, worldOf } from '../support/incident-content.ts';

/** The directives that are told to write instead, of an update with this text. */
function findingsOf(text: string): string[] {
  const { siteContext, entries } = worldOf({
    late: `---
title: Some orders fail at checkout
severity: sev-2
components: { checkout: partial-outage, orders: degraded }
detected: 2026-11-22T09:02Z
---

## 2026-11-22T09:10Z investigating

${text}
`,
  });
  const context = createRuleContext(siteContext, entries, at('12:00'));
  return lintIncidentFile(entries[0]!, context, [validDirective]).map(
    ({ help }) => /"(.*)"/.exec(help)?.[1] ?? help,
  );
}

describe('V3.1: a line that only looks like a directive is refused', () => {
  test.each([
    'Affected: checkout degraded',
    'Affect: checkout degraded',
    'Afects: checkout degraded',
    'Affects = checkout degraded',
    'affects - checkout degraded',
    'Affects checkout degraded',
    'Affecting: checkout degraded',
    'Impacts: checkout degraded',
    'Status: checkout degraded',
    'Components: checkout degraded',
    '**Affects:** checkout degraded',
    '**Affects**: checkout degraded',
    '- Affects: checkout degraded',
    '> Affects: checkout degraded',
    'Affects： checkout degraded',
    'Affecté: checkout degraded',
    'AFFECTED: Checkout Degraded',
    'We found it.\n\nAffects: checkout degraded',
    'We found it.\nAffects: checkout degraded',
    'We found it.\n\n  affects : checkout degraded',
  ])('%j', (text) => {
    expect(findingsOf(text)).toEqual(['Affects: checkout degraded']);
  });

  test.each([
    ['Severity - sev-3\n\nSeverity: sev-3', 'Severity: sev-3'],
    ['Sev: sev-3', 'Severity: sev-3'],
    ['Severty: sev-3', 'Severity: sev-3'],
    ['**Severity:** sev-3', 'Severity: sev-3'],
    ['We found it.\n\nSeverity: sev-3', 'Severity: sev-3'],
    ['Affected: checkout degraded, orders operational', 'Affects: checkout degraded, orders operational'],
    ['Affected: checkout: degraded; orders: operational', 'Affects: checkout degraded, orders operational'],
    ['Status: Checkout degraded and Orders operational', 'Affects: checkout degraded, orders operational'],
    ['Affected: chekout partial outage', 'Affects: checkout partial-outage'],
  ])('%j', (text, write) => {
    expect(findingsOf(text)).toEqual([write]);
  });
});

describe('other text passes', () => {
  test.each([
    'Affects: checkout degraded',
    'affects : checkout degraded',
    'Severity: sev-3\n\nWe found it.',
    'Affected: everyone who pays by card',
    'Affected users see an error when they pay.',
    'Status: we are looking into it.',
    'Impact: some orders fail.',
    'Checkout is degraded.',
    'This affects checkout; orders are operational.',
    'Severity: we are still finding out.',
    '`Affects: checkout degraded`',
    '```\nAffects: checkout degraded\n```',
    'We found it. <!-- Affects: checkout degraded -->',
    'Next update: 10:30 UTC.',
  ])('%j', (text) => {
    expect(findingsOf(text)).toEqual([]);
  });
});
