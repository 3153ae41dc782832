import { createCalendar } from '../time/calendar.ts';
import type { DeadlineEvidence } from '../deadlines/evidence.ts';
import { countSopDeviations } from '../compliance/sop-deviations.ts';
import { formatMarker } from '../text/comment-marker.ts';
import {
  formatActionItemCloseReason,
  renderActionItemBody,
  formatActionItemTitle,
  formatMaintenanceEndCloseReason,
  formatMaintenanceEndTitle,
  renderMaintenanceEndBody,
  renderSopReviewBody,
  formatSopReviewCloseReason,
  formatSopReviewTitle,
} from './follow-up-text.ts';
import { hashText } from '../text/short-hash.ts';
import type { FollowUpContext, FollowUpIssue, FollowUpKind, KeyedActionItem } from './follow-ups.ts';

export type FollowUpAction =
  | {
      readonly type: 'open-follow-up-issue';
      readonly kind: FollowUpKind;
      readonly title: string;
      readonly body: string;
      readonly people: readonly string[];
    }
  | {
      readonly type: 'update-follow-up-issue';
      readonly issue: number;
      readonly title: string;
      readonly body: string;
    }
  | { readonly type: 'close-follow-up-issue'; readonly issue: number; readonly body: string };

/**
 * Each overdue action item has an issue until it is done (V8.5); so do the SOP review while it is due (V15.1), and a maintenance
 * whose planned time is over until someone completes or extends it.
 */
export function planFollowUps(context: FollowUpContext): FollowUpAction[] {
  const { kinds } = context;
  return [
    ...(kinds.includes('action-item') ? planActionItems(context) : []),
    ...(kinds.includes('sop-review') ? planSopReview(context) : []),
    ...(kinds.includes('maintenance-end') ? planMaintenanceEnds(context) : []),
  ];
}

function planActionItems(context: FollowUpContext): FollowUpAction[] {
  const items = collectActionItems(context.evidence);
  const overdue = items.filter(({ item }) => !item.done && item.due !== undefined && item.due < context.now);
  const issues = context.issues.filter(({ kind }) => kind === 'action-item');
  const actions = overdue.flatMap((one): FollowUpAction[] => {
    const content = { title: formatActionItemTitle(context, one), body: renderActionItemBody(context, one) };
    const issue = issues.find(({ key }) => key === one.key);
    if (issue) return planRefresh(issue, content);
    return [
      {
        type: 'open-follow-up-issue',
        kind: 'action-item',
        ...content,
        people: one.item.owner ? [one.item.owner] : [],
      },
    ];
  });
  const over = issues
    .filter(({ open, key }) => open && !overdue.some((one) => one.key === key))
    .map(({ number, key }): FollowUpAction => {
      const item = items.find((one) => one.key === key)?.item;
      return { type: 'close-follow-up-issue', issue: number, body: formatActionItemCloseReason(item) };
    });
  return [...actions, ...over];
}

function collectActionItems({ postmortems }: DeadlineEvidence): KeyedActionItem[] {
  return [...(postmortems ?? [])].flatMap(([incident, { actionItems = [] }]) =>
    actionItems.map((item) => ({ incident, item, key: `${incident}/${hashText(item.description)}` })),
  );
}

function planSopReview(context: FollowUpContext): FollowUpAction[] {
  const { siteContext, incidents, deadlines, now } = context;
  const last = siteContext.policy['sop-review']?.last;
  const due = deadlines.filter(({ kind, state }) => kind === 'sop-review' && state !== 'ahead');
  const key = `${siteContext.policy.id}/${last ?? ''}`;
  const issues = context.issues.filter(({ kind }) => kind === 'sop-review');
  const over = issues
    .filter((issue) => issue.open && (due.length === 0 || issue.key !== key))
    .map(({ number }): FollowUpAction => ({
      type: 'close-follow-up-issue',
      issue: number,
      body: formatSopReviewCloseReason(last),
    }));
  if (due.length === 0 || last === undefined) return over;
  const since = createCalendar(siteContext.site.timezone).startOf(last);
  const evidence = countSopDeviations(siteContext, incidents, context.evidence, { since, now });
  const content = {
    title: formatSopReviewTitle(siteContext),
    body: `${renderSopReviewBody(siteContext, due, evidence)}\n${formatMarker('sop-review', key)}\n`,
  };
  const issue = issues.find((one) => one.key === key);
  if (issue) return [...planRefresh(issue, content), ...over];
  const people = due.flatMap(({ ask }) => ask.flatMap((requested) => requested.people));
  return [
    { type: 'open-follow-up-issue', kind: 'sop-review', ...content, people: [...new Set(people)] },
    ...over,
  ];
}

function planMaintenanceEnds(context: FollowUpContext): FollowUpAction[] {
  const overdue = context.deadlines.filter(
    ({ kind, state }) => kind === 'maintenance-end' && state === 'late',
  );
  const issues = context.issues.filter(({ kind }) => kind === 'maintenance-end');
  const actions = overdue.flatMap((deadline): FollowUpAction[] => {
    const event = context.incidents.find(({ id }) => id === deadline.incident);
    if (!event) return [];
    const content = {
      title: formatMaintenanceEndTitle(event),
      body: renderMaintenanceEndBody(context, event, deadline),
    };
    const issue = issues.find(({ key }) => key === deadline.id);
    if (issue) return planRefresh(issue, content);
    const people = deadline.ask.flatMap((requested) => requested.people);
    return [{ type: 'open-follow-up-issue', kind: 'maintenance-end', ...content, people }];
  });
  const over = issues
    .filter(({ open, key }) => open && !overdue.some(({ id }) => id === key))
    .map(({ number, key }): FollowUpAction => {
      const event = context.incidents.find(({ id }) => id === key.split('/', 1)[0]);
      return {
        type: 'close-follow-up-issue',
        issue: number,
        body: formatMaintenanceEndCloseReason(event, context.now),
      };
    });
  return [...actions, ...over];
}

/** An issue that a person has closed stays closed. */
function planRefresh(
  { number, open, title, body }: FollowUpIssue,
  content: { title: string; body: string },
): FollowUpAction[] {
  const isSame = title === content.title && normalizeText(body) === normalizeText(content.body);
  return open && !isSame ? [{ type: 'update-follow-up-issue', issue: number, ...content }] : [];
}

/** GitHub changes line ends and removes trailing blank lines. */
function normalizeText(text: string): string {
  return text.replaceAll('\r\n', '\n').trim();
}

const FOLLOW_UP_NAMES: Readonly<Record<FollowUpKind, string>> = {
  'action-item': 'an overdue action item',
  'sop-review': 'the SOP review',
  'maintenance-end': 'a maintenance whose planned time is over',
};

/** An action in one line, without contents of the postmortem: logs of a public repository are public (V8.4). */
export function describeFollowUpAction(action: FollowUpAction): string {
  switch (action.type) {
    case 'open-follow-up-issue':
      return `open an issue for ${FOLLOW_UP_NAMES[action.kind]}`;
    case 'update-follow-up-issue':
      return `update issue #${action.issue}`;
    case 'close-follow-up-issue':
      return `close issue #${action.issue}`;
  }
}
