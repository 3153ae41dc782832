import type { Content } from '../../content/content.ts';
import { findEndingUpdate } from '../../content/incident.ts';
import type { Incident, StatusEvent } from '../../content/incident.ts';
import { lineText, locateSpan } from '../../content/source.ts';
import { applyFixes } from '../../content/finding.ts';
import type { Diagnostic } from '../../content/finding.ts';
import { WRITTEN_ENDINGS } from '../ending.ts';
import { requireCauseAndFix } from '../../rules/require-cause-and-fix.ts';
import { requireCommander } from '../../rules/require-commander.ts';
import { requireComponentAndUpdate } from '../../rules/require-component-and-update.ts';
import { requireDetectionSource } from '../../rules/require-detection-source.ts';
import { RULES } from '../../rules/index.ts';
import { requireMonitoringTime } from '../../rules/require-monitoring-time.ts';
import { noPromisedFixTime } from '../../rules/no-promised-fix-time.ts';
import { requireVerification } from '../../rules/require-verification.ts';
import { lintIncidentFiles } from '../../rules/engine/lint.ts';
import { averageLength } from '../../time/working-time.ts';
import type { Duration } from '../../time/duration.ts';
import type { Instant } from '../../time/instant.ts';
import { formatCount } from '../../text/count.ts';

/** A finding in an imported incident. */
export interface FindingExample {
  readonly path: string;
  readonly line: number;
  /** The line as it was published. */
  readonly text: string;
  readonly message: string;
  /** The corrected line if the rule has a fix, otherwise the rule's advice. */
  readonly advice: string;
}

/** The findings of one rule in all imported incidents. */
export interface RuleFindings {
  readonly rule: string;
  readonly clause?: string;
  readonly findings: number;
  readonly incidents: number;
  readonly examples: readonly FindingExample[];
}

/** A time without an update while an incident was open. */
export interface Silence {
  readonly path: string;
  readonly from: Instant;
  readonly length: Duration;
}

/** What validation finds in the imported incidents. */
export interface HistoryFindings {
  readonly incidents: number;
  readonly rules: readonly RuleFindings[];
  readonly longestSilence?: Silence;
  /** From the start of an incident to its first update, for the incidents where both times are known. */
  readonly firstUpdates?: {
    readonly median: Duration;
    readonly longest: Silence;
    readonly counted: number;
    readonly late: number;
  };
  /** Pauses between two updates that were longer than the policy's cadence. */
  readonly latePauses: number;
  /** Entries that ended without an update that says so: the import wrote one. Nothing in it is a finding. */
  readonly writtenEndings: number;
  /** Sentences that promise a time. */
  readonly promises: number;
  /** What the records don't contain. */
  readonly unknown: readonly string[];
}

const EXAMPLES = 3;

/** Rules about facts that a status page doesn't publish, so that imported incidents can't have them. */
const RULES_ON_INTERNAL_FACTS: ReadonlySet<string> = new Set(
  [
    requireCauseAndFix,
    requireCommander,
    requireComponentAndUpdate,
    requireDetectionSource,
    requireMonitoringTime,
    requireVerification,
  ].map(({ id }) => id),
);

