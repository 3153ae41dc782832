import type { SiteContext } from '../../content/content.ts';
import { sortDiagnostics } from '../../content/finding.ts';
import type { Diagnostic } from '../../content/finding.ts';
import type { StatusEvent, Incident } from '../../content/incident.ts';
import type { Instant } from '../../time/instant.ts';
import { parseSuppressions } from '../../content/parse-update-directives.ts';
import { checkReadable } from '../../content/parse-incident.ts';
import { PUBLIC_SUMMARY, findSection } from '../../content/postmortem.ts';
import type { Postmortem } from '../../content/postmortem.ts';
import type { SourceFile, TextSpan } from '../../content/source.ts';
import type { WordingKind } from '../../wording/context.ts';
import { RULES } from '../index.ts';
import { lintIncidentFile } from './lint.ts';
import { lintPostmortem, createPostmortemContext } from './lint-postmortem.ts';
import { createRuleContext } from './context.ts';
import { isIncidentFileRule } from './rule.ts';
import type { IncidentFileRule } from './rule.ts';
import { WORDING_RULE_IDS } from '../../content/writing-checks.ts';

/** Checks the wording of a text as if it were an update of an incident (V4.2, V6.1, V6.2, V6.3, V13.2). */
export function validateText(siteContext: SiteContext, source: SourceFile, now: Instant): Diagnostic[] {
  return validateWording(siteContext, source, { start: 0, end: source.text.length }, 'incident', now);
}

/** Checks a postmortem: its structure, blame and speculation (V8.3 to V8.6), and its public summary. */
export function validatePostmortem(
  siteContext: SiteContext,
  postmortem: Postmortem,
  events: readonly StatusEvent[],
  now: Instant,
): Diagnostic[] {
  const { source, body, publish } = postmortem;
  const summary = publish ? findSection(postmortem, PUBLIC_SUMMARY)?.spans.body : undefined;
  // Customers read the public summary, so it is checked like an update; only the team reads the rest.
  const parts: readonly [TextSpan, WordingKind][] = summary
    ? [
        [{ start: body.start, end: summary.start }, 'postmortem'],
        [summary, 'incident'],
        [{ start: summary.end, end: body.end }, 'postmortem'],
      ]
    : [[body, 'postmortem']];
  return sortDiagnostics([
    ...parts.flatMap(([span, textKind]) => validateWording(siteContext, source, span, textKind, now)),
    ...lintPostmortem(postmortem, createPostmortemContext(siteContext, events, postmortem)),
  ]);
}

function validateWording(
  siteContext: SiteContext,
  source: SourceFile,
  body: TextSpan,
  textKind: WordingKind,
  now: Instant,
): Diagnostic[] {
  const diagnostics = checkReadable(source);
  if (diagnostics.length > 0) return diagnostics;
  const suppressions = parseSuppressions(source, body, diagnostics);
  const incident = toSingleUpdateIncident(siteContext, source, body, suppressions, now);
  return sortDiagnostics([
    ...diagnostics,
    ...lintIncidentFile(
      incident,
      { ...createRuleContext(siteContext, [], now), textKind },
      listWordingRules(),
    ),
  ]);
}

/** The rules on wording, which read texts of all kinds. */
export function listWordingRules(): readonly IncidentFileRule[] {
  const ids: readonly string[] = Object.values(WORDING_RULE_IDS);
  return RULES.filter(isIncidentFileRule).filter(({ id }) => ids.includes(id));
}

/** An incident whose only content is the text, as its one update. */
export function toSingleUpdateIncident(
  { policy }: SiteContext,
  source: SourceFile,
  body: TextSpan,
  suppressions: Incident['suppressions'],
  now: Instant,
): Incident {
  const nothing = { start: 0, end: 0 };
  return {
    kind: 'incident',
    id: 'text',
    source,
    title: '',
    severity: Object.keys(policy.severities)[0] ?? '',
    components: {},
    started: now,
    detected: now,
    customerFacing: false,
    security: false,
    drill: false,
    internal: {},
    suppressions: [],
    updates: [
      {
        id: 'text',
        at: now,
        phase: 'investigating',
        writtenPhase: 'update',
        body: source.text.slice(body.start, body.end),
        suppressions,
        spans: { heading: nothing, time: nothing, phase: nothing, body },
      },
    ],
  };
}
