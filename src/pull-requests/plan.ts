import { plainMarkdown } from '../text/github-markdown.ts';
import { sameLogin } from '../text/github-login.ts';
import type { ProposedFacts, PullFacts } from './pull-request.ts';
import { drawNote, isSilent } from './status-comment.ts';
import type { Since } from './status-comment.ts';
import type { Offer } from './template-fallback.ts';
import { placeable, reconcile, suggestionsFor, suggestLines } from './suggestions.ts';
import type { LineRange, Standing, Suggestion } from './suggestions.ts';
import type { Verdict } from './decision.ts';

/** One thing to be done on GitHub for a pull request. */
export type ReviewAction =
  | { readonly do: 'note'; readonly body: string }
  | { readonly do: 'suggest'; readonly commit: string; readonly suggestions: readonly Suggestion[] }
  | { readonly do: 'withdraw'; readonly comments: readonly number[] }
  | { readonly do: 'ask'; readonly people: readonly string[] }
  | {
      readonly do: 'stamp';
      readonly branch: string;
      readonly path: string;
      /** What stands there, and what is to. */
      readonly was: string;
      readonly text: string;
    }
  | { readonly do: 'merge'; readonly head: string; readonly title: string; readonly message: string }
  | { readonly do: 'start'; readonly workflow: string; readonly branch: string }
  /** Every check of the branch. */
  | { readonly do: 'check'; readonly branch: string }
  | { readonly do: 'delete-branch'; readonly branch: string };

/** What stands on a pull request already, and where something can be put. */
export interface Ground {
  readonly standing: readonly Standing[];
  /** The lines of each file, as the head has it, that the diff shows. */
  readonly hunks: ReadonlyMap<string, readonly LineRange[]>;
  readonly noted: boolean;
}

/** More than anybody takes by clicking. */
const MOST_SUGGESTIONS = 10;

/** What is said of a pull request: the one comment, other words for its lines, and the template if it is time. */
export function sayPlan(
  pull: PullFacts,
  proposed: ProposedFacts,
  verdict: Verdict,
  { standing, hunks, noted }: Ground,
): ReviewAction[] {
  const sources = proposed.files.flatMap(({ after }) => (after ? [after] : []));
  const rewordings = sources.flatMap((source) => suggestionsFor(source, proposed.findings));
  const offered = verdict.is === 'offer' ? [offerSuggestion(verdict.offer, verdict.whom)] : [];
  const { shown, left } = placeable([...offered, ...rewordings.slice(0, MOST_SUGGESTIONS)], hunks);
  const { write, remove } = reconcile(shown, standing);
  const silent = isSilent(verdict, proposed) && !noted;
  const rest = [...left, ...rewordings.slice(MOST_SUGGESTIONS)];
  return [
    ...(remove.length > 0 ? [{ do: 'withdraw', comments: remove } as const] : []),
    ...(write.length > 0 ? [{ do: 'suggest', commit: pull.head, suggestions: write } as const] : []),
    ...(silent ? [] : [{ do: 'note', body: drawNote(verdict, proposed, rest) } as const]),
  ];
}

/** What a merge by GitHub's plain token has to start itself: it starts nothing on its own. */
export const AFTER_A_MERGE = ['deploy.yml', 'cadence.yml', 'papers.yml'] as const;

/**
 * What a verdict comes to: it goes out, or whoever may let it out is asked.
 * @param starts whether pushes by this token start workflows, as those of a GitHub App do
 */
export function mergePlan(pull: PullFacts, verdict: Verdict, starts: boolean): ReviewAction[] {
  if (verdict.is === 'merge' && verdict.stamps.length > 0) {
    return [
      ...verdict.stamps.map((file) => ({ do: 'stamp', branch: pull.branch, ...file }) as const),
      ...(starts ? [] : [{ do: 'check', branch: pull.branch } as const]),
    ];
  }
  if (verdict.is === 'merge') {
    const { head, title, number, branch, published } = pull;
    const started = starts ? [] : AFTER_A_MERGE;
    return [
      { do: 'merge', head, title: `${title} (#${number})`, message: verdict.why },
      ...started.map((workflow) => ({ do: 'start', workflow, branch: published }) as const),
      ...(branch.startsWith('incident/') ? [{ do: 'delete-branch', branch } as const] : []),
    ];
  }
  if (verdict.is === 'not-ours' || verdict.for !== 'approval') return [];
  const known = [pull.author, ...pull.asked, ...pull.reviews.map(({ by }) => by)];
  const people = verdict.whom.filter((person) => !known.some((login) => sameLogin(login, person)));
  return [
    ...(people.length > 0 ? [{ do: 'ask', people } as const] : []),
    // Nothing was published, so nothing has begun to count the time that customers hear nothing (V12.1).
    ...(starts ? [] : [{ do: 'start', workflow: 'cadence.yml', branch: pull.published } as const]),
  ];
}

/** What is said after a merge was tried. */
export function afterMerge(verdict: Verdict, proposed: ProposedFacts, since: Since): ReviewAction[] {
  return [{ do: 'note', body: drawNote(verdict, proposed, [], since) }];
}

/** An action in one line, for a rehearsal. */
export function sayReviewAction(action: ReviewAction): string {
  switch (action.do) {
    case 'note':
      return `keep the comment: ${action.body.split('\n').slice(1, 4).filter(Boolean).join(' ')}`;
    case 'suggest':
      return `suggest other words: ${action.suggestions.map(({ path, from }) => `${path}:${from}`).join(', ')}`;
    case 'withdraw':
      return `take back ${action.comments.length} suggestions that are out of date`;
    case 'ask':
      return `ask ${action.people.join(', ')} to review it`;
    case 'stamp':
      return `set the true time in ${action.path} on ${action.branch}`;
    case 'merge':
      return `merge ${action.head.slice(0, 12)}: ${action.title}`;
    case 'start':
      return `start ${action.workflow} on ${action.branch}`;
    case 'check':
      return `start the checks of ${action.branch}`;
    case 'delete-branch':
      return `delete the branch ${action.branch}`;
  }
}

function offerSuggestion({ path, lines, text, words }: Offer, whom: readonly string[]): Suggestion {
  const people = whom.length > 0 ? `${whom.join(' ')}: nobody` : 'Nobody';
  const why = [
    `${people} has approved these words yet, and customers wait.`,
    'Commit this suggestion and the template goes out by itself; the words can follow as the next update.',
    '',
    `Customers would read: ${plainMarkdown(words)}`,
  ].join('\n');
  return suggestLines(path, lines, text, why);
}
