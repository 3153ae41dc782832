import {
  findCallingOffUpdate,
  findEndingUpdate,
  findMergingUpdate,
  findWithdrawingUpdate,
  isEmbargoed,
} from '../content/incident.ts';
import type { Incident, IncidentUpdate, Maintenance, Notice, StatusEvent } from '../content/incident.ts';
import { findSeverity, isPublic, severityAfter } from '../content/policy.ts';
import type { Policy, Severity } from '../content/policy.ts';
import type { AudienceEvent } from '../content/schema/policy-audiences.ts';
import { EMAIL_CHANNELS } from '../content/schema/places.ts';
import type { Deadline } from '../deadlines/deadline.ts';
import type { Delivery, DeliveryLog } from '../delivery-log/delivery.ts';
import { DAY, HOUR, MINUTE } from '../time/duration.ts';
import type { Duration } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import type { DeadlineReminder } from '../deadlines/reminders.ts';
import { SUMMARY_KEY } from '../deadlines/delivery-evidence.ts';
import type { AudienceType } from './channel.ts';
import { summaryReadersOf } from './destinations.ts';

/** Something that audiences are notified of. */
export interface NotificationEvent {
  /** The same after a correction: a corrected typo is not sent again. */
  readonly key: string;
  readonly type: AudienceEvent;
  readonly at: Instant;
  readonly subject?: StatusEvent;
  readonly update?: IncidentUpdate;
  readonly reminder?: DeadlineReminder;
  /** The delivery that failed. */
  readonly failed?: Delivery;
  /** The audiences and roles that the policy names for it, besides the team. */
  readonly audiences: readonly string[];
  /** Only they get it, not the team: a security incident under embargo. */
  readonly isRestricted?: boolean;
  /** Who it is for. */
  readonly types: readonly AudienceType[];
  /** Whether customers have to be able to read it on the page first. */
  readonly needsPage: boolean;
  /** Whether it takes back what a place was sent before; other places don't get it. */
  readonly isTakeBack?: boolean;
  readonly isUrgent: boolean;
  /** How long it is worth sending; `Infinity` if it is until it is no longer true. */
  readonly lifetime: Readonly<Record<AudienceType, Duration>>;
  /** Only places of these channels; all if absent. */
  readonly channels?: readonly string[];
  /** The fingerprint of a place that doesn't get it: it is the one that failed. */
  readonly exceptPlace?: string;
  /** Of those that wait for the same place, only the newest of a series is sent. */
  readonly series: string;
}

/** An update that is older is no news: the page has it. */
const LIFETIME = { internal: 15 * MINUTE, customers: 2 * HOUR } as const;
const UNTIL_UNTRUE = { internal: Infinity, customers: LIFETIME.customers } as const;

/**
 * What the incidents, maintenances and notices on the default branch say. Imported ones are history: nothing. Drills
 * concern only the team.
 */
export function eventsOf(policy: Policy, events: readonly StatusEvent[], now: Instant): NotificationEvent[] {
  return events.flatMap((event) => {
    if (event.imported) return [];
    if (event.kind === 'incident') return incidentEvents(policy, event);
    return event.drill ? [] : scheduledEvents(policy, event, now);
  });
}

