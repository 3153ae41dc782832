import { postmortemSettingsOf } from '../content/postmortem-settings.ts';
import { updateIntervalOf } from '../content/update-interval.ts';
import { endedUnresolved } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import type { Policy } from '../content/policy.ts';
import type { TimeLimit } from '../time/working-time.ts';
import { endOfLimit } from './working-limit.ts';
import type { DeadlineKind } from '../content/schema/policy-deadlines.ts';
import { endOfShift } from '../on-call/rota.ts';
import type { Obligation } from './deadline.ts';
import type { DeadlineEvidence } from './evidence.ts';
import { createObligation, dueBetween, dueWithin } from './obligation.ts';
import type { DueWindow, IncidentDeadlineContext } from './obligation.ts';
import { everHadSeverity, formatCountedFrom, sinceAtLeastAsStrict } from './timeline.ts';
import type { CustomerUpdate, FixTime, IncidentTimeline } from './timeline.ts';

/** The kinds that an incident has at most one open deadline of. Action items, maintenance and the SOP review are apart. */
export type IncidentDeadlineKind = Exclude<
  DeadlineKind,
  'action-item' | 'maintenance-notice' | 'maintenance-end' | 'sop-review'
>;

type WindowContext = Pick<IncidentDeadlineContext, 'timeline' | 'policy' | 'evidence' | 'rotas'>;

/** One kind of deadline. */
interface KindDefinition {
  /** Undefined if the policy gives no time for it, or nothing has started it yet. */
  readonly dueWindow: (context: WindowContext) => DueWindow | undefined;
  readonly awaits: (context: WindowContext, dueWindow: DueWindow) => string;
  /** Tells a deadline from the others of its kind in the incident; `ObligationDetails.key`. */
  readonly key: (context: WindowContext, dueWindow: DueWindow) => string;
  /** Whether the file or git shows that it was met. Resolution also meets it, except for `afterResolution`. */
  readonly isMet?: (context: WindowContext) => boolean;
  readonly afterResolution?: true;
  /** Nothing is due if customers were no longer affected when the incident was detected. */
  readonly whileAffected?: true;
}

const FIX_TIME_NAMES: Readonly<Record<FixTime['by'], string>> = {
  recorded: 'the fix',
  ended: 'detection',
  monitoring: 'the first update with the phase "monitoring"',
};

const severityKey = ({ timeline }: WindowContext): string => timeline.severity.key;
const startKey = (_: WindowContext, { from }: DueWindow): string => String(from.at);

