import type { SiteContext } from '../content/content.ts';
import type { StatusEvent } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import type { MeasurementKind } from '../content/schema/policy-deadlines.ts';
import type { DeadlineEvidence } from '../deadlines/evidence.ts';
import { eventComplianceOf } from './event-compliance.ts';
import { isCountable } from './measure.ts';

/** Deviations from the SOP, for the SOP review (V15.1). */
export interface SopDeviations {
  readonly since: Instant;
  /** By severity, most severe first; without zeros. */
  readonly incidents: readonly { readonly severity: string; readonly count: number }[];
  /** Suppressed rules, most frequent first. */
  readonly suppressed: readonly {
    readonly rule: string;
    readonly count: number;
    readonly in: readonly string[];
  }[];
  /** Missed deadlines, most frequent first. */
  readonly missed: readonly { readonly kind: MeasurementKind; readonly late: number; readonly of: number }[];
  /** Rules that the policy turns off or reduces to warnings. */
  readonly overridden: readonly { readonly rule: string; readonly level: string }[];
}

/** Drills and imported incidents are left out. */
export function countSopDeviations(
  siteContext: SiteContext,
  events: readonly StatusEvent[],
  evidence: DeadlineEvidence,
  { since, now }: { readonly since: Instant; readonly now: Instant },
): SopDeviations {
  const { policy, site } = siteContext;
  const counted = events.filter(({ drill, imported }) => !drill && !imported);
  const scored = counted
    .flatMap((event) => eventComplianceOf({ site, policy, evidence }, event, now) ?? [])
    .filter(({ began }) => began >= since);
  const known = new Set(scored.map(({ id }) => id));
  const suppressions = counted
    .filter(({ id }) => known.has(id))
    .flatMap(({ id, suppressions: own, updates }) =>
      [...own, ...updates.flatMap((update) => update.suppressions)].map(({ rule }) => ({ rule, id })),
    );
  const measures = scored.flatMap((event) => event.measures).filter(isCountable);
  const wording = Object.entries(policy.wording).flatMap(([rule, level]) =>
    level === 'off' || level === 'warn' ? [{ rule, level }] : [],
  );
  const rules = Object.entries(policy.rules).flatMap(([rule, level]) =>
    level === 'error' ? [] : [{ rule, level: String(level) }],
  );
  return {
    since,
    incidents: Object.keys(policy.severities).flatMap((key) => {
      const count = scored.filter(({ severity }) => severity?.key === key).length;
      return count === 0 ? [] : [{ severity: policy.severities[key]!.name, count }];
    }),
    suppressed: [...Map.groupBy(suppressions, ({ rule }) => rule)]
      .map(([rule, list]) => ({
        rule,
        count: list.length,
        in: [...new Set(list.map(({ id }) => id))].toSorted(),
      }))
      .toSorted((a, b) => b.count - a.count || (a.rule < b.rule ? -1 : 1)),
    missed: [...Map.groupBy(measures, ({ kind }) => kind)]
      .map(([kind, list]) => ({
        kind,
        late: list.filter(({ status }) => status !== 'met').length,
        of: list.length,
      }))
      .filter(({ late }) => late > 0)
      .toSorted((a, b) => b.late - a.late || (a.kind < b.kind ? -1 : 1)),
    overridden: [...rules, ...wording].toSorted((a, b) => (a.rule < b.rule ? -1 : 1)),
  };
}
