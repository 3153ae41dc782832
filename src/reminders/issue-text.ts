import type { SiteContext } from '../content/content.ts';
import { findEndingUpdate } from '../content/incident.ts';
import type { Incident } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { severityAfter } from '../content/policy.ts';
import { reminderId } from '../deadlines/announcements.ts';
import type { DeadlineReminder } from '../deadlines/announcements.ts';
import type { ReminderThreshold, Deadline } from '../deadlines/deadline.ts';
import type { ResponsibleParty } from '../deadlines/escalation.ts';
import type { EventCompliance } from '../compliance/incident-record.ts';
import { formatDeadline } from '../deadlines/report/announcement.ts';
import { formatClockTime, formatShortDuration } from '../deadlines/report/words.ts';
import { escapeMarkdown, sanitizeTitle } from '../text/github-markdown.ts';
import { renderEventComplianceMarkdown } from '../compliance/report/markdown.ts';
import { formatMarker } from '../text/comment-marker.ts';
import { pendingDeadlinesOf, REMINDER_MARKER, TRACKING_MARKER } from './facts.ts';
import type { TrackingContext } from './facts.ts';

/** A boundary is said this long after its time, and later is worth a word. */
const ON_TIME_TOLERANCE = 60_000;

/** The title of an incident's tracking issue: `SEV-2 Major: Some orders fail at checkout`. */
export function formatTrackingTitle(siteContext: SiteContext, incident: Incident): string {
  return sanitizeTitle(`${formatSeverity(siteContext, incident)}: ${incident.title}`);
}

/**
 * The body of an incident's tracking issue: what customers may know, who is asked, what the SOP waits for. Nothing
 * internal is in it: no cause, no note, no alert. Times are absolute, so that it changes only when something has.
 */
export function renderTrackingBody(context: TrackingContext, incident: Incident): string {
  const { siteContext, now } = context;
  const zone = siteContext.site.timezone;
  const pendingDeadlines = pendingDeadlinesOf(context, incident.id);
  const ended = findEndingUpdate(incident);
  const last = incident.updates.at(-1);
  const state = ended
    ? `over since ${formatClockTime(ended.at, incident.detected, zone)}`
    : last
      ? `${last.phase}, last public update ${formatClockTime(last.at, incident.detected, zone)}`
      : 'nothing public yet';
  const recipients = uniqueRecipients(pendingDeadlines);
  return [
    `**${escapeMarkdown(formatSeverity(siteContext, incident))}**, detected ${formatInstant(incident.detected)}; ${state} (${zone}).`,
    '',
    `[What customers read](<${publicPageUrl(siteContext, incident.id)}>)`,
    '',
    ...(recipients.length === 0 ? [] : [`Asked: ${formatPeople(recipients)}.`, '']),
    ...(pendingDeadlines.length === 0 ? ['The SOP waits for nothing more.'] : ['The SOP waits for:', '']),
    ...pendingDeadlines.map((deadline) => formatDeadlineItem(deadline, now, incident.detected, zone)),
    '',
    `Reminders come here as comments. This issue closes by itself when nothing is awaited any more.`,
    '',
    formatMarker(TRACKING_MARKER, incident.id),
    '',
  ].join('\n');
}

/** One thing of the checklist, with its times in the company's zone. */
function formatDeadlineItem(deadline: Deadline, now: Instant, day: Instant, zone: string): string {
  const { due, late, clause } = deadline;
  const what = escapeMarkdown(deadline.awaits) + (clause === undefined ? '' : ` (${clause})`);
  const lateAt = late > due ? `, late at ${formatClockTime(late, due, zone)}` : '';
  return `- [ ] ${what}: due ${formatClockTime(due, day, zone)}${lateAt}${now >= late ? ' **late**' : ''}`;
}

/** How the next update can be published, besides by writing it. */
export interface PublishOption {
  /** A pull request of the incident's own that waits to be merged. */
  readonly pendingPull?: number;
  /** The pull request that holds the next update, ready to be published. */
  readonly updateDraft?: number;
  /** The branch that holds it, where only a person may open the pull request. */
  readonly branch?: string;
}

/**
 * One comment for all that is to be said of an incident now: each boundary a line with whom it asks (V10.1), and how the
 * next update is published by one tap. Its hidden markers are the memory of what was said.
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
    const words = escapeMarkdown(formatDeadline(deadline, now, zone));
    const request = deadline.ask.length === 0 ? '' : ` ${formatPeople(deadline.ask)}: please.`;
    return `**${formatThreshold(deadline, threshold)}:** ${words}.${request}${formatDelay(siteContext, threshold, now, triggeredBy)}`;
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
  if (pendingPull !== undefined) return [`An update is written and waits: #${pendingPull}.`];
  if (updateDraft !== undefined)
    return [
      `Nothing new? The next update is ready in #${updateDraft}, in the SOP's own words: press **Ready for review** there, and it goes out by itself.`,
      `Something new? ${own}.`,
    ];
  if (branch !== undefined)
    return [
      `Nothing new? The next update is ready, in the SOP's own words: [open its pull request](<${repositoryUrl}/compare/${branch}?expand=1>), and it goes out by itself.`,
      `Something new? ${own}.`,
    ];
  return [`${own}.`];
}

/** The last word on an incident: how the SOP was kept, in short. */
export function renderClosingComment(
  context: TrackingContext,
  incident: string,
  compliance: EventCompliance | undefined,
): string {
  const ended = compliance?.ended;
  const zone = context.siteContext.site.timezone;
  const lead =
    compliance && ended !== undefined
      ? `Over since ${formatClockTime(ended, compliance.began, zone)} (${zone}), after ${formatShortDuration(ended - compliance.began)}. The SOP waits for nothing more.`
      : 'This incident is no longer followed: the SOP waits for nothing more.';
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

/** What the last word is remembered by: an incident that begins again ends again. */
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
  const who = by === undefined ? '' : ` by ${escapeMarkdown(by)}`;
  return ` (Its time was ${formatClockTime(at, now, zone)}; noticed at ${formatClockTime(now, now, zone)}${who}, ${formatShortDuration(now - at)} after.)`;
}

/** Names are the policy's words; people are asked on purpose, so that GitHub tells them. */
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

/** The incident's public page. */
function publicPageUrl({ site }: SiteContext, incident: string): string {
  return `${new URL(site.url).href.replace(/\/+$/, '')}/incidents/${incident}/`;
}
