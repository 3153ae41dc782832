import { escapeMarkdown } from '../text/github-markdown.ts';
import { isSameLogin } from '../text/github-login.ts';
import { idOfIncidentBranch, incidentBranch, isOwnTextBranch, ownTextBranch } from '../response/change.ts';
import type { JoinedTree, ProposedChanges, PullRequestInfo } from './pull-request.ts';
import { renderStatusComment, hasNothingToReport } from './status-comment.ts';
import type { MergeResult } from './status-comment.ts';
import type { TemplateProposal } from './template-fallback.ts';
import {
  partitionByDiff,
  reconcileSuggestions,
  createSuggestions,
  createLineSuggestion,
} from './suggestions.ts';
import type { LineRange, ExistingSuggestion, Suggestion } from './suggestions.ts';
import type { MergeDecision } from './decision.ts';
import { findStatusToSet } from './commit-status.ts';
import type { CommitStatus } from './commit-status.ts';
import { decideIncidentsStatus, decidePostmortemStatus } from './required-statuses.ts';
import { formatCount } from '../text/count.ts';

export type PullRequestAction =
  | { readonly type: 'set-status'; readonly commit: string; readonly status: CommitStatus }
  | { readonly type: 'upsert-status-comment'; readonly body: string }
  | {
      readonly type: 'post-suggestions';
      readonly commit: string;
      readonly suggestions: readonly Suggestion[];
    }
  | { readonly type: 'withdraw-suggestions'; readonly comments: readonly number[] }
  | { readonly type: 'request-review'; readonly people: readonly string[] }
  | {
      readonly type: 'update-timestamps';
      readonly branch: string;
      readonly path: string;
      readonly previousText: string;
      readonly text: string;
    }
  | { readonly type: 'merge'; readonly head: string; readonly title: string; readonly message: string }
  | {
      readonly type: 'dispatch-workflow';
      readonly workflow: string;
      readonly branch: string;
      readonly inputs?: Readonly<Record<string, string>>;
    }
  /** Has the branch's pull request evaluated again. */
  | { readonly type: 'dispatch-auto-merge'; readonly branch: string }
  /** The same, if there is one. */
  | { readonly type: 'dispatch-auto-merge-if-open'; readonly branch: string }
  /** Merges the default branch into the branch. */
  | { readonly type: 'join-branch'; readonly branch: string; readonly joined: JoinedTree }
  /** Unless they run. */
  | { readonly type: 'start-reminders'; readonly branch: string }
  /** Unless it has newer commits than `head`. */
  | { readonly type: 'delete-branch'; readonly branch: string; readonly head: string };

/** The bot's comments on a pull request, and the lines that can be commented on. */
export interface ExistingComments {
  readonly suggestions: readonly ExistingSuggestion[];
  /** The lines of each file, as the head has it, that the diff shows. */
  readonly hunks: ReadonlyMap<string, readonly LineRange[]>;
  readonly hasStatusComment: boolean;
}

const MAX_SUGGESTIONS = 10;

/** Plans the commit statuses that the ruleset requires, unless the head has them. */
export function planStatuses(
  { head, statuses }: PullRequestInfo,
  proposed: ProposedChanges,
  decision: MergeDecision,
): PullRequestAction[] {
  const wanted = [decideIncidentsStatus(decision, proposed), decidePostmortemStatus(proposed)];
  return wanted.flatMap((one): PullRequestAction[] => {
    const status = one && findStatusToSet(statuses, one);
    return status ? [{ type: 'set-status', commit: head, status }] : [];
  });
}

/** Plans the status comment, suggestions for findings, and the template suggestion when it is due. */
export function planComments(
  pull: PullRequestInfo,
  proposed: ProposedChanges,
  decision: MergeDecision,
  { suggestions, hunks, hasStatusComment }: ExistingComments,
): PullRequestAction[] {
  const sources = proposed.files.flatMap(({ after }) => (after ? [after] : []));
  const rewordings = sources.flatMap((source) => createSuggestions(source, proposed.diagnostics));
  const templateSuggestions =
    decision.type === 'propose-template'
      ? [createTemplateSuggestion(decision.proposal, decision.people)]
      : [];
  const { shown, outsideDiff } = partitionByDiff(
    [...templateSuggestions, ...rewordings.slice(0, MAX_SUGGESTIONS)],
    hunks,
  );
  const { write, remove } = reconcileSuggestions(shown, suggestions);
  const silent = hasNothingToReport(decision, proposed) && !hasStatusComment;
  const rest = [...outsideDiff, ...rewordings.slice(MAX_SUGGESTIONS)];
  return [
    ...(remove.length > 0 ? [{ type: 'withdraw-suggestions', comments: remove } as const] : []),
    ...(write.length > 0
      ? [{ type: 'post-suggestions', commit: pull.head, suggestions: write } as const]
      : []),
    ...(silent
      ? []
      : [{ type: 'upsert-status-comment', body: renderStatusComment(decision, proposed, rest) } as const]),
  ];
}

/** Merges made with `GITHUB_TOKEN` don't trigger workflows, so it is dispatched. */
export const WORKFLOW_AFTER_MERGE = 'deploy.yml';

const MERGE_WORKFLOW = 'auto-merge.yml';

