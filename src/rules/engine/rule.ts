import type { SiteContext } from '../../content/content.ts';
import type { TextFix, DiagnosticLevel } from '../../content/finding.ts';
import type { IncidentHistory } from '../../publication-history/history.ts';
import type { StatusEvent, Incident, Maintenance } from '../../content/incident.ts';
import type { Instant } from '../../time/instant.ts';
import type { Policy } from '../../content/policy.ts';
import type { Site } from '../../content/site.ts';
import type { Postmortem } from '../../content/postmortem.ts';
import type { TextSpan } from '../../content/source.ts';
import type { FieldPath } from '../../content/yaml.ts';
import type { WordingKind } from '../../wording/context.ts';

/** Where a rule points: a span of the source, or a value (or the key) in the front matter. */
export type RuleTarget = TextSpan | { readonly field: FieldPath; readonly part?: 'key' };

/** What a rule found; the engine adds the rule's id, the clause, the level and the location. */
export interface RuleViolation {
  readonly at: RuleTarget;
  /** What was found and what was expected, in one sentence. */
  readonly message: string;
  /** What to write instead; leave it out where the message is enough. */
  readonly help?: string;
  readonly fix?: TextFix;
  /** Where it differs from the rule's first clause. */
  readonly clause?: string;
  /** Where it is milder than the rule's level. */
  readonly level?: DiagnosticLevel;
}

export interface RuleContext extends SiteContext {
  /** The time of the check: only to find times in the future, never to decide what is late. */
  readonly now: Instant;
  /** Which other incidents and maintenance affected customers at a time. */
  readonly othersAffectingAt: (time: Instant, except: StatusEvent) => readonly (Incident | Maintenance)[];
  /** The incident, maintenance or notice with an id. */
  readonly findEvent: (id: string) => StatusEvent | undefined;
  /** The kind of text, where it differs from the kind of the file. */
  readonly textKind?: WordingKind;
  /** The publication history from git; absent where it was not read or could not be determined. */
  readonly history?: IncidentHistory;
}

interface RuleMetadata {
  /** The rule's id; its file and its page have the same name. */
  readonly id: string;
  /** The SOP clauses it enforces, the main one first; empty for a requirement of the file format. */
  readonly clauses: readonly string[];
  readonly level: DiagnosticLevel;
  /** One line for the catalogue: what it forbids. */
  readonly summary: string;
}

export interface IncidentFileRule extends RuleMetadata {
  readonly appliesTo: 'incident' | 'maintenance' | 'notice' | 'all';
  /** The site can't show a file that violates it, and shows its last valid version instead. */
  readonly essential?: true;
  /** It runs only with git history; without it, its suppressions are not reported as unused. */
  readonly needs?: 'history';
  /** What else it reads than its file and the settings: it then checks files again that have not changed. */
  readonly reads?: 'time' | 'other files';
  /** All that it reads of other files for this one, as text: while that is the same, it checks no clean file again. */
  readonly given?: (event: StatusEvent, context: RuleContext) => string;
  readonly check: (event: StatusEvent, context: RuleContext) => Iterable<RuleViolation>;
}

export interface PolicyRule extends RuleMetadata {
  readonly appliesTo: 'policy';
  /** `rules` are the ids of all rules. */
  readonly check: (policy: Policy, rules: readonly string[]) => Iterable<RuleViolation>;
}

/** A rule on `status.yaml`. */
export interface SiteRule extends RuleMetadata {
  readonly appliesTo: 'site';
  readonly check: (site: Site, policy: Policy) => Iterable<RuleViolation>;
}

export interface PostmortemContext extends SiteContext {
  /** The incident of the postmortem; absent where none has that id. */
  readonly incident?: Incident;
  /** The ids of all incidents. */
  readonly incidents: readonly string[];
}

/** V8.3 to V8.6, U3.6. */
export interface PostmortemRule extends RuleMetadata {
  readonly appliesTo: 'postmortem';
  readonly check: (postmortem: Postmortem, context: PostmortemContext) => Iterable<RuleViolation>;
}

export type Rule = IncidentFileRule | PolicyRule | SiteRule | PostmortemRule;

export function isIncidentFileRule(rule: Rule): rule is IncidentFileRule {
  return !['policy', 'site', 'postmortem'].includes(rule.appliesTo);
}

export function defineIncidentRule(
  rule: Omit<IncidentFileRule, 'appliesTo' | 'check' | 'given'> & {
    readonly check: (incident: Incident, context: RuleContext) => Iterable<RuleViolation>;
    readonly given?: (incident: Incident, context: RuleContext) => string;
  },
): IncidentFileRule {
  const { given, check, ...rest } = rule;
  return {
    ...rest,
    appliesTo: 'incident',
    check: (event, context) => (event.kind === 'incident' ? check(event, context) : []),
    ...(given && {
      given: (event: StatusEvent, context: RuleContext) =>
        event.kind === 'incident' ? given(event, context) : '',
    }),
  };
}

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
