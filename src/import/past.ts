import type { Content } from '../content/content.ts';
import { findEndingUpdate } from '../content/incident.ts';
import type { Incident, IncidentOrMaintenance } from '../content/incident.ts';
import { lineText } from '../content/source.ts';
import { applyFixes } from '../content/fix.ts';
import type { Diagnostic } from '../content/finding.ts';
import { causeAndFix } from '../rules/cause-and-fix.ts';
import { commander } from '../rules/commander.ts';
import { complete } from '../rules/complete.ts';
import { detectionSource } from '../rules/detection-source.ts';
import { RULES } from '../rules/index.ts';
import { monitoringTime } from '../rules/monitoring-time.ts';
import { promise } from '../rules/promise.ts';
import { verification } from '../rules/verification.ts';
import { lintIncidentFiles } from '../rules/engine/lint.ts';
import type { Duration } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';

/** One place in the company's past where a rule would have spoken. */
export interface PastExample {
  readonly path: string;
  readonly line: number;
  /** The line as it was published. */
  readonly text: string;
  readonly message: string;
  /** What to write instead: the line put right where there is one right answer, or else the rule's advice. */
  readonly write: string;
}

/** What one rule finds in all that was imported. */
export interface PastRule {
  readonly rule: string;
  readonly clause?: string;
  readonly findings: number;
  readonly incidents: number;
  readonly examples: readonly PastExample[];
}

/** A stretch without a word to customers while an incident went on. */
export interface Silence {
  readonly path: string;
  readonly from: Instant;
  readonly length: Duration;
}

/** What the SOP would have caught in the imported past. */
export interface PastReport {
  readonly incidents: number;
  readonly rules: readonly PastRule[];
  readonly longestSilence?: Silence;
  /** How long after its start an incident had its first update, over those where both times are known. */
  readonly firstUpdates?: {
    readonly median: Duration;
    readonly longest: Silence;
    readonly counted: number;
    readonly late: number;
  };
  /** Pauses between two updates that were longer than the policy's cadence. */
  readonly latePauses: number;
  /** Sentences that promise a time. */
  readonly promises: number;
  /** What the records can not tell. */
  readonly unknown: readonly string[];
}

const EXAMPLES = 3;

/** Rules on what only the team's own record can say: no status page has it, so its absence there is no fault. */
const NOT_ON_A_PAGE: ReadonlySet<string> = new Set(
  [causeAndFix, commander, complete, detectionSource, monitoringTime, verification].map(({ id }) => id),
);

/** Judges imported incidents as if they had been written here. It is for reading: nothing of it blocks. */
export function judgePast(
  content: Content,
  imported: ReadonlySet<string>,
  now: Instant,
): PastReport | undefined {
  const { siteContext } = content;
  if (!siteContext) return undefined;
  const events = content.incidents
    .filter(({ id, drill }) => imported.has(id) && !drill)
    .map(({ imported: _origin, ...event }) => event as IncidentOrMaintenance);
  const rulesOnWords = RULES.filter(({ id }) => !NOT_ON_A_PAGE.has(id));
  const diagnostics = lintIncidentFiles(siteContext, events, now, rulesOnWords);
  const sources = new Map(content.incidents.map(({ source }) => [source.path, source]));
  const byRule = Map.groupBy(diagnostics, ({ rule }) => rule);
  const rules = [...byRule]
    .map(([rule, found]): PastRule => ({
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
    Object.entries(siteContext.policy.severities).map(([key, { updates }]) => [key, updates?.late]),
  );
  const firsts = firstUpdates(incidents);
  const limit = (incident: Incident): Duration | undefined =>
    siteContext.policy.severities[incident.severity]?.['first-update'];
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
    promises: byRule.get(promise.id)?.length ?? 0,
    unknown: unknownOf(incidents, firsts.length),
  };
}

/** Different incidents first, so that three examples are of three incidents where there are as many. */
function chooseExamples(found: readonly Diagnostic[]): Diagnostic[] {
  const firsts = [
    ...new Map(found.toReversed().map((one) => [one.location.path, one])).values(),
  ].toReversed();
  return [...firsts, ...found.filter((one) => !firsts.includes(one))].slice(0, EXAMPLES);
}

function toExample(
  { location, message, help, fix }: Diagnostic,
  sources: ReadonlyMap<string, Parameters<typeof lineText>[0]>,
): PastExample {
  const source = sources.get(location.path);
  const text = source ? lineText(source, location.line).trim() : '';
  let write = help;
  if (fix && source) {
    const fixed = { ...source, text: applyFixes(source, [fix]) };
    write = lineText(fixed, location.line).trim() || help;
  }
  return { path: location.path, line: location.line, text, message, write };
}

interface Pause extends Silence {
  readonly incident: Incident;
}

/** The pauses between updates with times of their own, up to the end. */
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
    'who led the response, how an incident was found, and when the team was told: the pages do not say it',
    'whether a customer was told by mail or telephone what the page does not say',
    ...(same > 0
      ? [
          `how soon customers heard of ${same} of ${incidents.length} incidents: the first update bears the time of the start, or none`,
        ]
      : []),
    'whether the published texts were changed afterwards: only the last version is there',
  ];
}