/** Plans the run that merges the pull request, or requests approval; none where neither can be done. */
export function planMergeRun(
  { number, defaultBranch }: PullRequestInfo,
  decision: MergeDecision,
): PullRequestAction[] {
  const canContinue =
    decision.type === 'merge' ||
    (decision.type === 'manual-merge'
      ? decision.isPublished === true
      : ['approval', 'checks-running'].includes(decision.blockedBy) || decision.joined !== undefined);
  if (!canContinue) return [];
  return [
    {
      type: 'dispatch-workflow',
      workflow: MERGE_WORKFLOW,
      branch: defaultBranch,
      inputs: { number: String(number) },
    },
  ];
}

/**
 * Plans the merge, or the request for approval.
 * @param starts whether pushes with this token trigger workflows, as those of a GitHub App do
 */
export function planMerge(
  pull: PullRequestInfo,
  decision: MergeDecision,
  starts: boolean,
): PullRequestAction[] {
  if (decision.type === 'merge' && decision.timestampUpdates.length > 0) {
    return [
      ...decision.timestampUpdates.map(
        (file) => ({ type: 'update-timestamps', branch: pull.branch, ...file }) as const,
      ),
      ...(starts ? [] : [{ type: 'dispatch-auto-merge', branch: pull.branch } as const]),
    ];
  }
  if (decision.type === 'merge') {
    const { head, title, number, branch, defaultBranch } = pull;
    return [
      { type: 'merge', head, title: `${title} (#${number})`, message: decision.reason },
      ...(starts
        ? []
        : [{ type: 'dispatch-workflow', workflow: WORKFLOW_AFTER_MERGE, branch: defaultBranch } as const]),
      { type: 'start-reminders', branch: defaultBranch },
      ...(branch.startsWith('incident/') ? [{ type: 'delete-branch', branch, head } as const] : []),
      ...otherBranchesOf(branch).map(
        (other) => ({ type: 'dispatch-auto-merge-if-open', branch: other }) as const,
      ),
    ];
  }
  if (decision.type === 'manual-merge')
    return decision.isPublished === true
      ? [{ type: 'delete-branch', branch: pull.branch, head: pull.head }]
      : [];
  if (decision.joined) {
    return [
      { type: 'join-branch', branch: pull.branch, joined: decision.joined },
      // A push with GITHUB_TOKEN starts no run; two evaluations do no harm.
      { type: 'dispatch-auto-merge', branch: pull.branch },
    ];
  }
  if (decision.blockedBy !== 'approval') return [];
  const known = [pull.author, ...pull.requestedReviewers, ...pull.reviews.map(({ reviewer }) => reviewer)];
  const people = decision.people.filter((person) => !known.some((login) => isSameLogin(login, person)));
  return [
    ...(people.length > 0 ? [{ type: 'request-review', people } as const] : []),
    // Nothing was published, so the reminder workflow has not started yet (V12.1).
    { type: 'start-reminders', branch: pull.defaultBranch },
  ];
}

/** An incident's update on its way, and texts in a pull request of their own, change the same file. */
function otherBranchesOf(branch: string): string[] {
  const id = idOfIncidentBranch(branch);
  if (id === undefined) return [];
  return [isOwnTextBranch(branch) ? incidentBranch(id) : ownTextBranch(id)];
}

export function planAfterMerge(
  decision: MergeDecision,
  proposed: ProposedChanges,
  since: MergeResult,
): PullRequestAction[] {
  return [{ type: 'upsert-status-comment', body: renderStatusComment(decision, proposed, [], since) }];
}

/** Describes an action in one line, for a dry run. */
export function describePullRequestAction(action: PullRequestAction): string {
  switch (action.type) {
    case 'set-status': {
      const { context, state, description } = action.status;
      return `set ${context} of ${action.commit.slice(0, 12)} to ${state}: ${description}`;
    }
    case 'upsert-status-comment':
      return `update the status comment: ${action.body.split('\n').slice(1, 4).filter(Boolean).join(' ')}`;
    case 'post-suggestions':
      return `post suggestions: ${action.suggestions.map(({ path, from }) => `${path}:${from}`).join(', ')}`;
    case 'withdraw-suggestions':
      return `withdraw ${formatCount(action.comments.length, 'outdated suggestion')}`;
    case 'request-review':
      return `request a review from ${action.people.join(', ')}`;
    case 'update-timestamps':
      return `update the timestamps in ${action.path} on ${action.branch}`;
    case 'merge':
      return `merge ${action.head.slice(0, 12)}: ${action.title}`;
    case 'dispatch-workflow':
      return `start ${action.workflow} on ${action.branch}`;
    case 'dispatch-auto-merge':
      return `have the pull request of ${action.branch} evaluated again`;
    case 'dispatch-auto-merge-if-open':
      return `have the pull request of ${action.branch}, if there is one, evaluated again`;
    case 'join-branch':
      return `merge ${action.joined.defaultHead.slice(0, 12)} into ${action.branch}`;
    case 'start-reminders':
      return `start reminders.yml on ${action.branch} unless it runs`;
    case 'delete-branch':
      return `delete the branch ${action.branch}`;
  }
}

function createTemplateSuggestion(
  { path, lines, text, publicText }: TemplateProposal,
  approvers: readonly string[],
): Suggestion {
  const reason = [
    `${approvers.length > 0 ? `${approvers.join(' ')}: no` : 'No'} one has approved this text yet, and customers are waiting.`,
    'Commit this suggestion to auto-merge the template instead; your text can follow as the next update.',
    '',
    `Customers would read: ${escapeMarkdown(publicText)}`,
  ].join('\n');
  return createLineSuggestion(path, lines, text, reason);
}
