import type { SiteContext } from '../../content/content.ts';
import type { TextFix, DiagnosticLevel } from '../../content/finding.ts';
import type { IncidentHistory } from '../../publication-history/history.ts';
import type { IncidentOrMaintenance, Incident, Maintenance } from '../../content/incident.ts';
import type { Instant } from '../../time/instant.ts';
import type { Policy } from '../../content/policy.ts';
import type { Postmortem } from '../../content/postmortem.ts';
import type { TextSpan } from '../../content/source.ts';
import type { FieldPath } from '../../content/yaml.ts';
import type { WordingKind } from '../../wording/context.ts';

/** Where a rule points: a stretch of the source, or a value (or the key) of the front matter. */
export type RuleTarget = TextSpan | { readonly field: FieldPath; readonly part?: 'key' };

/** What a rule found; the engine adds the rule's name, the clause, the level and the place. */
export interface RuleViolation {
  readonly at: RuleTarget;
  /** What was found and what was expected, in one sentence. */
  readonly message: string;
  /** What to write instead; may be left out where the message says it all. */
  readonly help?: string;
  readonly fix?: TextFix;
  /** Where it differs from the rule's first clause. */
  readonly clause?: string;
  /** Where it is milder than the rule's level. */
  readonly level?: DiagnosticLevel;
}

/** What a rule may know besides the file that it judges. */
export interface RuleContext extends SiteContext {
  /** The time of judging: only for what can't be true yet, never for what is late. */
  readonly now: Instant;
  /** Which other incidents were not over at a time, this one left out. */
  readonly otherIncidentsOpenAt: (time: Instant, except: IncidentOrMaintenance) => readonly Incident[];
  /** What the words are read as, where it is not what the entry is. */
  readonly textKind?: WordingKind;
  /** What git says was published; absent where nobody asked it, or it could not tell. */
  readonly history?: IncidentHistory;
}

interface RuleMetadata {
  /** The rule's id; its file, its page and its fixture have the same name. */
  readonly id: string;
  /** The SOP clauses it serves, the main one first; empty where the file format asks. */
  readonly clauses: readonly string[];
  readonly level: DiagnosticLevel;
  /** One line for the catalogue: what it refuses. */
  readonly summary: string;
}

/** A rule on what an incident or a maintenance says. */
export interface IncidentFileRule extends RuleMetadata {
  readonly appliesTo: 'incident' | 'maintenance' | 'both';
  /** Without it there is no right page for the file: the site shows its last good version instead. */
  readonly essential?: true;
  /** It judges only where git was asked; elsewhere nobody knows whether a waiver of it is needed. */
  readonly needs?: 'history';
  readonly check: (event: IncidentOrMaintenance, context: RuleContext) => Iterable<RuleViolation>;
}

/** A rule on a policy file as a whole. */
export interface PolicyRule extends RuleMetadata {
  readonly appliesTo: 'policy';
  /** `rules` are the ids of every rule there is. */
  readonly check: (policy: Policy, rules: readonly string[]) => Iterable<RuleViolation>;
}

/** What a rule on a postmortem may know besides it. */
export interface PostmortemContext extends SiteContext {
  /** The incident that it reviews; absent where there is none of that name. */
  readonly incident?: Incident;
  /** The names of all incidents. */
  readonly incidents: readonly string[];
}

/** A rule on the review of an incident (V8.3 to V8.6, U3.6). */
export interface PostmortemRule extends RuleMetadata {
  readonly appliesTo: 'postmortem';
  readonly check: (postmortem: Postmortem, context: PostmortemContext) => Iterable<RuleViolation>;
}

export type Rule = IncidentFileRule | PolicyRule | PostmortemRule;

/** Whether a rule is on what an incident or a maintenance says. */
export function isIncidentFileRule(rule: Rule): rule is IncidentFileRule {
  return rule.appliesTo !== 'policy' && rule.appliesTo !== 'postmortem';
}

/** Declares a rule that judges incidents only. */
export function defineIncidentRule(
  rule: Omit<IncidentFileRule, 'appliesTo' | 'check'> & {
    readonly check: (incident: Incident, context: RuleContext) => Iterable<RuleViolation>;
  },
): IncidentFileRule {
  return {
    ...rule,
    appliesTo: 'incident',
    check: (event, context) => (event.kind === 'incident' ? rule.check(event, context) : []),
  };
}

/** Declares a rule that judges planned maintenance only. */
export function defineMaintenanceRule(
  rule: Omit<IncidentFileRule, 'appliesTo' | 'check'> & {
    readonly check: (maintenance: Maintenance, context: RuleContext) => Iterable<RuleViolation>;
  },
): IncidentFileRule {
  return {
    ...rule,
    appliesTo: 'maintenance',
    check: (event, context) => (event.kind === 'maintenance' ? rule.check(event, context) : []),
  };
}