function incidentEvents(policy: Policy, incident: Incident): NotificationEvent[] {
  const first = findSeverity(policy, incident.severity);
  if (!first) return [];
  const isOnPage = isPublic(policy, incident);
  const ending = findEndingUpdate(incident);
  const restricted = isEmbargoed(incident) && !incident.drill && { isRestricted: true };
  const shared = { subject: incident, needsPage: isOnPage, series: 'update', ...restricted };
  const opened: NotificationEvent = {
    ...shared,
    ...{ key: 'opened', type: 'opened', at: incident.detected, needsPage: false },
    isUrgent: !ending && isSevere(first),
    audiences: audiencesOf(policy, incident, first, true),
    types: ['internal'],
    // A team that was not notified of an open incident needs the message also after a quarter of an hour.
    lifetime: ending ? LIFETIME : UNTIL_UNTRUE,
  };
  const withdrawing = findWithdrawingUpdate(incident);
  const updates = incident.updates.map((update, index): NotificationEvent => {
    const severity = severityAfter(policy, incident, index) ?? first;
    const before = severityAfter(policy, incident, index - 1) ?? first;
    const type = update === ending ? 'resolved' : severity.key === before.key ? 'update' : 'severity';
    const isRaised =
      type === 'severity' && isSevere(severity) && rankOf(policy, severity) < rankOf(policy, before);
    return {
      ...shared,
      ...{ key: `update:${update.id}`, type, at: update.at, update, lifetime: LIFETIME, isUrgent: isRaised },
      audiences: audiencesOf(policy, incident, severity, isRaised),
      types: isOnPage ? ['internal', 'customers'] : ['internal'],
      ...(update === withdrawing && { isTakeBack: true }),
    };
  });
  // There was no problem: what was not sent before is not sent now.
  if (findMergingUpdate(incident))
    // Subscribers get the update of the other incident instead.
    return [opened, ...updates.filter(({ update }) => update !== ending)];
  return withdrawing
    ? updates.filter(({ isTakeBack }) => isTakeBack)
    : [opened, ...updates, ...summaryEvents(policy, incident)];
}

/** A summary that nobody has read after a week is no news. */
const SUMMARY_LIFETIME = 7 * DAY;

/** The executive summary, once a person has marked it as ready (U4.3), unless it was sent by hand. */
function summaryEvents(policy: Policy, incident: Incident): NotificationEvent[] {
  const { 'summary-ready': ready, summary: sent } = incident.internal;
  if (ready === undefined || sent !== undefined || incident.drill || !findEndingUpdate(incident)) return [];
  return [
    {
      ...{ key: SUMMARY_KEY, type: 'summary', at: ready, subject: incident, series: 'summary' },
      audiences: summaryReadersOf(policy),
      types: ['internal'],
      needsPage: false,
      isUrgent: false,
      lifetime: { internal: SUMMARY_LIFETIME, customers: 0 },
    },
  ];
}

/** The audiences of the severity (V1.2), and when it opens the path up to the commander (V3.1). */
function audiencesOf(policy: Policy, incident: Incident, severity: Severity, withPath: boolean): string[] {
  if (incident.drill) return [];
  if (isEmbargoed(incident)) return [...(policy.security?.notify ?? [])];
  const { commander } = policy.required;
  const end = severity.escalation.indexOf(commander ?? '');
  const path = withPath ? severity.escalation.slice(0, end === -1 ? 1 : end + 1) : [];
  return [...new Set([...severity.notify, ...path])];
}

function isSevere({ impact }: Severity): boolean {
  return impact === 'major' || impact === 'critical';
}

function rankOf(policy: Policy, severity: Severity): number {
  return Object.keys(policy.severities).indexOf(severity.key);
}

/** A maintenance or a notice concerns customers, and the team that does the work. */
function scheduledEvents(policy: Policy, event: Maintenance | Notice, now: Instant): NotificationEvent[] {
  const audiences = Object.keys(policy.audiences).filter(
    (key) => policy.audiences[key]!.type === 'customers',
  );
  const shared = {
    subject: event,
    audiences,
    isUrgent: false,
    lifetime: LIFETIME,
    series: 'update',
  } as const;
  const types: readonly AudienceType[] = ['internal', 'customers'];
  const ending = findEndingUpdate(event);
  const updates = event.updates.map((update, index): NotificationEvent => {
    const type = typeOfScheduled(event, update, index, ending);
    return { ...shared, key: `update:${update.id}`, type, at: update.at, update, types, needsPage: true };
  });
  if (event.kind === 'notice' || findCallingOffUpdate(event)) return updates;
  // Without an update, the page follows the planned times.
  const hasPhase = (phase: string): boolean => event.updates.some((update) => update.phase === phase);
  const planned = [
    ...(hasPhase('in-progress') || (ending && ending.at <= event.starts)
      ? []
      : [{ type: 'started' as const, at: event.starts }]),
    ...(ending ? [] : [{ type: 'completed' as const, at: event.ends }]),
  ].filter(({ at }) => at <= now);
  return [
    ...updates,
    ...planned.map(({ type, at }): NotificationEvent => ({
      ...shared,
      key: type,
      type,
      at,
      types,
      needsPage: false,
    })),
  ];
}

