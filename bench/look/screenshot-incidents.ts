import { STATUS_YAML, renderComponentFiles } from './screenshot-content.ts';

// Incidents of the screenshots that are longer, shorter or larger than usual.

const INTERNAL =
  'internal: { source: alert, commander: "@sam", fixed: 2026-11-22T10:10Z, fix: rollback, tested: staging, cause: A release, verified: { metrics: true, workflows: true, user: true } }';

/** Affected customers for two minutes, and was watched for half an hour. */
export const TWO_MINUTES_INCIDENT = `---
title: Pages did not open for two minutes
severity: sev-2
components: { shop: major-outage }
detected: 2026-11-22T10:58Z
${INTERNAL}
---

## 2026-11-22T11:00Z monitoring
Affects: shop operational

Pages did not open for two minutes. They open again, and we are watching closely.

## 2026-11-22T11:31Z resolved

The issue affecting Shop has been resolved. All systems are now operational. We apologize for any inconvenience.
`;

const NINE_DAYS_UPDATES = Array.from({ length: 34 }, (_, at) => {
  const time = new Date(Date.UTC(2026, 10, 13, 15 + at * 6)).toISOString().slice(0, 16);
  return `## ${time}Z update\n\nMessages still arrive up to three hours late. None is lost.\n`;
});

export const NINE_DAYS_INCIDENT = `---
title: Messages arrive hours late
severity: sev-2
components: { messages: degraded }
detected: 2026-11-13T09:00Z
internal: { source: alert, commander: "@sam" }
---

## 2026-11-13T09:06Z investigating

We are experiencing degraded performance with Messages. Some users may experience late messages. Our team is investigating.

## 2026-11-13T11:00Z identified

Messages arrive late because one of our suppliers accepts them slowly. None is lost.

${NINE_DAYS_UPDATES.join('\n')}`;

const REGIONS = Array.from({ length: 30 }, (_, at) => `Region ${at + 1}`);
const KINDS = [
  'Compute',
  'Storage',
  'Network',
  'Database',
  'Queue',
  'Cache',
  'Search',
  'Mail',
  'Logs',
  'Keys',
];

/** 300 components in 30 groups, of which 80 are affected. */
export const WIDE_OUTAGE_FILES: Readonly<Record<string, string>> = {
  'status.yaml': STATUS_YAML,
  ...renderComponentFiles(
    REGIONS.flatMap((group, region) =>
      KINDS.map((kind) => ({ id: `${kind.toLowerCase()}-${region}`, name: `${kind} ${region + 1}`, group })),
    ),
  ),
  'incidents/2026-11-22-regions.md': `---
title: Eight regions can’t be reached
severity: sev-1
components: { ${Array.from({ length: 8 }, (_, region) =>
    KINDS.map(
      (kind) => `${kind.toLowerCase()}-${region}: ${region < 2 ? 'major-outage' : 'partial-outage'}`,
    ).join(', '),
  ).join(', ')} }
detected: 2026-11-22T11:20Z
internal: { source: alert, commander: "@sam" }
---

## 2026-11-22T11:24Z investigating

We are currently investigating a service disruption affecting Compute 1. Our team is actively working on a resolution. We will provide updates every 30 minutes.

## 2026-11-22T11:45Z identified

A fibre was cut on the way to eight regions. Traffic takes another way from 12:15 UTC on. Your data is safe.
`,
};