/** Validates imported incidents as if they had been written under the SOP. The findings are for information and don't block. */
export function validateHistory(
  content: Content,
  imported: ReadonlySet<string>,
  now: Instant,
): HistoryFindings | undefined {
  const { siteContext } = content;
  if (!siteContext) return undefined;
  const entries = content.incidents.filter(({ id, drill }) => imported.has(id) && !drill);
  const written = new Map(entries.flatMap(findWrittenEnding));
  const events = entries.map(({ imported: _origin, ...event }) => event as StatusEvent);
  if (events.length === 0) return undefined;
  const rulesOnWords = RULES.filter(({ id }) => !RULES_ON_INTERNAL_FACTS.has(id));
  const diagnostics = lintIncidentFiles(siteContext, events, now, rulesOnWords).filter(
    ({ location: { path, line } }) => {
      const lines = written.get(path);
      return !lines || line < lines.first || line > lines.last;
    },
  );
  const sources = new Map(content.incidents.map(({ source }) => [source.path, source]));
  const byRule = Map.groupBy(diagnostics, ({ rule }) => rule);
  const rules = [...byRule]
    .map(([rule, found]): RuleFindings => ({
      rule,
      ...(found[0]!.clause !== undefined && { clause: found[0]!.clause }),
      findings: found.length,
      incidents: new Set(found.map(({ location }) => location.path)).size,
      examples: chooseExamples(found).map((one) => toExample(one, sources)),
    }))
    .toSorted((a, b) => b.findings - a.findings || (a.rule < b.rule ? -1 : 1));
  const incidents = events.filter((event): event is Incident => event.kind === 'incident');
  const silences = incidents.flatMap(pausesOf);
  const cadence = new Map(
    Object.entries(siteContext.policy.severities).map(([key, { updates }]) => [
      key,
      updates && averageLength(updates.late),
    ]),
  );
  const firsts = firstUpdates(incidents);
  const limit = (incident: Incident): Duration | undefined => {
    const time = siteContext.policy.severities[incident.severity]?.['first-update'];
    return time === undefined ? undefined : averageLength(time);
  };
  const longest = silences.toSorted((a, b) => b.length - a.length)[0];
  return {
    incidents: events.length,
    rules,
    ...(longest && { longestSilence: toSilence(longest) }),
    ...(firsts.length > 0 && {
      firstUpdates: {
        median: firsts[Math.floor((firsts.length - 1) / 2)]!.length,
        longest: toSilence(firsts.at(-1)!),
        counted: firsts.length,
        late: firsts.filter(({ incident, length }) => length > (limit(incident) ?? Number.POSITIVE_INFINITY))
          .length,
      },
    }),
    latePauses: silences.filter(
      ({ incident, length }) => length > (cadence.get(incident.severity) ?? Number.POSITIVE_INFINITY),
    ).length,
    writtenEndings: written.size,
    promises: byRule.get(noPromisedFixTime.id)?.length ?? 0,
    unknown: unknownOf(incidents, firsts.length),
  };
}

/** The lines of an ending that the import wrote, by the path of its file. */
function findWrittenEnding({
  source,
  imported,
  updates,
}: StatusEvent): [string, { first: number; last: number }][] {
  // A company may have written the same words itself; the import says what it does.
  if (!imported?.notes?.some((note) => /\badded\b|\bclosed at\b/.test(note))) return [];
  const update = updates.findLast(({ body }) => WRITTEN_ENDINGS.has(body.trim()));
  if (!update) return [];
  const [first, last] = [update.spans.heading, update.spans.body].map((span) => locateSpan(source, span));
  return [[source.path, { first: first!.line, last: last!.endLine }]];
}

/** Prefers examples from different incidents. */
function chooseExamples(found: readonly Diagnostic[]): Diagnostic[] {
  const firsts = [
    ...new Map(found.toReversed().map((one) => [one.location.path, one])).values(),
  ].toReversed();
  return [...firsts, ...found.filter((one) => !firsts.includes(one))].slice(0, EXAMPLES);
}

function toExample(
  { location, message, help, fix }: Diagnostic,
  sources: ReadonlyMap<string, Parameters<typeof lineText>[0]>,
): FindingExample {
  const source = sources.get(location.path);
  const text = source ? lineText(source, location.line).trim() : '';
  let advice = help;
  if (fix && source) {
    const fixed = { ...source, text: applyFixes(source, [fix]) };
    const line = lineText(fixed, location.line).trim();
    if (line !== '') advice = `Write: ${line}`;
  }
  return { path: location.path, line: location.line, text, message, advice };
}

interface Pause extends Silence {
  readonly incident: Incident;
}

/** The pauses between updates, up to the end of the incident. */
function pausesOf(incident: Incident): Pause[] {
  const end = findEndingUpdate(incident)?.at ?? Number.POSITIVE_INFINITY;
  const times = incident.updates.map(({ at }) => at).filter((at) => at <= end);
  return times.slice(1).map((at, index) => ({
    incident,
    path: incident.source.path,
    from: times[index]!,
    length: at - times[index]!,
  }));
}

function firstUpdates(incidents: readonly Incident[]): Pause[] {
  return incidents
    .flatMap((incident): Pause[] => {
      const first = incident.updates[0]?.at;
      const from = incident.started;
      return first === undefined || first <= from
        ? []
        : [{ incident, path: incident.source.path, from, length: first - from }];
    })
    .toSorted((a, b) => a.length - b.length);
}

function toSilence({ path, from, length }: Pause): Silence {
  return { path, from, length };
}

function unknownOf(incidents: readonly Incident[], timed: number): string[] {
  const same = incidents.length - timed;
  return [
    'who led the response, how incidents were detected, and when the team was notified: a status page does not publish it',
    'what customers were sent by email or phone',
    ...(same > 0
      ? [
          `how soon customers were informed of ${same} of ${formatCount(incidents.length, 'incident')}: the first update has the time of the start, or no time`,
        ]
      : []),
    'whether the published texts were changed afterwards: the input has only the last version',
  ];
}
