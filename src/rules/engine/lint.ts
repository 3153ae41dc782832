import type { SiteContext } from '../../content/content.ts';
import type { Diagnostic, DiagnosticLevel } from '../../content/finding.ts';
import { parseFrontMatter } from '../../content/front-matter.ts';
import type { IncidentHistory } from '../../publication-history/history.ts';
import type { StatusEvent, Suppression } from '../../content/incident.ts';
import type { Instant } from '../../time/instant.ts';
import { formatDidYouMean } from '../../text/did-you-mean.ts';
import type { Policy } from '../../content/policy.ts';
import { locateSpan } from '../../content/source.ts';
import type { SourceFile, TextSpan } from '../../content/source.ts';
import { createTooSlowError, runWithoutLimit } from '../../content/time-limit.ts';
import { parseYamlFile } from '../../content/format-changes.ts';
import { RULES } from '../index.ts';
import { givenTo, readsMore, watchContext } from './clean-files.ts';
import type { CleanFiles } from './clean-files.ts';
import { isIncidentFileRule } from './rule.ts';
import type {
  RuleViolation,
  IncidentFileRule,
  PolicyRule,
  Rule,
  RuleContext,
  RuleTarget,
  SiteRule,
} from './rule.ts';
import { createRuleContext } from './context.ts';

/**
 * Checks every incident file by every rule. `history` is the publication history from git, if it was read. `clean` are files
 * that all these rules passed before, by which this run is shortened.
 */
export function lintIncidentFiles(
  siteContext: SiteContext,
  events: readonly StatusEvent[],
  now: Instant,
  rules: readonly Rule[] = RULES,
  history?: IncidentHistory,
  runPerFile = runWithoutLimit,
  clean?: CleanFiles,
): Diagnostic[] {
  const context = createRuleContext(siteContext, events, now, history);
  const check = clean ? createShortCheck(context, rules, clean) : undefined;
  return runPerFile(events, check ?? ((event) => lintIncidentFile(event, context, rules)), ({ source }) => [
    createTooSlowError(source, 'checking'),
  ]).flat();
}

/** Checks a clean file only by the rules that read more than the file, and notes which other files are clean. */
function createShortCheck(
  context: RuleContext,
  rules: readonly Rule[],
  clean: CleanFiles,
): (event: StatusEvent) => Diagnostic[] {
  const fileRules = rules.filter(isIncidentFileRule);
  const others = fileRules.filter((rule) => readsMore(rule) && !rule.given);
  const comparing = fileRules.filter((rule) => rule.given);
  const own = fileRules.filter((rule) => !readsMore(rule));
  const watched = watchContext(context);
  return (event) => {
    const known = clean.get(event.source);
    if (known !== undefined && known === givenTo(comparing, event, context))
      return others.every((rule) => findsNothing(rule, event, context))
        ? []
        : lintIncidentFile(event, context, others);
    if (suppressionsOf(event).length > 0) return lintIncidentFile(event, context, rules);
    const reads = watched.reads();
    const found = lintIncidentFile(event, watched.context, own);
    const readMore = watched.reads() > reads;
    found.push(...lintIncidentFile(event, context, comparing));
    if (found.length === 0 && !readMore) clean.add(event.source, givenTo(comparing, event, context));
    return [...found, ...lintIncidentFile(event, context, others)];
  };
}

/** A clean file has no suppression, so nothing else needs to be known. */
function findsNothing(rule: IncidentFileRule, event: StatusEvent, context: RuleContext): boolean {
  for (const _ of rule.check(event, context)) return false;
  return true;
}

/** Checks one incident file. Suppressed violations are left out; an unused suppression is a finding. */
export function lintIncidentFile(
  event: StatusEvent,
  context: RuleContext,
  rules: readonly Rule[] = RULES,
): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const suppressions = suppressionsOf(event);
  const used = new Set<Suppression>();
  const spanOf = createSpanLocator(event.source);
  for (const rule of rules) {
    if (!isIncidentFileRule(rule)) continue;
    const level = levelOf(rule, context.policy, event);
    if (level === 'off') continue;
    for (const violation of rule.check(event, context)) {
      const span = spanOf(violation.at);
      const suppression = suppressions.find(
        ({ scope, suppression: { rule: id } }) =>
          id === rule.id && span.start >= scope.start && span.start < scope.end,
      );
      if (suppression && !rule.essential) used.add(suppression.suppression);
      else
        diagnostics.push(
          toDiagnostic(
            rule,
            withoutFixIfImported(violation, event),
            level,
            context.policy,
            event.source,
            span,
          ),
        );
    }
  }
  return diagnostics.concat(findUnusedSuppressions(event, suppressions, used, rules));
}

/** Checks whether the parts of a policy agree with each other. */
export function lintPolicy(policy: Policy, rules: readonly Rule[] = RULES): Diagnostic[] {
  const yaml = parseYamlFile(policy.source);
  const ids = RULES.map((rule) => rule.id);
  return rules
    .filter((rule): rule is PolicyRule => rule.appliesTo === 'policy')
    .flatMap((rule) => {
      const level = policyLevel(rule, policy);
      if (level === 'off') return [];
      return [...rule.check(policy, ids)].map((violation) => {
        const { at } = violation;
        const span = 'field' in at ? yaml.locate(at.field, at.part) : at;
        return toDiagnostic(rule, violation, level, policy, policy.source, span);
      });
    });
}