const KINDS: Readonly<Record<IncidentDeadlineKind, KindDefinition>> = {
  // V1.1, U3.2: within a time of detection, for the severity that the incident was opened with.
  acknowledge: {
    awaits: () => 'Acknowledgement',
    key: () => 'detected',
    isMet: ({ timeline }) => findAcknowledgedAt(timeline) !== undefined,
    dueWindow({ timeline: { severityPeriods }, policy }) {
      const { since, severity } = severityPeriods[0];
      return severity.acknowledge === undefined
        ? undefined
        : dueWithin(policy, { at: since, what: 'detection' }, severity.acknowledge);
    },
  },
  // V12.1, V12.4: for the severity of the first update, or the present one before there is an update.
  'first-update': {
    awaits: () => 'First public update',
    key: severityKey,
    isMet: ({ timeline }) => timeline.customerUpdates.length > 0,
    dueWindow({ timeline: { publicSince, customerUpdates, incident, severity }, policy }) {
      const time = (customerUpdates[0]?.severity ?? severity)['first-update'];
      if (publicSince === undefined || time === undefined) return undefined;
      const what = publicSince === incident.detected ? 'detection' : 'when it came onto the page';
      return dueWithin(policy, { at: publicSince, what }, time);
    },
  },
  // V12.2, V12.4: due at the lower bound of the update interval, late at the upper one.
  'next-update': {
    awaits: () => 'Next public update',
    whileAffected: true,
    key: ({ timeline }) => timeline.customerUpdates.at(-1)!.update.id,
    dueWindow({ timeline, policy }) {
      const last = timeline.customerUpdates.at(-1);
      return last && nextUpdateDueWindow(policy, last);
    },
  },
  // V4.1, U4.1: the team reads public updates too, so it counts from the last update of either sort. It also applies to
  // severities that are not shown on the page.
  'internal-update': {
    awaits({ policy }) {
      const channel = policy.channels['internal'];
      return channel === undefined ? 'Internal update' : `Internal update in ${channel}`;
    },
    key: startKey,
    whileAffected: true,
    dueWindow({ timeline: { incident, severity, severityPeriods }, policy }) {
      const time = severity['internal-updates'];
      if (time === undefined) return undefined;
      const since = sinceAtLeastAsStrict(severityPeriods, (one) => one['internal-updates']);
      const updates = [...(incident.internal.updates ?? []), ...incident.updates.map(({ at }) => at)];
      const last = updates.reduce((a, b) => Math.max(a, b), since);
      const what = last === since ? 'detection' : 'the last update to the team';
      return dueWithin(policy, { at: last, what }, time);
    },
  },
  // Counts from the end of the commander's shift on call. A new commander, or a recorded hand-over, starts it again.
  'hand-over': {
    awaits({ timeline: { incident }, policy, rotas }, { due }) {
      const rota = rotas?.get(policy.required.commander ?? '');
      const next = rota?.periods(due, due + 1)[0]?.people[0] ?? 'someone else: no one on call is known';
      return `Hand-over from ${incident.internal.commander} to ${next}`;
    },
    key: startKey,
    dueWindow({ timeline: { incident }, policy, rotas }) {
      const { commander, 'handed-over': handedOver = [] } = incident.internal;
      const rota =
        policy.required.commander === undefined ? undefined : rotas?.get(policy.required.commander);
      if (policy['hand-over'] === undefined || !rota || commander === undefined) return undefined;
      const since = handedOver.reduce((a, b) => Math.max(a, b), incident.detected);
      const end = endOfShift(rota, commander, since);
      if (end === undefined) return undefined;
      const from = { at: end, what: `the end of the shift of ${commander}` };
      return { from, due: end, late: end + policy['hand-over'] };
    },
  },
  // U4.2
  'customer-email': {
    awaits: () => 'E-mail to customers',
    key: startKey,
    whileAffected: true,
    dueWindow({ timeline, evidence, policy }) {
      const time = timeline.severity['customer-email'];
      if (time === undefined || timeline.publicSince === undefined) return undefined;
      const since = Math.max(
        timeline.publicSince,
        sinceAtLeastAsStrict(timeline.severityPeriods, (one) => one['customer-email']),
      );
      const last = customerEmailTimes(timeline, evidence).reduce((a, b) => Math.max(a, b), since);
      return dueWithin(policy, { at: last, what: last === since ? 'detection' : 'the last e-mail' }, time);
    },
  },
  // U3.4: the SLA window.
  fix: {
    awaits: () => 'Fix or rollback',
    key: severityKey,
    whileAffected: true,
    isMet: ({ timeline }) => timeline.fixed !== undefined,
    dueWindow({ timeline: { severityPeriods, severity }, policy }) {
      const time = severity['fix-within'];
      if (time === undefined) return undefined;
      const since = sinceAtLeastAsStrict(severityPeriods, (one) => one['fix-within']);
      return dueWithin(policy, { at: since, what: formatCountedFrom(since, severityPeriods) }, time);
    },
  },
  // V7.2, V12.3, V12.4: due when the monitoring time is over; late at the policy's time after the fix, but not before.
  resolution: {
    awaits: () => 'Resolution, once the fix holds',
    key: startKey,
    dueWindow({ timeline: { fixed, severity, publicSince }, policy }) {
      if (!severity.resolution || !fixed || publicSince === undefined) return undefined;
      const { 'after-fix': afterFix, grace = 0 } = severity.resolution;
      const monitoring = policy.monitoring ?? 0;
      const what = FIX_TIME_NAMES[fixed.by];
      const posted = endOfLimit(policy, fixed.at, afterFix);
      const note = [fixed.note, posted.note].filter((one) => one !== undefined).join(' ');
      return {
        from: { at: fixed.at, what },
        due: Math.max(fixed.at, fixed.monitoredSince + monitoring),
        late: Math.max(posted.at, fixed.at + monitoring) + grace,
        ...(note !== '' && { note }),
      };
    },
  },
  // The embargo of a security incident ends within a time of detection.
  disclosure: {
    awaits: () => 'Disclosure',
    key: () => 'detected',
    isMet: ({ timeline: { incident } }) => incident.disclosed !== undefined,
    dueWindow({ timeline: { incident }, policy }) {
      const within = policy.security?.['disclose-within'];
      if (!incident.security || within === undefined) return undefined;
      return dueWithin(policy, { at: incident.detected, what: 'detection' }, within);
    },
  },
  // U4.3
  summary: {
    awaits: ({ policy }) => `Executive summary for ${policy.summary!.audience.toLowerCase()}`,
    key: () => 'resolved',
    afterResolution: true,
    isMet: ({ timeline: { incident }, evidence }) =>
      incident.internal.summary !== undefined || evidence.summaries?.has(incident.id) === true,
    dueWindow: ({ timeline, policy }) => documentDueWindow(policy, timeline, policy.summary),
  },
  // V8.1: for every severity that the incident ever had.
  postmortem: {
    awaits: () => 'Postmortem',
    key: () => 'resolved',
    afterResolution: true,
    isMet: ({ timeline: { incident }, evidence }) =>
      incident.postmortemApprovedAt !== undefined || evidence.postmortems?.has(incident.id) === true,
    dueWindow: ({ timeline, policy }) =>
      documentDueWindow(policy, timeline, postmortemSettingsOf(policy, timeline.incident)),
  },
};

