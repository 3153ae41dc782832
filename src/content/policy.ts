import type { z } from 'zod';
import { collectMinorFindings } from './minor-findings.ts';
import { collectSchemaErrors, createParseError } from './parse-errors.ts';
import type { ParseResult } from './parse-errors.ts';
import type { Diagnostic } from './finding.ts';
import { isEmbargoed } from './incident.ts';
import type { StatusEvent, Incident } from './incident.ts';
import { extendPolicies, withoutSwitchedOff, withoutUndatedReview } from './extend-policy.ts';
import type { EmptyField, PolicyLayer } from './extend-policy.ts';
import { formatDidYouMean, formatAlternatives } from '../text/did-you-mean.ts';
import { idFromPath, checkReadable } from './parse-incident.ts';
import { policySchema } from './schema/policy.ts';
import type { SourceFile } from './source.ts';
import { parseYamlFile } from './format-changes.ts';
import { FOR_FEW_FILES } from './schema/fields.ts';

/** A company's SOP. All durations are in milliseconds. */
export type Policy = Readonly<z.output<typeof policySchema>> & {
  readonly id: string;
  readonly source: SourceFile;
};

export type Severity = Readonly<Policy['severities'][string]> & { readonly key: string };

/** Parses a policy and those that it extends. An error in a parent is reported in the parent's file. */
export function parsePolicy(id: string, sources: readonly SourceFile[]): ParseResult<Policy> {
  const source = sources.find((candidate) => idFromPath(candidate.path) === id);
  if (!source) return { diagnostics: [] };
  const chain = resolvePolicyChain(source, sources);
  if (chain.diagnostics.length > 0) return { diagnostics: chain.diagnostics };
  const extended = extendPolicies(chain.links);
  const data = withoutUndatedReview(extended.data, chain.links[0]!.yaml.data);
  const checked = policySchema.safeParse(data, FOR_FEW_FILES);
  const cut = chain.links.flatMap((link) => collectMinorFindings(link.source, link.yaml));
  const empty = extended.empty.map((field) => createEmptyFieldError(chain.links, field));
  if (empty.length > 0) return { diagnostics: [...cut, ...empty] };
  if (checked.success) return { value: { ...checked.data, id, source }, diagnostics: cut };
  const diagnostics = chain.links.flatMap((link) =>
    collectSchemaErrors(link.source, link.yaml, findOwnErrors(link, id), policySchema, 'UTC'),
  );
  if (diagnostics.length > 0) return { diagnostics };
  return {
    diagnostics: collectSchemaErrors(source, chain.links[0]!.yaml, checked.error, policySchema, 'UTC'),
  };
}

function createEmptyFieldError(links: readonly PolicyLayer[], { source, path }: EmptyField): Diagnostic {
  const span = links.find((link) => link.source === source)!.yaml.locate(path, 'key');
  const message = `"${path.join('.')}" is empty, and there is nothing that it could switch off.`;
  return createParseError(source, span, message, 'Write its value, or delete the line.');
}

/** The policy, then those that it extends. */
export function resolvePolicyChain(
  source: SourceFile,
  sources: readonly SourceFile[],
): { links: PolicyLayer[]; diagnostics: Diagnostic[] } {
  const links: PolicyLayer[] = [];
  const diagnostics: Diagnostic[] = [];
  let next: SourceFile | undefined = source;
  while (next) {
    const bad = checkReadable(next);
    const yaml = parseYamlFile(bad.length > 0 ? { ...next, text: '' } : next);
    links.push({ source: next, yaml });
    diagnostics.push(...bad, ...collectSchemaErrors(next, yaml, undefined, policySchema, 'UTC'));
    const { extends: parent, replace } = (yaml.data ?? {}) as { extends?: unknown; replace?: unknown };
    if (typeof parent !== 'string') {
      if (replace !== undefined)
        diagnostics.push(
          createParseError(
            next,
            yaml.locate(['replace'], 'key'),
            '"replace" has no effect, because this policy extends no other.',
            'Add extends, or delete the line.',
          ),
        );
      break;
    }
    const ids = sources.map((candidate) => idFromPath(candidate.path));
    const found = sources.find((candidate) => idFromPath(candidate.path) === parent);
    if (!found) {
      const span = yaml.locate(['extends']);
      const help = `Known policies: ${formatAlternatives(ids)}.`;
      diagnostics.push(
        createParseError(next, span, `There is no policy "${parent}".${formatDidYouMean(parent, ids)}`, help),
      );
    } else if (links.some((link) => link.source === found)) {
      diagnostics.push(
        createParseError(
          next,
          yaml.locate(['extends']),
          `"${parent}" extends this policy in turn: policies must not extend each other.`,
        ),
      );
    }
    next = links.some((link) => link.source === found) ? undefined : found;
  }
  return { links, diagnostics };
}

