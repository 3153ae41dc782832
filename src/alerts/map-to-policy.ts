import type { Setting } from '../content/content.ts';
import { findSeverity } from '../content/policy.ts';
import type { Policy, Severity } from '../content/policy.ts';
import { IMPACTS } from '../content/schema/policy-severity.ts';

/** What the policy takes an alert to mean. */
export interface Meaning {
  readonly severity: Severity;
  /** The alert named a severity, and all that it named are known. */
  readonly sure: boolean;
  /** Ids of components of this page, in order. */
  readonly components: readonly string[];
  /** How many services it named that are none of the page's. */
  readonly unknown: number;
}

/** Reads what a monitor says by the policy's own table, then by names; the gravest severity of several counts. */
export function meaningOf(
  { policy, components }: Setting,
  said: { readonly severities: readonly string[]; readonly components: readonly string[] },
): Meaning {
  const severities = said.severities.map((text) =>
    findSeverity(policy, inTable(policy.intake.severities, text) ?? text),
  );
  const known = severities.filter((one) => one !== undefined);
  const found = said.components.map((text) => {
    const plain = text.trim().toLowerCase();
    const mapped = inTable(policy.intake.components, text);
    if (mapped !== undefined) return [mapped].flat();
    return components
      .filter(({ id, name, aliases }) => [id, name, ...aliases].some((one) => one.toLowerCase() === plain))
      .map(({ id }) => id)
      .slice(0, 1);
  });
  const ids = new Set(components.map(({ id }) => id));
  return {
    severity: known.toSorted((a, b) => gravity(policy, b) - gravity(policy, a))[0] ?? likeliest(policy),
    sure: known.length > 0 && known.length === severities.length,
    components: [...new Set(found.flat())].filter((id) => ids.has(id)),
    unknown: found.filter((one) => !one.some((id) => ids.has(id))).length,
  };
}

/** How grave a severity is, among those of its policy: more is graver. */
export function gravity(policy: Policy, { key, impact }: Severity): number {
  const keys = Object.keys(policy.severities);
  return IMPACTS.indexOf(impact) * keys.length - keys.indexOf(key);
}

/** What an alert without a known severity is taken for: as the policy says, or the mildest that is a major one. */
function likeliest(policy: Policy): Severity {
  const said = findSeverity(policy, policy.intake.unknown ?? '');
  if (said) return said;
  const all = Object.entries(policy.severities)
    .map(([key, severity]) => ({ ...severity, key }))
    .toSorted((a, b) => gravity(policy, b) - gravity(policy, a));
  return all.find(({ impact }) => impact === 'major') ?? all[0]!;
}

function inTable<T>(table: Readonly<Record<string, T>>, text: string): T | undefined {
  const plain = text.trim().toLowerCase();
  return Object.entries(table).find(([name]) => name.toLowerCase() === plain)?.[1];
}
