import type { Content } from '../../content/content.ts';
import type { Diagnostic } from '../../content/finding.ts';
import { locateSpan } from '../../content/source.ts';
import type { SourceFile } from '../../content/source.ts';
import { parseYamlFile } from '../../content/format-changes.ts';
import type { FieldPath } from '../../content/yaml.ts';
import { formatAlternatives, formatDidYouMean } from '../../text/did-you-mean.ts';

/**
 * Findings on `notify` in `status.yaml`: an audience that the policy doesn't know or doesn't describe, and one that a severity
 * notifies (V1.2) and that has no place. A site without `notify` notifies by hand; `candor doctor` mentions that.
 */
export function checkNotify({ siteContext, siteSource }: Content): Diagnostic[] {
  if (!siteContext || !siteSource) return [];
  const { site, policy } = siteContext;
  const given = Object.keys(site.notify);
  if (given.length === 0) return [];
  const known = [...Object.keys(policy.audiences), ...Object.keys(policy.roles)];
  const unknown = given
    .filter((key) => !known.includes(key))
    .map((key) =>
      createFinding(
        siteSource,
        ['notify', key],
        `The policy has no audience or role "${key}".${formatDidYouMean(key, known)}`,
        `Expected ${formatAlternatives(known, 30)}.`,
      ),
    );
  const untyped = given
    .filter((key) => Object.hasOwn(policy.audiences, key) && policy.audiences[key]!.type === undefined)
    .map((key) =>
      createFinding(
        siteSource,
        ['notify', key],
        `The policy does not say whether "${key}" are customers, so they get nothing.`,
        `Write audiences: { ${key}: { name: …, type: internal } } in the policy, or type: customers.`,
      ),
    );
  const notifying = [
    ...Object.entries(policy.severities).map(([key, { notify }]) => [key, notify] as const),
    ...(policy.security ? [['security', policy.security.notify] as const] : []),
  ];
  const missing = notifying.flatMap(([severity, notify]) =>
    notify
      .filter((key) => Object.hasOwn(policy.audiences, key) && !policy.audiences[key]!.page)
      .filter((key) => !given.includes(key))
      .map((key) => ({ severity, key })),
  );
  const first = missing.filter(({ key }, index) => missing.findIndex((one) => one.key === key) === index);
  return [
    ...unknown,
    ...untyped,
    ...first.map(({ severity, key }) =>
      createFinding(
        siteSource,
        ['notify'],
        `"${severity}" notifies "${key}", and status.yaml names no place for them.`,
        `Add ${key}: to notify, or ${key}: { none: the reason }.`,
      ),
    ),
  ];
}

function createFinding(source: SourceFile, field: FieldPath, message: string, help: string): Diagnostic {
  const span = parseYamlFile(source).locate(field, 'key');
  return {
    ...{ rule: 'valid-policy-references', clause: 'V1.2', level: 'error' },
    location: locateSpan(source, span),
    message,
    help,
  };
}
