import type { Setting } from '../content/content.ts';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import type { Deadline } from '../deadlines/deadline.ts';
import type { ActionItem } from '../deadlines/evidence.ts';
import type { Evidence } from '../compliance/evidence.ts';
import { plainMarkdown, plainTitle, tableMarkdown } from '../text/github-markdown.ts';
import { KIND_WORDS } from '../compliance/report/words.ts';
import { markerOf } from '../text/comment-marker.ts';
import type { KnownItem, PapersFacts } from './follow-ups.ts';

/** The title of an overdue action item's issue; without its words where strangers read it (V8.4). */
export function itemTitle({ secluded }: PapersFacts, { incident, item }: KnownItem): string {
  return secluded ? plainTitle(`Overdue: ${item.what}`) : `Overdue: an action item of ${incident}`;
}

/** What is overdue, since when, and how the issue is closed (V8.5). */
export function itemBody({ secluded }: PapersFacts, { incident, item, key }: KnownItem): string {
  return [
    ...(secluded ? [`> ${plainMarkdown(item.what)}`, ''] : []),
    `An action item of the review of ${plainMarkdown(incident)}${item.due === undefined ? '' : ` was due by ${day(item.due)}`}.`,
    '',
    ...(item.owner === undefined ? [] : [`${item.owner}: please.`, '']),
    'When it is done, tick its box in the review; this issue closes by itself. If its date is no longer right, agree on another one there.',
    '',
    markerOf('action-item', key),
    '',
  ].join('\n');
}

/** Why an action item's issue is closed. */
export function doneWords(item: ActionItem | undefined): string {
  if (item === undefined) return 'The review no longer has this item.';
  return item.done ? 'The review says that it is done.' : 'The review has another date for it.';
}

/** The title of the issue that the SOP's own review has. */
export function reviewTitle({ policy }: Setting): string {
  return plainTitle(`Review of the SOP: ${policy.name}`);
}

/** Why the SOP is to be reviewed, and what happened since the last time, as evidence (V15.1). */
export function reviewBody({ policy, site }: Setting, due: readonly Deadline[], evidence: Evidence): string {
  const { incidents, waived, missed, overridden } = evidence;
  const section = (title: string, lines: readonly string[], none: string): string[] => [
    `### ${title}`,
    '',
    ...(lines.length > 0 ? lines : [none]),
    '',
  ];
  return [
    ...due.map(
      ({ awaits, due: by, clause }) =>
        `- ${plainMarkdown(awaits)}, due by ${day(by)}${clause === undefined ? '' : ` (${clause})`}`,
    ),
    '',
    `When it is reviewed, set \`review: last:\` in \`${policy.source.path}\` to that day; this issue closes when that is merged.`,
    '',
    `## Since ${policy.review?.last ?? ''} (${site.timezone})`,
    '',
    ...section(
      'Incidents',
      incidents.map(({ severity, count }) => `- ${plainMarkdown(severity)}: ${count}`),
      'None.',
    ),
    ...section(
      'Deadlines that were missed',
      missed.length === 0
        ? []
        : tableMarkdown(
            ['What', 'Late or never', 'Of'],
            missed.map(({ kind, late, of }) => [KIND_WORDS[kind], String(late), String(of)]),
          ),
      'None.',
    ),
    ...section(
      'Rules that were waived',
      waived.map(
        ({ rule, count, in: where }) =>
          `- ${plainMarkdown(rule)}: ${count}, in ${where.map(plainMarkdown).join(', ')}`,
      ),
      'None.',
    ),
    ...section(
      'Rules that the policy overrides',
      overridden.map(({ rule, level }) => `- ${plainMarkdown(rule)}: ${plainMarkdown(level)}`),
      'None.',
    ),
  ].join('\n');
}

/** Why the issue of a review of the SOP is closed. */
export function reviewedWords(last: string | undefined): string {
  return last === undefined ? 'The policy asks for no review any more.' : `Reviewed on ${last}.`;
}

function day(instant: Instant): string {
  return formatInstant(instant).slice(0, 10);
}
