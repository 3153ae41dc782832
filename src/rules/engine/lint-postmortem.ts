import type { SiteContext } from '../../content/content.ts';
import type { Diagnostic } from '../../content/finding.ts';
import type { StatusEvent, Incident, Suppression } from '../../content/incident.ts';
import type { Postmortem } from '../../content/postmortem.ts';
import { RULES } from '../index.ts';
import { toDiagnostic, policyLevel, createSpanLocator, findUnusedSuppressions } from './lint.ts';
import type { PostmortemContext, PostmortemRule, Rule } from './rule.ts';

export function createPostmortemContext(
  siteContext: SiteContext,
  events: readonly StatusEvent[],
  { incident: id }: Postmortem,
): PostmortemContext {
  const incidents = events.filter((event): event is Incident => event.kind === 'incident');
  const incident = incidents.find((one) => one.id === id);
  return { ...siteContext, ...(incident && { incident }), incidents: incidents.map((one) => one.id) };
}

/** Checks one postmortem by the rules on postmortems. A suppression covers the whole file. */
export function lintPostmortem(
  postmortem: Postmortem,
  context: PostmortemContext,
  rules: readonly Rule[] = RULES,
): Diagnostic[] {
  const { source, body } = postmortem;
  const applied = rules.filter((rule): rule is PostmortemRule => rule.appliesTo === 'postmortem');
  const used = new Set<Suppression>();
  const spanOf = createSpanLocator(source);
  const diagnostics = applied.flatMap((rule) => {
    const level = policyLevel(rule, context.policy);
    if (level === 'off') return [];
    const suppression = postmortem.suppressions.find(({ rule: id }) => id === rule.id);
    const violations = [...rule.check(postmortem, context)];
    if (suppression && violations.length > 0) used.add(suppression);
    if (suppression) return [];
    return violations.map((violation) =>
      toDiagnostic(rule, violation, level, context.policy, source, spanOf(violation.at)),
    );
  });
  const scope = { start: 0, end: body.end };
  const own = postmortem.suppressions.filter(({ rule: id }) => applied.some((rule) => rule.id === id));
  const scoped = own.map((suppression) => ({ suppression, scope }));
  return diagnostics.concat(findUnusedSuppressions(postmortem, scoped, used, applied));
}
