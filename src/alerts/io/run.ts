import type { Instant } from '../../time/instant.ts';
import { formatMarker } from '../../text/comment-marker.ts';
import type { Alert } from '../alert.ts';
import { decideAlert } from '../decide.ts';
import type { AlertDecision } from '../decide.ts';
import { matchAlert } from '../match.ts';
import { mapToPolicy } from '../map-to-policy.ts';
import type { AlertContext } from '../words.ts';
import { incidentBranch } from '../../response/change.ts';
import { describeActions } from '../../actions/run-actions.ts';
import { manualStepsFor, describeAction } from '../../response/manual-steps.ts';
import type { ResponseAction } from '../../response/plan.ts';
import type { GithubClient } from '../../github/client.ts';
import { createPullRequestApi } from '../../github/pull-requests.ts';
import {
  openRepository,
  readIncidentContext,
  refreshRepository,
} from '../../response/io/repository-context.ts';
import type { RepositoryContext } from '../../response/io/repository-context.ts';
import { listIncidentPulls } from './incident-pulls.ts';
import { readAlertLog, upsertAlertComment } from './comments.ts';
import { performActions } from '../../response/io/perform.ts';
import type { PerformResult } from '../../response/io/perform.ts';

/** What the ingestion of an alert works with. */
export interface IngestOptions {
  readonly client: GithubClient;
  readonly root: string;
  readonly alert: Alert;
  /** What it is known by, without its words. */
  readonly fingerprint: string;
  readonly isPrivate: boolean;
  readonly now: Instant;
  readonly dryRun: boolean;
}

/** What became of an alert: sentences for people, the first of them the most important. */
export interface IngestResult {
  readonly lines: readonly string[];
  /** The branch whose check has to be started: what a workflow's token pushes starts none by itself. */
  readonly branch?: string;
}

/** How often a branch may move under the hands before the alert is given up to a person. */
const MAX_ATTEMPTS = 3;

/**
 * Takes an alert in: reads what is there, decides, and does it.
 * @throws Error where something of it could not be done; the alert has to reach a person another way then
 */
export async function ingestAlert(options: IngestOptions): Promise<IngestResult> {
  const found = await openRepository(options.root);
  for (let attempt = 1; ; attempt += 1) {
    const { repositoryContext, offline } = await refreshRepository(found);
    if (offline !== undefined) throw new Error(`The repository could not be fetched: ${offline}`);
    const decision = await readAndDecide(repositoryContext, options);
    if (options.dryRun) return { lines: formatDryRun(decision, repositoryContext) };
    const actions = decision.actions.map((action) => addMarker(action, options.fingerprint));
    const outcome = await performActions(actions, {
      context: repositoryContext,
      pullRequests: createPullRequestApi(options.client),
    });
    if (outcome.branchMoved && attempt < MAX_ATTEMPTS) continue;
    const failed = outcome.branchMoved
      ? 'its branch moved'
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

/** Brings a draft's title and text up to date, line by line: what a person has changed stays as it is. */
async function updatePullRequestText(
  { octokit, at }: GithubClient,
  { pull, lines }: NonNullable<AlertDecision['pullRequestEdits']>,
): Promise<void> {
  const where = { ...at, pull_number: pull };
  const { data } = await octokit.rest.pulls.get(where);
  const put = (text: string): string =>
    text
      .split('\n')
      .map((line) => lines.find(([was]) => was === line.trimEnd())?.[1] ?? line)
      .join('\n');
  const [title, body] = [put(data.title), put(data.body ?? '')];
  if (title !== data.title || body !== (data.body ?? ''))
    await octokit.rest.pulls.update({ ...where, title, body });
}

/** A branch without a pull request is no draft that anybody sees, and would stand in the way of the next one. */
async function deleteNewBranch({ octokit, at }: GithubClient, id: string, isNew: boolean): Promise<void> {
  if (isNew) await octokit.rest.git.deleteRef({ ...at, ref: `heads/${incidentBranch(id)}` });
}

async function readAndDecide(
  repositoryContext: RepositoryContext,
  options: IngestOptions,
): Promise<AlertDecision> {
  const { client, alert, fingerprint, now, isPrivate } = options;
  const [incidentContext, pulls] = await Promise.all([
    readIncidentContext(repositoryContext),
    listIncidentPulls(client),
  ]);
  const mapping = mapToPolicy(incidentContext.siteContext, alert);
  const context: AlertContext = { incidentContext, alert, mapping, now, isPrivate };
  const match = matchAlert(incidentContext, pulls, alert, fingerprint, mapping);
  const log = match.kind === 'new' ? undefined : await readAlertLog(client, match.pull, fingerprint);
  return decideAlert(context, match, fingerprint, log);
}

/** A draft's pull request carries the mark of its alert, by which the next notification finds it. */
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