function typeOfScheduled(
  event: Maintenance | Notice,
  update: IncidentUpdate,
  index: number,
  ending: IncidentUpdate | undefined,
): AudienceEvent {
  if (update === ending) return event.kind === 'notice' ? 'ended' : 'completed';
  if (event.kind === 'notice') return index === 0 ? 'announced' : 'update';
  if (update.phase === 'in-progress' && event.updates[index - 1]?.phase !== 'in-progress') return 'started';
  return index === 0 ? 'scheduled' : 'update';
}

/** A reminder of a deadline (V4.1, V10.1, U4.1): for the team, and for the roles and audiences that are asked by now. */
export function reminderEvent(
  policy: Policy,
  reminder: DeadlineReminder,
  subject: StatusEvent | undefined,
): NotificationEvent {
  const { deadline, threshold } = reminder;
  const isLate = threshold.key === 'late' || threshold.key.startsWith('step-');
  const restricted = subject !== undefined && isEmbargoed(subject) && !subject.drill;
  const notify = policy.security?.notify ?? [];
  return {
    key: `reminder:${deadline.id}#${threshold.key}`,
    type: 'reminder',
    at: threshold.at,
    ...(subject && { subject }),
    reminder,
    audiences: deadline.drill ? [] : [...deadline.ask.map(({ key }) => key), ...(restricted ? notify : [])],
    ...(restricted && { isRestricted: true }),
    types: ['internal'],
    needsPage: false,
    isUrgent: isLate,
    lifetime: { internal: Infinity, customers: 0 },
    series: deadline.id,
  };
}

/** A digest is sent this long before the e-mail would be late, so that it is on time (U4.2). */
export const DIGEST_LEAD = 3 * MINUTE;

/** No update came for as long as the policy allows between e-mails to customers (U4.2). */
export function digestEvent(policy: Policy, deadline: Deadline, incident: Incident): NotificationEvent {
  const severity = severityAfter(policy, incident, incident.updates.length - 1);
  return {
    key: `digest:${deadline.from.at}`,
    type: 'digest',
    at: deadline.due - DIGEST_LEAD,
    subject: incident,
    audiences: severity?.notify ?? [],
    types: ['customers'],
    channels: EMAIL_CHANNELS,
    needsPage: false,
    isUrgent: false,
    lifetime: { internal: 0, customers: Infinity },
    series: 'update',
  };
}

/** How long the team is notified that a message did not arrive. */
const FAILURE_LIFETIME = DAY;

/** Messages that did not arrive, or perhaps not: the team reads of them at another place. */
export function failureEvents(log: DeliveryLog, now: Instant): NotificationEvent[] {
  const events: NotificationEvent[] = [];
  for (const delivery of log.deliveries.values()) {
    const { id, key, state, since, place, isForCustomers } = delivery;
    if (
      (state !== 'refused' && state !== 'unknown') ||
      key.startsWith('failure:') ||
      now - since > FAILURE_LIFETIME
    )
      continue;
    events.push({
      ...{ key: `failure:${id}`, type: 'failure', at: since, failed: delivery },
      ...{ audiences: [], types: ['internal'], exceptPlace: place },
      ...{ needsPage: false, isUrgent: isForCustomers, series: `failure:${id}` },
      lifetime: { internal: FAILURE_LIFETIME, customers: 0 },
    });
  }
  return events;
}

/** `leadership did not get "one opened": slack refused it: channel_not_found.` */
export function describeFailure({ channel, audience, incident, key, state, reason }: Delivery): string {
  const what = `${incident === undefined ? '' : `${incident} `}${key}`;
  const why = reason === undefined ? '' : `: ${reason}`;
  return state === 'refused'
    ? `${audience} did not get "${what}": ${channel} refused it${why}.`
    : `It is unknown whether ${audience} got "${what}" by ${channel}${why}.`;
}

/** When a person runs `sendAgainCommand`: the cause of a refusal has to be repaired first. */
export function sendAgainLabel(state: Delivery['state']): string {
  return state === 'refused' ? 'When that is repaired, send it again' : 'If it is not there, send it again';
}

/** @param id of a delivery, or `all` that wait */
export function sendAgainCommand(id: string): string {
  return `npx candor notify --release ${id}`;
}
