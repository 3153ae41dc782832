import type { SiteContext } from '../content/content.ts';
import { findEndingUpdate } from '../content/incident.ts';
import type { Incident } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { isPublic, severityAfter } from '../content/policy.ts';
import { reminderId } from '../deadlines/reminders.ts';
import type { DeadlineReminder } from '../deadlines/reminders.ts';
import type { ReminderThreshold, Deadline } from '../deadlines/deadline.ts';
import type { ResponsibleParty } from '../deadlines/escalation.ts';
import type { EventCompliance } from '../compliance/event-compliance.ts';
import { formatDeadline } from '../deadlines/report/reminder.ts';
import { formatClockTime, formatShortDuration } from '../deadlines/report/format.ts';
import { escapeMarkdown, sanitizeTitle } from '../text/github-markdown.ts';
import { renderEventComplianceMarkdown } from '../compliance/report/markdown.ts';
import { formatMarker } from '../text/comment-marker.ts';
import { pendingDeadlinesOf, REMINDER_MARKER, TRACKING_MARKER } from './facts.ts';
import type { TrackingContext } from './facts.ts';

/** A reminder that is posted later than this mentions the delay. */
const ON_TIME_TOLERANCE = 60_000;

/** `SEV-2 Major: Some orders fail at checkout`. */
export function formatTrackingTitle(siteContext: SiteContext, incident: Incident): string {
  return sanitizeTitle(`${formatSeverity(siteContext, incident)}: ${incident.title}`);
}

/**
 * The body of a tracking issue: what the page shows or would show, the responsible people and the open deadlines. It contains nothing
 * internal: no cause, note or alert. Times are absolute, so that it only changes when the incident does.
 */
export function renderTrackingBody(context: TrackingContext, incident: Incident): string {
  const { siteContext, now } = context;
  const zone = siteContext.site.timezone;
  const pendingDeadlines = pendingDeadlinesOf(context, incident.id);
  const ended = findEndingUpdate(incident);
  const last = incident.updates.at(-1);
  const isOnPage = isPublic(siteContext.policy, incident);
  const kind = isOnPage ? 'public update' : 'update';
  const state = ended
    ? `resolved at ${formatClockTime(ended.at, incident.detected, zone)}`
    : last
      ? `${last.phase}, last ${kind} ${formatClockTime(last.at, incident.detected, zone)}`
      : `no ${kind} yet`;
  const recipients = uniqueRecipients(pendingDeadlines);
  return [
    `**${escapeMarkdown(formatSeverity(siteContext, incident))}**, detected ${formatInstant(incident.detected)}; ${state} (${zone}).`,
    '',
    isOnPage
      ? `[Public page](<${publicPageUrl(siteContext, incident.id)}>)`
      : 'This incident stays off the page (V12.5): customers see nothing of it.',
    '',
    ...(recipients.length === 0 ? [] : [`Responsible: ${formatPeople(recipients)}.`, '']),
    ...(pendingDeadlines.length === 0 ? ['No open deadlines.'] : ['Open deadlines:', '']),
    ...pendingDeadlines.map((deadline) => formatDeadlineItem(deadline, now, incident.detected, zone)),
    '',
    'Reminders are posted here as comments. This issue is closed automatically when no deadline is open.',
    '',
    formatMarker(TRACKING_MARKER, incident.id),
    '',
  ].join('\n');
}

/** A checklist item, with times in the company's zone. */
function formatDeadlineItem(deadline: Deadline, now: Instant, day: Instant, zone: string): string {
  const { due, late, clause } = deadline;
  const what = escapeMarkdown(deadline.awaits) + (clause === undefined ? '' : ` (${clause})`);
  const lateAt = late > due ? `, late at ${formatClockTime(late, due, zone)}` : '';
  return `- [ ] ${what}: due ${formatClockTime(due, day, zone)}${lateAt}${now >= late ? ' **late**' : ''}`;
}

/** A prepared next update that people can publish instead of writing one. */
export interface PublishOption {
  /** An open pull request of the incident's branch. */
  readonly pendingPull?: number;
  /** The draft pull request with the next update. */
  readonly updateDraft?: number;
  /** The draft's branch, if only a person may open the pull request. */
  readonly branch?: string;
}

/**
 * One comment with all due reminders of an incident: a line for each, with the people it mentions (V10.1), and how to
 * publish the next update. Hidden markers record which reminders were sent.
 */
