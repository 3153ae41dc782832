import { isBot } from '../../text/github-login.ts';
import { parseContent } from '../../content/content.ts';
import { runActions } from '../../actions/run-actions.ts';
import type { ActionHandlers, RunOptions } from '../../actions/run-actions.ts';
import { describeFollowUpAction, planFollowUps } from '../plan-follow-ups.ts';
import type { FollowUpAction } from '../plan-follow-ups.ts';
import { parseMarkerKeys } from '../../text/comment-marker.ts';
import { FOLLOW_UP_PERIOD } from '../../deadlines/active-content.ts';
import { deadlinesOf } from '../../deadlines/all-deadlines.ts';
import { readCalendars } from '../../on-call/io/read-calendars.ts';
import { findPolicyChanges } from '../../deadlines/policy-changes.ts';
import type { Instant } from '../../time/instant.ts';
import { requireSiteContext } from '../../deadlines/io/require-site-context.ts';
import { readContent, postmortemRoot } from '../../files/read-content.ts';
import { GitError } from '../../git/run.ts';
import type { GithubClient } from '../../github/client.ts';
import { openRepository } from '../../response/io/repository-context.ts';
import { readPolicyVersions } from '../../deadlines/io/policy-versions.ts';
import { readEvidence } from '../../deadlines/io/read-evidence.ts';
import { FOLLOW_UP_KINDS } from '../follow-ups.ts';
import type { FollowUpIssue, FollowUpKind, FollowUpContext } from '../follow-ups.ts';

const FOLLOW_UP_LABEL = 'incident-follow-up';

export type FollowUpInput = Omit<FollowUpContext, 'issues' | 'isPrivate' | 'kinds'>;

/**
 * The kinds of follow-up that a repository has issues for: all, unless postmortems are in a repository of their own, which
 * then has the action items.
 * @param repository `owner/name`
 */
export async function followUpKindsOf(root: string, repository: string): Promise<readonly FollowUpKind[]> {
  const postmortemFolder = postmortemRoot(root, (await readContent(root)).site);
  if (postmortemFolder === root) return FOLLOW_UP_KINDS;
  const postmortemRepository = await openRepository(postmortemFolder).catch(undefinedIfNone);
  return postmortemRepository?.remoteInfo.github?.repository === repository
    ? ['action-item']
    : FOLLOW_UP_KINDS.filter((kind) => kind !== 'action-item');
}

function undefinedIfNone(error: unknown): undefined {
  if (error instanceof GitError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
  throw error;
}

export async function readFollowUps(root: string, now: Instant): Promise<FollowUpInput> {
  const sources = await readContent(root);
  const content = parseContent(sources);
  const siteContext = requireSiteContext(content);
  const [{ evidence: gitEvidence }, versions] = await Promise.all([
    readEvidence(root, sources, siteContext, content.incidents, now),
    readPolicyVersions(root, siteContext.policy),
  ]);
  const calendars = await readCalendars(root, siteContext.site, now);
  const evidence = { ...gitEvidence, policyChanges: findPolicyChanges(versions), calendars };
  const { incidents } = content;
  const deadlines = deadlinesOf(siteContext, incidents, evidence, now, {
    endedAfter: now - FOLLOW_UP_PERIOD,
  });
  return { siteContext, incidents, evidence, deadlines, now };
}

/** @throws RequestError */
export async function planRepositoryFollowUps(
  { octokit, at }: GithubClient,
  input: FollowUpInput,
  kinds: readonly FollowUpKind[],
): Promise<FollowUpAction[]> {
  const [{ data: repository }, listed] = await Promise.all([
    octokit.rest.repos.get({ ...at }),
    octokit.paginate(octokit.rest.issues.listForRepo, {
      ...at,
      labels: FOLLOW_UP_LABEL,
      state: 'all',
      per_page: 100,
    }),
  ]);
  const issues = listed
    .filter(({ pull_request, user }) => pull_request === undefined && isBot(user?.login ?? ''))
    .flatMap(({ number, title, body, state }): FollowUpIssue[] => {
      const [marker] = FOLLOW_UP_KINDS.flatMap((kind) =>
        parseMarkerKeys(body ?? '', kind).map((key) => ({ kind, key })),
      );
      return marker ? [{ number, ...marker, open: state === 'open', title, body: body ?? '' }] : [];
    });
  return planFollowUps({ ...input, issues, kinds, isPrivate: repository.private });
}

/** Does and logs the actions. People that GitHub can't assign are still mentioned in the issue. @throws RequestError */
export async function performFollowUps(
  { octokit, at }: GithubClient,
  actions: readonly FollowUpAction[],
  options: Pick<RunOptions<FollowUpAction>, 'dryRun' | 'log'>,
): Promise<void> {
  const { issues } = octokit.rest;
  const handlers: ActionHandlers<FollowUpAction> = {
    'open-follow-up-issue': async ({ title, body, people }) => {
      const { data } = await issues.create({ ...at, title, body, labels: [FOLLOW_UP_LABEL] });
      const assignees = people.filter((person) => !person.includes('/')).map((person) => person.slice(1));
      if (assignees.length > 0)
        await issues.addAssignees({ ...at, issue_number: data.number, assignees }).catch(() => undefined);
    },
    'update-follow-up-issue': async ({ issue: issue_number, title, body }) => {
      await issues.update({ ...at, issue_number, title, body });
    },
    'close-follow-up-issue': async ({ issue: issue_number, body }) => {
      await issues.createComment({ ...at, issue_number, body });
      await issues.update({ ...at, issue_number, state: 'closed', state_reason: 'completed' });
    },
  };
  await runActions(actions, handlers, { ...options, describe: describeFollowUpAction, logAt: 'start' });
}

/** Ids of incidents whose postmortem is due, soonest first. */
export function duePostmortemsOf({ deadlines }: FollowUpInput): string[] {
  return deadlines.flatMap(({ kind, incident }) =>
    kind === 'postmortem' && incident !== undefined ? [incident] : [],
  );
}
