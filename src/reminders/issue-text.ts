import type { Setting } from '../content/content.ts';
import { endingUpdate } from '../content/incident.ts';
import type { Incident } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { severityAfter } from '../content/policy.ts';
import { boundaryId } from '../deadlines/announcements.ts';
import type { Announcement } from '../deadlines/announcements.ts';
import type { Boundary, Deadline } from '../deadlines/deadline.ts';
import type { Asked } from '../deadlines/escalation.ts';
import type { EntryRecord } from '../compliance/incident-record.ts';
import { sayAwaited } from '../deadlines/report/announcement.ts';
import { clockTime, shortDuration } from '../deadlines/report/words.ts';
import { plainMarkdown, plainTitle } from '../text/github-markdown.ts';
import { drawEntryMarkdown } from '../compliance/report/markdown.ts';
import { markerOf } from '../text/comment-marker.ts';
import { awaitedOf, SAID, TRACKING } from './facts.ts';
import type { TrackingFacts } from './facts.ts';

/** A boundary is said this long after its time, and later is worth a word. */
const PROMPT = 60_000;

/** The title of an incident's tracking issue: `SEV-2 Major: Some orders fail at checkout`. */
export function trackingTitle(setting: Setting, incident: Incident): string {
  return plainTitle(`${severityWords(setting, incident)}: ${incident.title}`);
}

/**
 * The body of an incident's tracking issue: what customers may know, who is asked, what the SOP waits for. Nothing
 * internal is in it: no cause, no note, no alert. Times are absolute, so that it changes only when something has.
 */
export function trackingBody(facts: TrackingFacts, incident: Incident): string {
  const { setting, now } = facts;
  const zone = setting.site.timezone;
  const awaited = awaitedOf(facts, incident.id);
  const ended = endingUpdate(incident);
  const last = incident.updates.at(-1);
  const state = ended
    ? `over since ${clockTime(ended.at, incident.detected, zone)}`
    : last
      ? `${last.phase}, last public update ${clockTime(last.at, incident.detected, zone)}`
      : 'nothing public yet';
  const asked = allAsked(awaited);
  return [
    `**${plainMarkdown(severityWords(setting, incident))}**, detected ${formatInstant(incident.detected)}; ${state} (${zone}).`,
    '',
    `[What customers read](<${pageOf(setting, incident.id)}>)`,
    '',
    ...(asked.length === 0 ? [] : [`Asked: ${sayPeople(asked)}.`, '']),
    ...(awaited.length === 0 ? ['The SOP waits for nothing more.'] : ['The SOP waits for:', '']),
    ...awaited.map((deadline) => waitLine(deadline, now, incident.detected, zone)),
    '',
    `Reminders come here as comments. This issue closes by itself when nothing is awaited any more.`,
    '',
    markerOf(TRACKING, incident.id),
    '',
  ].join('\n');
}

/** One thing of the checklist, with its times in the company's zone. */
function waitLine(deadline: Deadline, now: Instant, day: Instant, zone: string): string {
  const { due, late, clause } = deadline;
  const what = plainMarkdown(deadline.awaits) + (clause === undefined ? '' : ` (${clause})`);
  const lateAt = late > due ? `, late at ${clockTime(late, due, zone)}` : '';
  return `- [ ] ${what}: due ${clockTime(due, day, zone)}${lateAt}${now >= late ? ' **late**' : ''}`;
}

/** How the next update can be published, besides by writing it. */
export interface Offer {
  /** A pull request of the incident's own that waits to be merged. */
  readonly waiting?: number;
  /** The pull request that holds the next update, ready to be published. */
  readonly ready?: number;
  /** The branch that holds it, where only a person may open the pull request. */
  readonly branch?: string;
}

/**
 * One comment for all that is to be said of an incident now: each boundary a line with whom it asks (V10.1), and how the
 * next update is published by one tap. Its hidden markers are the memory of what was said.
 */