/** What is still expected of an incident. */
export function incidentObligations(context: IncidentDeadlineContext): Obligation[] {
  return (Object.keys(KINDS) as IncidentDeadlineKind[]).flatMap(
    (kind) => incidentObligation(kind, context) ?? [],
  );
}

/** Undefined if it is met, or the policy does not ask for it. */
export function incidentObligation(
  kind: IncidentDeadlineKind,
  context: IncidentDeadlineContext,
): Obligation | undefined {
  const { awaits, key, isMet, afterResolution } = KINDS[kind];
  if (!afterResolution && context.timeline.resolved !== undefined) return undefined;
  const dueWindow = dueWindowOf(kind, context);
  if (!dueWindow || isMet?.(context)) return undefined;
  const details = { awaits: awaits(context, dueWindow), key: key(context, dueWindow) };
  return createObligation(context, kind, dueWindow, {
    ...details,
    ...(afterResolution && { afterResolution }),
  });
}

/** When the SOP expects it, whether or not it is met. Nothing is due for an incident that was withdrawn, or merged into another. */
export function dueWindowOf(kind: IncidentDeadlineKind, context: WindowContext): DueWindow | undefined {
  if (endedUnresolved(context.timeline.incident)) return undefined;
  const { dueWindow, whileAffected } = KINDS[kind];
  return whileAffected && context.timeline.wasOverWhenDetected ? undefined : dueWindow(context);
}

function documentDueWindow(
  policy: Policy,
  timeline: IncidentTimeline,
  document: { readonly for: readonly string[]; readonly due?: TimeLimit | undefined } | undefined,
): DueWindow | undefined {
  if (!document || timeline.resolved === undefined || !everHadSeverity(timeline, document.for))
    return undefined;
  return document.due === undefined
    ? undefined
    : dueWithin(policy, { at: timeline.resolved, what: 'resolution' }, document.due);
}

/**
 * When the update after this one is expected: at the time that its writer promised, otherwise after the interval of its
 * phase, of the incident's age, or of the severity. Undefined where the severity has no update interval.
 */
export function nextUpdateDueWindow(
  policy: Policy,
  { countedFrom, update, severity, age }: CustomerUpdate,
): DueWindow | undefined {
  const { nextUpdate } = update;
  if (nextUpdate !== undefined && nextUpdate > countedFrom)
    return { from: { at: countedFrom, what: 'the last public update' }, due: nextUpdate, late: nextUpdate };
  if (!severity.updates) return undefined;
  const { due, late } = updateIntervalOf(severity.updates, update.phase, age);
  const dueWindow = dueBetween(policy, { at: countedFrom, what: 'the last public update' }, due, late);
  if (countedFrom === update.at) return dueWindow;
  const order = countedFrom > update.at ? 'before' : 'after';
  const note = `The last update is dated ${formatInstant(update.at)}, which is ${order} ${formatInstant(countedFrom)}, from which it counts.`;
  return { ...dueWindow, note: dueWindow.note === undefined ? note : `${dueWindow.note} ${note}` };
}

/** The recorded time; without one, the time of the first update or fix, by which it must have been acknowledged. */
export function findAcknowledgedAt({ incident }: IncidentTimeline): Instant | undefined {
  const { acknowledged, updates = [], fixed } = incident.internal;
  if (acknowledged !== undefined) return acknowledged;
  const signs = [
    ...incident.updates.map((update) => update.at),
    ...updates,
    ...(fixed === undefined ? [] : [fixed]),
  ];
  return signs.length === 0 ? undefined : signs.reduce((a, b) => Math.min(a, b));
}

/** When e-mail went to customers, by the incident's file and by the mail log; oldest first. */
export function customerEmailTimes({ incident }: IncidentTimeline, evidence: DeadlineEvidence): Instant[] {
  const times = new Set([
    ...(incident.internal.emailed ?? []),
    ...(evidence.emailed?.get(incident.id) ?? []),
  ]);
  return [...times].toSorted((a, b) => a - b);
}
