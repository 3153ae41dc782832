import type { SiteContext } from '../content/content.ts';
import { findEndingUpdate } from '../content/incident.ts';
import type { StatusEvent } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { formatInZone } from '../time/zone.ts';
import type { Deadline } from '../deadlines/deadline.ts';
import type { TrackedActionItem } from '../deadlines/evidence.ts';
import type { SopDeviations } from '../compliance/sop-deviations.ts';
import { escapeMarkdown, sanitizeTitle, formatMarkdownTable } from '../text/github-markdown.ts';
import { MEASUREMENT_LABELS } from '../compliance/report/format.ts';
import { formatMarker } from '../text/comment-marker.ts';
import type { KeyedActionItem, FollowUpContext } from './follow-ups.ts';

/** Without the description in public repositories (V8.4). */
export function formatActionItemTitle(
  { isPrivate }: FollowUpContext,
  { incident, item }: KeyedActionItem,
): string {
  return isPrivate ? sanitizeTitle(`Overdue: ${item.description}`) : `Overdue: an action item of ${incident}`;
}

/** The body of an overdue action item's issue (V8.5). */
export function renderActionItemBody(
  { isPrivate }: FollowUpContext,
  { incident, item, key }: KeyedActionItem,
): string {
  return [
    ...(isPrivate ? [`> ${escapeMarkdown(item.description)}`, ''] : []),
    `An action item of the postmortem of ${escapeMarkdown(incident)}${item.due === undefined ? '' : ` was due by ${formatDate(item.due)}`}.`,
    '',
    ...(item.owner === undefined ? [] : [`${item.owner}: please.`, '']),
    'When it is done, check its box in the postmortem; this issue is then closed automatically. If its date has changed, correct it there.',
    '',
    formatMarker('action-item', key),
    '',
  ].join('\n');
}

export function formatActionItemCloseReason(item: TrackedActionItem | undefined): string {
  if (item === undefined) return 'The postmortem no longer has this item.';
  return item.done ? 'It is checked in the postmortem.' : 'Its date in the postmortem has changed.';
}

export function formatSopReviewTitle({ policy }: SiteContext): string {
  return sanitizeTitle(`SOP review: ${policy.name}`);
}

/** Why the SOP review is due, and the deviations since the last one (V15.1). */
export function renderSopReviewBody(
  { policy, site }: SiteContext,
  due: readonly Deadline[],
  evidence: SopDeviations,
): string {
  const { incidents, suppressed, missed, overridden } = evidence;
  const section = (title: string, lines: readonly string[], none: string): string[] => [
    `### ${title}`,
    '',
    ...(lines.length > 0 ? lines : [none]),
    '',
  ];
  return [
    ...due.map(
      ({ awaits, due: by, clause }) =>
        `- ${escapeMarkdown(awaits)}, due by ${formatDate(by)}${clause === undefined ? '' : ` (${clause})`}`,
    ),
    '',
    `After the SOP review, set \`sop-review: last:\` in \`${policy.source.path}\` to its date; this issue is closed when that is merged.`,
    '',
    `## Since ${policy['sop-review']?.last ?? ''} (${site.timezone})`,
    '',
    ...section(
      'Incidents',
      incidents.map(({ severity, count }) => `- ${escapeMarkdown(severity)}: ${count}`),
      'None.',
    ),
    ...section(
      'Missed deadlines',
      missed.length === 0
        ? []
        : formatMarkdownTable(
            ['What', 'Late or never', 'Of'],
            missed.map(({ kind, late, of }) => [MEASUREMENT_LABELS[kind], String(late), String(of)]),
          ),
      'None.',
    ),
    ...section(
      'Suppressed rules',
      suppressed.map(
        ({ rule, count, in: where }) =>
          `- ${escapeMarkdown(rule)}: ${count}, in ${where.map(escapeMarkdown).join(', ')}`,
      ),
      'None.',
    ),
    ...section(
      'Rules that the policy overrides',
      overridden.map(({ rule, level }) => `- ${escapeMarkdown(rule)}: ${escapeMarkdown(level)}`),
      'None.',
    ),
  ].join('\n');
}

export function formatSopReviewCloseReason(last: string | undefined): string {
  return last === undefined ? 'The policy no longer requires an SOP review.' : `Reviewed on ${last}.`;
}

export function formatMaintenanceEndTitle({ title }: StatusEvent): string {
  return sanitizeTitle(`Planned time over: ${title}`);
}

/** Asks to complete or extend a maintenance: its planned time is over, and no update says how it ended. */
export function renderMaintenanceEndBody(
  { siteContext }: FollowUpContext,
  { id, title }: StatusEvent,
  { due, ask, id: key }: Deadline,
): string {
  const zone = siteContext.site.timezone;
  const people = ask
    .map(({ name, people: logins }) => [escapeMarkdown(name), ...logins].join(' '))
    .join(', ');
  return [
    `The planned time of "${escapeMarkdown(title)}" ended at ${formatInZone(due, zone).slice(0, 16).replace('T', ' ')} (${zone}), and no update says that it is over. The page shows "Planned time over".`,
    '',
    ...(people === '' ? [] : [`${people}: please.`, '']),
    `- It is over: \`npx candor incident update --incident ${id} --phase completed\``,
    `- It goes on: \`npx candor incident update --incident ${id} --ends 2h\`, with the time that it still needs`,
    '',
    'Both are possible in the form "Post an update" too. This issue is closed automatically then.',
    '',
    formatMarker('maintenance-end', key),
    '',
  ].join('\n');
}

/** @param event absent if its file was deleted */
export function formatMaintenanceEndCloseReason(event: StatusEvent | undefined, now: Instant): string {
  if (!event) return 'The maintenance was deleted.';
  const ending = findEndingUpdate(event);
  if (ending) return `The update of ${formatInstant(ending.at)} says how it ended.`;
  if (event.kind !== 'incident' && event.ends > now) return 'The maintenance was extended.';
  return 'Its planned time was over 30 days ago, so no one is asked for its end any more.';
}

function formatDate(instant: Instant): string {
  return formatInstant(instant).slice(0, 10);
}
