import type { SiteContext } from '../content/content.ts';
import { findSeverity } from '../content/policy.ts';
import type { Policy, Severity } from '../content/policy.ts';
import { SEVERITY_IMPACTS } from '../content/schema/policy-severity.ts';

/** What the policy takes an alert to mean. */
export interface PolicyMapping {
  readonly severity: Severity;
  /** The alert named a severity, and all that it named are known. */
  readonly isSeverityKnown: boolean;
  /** Ids of components of this page, in order. */
  readonly components: readonly string[];
  /** How many services it named that are none of the page's. */
  readonly unknownCount: number;
}

/** Reads what a monitor says by the policy's own table, then by names; the gravest severity of several counts. */
export function mapToPolicy(
  { policy, components }: SiteContext,
  names: { readonly severities: readonly string[]; readonly components: readonly string[] },
): PolicyMapping {
  const severities = names.severities.map((text) =>
    findSeverity(policy, lookUp(policy.alerts.severities, text) ?? text),
  );
  const known = severities.filter((one) => one !== undefined);
  const found = names.components.map((text) => {
    const plain = text.trim().toLowerCase();
    const mapped = lookUp(policy.alerts.components, text);
    if (mapped !== undefined) return [mapped].flat();
    return components
      .filter(({ id, name, aliases }) => [id, name, ...aliases].some((one) => one.toLowerCase() === plain))
      .map(({ id }) => id)
      .slice(0, 1);
  });
  const ids = new Set(components.map(({ id }) => id));
  return {
    severity:
      known.toSorted((a, b) => severityRank(policy, b) - severityRank(policy, a))[0] ??
      fallbackSeverity(policy),
    isSeverityKnown: known.length > 0 && known.length === severities.length,
    components: [...new Set(found.flat())].filter((id) => ids.has(id)),
    unknownCount: found.filter((one) => !one.some((id) => ids.has(id))).length,
  };
}

/** How grave a severity is, among those of its policy: more is graver. */
export function severityRank(policy: Policy, { key, impact }: Severity): number {
  const keys = Object.keys(policy.severities);
  return SEVERITY_IMPACTS.indexOf(impact) * keys.length - keys.indexOf(key);
}

/** What an alert without a known severity is taken for: as the policy says, or the mildest that is a major one. */
function fallbackSeverity(policy: Policy): Severity {
  const configured = findSeverity(policy, policy.alerts['default-severity'] ?? '');
  if (configured) return configured;
  const all = Object.entries(policy.severities)
    .map(([key, severity]) => ({ ...severity, key }))
    .toSorted((a, b) => severityRank(policy, b) - severityRank(policy, a));
  return all.find(({ impact }) => impact === 'major') ?? all[0]!;
}

function lookUp<T>(table: Readonly<Record<string, T>>, text: string): T | undefined {
  const plain = text.trim().toLowerCase();
  return Object.entries(table).find(([name]) => name.toLowerCase() === plain)?.[1];
}