export function reminder(
  facts: TrackingFacts,
  incident: string,
  announcements: readonly Announcement[],
  offer: Offer,
): string {
  const { setting, now, noticedBy } = facts;
  const zone = setting.site.timezone;
  const lines = announcements.map(({ deadline, boundary }) => {
    const words = plainMarkdown(sayAwaited(deadline, now, zone));
    const asked = deadline.ask.length === 0 ? '' : ` ${sayPeople(deadline.ask)}: please.`;
    return `**${boundaryWords(deadline, boundary)}:** ${words}.${asked}${lagWords(setting, boundary, now, noticedBy)}`;
  });
  const isUpdate = announcements.some(({ deadline }) => deadline.kind === 'next-update');
  const markers = announcements.flatMap(({ deadline, boundary, missed }) =>
    [...missed, boundary].map((one) => markerOf(SAID, boundaryId(deadline, one))),
  );
  return [
    ...lines.flatMap((line) => [line, '']),
    ...(isUpdate ? offerLines(facts, incident, offer).flatMap((line) => [line, '']) : []),
    ...markers,
    '',
  ].join('\n');
}

function offerLines(
  { repository }: TrackingFacts,
  incident: string,
  { waiting, ready, branch }: Offer,
): string[] {
  const own = `[Write an update](<${repository}/issues/new?template=post-update.yml&incident=${incident}>)`;
  if (waiting !== undefined) return [`An update is written and waits: #${waiting}.`];
  if (ready !== undefined)
    return [
      `Nothing new? The next update is ready in #${ready}, in the SOP's own words: press **Ready for review** there, and it goes out by itself.`,
      `Something new? ${own}.`,
    ];
  if (branch !== undefined)
    return [
      `Nothing new? The next update is ready, in the SOP's own words: [open its pull request](<${repository}/compare/${branch}?expand=1>), and it goes out by itself.`,
      `Something new? ${own}.`,
    ];
  return [`${own}.`];
}

/** The last word on an incident: how the SOP was kept, in short. */
export function closingWords(
  facts: TrackingFacts,
  incident: string,
  record: EntryRecord | undefined,
): string {
  const ended = record?.ended;
  const zone = facts.setting.site.timezone;
  const lead =
    record && ended !== undefined
      ? `Over since ${clockTime(ended, record.began, zone)} (${zone}), after ${shortDuration(ended - record.began)}. The SOP waits for nothing more.`
      : 'This incident is no longer followed: the SOP waits for nothing more.';
  const measures = record?.measures.filter(({ kind }) => kind !== 'action-item');
  return [
    lead,
    '',
    ...(record && measures ? [drawEntryMarkdown({ ...record, measures }, facts.setting, facts.now), ''] : []),
    markerOf(SAID, overId(incident, ended)),
    '',
  ].join('\n');
}

/** What the last word is remembered by: an incident that begins again ends again. */
export function overId(incident: string, ended: Instant | undefined): string {
  return `${incident}/over/${ended === undefined ? '' : formatInstant(ended)}`;
}

function boundaryWords({ path }: Deadline, { key }: Boundary): string {
  const step = /^step-(\d+)$/.exec(key)?.[1];
  if (step !== undefined) return `Still late, step ${Number(step) + 1} of ${path.length}`;
  return key === 'late' ? 'Late' : key === 'due' ? 'Due' : 'Soon';
}

function lagWords(setting: Setting, { at }: Boundary, now: Instant, by: string | undefined): string {
  if (now - at < PROMPT) return '';
  const zone = setting.site.timezone;
  const who = by === undefined ? '' : ` by ${plainMarkdown(by)}`;
  return ` (Its time was ${clockTime(at, now, zone)}; noticed at ${clockTime(now, now, zone)}${who}, ${shortDuration(now - at)} after.)`;
}

/** Names are the policy's words; people are asked on purpose, so that GitHub tells them. */
function sayPeople(asked: readonly Asked[]): string {
  return asked.map(({ name, people }) => [plainMarkdown(name), ...people].join(' ')).join(', ');
}

function allAsked(awaited: readonly Deadline[]): Asked[] {
  const asked = awaited.flatMap(({ ask }) => ask);
  return asked.filter(({ key }, index) => asked.findIndex((other) => other.key === key) === index);
}

function severityWords({ policy }: Setting, incident: Incident): string {
  const severity = severityAfter(policy, incident, incident.updates.length - 1);
  return severity ? `${severity.key.toUpperCase()} ${severity.name}` : incident.severity;
}

/** The incident's public page. */
function pageOf({ site }: Setting, incident: string): string {
  return `${new URL(site.url).href.replace(/\/+$/, '')}/incidents/${incident}/`;
}
