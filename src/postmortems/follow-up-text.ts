import type { SiteContext } from '../content/content.ts';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import type { Deadline } from '../deadlines/deadline.ts';
import type { TrackedActionItem } from '../deadlines/evidence.ts';
import type { SopDeviations } from '../compliance/sop-deviations.ts';
import { escapeMarkdown, sanitizeTitle, formatMarkdownTable } from '../text/github-markdown.ts';
import { MEASUREMENT_LABELS } from '../compliance/report/format.ts';
import { formatMarker } from '../text/comment-marker.ts';
import type { KeyedActionItem, FollowUpContext } from './follow-ups.ts';

/** The title of an overdue action item's issue; without its words where strangers read it (V8.4). */
export function formatActionItemTitle(
  { isPrivate }: FollowUpContext,
  { incident, item }: KeyedActionItem,
): string {
  return isPrivate ? sanitizeTitle(`Overdue: ${item.description}`) : `Overdue: an action item of ${incident}`;
}

/** What is overdue, since when, and how the issue is closed (V8.5). */
export function renderActionItemBody(
  { isPrivate }: FollowUpContext,
  { incident, item, key }: KeyedActionItem,
): string {
  return [
    ...(isPrivate ? [`> ${escapeMarkdown(item.description)}`, ''] : []),
    `An action item of the review of ${escapeMarkdown(incident)}${item.due === undefined ? '' : ` was due by ${formatDate(item.due)}`}.`,
    '',
    ...(item.owner === undefined ? [] : [`${item.owner}: please.`, '']),
    'When it is done, tick its box in the review; this issue closes by itself. If its date is no longer right, agree on another one there.',
    '',
    formatMarker('action-item', key),
    '',
  ].join('\n');
}

/** Why an action item's issue is closed. */
export function formatActionItemCloseReason(item: TrackedActionItem | undefined): string {
  if (item === undefined) return 'The review no longer has this item.';
  return item.done ? 'The review says that it is done.' : 'The review has another date for it.';
}

/** The title of the issue that the SOP's own review has. */
export function formatSopReviewTitle({ policy }: SiteContext): string {
  return sanitizeTitle(`Review of the SOP: ${policy.name}`);
}

/** Why the SOP is to be reviewed, and what happened since the last time, as evidence (V15.1). */
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
    `When it is reviewed, set \`sop-review: last:\` in \`${policy.source.path}\` to that day; this issue closes when that is merged.`,
    '',
    `## Since ${policy['sop-review']?.last ?? ''} (${site.timezone})`,
    '',
    ...section(
      'Incidents',
      incidents.map(({ severity, count }) => `- ${escapeMarkdown(severity)}: ${count}`),
      'None.',
    ),
    ...section(
      'Deadlines that were missed',
      missed.length === 0
        ? []
        : formatMarkdownTable(
            ['What', 'Late or never', 'Of'],
            missed.map(({ kind, late, of }) => [MEASUREMENT_LABELS[kind], String(late), String(of)]),
          ),
      'None.',
    ),
    ...section(
      'Rules that were waived',
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

/** Why the issue of a review of the SOP is closed. */
export function formatSopReviewCloseReason(last: string | undefined): string {
  return last === undefined ? 'The policy asks for no review any more.' : `Reviewed on ${last}.`;
}

function formatDate(instant: Instant): string {
  return formatInstant(instant).slice(0, 10);
}
