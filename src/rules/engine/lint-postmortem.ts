import type { Setting } from '../../content/content.ts';
import type { Finding } from '../../content/finding.ts';
import type { Entry, Incident, Waiver } from '../../content/incident.ts';
import type { Postmortem } from '../../content/postmortem.ts';
import { RULES } from '../index.ts';
import { findingOf, policyLevel, spansIn, unusedWaivers } from './lint.ts';
import type { PostmortemContext, PostmortemRule, Rule } from './rule.ts';

/** What the rules on postmortems may know of one. */
export function postmortemContext(
  setting: Setting,
  entries: readonly Entry[],
  { incident: id }: Postmortem,
): PostmortemContext {
  const incidents = entries.filter((entry): entry is Incident => entry.kind === 'incident');
  const incident = incidents.find((one) => one.id === id);
  return { ...setting, ...(incident && { incident }), incidents: incidents.map((one) => one.id) };
}

/** Judges one postmortem by the rules on postmortems. A waiver covers the whole file. */
export function lintPostmortem(
  postmortem: Postmortem,
  context: PostmortemContext,
  rules: readonly Rule[] = RULES,
): Finding[] {
  const { source, body } = postmortem;
  const asked = rules.filter((rule): rule is PostmortemRule => rule.judges === 'postmortem');
  const used = new Set<Waiver>();
  const spanOf = spansIn(source);
  const findings = asked.flatMap((rule) => {
    const level = policyLevel(rule, context.policy);
    if (level === 'off') return [];
    const waiver = postmortem.waivers.find(({ rule: id }) => id === rule.id);
    const complaints = [...rule.check(postmortem, context)];
    if (waiver && complaints.length > 0) used.add(waiver);
    if (waiver) return [];
    return complaints.map((complaint) =>
      findingOf(rule, complaint, level, context.policy, source, spanOf(complaint.at)),
    );
  });
  const over = { start: 0, end: body.end };
  const own = postmortem.waivers.filter(({ rule: id }) => asked.some((rule) => rule.id === id));
  const scoped = own.map((waiver) => ({ waiver, over }));
  return findings.concat(unusedWaivers(postmortem, scoped, used, asked));
}
