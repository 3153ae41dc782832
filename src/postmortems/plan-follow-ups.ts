import { calendarOf } from '../time/calendar.ts';
import type { Facts } from '../deadlines/evidence.ts';
import { evidenceSince } from '../compliance/evidence.ts';
import { markerOf } from '../text/comment-marker.ts';
import { doneWords, itemBody, itemTitle, reviewBody, reviewedWords, reviewTitle } from './follow-up-text.ts';
import { hashOf } from '../text/short-hash.ts';
import type { PaperKind } from './follow-ups.ts';
import type { PaperIssue } from './follow-ups.ts';
import type { PapersFacts } from './follow-ups.ts';
import type { KnownItem } from './follow-ups.ts';

/** What is to be done about papers on GitHub. */
export type PaperAction =
  | {
      readonly do: 'open-paper';
      readonly kind: PaperKind;
      readonly title: string;
      readonly body: string;
      readonly people: readonly string[];
    }
  | { readonly do: 'refresh-paper'; readonly issue: number; readonly title: string; readonly body: string }
  | { readonly do: 'close-paper'; readonly issue: number; readonly body: string };

/** Overdue action items have an issue each until they are done (V8.5); the SOP has one while its review is due (V15.1). */
export function planPapers(facts: PapersFacts): PaperAction[] {
  const { kinds } = facts;
  return [
    ...(kinds.includes('action-item') ? planItems(facts) : []),
    ...(kinds.includes('sop-review') ? planReview(facts) : []),
  ];
}

function planItems(facts: PapersFacts): PaperAction[] {
  const known = itemsOf(facts.facts);
  const overdue = known.filter(({ item }) => !item.done && item.due !== undefined && item.due < facts.now);
  const issues = facts.issues.filter(({ kind }) => kind === 'action-item');
  const chased = overdue.flatMap((one): PaperAction[] => {
    const words = { title: itemTitle(facts, one), body: itemBody(facts, one) };
    const issue = issues.find(({ key }) => key === one.key);
    if (issue) return refreshed(issue, words);
    return [
      { do: 'open-paper', kind: 'action-item', ...words, people: one.item.owner ? [one.item.owner] : [] },
    ];
  });
  const over = issues
    .filter(({ open, key }) => open && !overdue.some((one) => one.key === key))
    .map(({ number, key }): PaperAction => {
      const item = known.find((one) => one.key === key)?.item;
      return { do: 'close-paper', issue: number, body: doneWords(item) };
    });
  return [...chased, ...over];
}

/** Every action item of every review. */
function itemsOf({ postmortems }: Facts): KnownItem[] {
  return [...(postmortems ?? [])].flatMap(([incident, { actionItems = [] }]) =>
    actionItems.map((item) => ({ incident, item, key: `${incident}/${hashOf(item.what)}` })),
  );
}

function planReview(facts: PapersFacts): PaperAction[] {
  const { setting, entries, deadlines, now } = facts;
  const last = setting.policy.review?.last;
  const due = deadlines.filter(({ kind, state }) => kind === 'sop-review' && state !== 'ahead');
  const key = `${setting.policy.id}/${last ?? ''}`;
  const issues = facts.issues.filter(({ kind }) => kind === 'sop-review');
  const over = issues
    .filter((issue) => issue.open && (due.length === 0 || issue.key !== key))
    .map(({ number }): PaperAction => ({ do: 'close-paper', issue: number, body: reviewedWords(last) }));
  if (due.length === 0 || last === undefined) return over;
  const since = calendarOf(setting.site.timezone).startOf(last);
  const evidence = evidenceSince(setting, entries, facts.facts, { since, now });
  const words = {
    title: reviewTitle(setting),
    body: `${reviewBody(setting, due, evidence)}\n${markerOf('sop-review', key)}\n`,
  };
  const issue = issues.find((one) => one.key === key);
  if (issue) return [...refreshed(issue, words), ...over];
  const people = due.flatMap(({ ask }) => ask.flatMap((asked) => asked.people));
  return [{ do: 'open-paper', kind: 'sop-review', ...words, people: [...new Set(people)] }, ...over];
}

/** An issue that a person closed stays closed: they know why. */
function refreshed(
  { number, open, title, body }: PaperIssue,
  words: { title: string; body: string },
): PaperAction[] {
  const isSame = title === words.title && plain(body) === plain(words.body);
  return open && !isSame ? [{ do: 'refresh-paper', issue: number, ...words }] : [];
}

/** GitHub gives a text back with other line ends, and without what is empty at its end. */
function plain(text: string): string {
  return text.replaceAll('\r\n', '\n').trim();
}
