import { formatDidYouMean, formatAlternatives } from '../text/did-you-mean.ts';
import type { Policy } from '../content/policy.ts';
import type { FieldPath } from '../content/yaml.ts';
import type { RuleViolation, PolicyRule } from './engine/rule.ts';

/** Roles, audiences, severities and rules that a policy names exist, and its approvers are asked (V1.2, V8.2, V10.1). */
export const validPolicyReferences: PolicyRule = {
  id: 'valid-policy-references',
  clauses: ['V1.2', 'V8.2', 'V10.1'],
  level: 'error',
  summary: 'a policy that names an unknown role, audience, severity or rule',
  appliesTo: 'policy',
  *check(policy, rules) {
    const roles = Object.keys(policy.roles);
    const either = [...roles, ...Object.keys(policy.audiences)];
    for (const [key, severity] of Object.entries(policy.severities)) {
      const at = ['severities', key];
      yield* checkNames(severity.notify, [...at, 'notify'], either, 'role or audience', 'V1.2');
      yield* checkNames(severity.escalation, [...at, 'escalation'], either, 'role or audience', 'V10.1');
    }
    for (const [key, { deputies }] of Object.entries(policy.roles)) {
      const others = roles.filter((role) => role !== key);
      yield* checkNames(deputies, ['roles', key, 'deputies'], others, 'other role', 'V9.1');
    }
    const { commander } = policy.required;
    if (commander !== undefined)
      yield* checkName([['required', 'commander'], commander], roles, 'role', 'V2.2');
    if (policy.publishing)
      yield* checkName([['publishing', 'approver'], policy.publishing.approver], roles, 'role', 'V9.1');
    if (policy.security) {
      yield* checkName([['security', 'approver'], policy.security.approver], roles, 'role', 'V9.1');
      yield* checkNames(policy.security.notify, ['security', 'notify'], either, 'role or audience', 'V1.2');
      if (!policy.publishing)
        yield {
          at: { field: ['security', 'approver'], part: 'key' },
          message: 'Without publishing, no one has to approve a disclosure.',
          help: 'Add publishing: { approver: ROLE, approval-timeout: 10m }.',
          clause: 'V9.1',
        };
    }
    for (const [index, { role }] of (policy.postmortem?.approvals ?? []).entries()) {
      yield* checkName([['postmortem', 'approvals', index, 'role'], role], roles, 'role', 'V8.2');
    }
    yield* checkPostmortems(policy, roles);
    for (const [kind, role] of Object.entries(policy['owner-roles'])) {
      if (role !== undefined) yield* checkName([['owner-roles', kind], role], roles, 'role', 'V9.1');
    }
    yield* checkSeverityNames(policy);
    for (const id of Object.keys(policy.rules)) {
      if (rules.includes(id)) continue;
      const message = `There is no rule "${id}".${formatDidYouMean(id, rules)}`;
      yield {
        at: { field: ['rules', id], part: 'key' },
        message,
        help: 'Each rule has a page of the same name in src/rules/.',
      };
    }
  },
};

/** What differs by severity: its approvers exist, and the draft finds the action items under one title (V8.2, V8.5). */
function* checkPostmortems(
  { severities, postmortem }: Policy,
  roles: readonly string[],
): Iterable<RuleViolation> {
  const itemsOf = (sections: NonNullable<Policy['postmortem']>['sections']): string | undefined =>
    sections.find(({ prefill }) => prefill === 'items')?.title;
  for (const [key, { approvals = [], sections }] of Object.entries(postmortem?.['by-severity'] ?? {})) {
    const field = ['postmortem', 'by-severity', key];
    yield* checkName([field, key], Object.keys(severities), 'severity', 'V8.1');
    for (const [index, { role }] of approvals.entries())
      yield* checkName([[...field, 'approvals', index, 'role'], role], roles, 'role', 'V8.2');
    const title = itemsOf(postmortem!.sections);
    if (sections && title !== undefined && itemsOf(sections) !== title)
      yield {
        at: { field: [...field, 'sections'], part: 'key' },
        message: `The action items are under "${title}" in other postmortems, and not here.`,
        help: `Add { title: ${title}, prefill: items }.`,
        clause: 'V8.5',
      };
  }
}

function* checkSeverityNames({
  severities,
  classify,
  alerts,
  postmortem,
  'sop-review': review,
  summary,
}: Policy): Iterable<RuleViolation> {
  const known = Object.keys(severities);
  for (const [index, { severity }] of classify.entries()) {
    yield* checkName([['classify', index, 'severity'], severity], known, 'severity', 'V14.1');
  }
  for (const [name, key] of Object.entries(alerts.severities)) {
    yield* checkName([['alerts', 'severities', name], key], known, 'severity', 'V11.2');
  }
  if (alerts['default-severity'] !== undefined)
    yield* checkName(
      [['alerts', 'default-severity'], alerts['default-severity']],
      known,
      'severity',
      'V11.2',
    );
  yield* checkNames(review?.after ?? [], ['sop-review', 'after'], known, 'severity', 'V15.1');
  yield* checkNames(postmortem?.for ?? [], ['postmortem', 'for'], known, 'severity', 'V8.1');
  const preventive = postmortem?.['action-items']['preventive-for'] ?? [];
  yield* checkNames(preventive, ['postmortem', 'action-items', 'preventive-for'], known, 'severity', 'V8.5');
  yield* checkNames(summary?.for ?? [], ['summary', 'for'], known, 'severity', 'U4.3');
}

function* checkNames(
  names: readonly string[],
  field: FieldPath,
  known: readonly string[],
  what: string,
  clause: string,
): Iterable<RuleViolation> {
  for (const [index, name] of names.entries())
    yield* checkName([[...field, index], name], known, what, clause);
}

function* checkName(
  [field, name]: readonly [FieldPath, string],
  known: readonly string[],
  what: string,
  clause: string,
): Iterable<RuleViolation> {
  if (known.includes(name)) return;
  const help =
    known.length === 0 ? 'The policy defines none yet.' : `Expected ${formatAlternatives(known, 30)}.`;
  yield {
    at: { field },
    message: `There is no ${what} "${name}".${formatDidYouMean(name, known)}`,
    help,
    clause,
  };
}