/** The errors of one file, without fields that its parent may supply. */
function findOwnErrors(link: PolicyLayer, id: string): z.ZodError | undefined {
  const own = withoutSwitchedOff(link.yaml.data ?? {});
  const { error } = policySchema.safeParse(own, FOR_FEW_FILES);
  const extending =
    idFromPath(link.source.path) !== id || (own as { extends?: unknown } | null)?.extends !== undefined;
  if (!error || !extending) return error;
  const issues = error.issues.filter(
    (issue) => !(issue.code === 'invalid_type' && isMissing(own, issue.path)),
  );
  return issues.length === 0 ? undefined : ({ issues } as unknown as z.ZodError);
}

function isMissing(data: unknown, path: readonly PropertyKey[]): boolean {
  let at = data;
  for (const step of path) at = (at as Record<PropertyKey, unknown> | null | undefined)?.[step];
  return at === undefined;
}

/** What the page says of a severity, with the keys of the policy that it comes from. */
export interface PublicSeverityText {
  readonly key: 'definition' | 'public-definition' | 'examples' | 'public-examples';
  readonly lines: readonly string[];
}

/** What customers read of a severity's definition and of its examples. */
export function publicTextsOf(severity: Policy['severities'][string]): {
  readonly definition: PublicSeverityText;
  readonly examples: PublicSeverityText;
} {
  const choose = (part: 'definition' | 'examples'): PublicSeverityText => {
    const key = `public-${part}` as const;
    const lines = severity[key];
    return lines === undefined ? { key: part, lines: severity[part] } : { key, lines };
  };
  return { definition: choose('definition'), examples: choose('examples') };
}

/** Finds a severity by its key, `SEV-2`, `sev2`, `Severity 2` or its name. */
export function findSeverity(policy: Policy, written: string): Severity | undefined {
  let spellings = spellingsByPolicy.get(policy);
  if (!spellings) {
    const severities = Object.entries(policy.severities).map(([key, severity]) => ({ ...severity, key }));
    spellings = new Map([
      ...severities.map((severity) => [severity.name.toLowerCase(), severity] as const),
      ...severities.map((severity) => [normalizeSeverity(severity.key), severity] as const),
    ]);
    spellingsByPolicy.set(policy, spellings);
  }
  const cached = spellings.get(written);
  if (cached) return cached;
  const found = spellings.get(normalizeSeverity(written)) ?? spellings.get(written.trim().toLowerCase());
  if (found) spellings.set(written, found);
  return found;
}
const spellingsByPolicy = new WeakMap<Policy, Map<string, Severity>>();

function normalizeSeverity(text: string): string {
  const plain = text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return plain.replace(/^(?:severity|sev)?(\d+)$/, 'sev$1');
}

/** The severity after update `index`; -1 for the one before any update. */
export function severityAfter(policy: Policy, incident: Incident, index: number): Severity | undefined {
  for (let at = Math.min(index, incident.updates.length - 1); at >= 0; at -= 1) {
    const { severity } = incident.updates[at]!;
    if (severity !== undefined) return findSeverity(policy, severity);
  }
  return findSeverity(policy, incident.severity);
}

/** Whether customers see it: never a drill, a severity that the policy hides (V12.5), or a security incident under embargo. */
export function isPublic(policy: Policy, event: StatusEvent): boolean {
  if (event.drill || isEmbargoed(event)) return false;
  if (event.kind !== 'incident') return true;
  const shown = (written: string | undefined): boolean => {
    const severity = written === undefined ? undefined : findSeverity(policy, written);
    if (severity === undefined || severity.public === 'never') return false;
    return severity.public === 'always' || event.customerFacing;
  };
  return shown(event.severity) || event.updates.some((update) => shown(update.severity));
}
