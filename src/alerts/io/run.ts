import { isRetiredOn } from '../../content/site.ts';
import { createCalendar } from '../../time/calendar.ts';
import type { Instant } from '../../time/instant.ts';
import { formatMarker, parseMarkerKeys } from '../../text/comment-marker.ts';
import { isBot } from '../../text/github-login.ts';
import type { Alert } from '../alert.ts';
import { parseAlertLog, serializeAlertLog } from '../alert-log.ts';
import type { AlertLog } from '../alert-log.ts';
import { decideAlert } from '../decide.ts';
import type { AlertComment, AlertDecision } from '../decide.ts';
import { matchAlert } from '../match.ts';
import type { AlertPullRequest } from '../match.ts';
import { mapToPolicy } from '../map-to-policy.ts';
import type { AlertContext } from '../words.ts';
import { incidentBranch } from '../../response/change.ts';
import { describeActions } from '../../actions/run-actions.ts';
import { manualStepsFor, describeAction } from '../../response/manual-steps.ts';
import type { ResponseAction } from '../../response/plan.ts';
import type { GithubClient } from '../../github/client.ts';
import { findBotComments, upsertComment } from '../../github/comments.ts';
import type { LoginPredicate } from '../../github/comments.ts';
import { createPullRequestApi } from '../../github/pull-requests.ts';
import {
  openRepository,
  readIncidentContext,
  refreshRepository,
} from '../../response/io/repository-context.ts';
import type { RepositoryContext } from '../../response/io/repository-context.ts';
import { performActions } from '../../response/io/perform.ts';
import type { PerformResult } from '../../response/io/perform.ts';

export interface IngestOptions {
  readonly client: GithubClient;
  readonly root: string;
  readonly alert: Alert;
  /** Identifies the alert without revealing its text. */
  readonly fingerprint: string;
  readonly isPrivate: boolean;
  readonly now: Instant;
  readonly dryRun: boolean;
}

export interface IngestResult {
  /** What was done, the most important sentence first. */
  readonly lines: readonly string[];
  /** The pushed branch. The caller starts its checks, because a push with `GITHUB_TOKEN` doesn't trigger workflows. */
  readonly branch?: string;
}

/** How often to retry when the branch changes on the remote meanwhile. */
const MAX_ATTEMPTS = 3;

/**
 * Opens a draft incident for an alert, or updates the existing one.
 * @throws Error if any step fails. The caller then has to report the alert in another way
 */
export async function ingestAlert(options: IngestOptions): Promise<IngestResult> {
  const repository = await openRepository(options.root);
  for (let attempt = 1; ; attempt += 1) {
    const { repositoryContext, offline } = await refreshRepository(repository);
    if (offline !== undefined) throw new Error(`Failed to fetch the repository: ${offline}`);
    const decision = await readAndDecide(repositoryContext, options);
    if (options.dryRun) return { lines: formatDryRun(decision, repositoryContext) };
    const actions = decision.actions.map((action) => addMarker(action, options.fingerprint));
    const outcome = await performActions(actions, {
      context: repositoryContext,
      pullRequests: createPullRequestApi(options.client),
    });
    if (outcome.branchMoved && attempt < MAX_ATTEMPTS) continue;
    const failed = outcome.branchMoved
      ? 'its branch kept changing on the remote'
      : outcome.manual.find(({ reason }) => reason !== undefined)?.reason;
    if (failed !== undefined) {
      if (outcome.pushed && decision.change)
        await deleteNewBranch(options.client, decision.change.id, decision.isNew);
      throw new Error(failed);
    }
    if (decision.pullRequestEdits) await updatePullRequestText(options.client, decision.pullRequestEdits);
    for (const comment of decision.comments) await upsertAlertComment(options.client, comment);
    return {
      lines: [decision.summary, ...formatOutcome(outcome, repositoryContext)],
      ...(decision.change && { branch: incidentBranch(decision.change.id) }),
    };
  }
}

/** Updates a draft's title and text line by line. Lines that a person edited are kept. */
async function updatePullRequestText(
  { octokit, at }: GithubClient,
  { pull, lines }: NonNullable<AlertDecision['pullRequestEdits']>,
): Promise<void> {
  const target = { ...at, pull_number: pull };
  const { data } = await octokit.rest.pulls.get(target);
  const replaceLines = (text: string): string =>
    text
      .split('\n')
      .map((line) => lines.find(([before]) => before === line.trimEnd())?.[1] ?? line)
      .join('\n');
  const [title, body] = [replaceLines(data.title), replaceLines(data.body ?? '')];
  if (title !== data.title || body !== (data.body ?? ''))
    await octokit.rest.pulls.update({ ...target, title, body });
}

