import type { SiteContext } from '../content/content.ts';
import { findSeverity } from '../content/policy.ts';
import type { Policy, Severity } from '../content/policy.ts';
import { SEVERITY_IMPACTS } from '../content/schema/policy-severity.ts';

/** An alert in the policy's terms. */
export interface PolicyMapping {
  readonly severity: Severity;
  /** Whether the alert names a severity and the policy knows every severity that it names. */
  readonly isSeverityKnown: boolean;
  /** Ids, in the alert's order. */
  readonly components: readonly string[];
  /** How many services in the alert match no component. */
  readonly unknownCount: number;
}

/** Maps a monitor's names by the policy's `alerts` tables, then by name. The most severe of several severities counts. */
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

/** A severity's rank within its policy. Higher is more severe. */
export function severityRank(policy: Policy, { key, impact }: Severity): number {
  const keys = Object.keys(policy.severities);
  return SEVERITY_IMPACTS.indexOf(impact) * keys.length - keys.indexOf(key);
}

/** The severity of an alert that names none: the policy's default, or its least severe one with a major impact. */
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
