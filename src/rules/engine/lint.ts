import type { Setting } from '../../content/content.ts';
import type { Finding, Level } from '../../content/finding.ts';
import { readFrontMatter } from '../../content/front-matter.ts';
import type { History } from '../../publication-history/history.ts';
import type { Entry, Waiver } from '../../content/incident.ts';
import type { Instant } from '../../time/instant.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import type { Policy } from '../../content/policy.ts';
import { placeOf } from '../../content/source.ts';
import type { Source, Span } from '../../content/source.ts';
import { readYaml } from '../../content/yaml.ts';
import { RULES } from '../index.ts';
import { isEntryRule } from './rule.ts';
import type { Complaint, EntryRule, PolicyRule, Rule, RuleContext, Target } from './rule.ts';
import { contextOf } from './context.ts';

/** Judges every entry by every rule. `now` is only for what can't be true yet; `history` is git's word, if it was asked. */
export function lintEntries(
  setting: Setting,
  entries: readonly Entry[],
  now: Instant,
  rules: readonly Rule[] = RULES,
  history?: History,
): Finding[] {
  const context = contextOf(setting, entries, now, history);
  return entries.flatMap((entry) => lintEntry(entry, context, rules));
}

/** Judges one entry. Waived complaints are left out; a waiver that is not needed is a finding. */
export function lintEntry(entry: Entry, context: RuleContext, rules: readonly Rule[] = RULES): Finding[] {
  const findings: Finding[] = [];
  const waivers = waiversOf(entry);
  const used = new Set<Waiver>();
  const spanOf = spansIn(entry.source);
  for (const rule of rules) {
    if (!isEntryRule(rule)) continue;
    const level = levelOf(rule, context.policy, entry);
    if (level === 'off') continue;
    for (const complaint of rule.check(entry, context)) {
      const span = spanOf(complaint.at);
      const waiver = waivers.find(
        ({ over, waiver: { rule: id } }) =>
          id === rule.id && span.start >= over.start && span.start < over.end,
      );
      if (waiver && !rule.essential) used.add(waiver.waiver);
      else
        findings.push(findingOf(rule, asJudged(complaint, entry), level, context.policy, entry.source, span));
    }
  }
  return findings.concat(unusedWaivers(entry, waivers, used, rules));
}

/** Judges a policy file as a whole: whether its parts agree with each other. */
export function lintPolicy(policy: Policy, rules: readonly Rule[] = RULES): Finding[] {
  const yaml = readYaml(policy.source.text, 0);
  const ids = RULES.map((rule) => rule.id);
  return rules
    .filter((rule): rule is PolicyRule => rule.judges === 'policy')
    .flatMap((rule) => {
      const level = policyLevel(rule, policy);
      if (level === 'off') return [];
      return [...rule.check(policy, ids)].map((complaint) => {
        const { at } = complaint;
        const span = 'field' in at ? yaml.locate(at.field, at.part) : at;
        return findingOf(rule, complaint, level, policy, policy.source, span);
      });
    });
}

/** Whether the site can show an entry: no rule that is essential complains. */
export function isShowable(entry: Entry, context: RuleContext, rules: readonly Rule[] = RULES): boolean {
  const essential = rules.filter((rule): rule is EntryRule => isEntryRule(rule) && rule.essential === true);
  return essential.every((rule) => [...rule.check(entry, context)].length === 0);
}

/** The level that a policy gives a rule. */
export function policyLevel(rule: Rule, { rules }: Policy): Level | 'off' {
  return Object.hasOwn(rules, rule.id) ? rules[rule.id]! : rule.level;
}

/** The level a rule has for a file: the policy's word first; what was imported can only be warned of. */
function levelOf(rule: EntryRule, policy: Policy, entry: Entry): Level | 'off' {
  const level = policyLevel(rule, policy);
  return level === 'error' && entry.imported && rule.essential !== true ? 'warn' : level;
}