export function renderReminderComment(
  context: TrackingContext,
  incident: string,
  reminders: readonly DeadlineReminder[],
  publishOption: PublishOption,
): string {
  const { siteContext, now, triggeredBy } = context;
  const zone = siteContext.site.timezone;
  const lines = reminders.map(({ deadline, threshold }) => {
    const text = escapeMarkdown(formatDeadline(deadline, now, zone));
    const request = deadline.ask.length === 0 ? '' : ` ${formatPeople(deadline.ask)}: please.`;
    return `**${formatThreshold(deadline, threshold)}:** ${text}.${request}${formatDelay(siteContext, threshold, now, triggeredBy)}`;
  });
  const isUpdate = reminders.some(({ deadline }) => deadline.kind === 'next-update');
  const markers = reminders.flatMap(({ deadline, threshold, missed }) =>
    [...missed, threshold].map((one) => formatMarker(REMINDER_MARKER, reminderId(deadline, one))),
  );
  return [
    ...lines.flatMap((line) => [line, '']),
    ...(isUpdate ? renderPublishOption(context, incident, publishOption).flatMap((line) => [line, '']) : []),
    ...markers,
    '',
  ].join('\n');
}

function renderPublishOption(
  { repositoryUrl }: TrackingContext,
  incident: string,
  { pendingPull, updateDraft, branch }: PublishOption,
): string[] {
  const own = `[Write an update](<${repositoryUrl}/issues/new?template=post-update.yml&incident=${incident}>)`;
  if (pendingPull !== undefined) return [`An update is waiting to be merged: #${pendingPull}.`];
  if (updateDraft !== undefined)
    return [
      `No news? #${updateDraft} contains the next update from an SOP template: press **Ready for review** there to publish it.`,
      `News? ${own}.`,
    ];
  if (branch !== undefined)
    return [
      `No news? The next update is prepared from an SOP template: [open its pull request](<${repositoryUrl}/compare/${branch}?expand=1>) to publish it.`,
      `News? ${own}.`,
    ];
  return [`${own}.`];
}

/**
 * The closing comment: compliance with the SOP, in short.
 * @param result `public-repository` if an incident off the page must not be tracked in a public repository
 */
export function renderClosingComment(
  context: TrackingContext,
  incident: string,
  result: EventCompliance | 'public-repository' | undefined,
): string {
  const compliance = result === 'public-repository' ? undefined : result;
  const ended = compliance?.ended;
  const zone = context.siteContext.site.timezone;
  const lead =
    compliance && ended !== undefined
      ? `Resolved at ${formatClockTime(ended, compliance.began, zone)} (${zone}), after ${formatShortDuration(ended - compliance.began)}. No open deadlines.`
      : result === 'public-repository'
        ? 'This repository is public, and the incident stays off the page: it is not tracked here.'
        : 'This incident is no longer tracked: it has no open deadlines.';
  const measures = compliance?.measures.filter(({ kind }) => kind !== 'action-item');
  return [
    lead,
    '',
    ...(compliance && measures
      ? [renderEventComplianceMarkdown({ ...compliance, measures }, context.siteContext, context.now), '']
      : []),
    formatMarker(REMINDER_MARKER, closingReminderId(incident, ended)),
    '',
  ].join('\n');
}

/** Contains the end time, because a reopened incident ends twice. */
export function closingReminderId(incident: string, ended: Instant | undefined): string {
  return `${incident}/over/${ended === undefined ? '' : formatInstant(ended)}`;
}

function formatThreshold({ path }: Deadline, { key }: ReminderThreshold): string {
  const step = /^step-(\d+)$/.exec(key)?.[1];
  if (step !== undefined) return `Still late, step ${Number(step) + 1} of ${path.length}`;
  return key === 'late' ? 'Late' : key === 'due' ? 'Due' : 'Soon';
}

function formatDelay(
  siteContext: SiteContext,
  { at }: ReminderThreshold,
  now: Instant,
  by: string | undefined,
): string {
  if (now - at < ON_TIME_TOLERANCE) return '';
  const zone = siteContext.site.timezone;
  const actor = by === undefined ? '' : ` by ${escapeMarkdown(by)}`;
  return ` (Due at ${formatClockTime(at, now, zone)}; noticed at ${formatClockTime(now, now, zone)}${actor}, ${formatShortDuration(now - at)} late.)`;
}

/** Role names are escaped; people are not, so that GitHub notifies them. */
function formatPeople(recipients: readonly ResponsibleParty[]): string {
  return recipients.map(({ name, people }) => [escapeMarkdown(name), ...people].join(' ')).join(', ');
}

function uniqueRecipients(pendingDeadlines: readonly Deadline[]): ResponsibleParty[] {
  const recipients = pendingDeadlines.flatMap(({ ask }) => ask);
  return recipients.filter(({ key }, index) => recipients.findIndex((other) => other.key === key) === index);
}

function formatSeverity({ policy }: SiteContext, incident: Incident): string {
  const severity = severityAfter(policy, incident, incident.updates.length - 1);
  return severity ? `${severity.key.toUpperCase()} ${severity.name}` : incident.severity;
}

function publicPageUrl({ site }: SiteContext, incident: string): string {
  return `${site.url}/incidents/${incident}/`;
}