/** Deletes a branch that has no pull request: it would be invisible and would block the next draft. */
async function deleteNewBranch({ octokit, at }: GithubClient, id: string, isNew: boolean): Promise<void> {
  if (isNew) await octokit.rest.git.deleteRef({ ...at, ref: `heads/${incidentBranch(id)}` });
}

async function readAndDecide(
  repositoryContext: RepositoryContext,
  options: IngestOptions,
): Promise<AlertDecision> {
  const { client, alert, fingerprint, now, isPrivate } = options;
  const [incidentContext, pulls] = await Promise.all([
    readIncidentContext(repositoryContext, now),
    listIncidentPulls(client),
  ]);
  const { siteContext } = incidentContext;
  const today = createCalendar(siteContext.site.timezone).dayOf(now);
  const inService = siteContext.components.filter((component) => !isRetiredOn(component, today));
  const mapping = mapToPolicy({ ...siteContext, components: inService }, alert);
  const context: AlertContext = { incidentContext, alert, mapping, now, isPrivate };
  const match = matchAlert(incidentContext, pulls, alert, fingerprint, mapping);
  const log = match.kind === 'new' ? undefined : await readAlertLog(client, match.pull, fingerprint);
  return decideAlert(context, match, fingerprint, log);
}

/** Adds the alert's fingerprint to the draft's pull request, so that the next notification finds it. */
function addMarker(action: ResponseAction, fingerprint: string): ResponseAction {
  if (action.type !== 'open-pull-request') return action;
  return { ...action, body: `${action.body.trimEnd()}\n${formatMarker('alert', fingerprint)}\n` };
}

function formatOutcome({ pullRequest, manual }: PerformResult, { remoteInfo }: RepositoryContext): string[] {
  return [
    ...(pullRequest ? [pullRequest.url] : []),
    ...manual.flatMap(({ action }) => manualStepsFor(action, remoteInfo).slice(0, 1)),
  ];
}

function formatDryRun(
  { summary, actions, comments }: AlertDecision,
  { remoteInfo }: RepositoryContext,
): string[] {
  return [
    summary,
    ...describeActions(actions, (action) => describeAction(action, remoteInfo)),
    ...comments.map(({ pull, kind }) => `comment on pull request ${pull}: ${kind}`),
  ];
}

/** Pages of the pull requests to search, the most recently updated first. Each new comment updates its pull request. */
const MAX_PAGES = 3;

/** Lists the pull requests of incidents, open or closed. Pull requests from forks are ignored: they are untrusted. */
export async function listIncidentPulls({ octokit, at }: GithubClient): Promise<AlertPullRequest[]> {
  const pulls: AlertPullRequest[] = [];
  const query = { ...at, state: 'all', sort: 'updated', direction: 'desc', per_page: 100 } as const;
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const { data } = await octokit.rest.pulls.list({ ...query, page });
    for (const one of data) {
      const isOwn = one.head.repo?.full_name.toLowerCase() === `${at.owner}/${at.repo}`.toLowerCase();
      if (!isOwn || !one.head.ref.startsWith(incidentBranch(''))) continue;
      pulls.push({
        number: one.number,
        open: one.state === 'open',
        merged: Boolean(one.merged_at),
        branch: one.head.ref,
        createdAt: Date.parse(one.created_at),
        ...(one.closed_at && { closedAt: Date.parse(one.closed_at) }),
        author: one.user?.login ?? '',
        alertFingerprints: parseMarkerKeys(one.body ?? '', 'alert'),
      });
    }
    if (data.length < query.per_page) break;
  }
  return pulls;
}

/** Candor comments as a bot or, with the same token, as the author of the pull request. */
function createOwnPredicate(author: string): LoginPredicate {
  return (login) => isBot(login) || (author !== '' && login === author);
}

async function readAlertLog(
  client: GithubClient,
  { number, author }: AlertPullRequest,
  fingerprint: string,
): Promise<AlertLog | undefined> {
  const [comment] = await findBotComments(
    client,
    number,
    formatMarker('alert-log', fingerprint),
    createOwnPredicate(author),
  );
  return comment && parseAlertLog(parseMarkerKeys(comment.body, 'alert-state')[0]);
}

/** Updates the alert log in place. Posts any other comment unless it exists. */
async function upsertAlertComment(client: GithubClient, comment: AlertComment): Promise<void> {
  const { pull, kind, key, body, author, log } = comment;
  const marker = formatMarker(kind, key);
  const state = log ? [formatMarker('alert-state', serializeAlertLog(log))] : [];
  const text = `${body}\n\n${[marker, ...state].join('\n')}\n`;
  if (kind === 'alert-log') return upsertComment(client, pull, marker, text, createOwnPredicate(author));
  const existing = await findBotComments(client, pull, marker, createOwnPredicate(author));
  if (existing.length > 0) return;
  await client.octokit.rest.issues.createComment({ ...client.at, issue_number: pull, body: text });
}