/** History that was brought in stays as it was written: nothing rewrites it. */
function asJudged(complaint: Complaint, entry: Entry): Complaint {
  const { fix, ...rest } = complaint;
  return fix && entry.imported ? rest : complaint;
}

/** A complaint as a finding: with the rule's name, the clause of this SOP, the level and the place. */
export function findingOf(
  rule: Rule,
  complaint: Complaint,
  level: Level,
  policy: Policy,
  source: Source,
  span: Span,
): Finding {
  const clause = clauseOf(complaint.clause === undefined ? rule.clauses : [complaint.clause], policy);
  return {
    rule: rule.id,
    ...(clause !== undefined && { clause }),
    level: complaint.level === 'warn' ? 'warn' : level,
    place: placeOf(source, span),
    message: complaint.message,
    help: complaint.help ?? '',
    ...(complaint.fix && { fix: complaint.fix }),
  };
}

/** The clause to show: one of the SOP that this policy is, where it says how its clauses are numbered. */
function clauseOf(clauses: readonly string[], { clauses: letter }: Policy): string | undefined {
  return letter === undefined ? clauses[0] : clauses.find((clause) => clause.startsWith(letter));
}

/** The spans of targets in a source, whose front matter is read again at most once, and only for a field. */
export function spansIn(source: Source): (target: Target) => Span {
  let front: ReturnType<typeof readFrontMatter> | undefined;
  return (target) => {
    if (!('field' in target)) return target;
    front ??= readFrontMatter(source);
    return 'bodyStart' in front ? front.locate(target.field, target.part) : front;
  };
}

/** A waiver with what it is for. */
export interface ScopedWaiver {
  readonly waiver: Waiver;
  /** What it covers: its update, from heading to end; or the front matter. */
  readonly over: Span;
}

function waiversOf(entry: Entry): ScopedWaiver[] {
  const front = { start: 0, end: entry.updates[0]?.spans.heading.start ?? entry.source.text.length };
  return [
    ...entry.waivers.map((waiver) => ({ waiver, over: front })),
    ...entry.updates.flatMap(({ waivers, spans }) =>
      waivers.map((waiver) => ({ waiver, over: { start: spans.heading.start, end: spans.body.end + 1 } })),
    ),
  ];
}

/**
 * Waivers that waived nothing. Those for a rule that wasn't asked are left alone: nothing is known of them. So are those
 * for a rule that asks git, which sees more of the past in one run than in another.
 */
export function unusedWaivers(
  { source }: Pick<Entry, 'source'>,
  waivers: readonly ScopedWaiver[],
  used: ReadonlySet<Waiver>,
  rules: readonly Rule[],
): Finding[] {
  const has = (list: readonly Rule[], id: string): boolean => list.some((rule) => rule.id === id);
  const judged = rules.filter((rule) => !isEntryRule(rule) || rule.needs !== 'history');
  return waivers
    .filter(({ waiver }) => !used.has(waiver) && (has(judged, waiver.rule) || !has(RULES, waiver.rule)))
    .map(({ waiver }) => ({
      rule: 'waiver',
      level: 'error' as const,
      place: placeOf(source, waiver.span),
      ...refusal(waiver.rule),
    }));
}

function refusal(id: string): Pick<Finding, 'message' | 'help'> {
  const rule = RULES.find((candidate) => candidate.id === id);
  const ids = RULES.map((candidate) => candidate.id);
  if (!rule) {
    return {
      message: `Unknown rule "${id}" in a waiver.${didYouMean(id, ids)}`,
      help: 'Each rule has a page of its name in src/rules/.',
    };
  }
  if (isEntryRule(rule) && rule.essential) {
    return {
      message: `"${id}" can not be waived: without it there is no right page.`,
      help: 'Mend what it names instead.',
    };
  }
  return {
    message: `There is nothing for "${id}" to waive here.`,
    help: 'Delete the comment, or move it under the update that it is for.',
  };
}
