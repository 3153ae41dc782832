import { createCalendar } from '../time/calendar.ts';
import type { DeadlineEvidence } from '../deadlines/evidence.ts';
import { countSopDeviations } from '../compliance/evidence.ts';
import { formatMarker } from '../text/comment-marker.ts';
import { formatActionItemCloseReason, renderActionItemBody, formatActionItemTitle, renderSopReviewBody, formatSopReviewCloseReason, formatSopReviewTitle } from './follow-up-text.ts';
import { hashText } from '../text/short-hash.ts';
import type { FollowUpKind } from './follow-ups.ts';
import type { FollowUpIssue } from './follow-ups.ts';
import type { FollowUpContext } from './follow-ups.ts';
import type { KeyedActionItem } from './follow-ups.ts';

/** What is to be done about papers on GitHub. */
export type FollowUpAction =
  | {
      readonly do: 'open-paper';
      readonly kind: FollowUpKind;
      readonly title: string;
      readonly body: string;
      readonly people: readonly string[];
    }
  | { readonly do: 'refresh-paper'; readonly issue: number; readonly title: string; readonly body: string }
  | { readonly do: 'close-paper'; readonly issue: number; readonly body: string };

/** Overdue action items have an issue each until they are done (V8.5); the SOP has one while its review is due (V15.1). */
export function planFollowUps(facts: FollowUpContext): FollowUpAction[] {
  const { kinds } = facts;
  return [
    ...(kinds.includes('action-item') ? planActionItems(facts) : []),
    ...(kinds.includes('sop-review') ? planSopReview(facts) : []),
  ];
}

function planActionItems(facts: FollowUpContext): FollowUpAction[] {
  const known = collectActionItems(facts.facts);
  const overdue = known.filter(({ item }) => !item.done && item.due !== undefined && item.due < facts.now);
  const issues = facts.issues.filter(({ kind }) => kind === 'action-item');
  const chased = overdue.flatMap((one): FollowUpAction[] => {
    const words = { title: formatActionItemTitle(facts, one), body: renderActionItemBody(facts, one) };
    const issue = issues.find(({ key }) => key === one.key);
    if (issue) return planRefresh(issue, words);
    return [
      { do: 'open-paper', kind: 'action-item', ...words, people: one.item.owner ? [one.item.owner] : [] },
    ];
  });
  const over = issues
    .filter(({ open, key }) => open && !overdue.some((one) => one.key === key))
    .map(({ number, key }): FollowUpAction => {
      const item = known.find((one) => one.key === key)?.item;
      return { do: 'close-paper', issue: number, body: formatActionItemCloseReason(item) };
    });
  return [...chased, ...over];
}

/** Every action item of every review. */
function collectActionItems({ postmortems }: DeadlineEvidence): KeyedActionItem[] {
  return [...(postmortems ?? [])].flatMap(([incident, { actionItems = [] }]) =>
    actionItems.map((item) => ({ incident, item, key: `${incident}/${hashText(item.description)}` })),
  );
}

function planSopReview(facts: FollowUpContext): FollowUpAction[] {
  const { setting, entries, deadlines, now } = facts;
  const last = setting.policy.review?.last;
  const due = deadlines.filter(({ kind, state }) => kind === 'sop-review' && state !== 'ahead');
  const key = `${setting.policy.id}/${last ?? ''}`;
  const issues = facts.issues.filter(({ kind }) => kind === 'sop-review');
  const over = issues
    .filter((issue) => issue.open && (due.length === 0 || issue.key !== key))
    .map(({ number }): FollowUpAction => ({ do: 'close-paper', issue: number, body: formatSopReviewCloseReason(last) }));
  if (due.length === 0 || last === undefined) return over;
  const since = createCalendar(setting.site.timezone).startOf(last);
  const evidence = countSopDeviations(setting, entries, facts.facts, { since, now });
  const words = {
    title: formatSopReviewTitle(setting),
    body: `${renderSopReviewBody(setting, due, evidence)}\n${formatMarker('sop-review', key)}\n`,
  };
  const issue = issues.find((one) => one.key === key);
  if (issue) return [...planRefresh(issue, words), ...over];
  const people = due.flatMap(({ ask }) => ask.flatMap((asked) => asked.people));
  return [{ do: 'open-paper', kind: 'sop-review', ...words, people: [...new Set(people)] }, ...over];
}

/** An issue that a person closed stays closed: they know why. */
function planRefresh(
  { number, open, title, body }: FollowUpIssue,
  words: { title: string; body: string },
): FollowUpAction[] {
  const isSame = title === words.title && normalizeText(body) === normalizeText(words.body);
  return open && !isSame ? [{ do: 'refresh-paper', issue: number, ...words }] : [];
}

/** GitHub gives a text back with other line ends, and without what is empty at its end. */
function normalizeText(text: string): string {
  return text.replaceAll('\r\n', '\n').trim();
}