/** Checks `status.yaml` against the policy. */
export function lintSite(
  { site, policy }: Pick<SiteContext, 'site' | 'policy'>,
  source: SourceFile,
  rules: readonly Rule[] = RULES,
): Diagnostic[] {
  const yaml = parseYamlFile(source);
  return rules
    .filter((rule): rule is SiteRule => rule.appliesTo === 'site')
    .flatMap((rule) => {
      const level = policyLevel(rule, policy);
      if (level === 'off') return [];
      return [...rule.check(site, policy)].map((violation) => {
        const { at } = violation;
        const span = 'field' in at ? yaml.locate(at.field, at.part) : at;
        return toDiagnostic(rule, violation, level, policy, source, span);
      });
    });
}

/** Whether the site can show an incident file: it violates no essential rule. */
export function isDisplayable(
  event: StatusEvent,
  context: RuleContext,
  rules: readonly Rule[] = RULES,
): boolean {
  return rules.every(
    (rule) =>
      !isIncidentFileRule(rule) || rule.essential !== true || [...rule.check(event, context)].length === 0,
  );
}

/** The essential rules that a clean file may violate: those that read more than the file, and those that the policy turns off. */
export function essentialRulesNotChecked(policy: Policy): Rule[] {
  return RULES.filter(isIncidentFileRule).filter(
    (rule) => rule.essential && (readsMore(rule) || policyLevel(rule, policy) === 'off'),
  );
}

export function policyLevel(rule: Rule, { rules }: Policy): DiagnosticLevel | 'off' {
  return Object.hasOwn(rules, rule.id) ? rules[rule.id]! : rule.level;
}

/** The policy may set another level than the rule's own; imported incidents get warnings only. */
function levelOf(rule: IncidentFileRule, policy: Policy, event: StatusEvent): DiagnosticLevel | 'off' {
  const level = policyLevel(rule, policy);
  return level === 'error' && event.imported && rule.essential !== true ? 'warn' : level;
}

/** Imported history keeps its wording: `--fix` does not change it. */
function withoutFixIfImported(violation: RuleViolation, event: StatusEvent): RuleViolation {
  const { fix, ...rest } = violation;
  return fix && event.imported ? rest : violation;
}

export function toDiagnostic(
  rule: Rule,
  violation: RuleViolation,
  level: DiagnosticLevel,
  policy: Policy,
  source: SourceFile,
  span: TextSpan,
): Diagnostic {
  const clause = clauseOf(violation.clause === undefined ? rule.clauses : [violation.clause], policy);
  return {
    rule: rule.id,
    ...(clause !== undefined && { clause }),
    level: violation.level === 'warn' ? 'warn' : level,
    location: locateSpan(source, span),
    message: violation.message,
    help: violation.help ?? '',
    ...(violation.fix && { fix: violation.fix }),
  };
}

/** The rule's first clause; with `clause-prefix` in the policy, the first one of that SOP. */
function clauseOf(clauses: readonly string[], { 'clause-prefix': prefix }: Policy): string | undefined {
  return prefix === undefined ? clauses[0] : clauses.find((clause) => clause.startsWith(prefix));
}

/** Returns a function from a rule's target to its span. It parses the front matter at most once, and only for a field. */
export function createSpanLocator(source: SourceFile): (target: RuleTarget) => TextSpan {
  let front: ReturnType<typeof parseFrontMatter> | undefined;
  return (target) => {
    if (!('field' in target)) return target;
    front ??= parseFrontMatter(source);
    return 'bodyStart' in front ? front.locate(target.field, target.part) : front;
  };
}

export interface ScopedSuppression {
  readonly suppression: Suppression;
  /** The update that it covers, from heading to end; or the front matter. */
  readonly scope: TextSpan;
}

function suppressionsOf(event: StatusEvent): ScopedSuppression[] {
  const front = { start: 0, end: event.updates[0]?.spans.heading.start ?? event.source.text.length };
  return [
    ...event.suppressions.map((suppression) => ({ suppression, scope: front })),
    ...event.updates.flatMap(({ suppressions, spans }) =>
      suppressions.map((suppression) => ({
        suppression,
        scope: { start: spans.heading.start, end: spans.body.end + 1 },
      })),
    ),
  ];
}

/**
 * Findings for suppressions that suppressed nothing. Those for a rule that did not run are skipped, and so are those for
 * a rule that needs git history: a shallow clone knows less of it than a full one.
 */
export function findUnusedSuppressions(
  { source }: Pick<StatusEvent, 'source'>,
  suppressions: readonly ScopedSuppression[],
  used: ReadonlySet<Suppression>,
  rules: readonly Rule[],
): Diagnostic[] {
  const has = (list: readonly Rule[], id: string): boolean => list.some((rule) => rule.id === id);
  const checkedRules = rules.filter((rule) => !isIncidentFileRule(rule) || rule.needs !== 'history');
  return suppressions
    .filter(
      ({ suppression }) =>
        !used.has(suppression) && (has(checkedRules, suppression.rule) || !has(RULES, suppression.rule)),
    )
    .map(({ suppression }) => ({
      rule: 'no-unused-suppression',
      level: 'error' as const,
      location: locateSpan(source, suppression.span),
      ...unusedSuppressionMessage(suppression.rule),
    }));
}

function unusedSuppressionMessage(id: string): Pick<Diagnostic, 'message' | 'help'> {
  const rule = RULES.find((candidate) => candidate.id === id);
  const ids = RULES.map((candidate) => candidate.id);
  if (!rule) {
    return {
      message: `Unknown rule "${id}" in a suppression.${formatDidYouMean(id, ids)}`,
      help: 'Each rule has a page of the same name in src/rules/.',
    };
  }
  if (isIncidentFileRule(rule) && rule.essential) {
    return {
      message: `"${id}" can't be suppressed: the site could not show this file correctly.`,
      help: 'Correct the problem that it reports instead.',
    };
  }
  return {
    message: `This suppression has no effect: nothing here violates "${id}".`,
    help: 'Delete the comment, or move it under the update that it is for.',
  };
}
