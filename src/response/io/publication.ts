import { isIP } from 'node:net';
import type { SiteContext } from '../../content/content.ts';
import type { StatusEvent } from '../../content/incident.ts';
import { HOUR } from '../../time/duration.ts';
import type { Instant } from '../../time/instant.ts';
import { tryGit } from '../../git/write.ts';
import { escapeControlCharacters } from '../../text/terminal-style.ts';
import { parseIncident } from '../../content/parse-incident.ts';
import { incidentBranch, ownTextBranch } from '../change.ts';
import type { DescribeApproval } from '../own-text.ts';
import { openIncidents } from '../context.ts';
import type { IncidentContext } from '../context.ts';
import { formatPublicationState } from '../publication-state.ts';
import { publishedVersionOf } from '../published-version.ts';
import type { PublicationFacts } from '../publication-state.ts';
import type { RepositoryContext } from './repository-context.ts';

export interface PublicationOptions {
  readonly now: Instant;
  readonly offline: boolean;
  readonly describeApproval?: DescribeApproval;
}

/** A pull request that was opened just now. */
export interface OpenedPullRequest {
  readonly branch: string;
  readonly number: number;
}

type PullRequestFact = NonNullable<PublicationFacts['pullRequest']>;

/** What customers see of an event now, and what has to happen until they see the rest. */
export async function describePublication(
  repositoryContext: RepositoryContext,
  incidentContext: IncidentContext,
  event: StatusEvent,
  options: PublicationOptions,
  opened?: OpenedPullRequest,
): Promise<string> {
  const { repository, remoteInfo, publishedCommit, pullRequests } = repositoryContext;
  const before = publishedVersionOf(incidentContext, event);
  const isPending = incidentContext.pending?.has(event.id) === true;
  const publishedAt =
    before && (await readPublishedTime(repository.root, publishedCommit, repository.prefix, event));
  const isRecent = publishedAt !== undefined && options.now - publishedAt < HOUR;
  const isOnPage =
    before && isRecent && !isPending && !options.offline
      ? await findOnPage(repositoryContext, incidentContext.siteContext, before)
      : undefined;
  const approver = options.describeApproval?.(incidentContext.siteContext, {
    ...(before && { before }),
    after: event,
  });
  const pullOf = (branch: string): PullRequestFact | undefined =>
    opened?.branch === branch ? { number: opened.number, state: 'open' } : pullRequests?.get(branch);
  const pull = pullOf(incidentBranch(event.id));
  const ownText = incidentContext.ownTexts?.get(event.id);
  const ownPull = pullOf(ownTextBranch(event.id));
  const own = ownText && parseIncident(ownText.source, incidentContext.siteContext.site.timezone);
  const ownApprover =
    own &&
    options.describeApproval?.(incidentContext.siteContext, {
      ...(before && { before }),
      ...(own.value && { after: own.value }),
    });
  const state = formatPublicationState(incidentContext, event, {
    now: options.now,
    remoteInfo,
    knowsPullRequests: pull !== undefined || pullRequests !== undefined,
    ...(publishedAt !== undefined && { publishedAt }),
    ...(isOnPage !== undefined && { isOnPage }),
    ...(pull && { pullRequest: pull }),
    ...(approver !== undefined && { approver }),
    ...(ownText && {
      ownText: {
        isLocal: ownText.isLocal,
        ...(ownPull && { pullRequest: ownPull }),
        ...(ownApprover !== undefined && { approver: ownApprover }),
      },
    }),
  });
  return escapeControlCharacters(state);
}

/** The open incidents, and every event with changes that are not public yet. */
export function unsettledEvents(incidentContext: IncidentContext, drills = false): StatusEvent[] {
  const open = new Set<StatusEvent>(openIncidents(incidentContext));
  return incidentContext.entries.filter(
    (event) =>
      open.has(event) ||
      incidentContext.ownTexts?.has(event.id) === true ||
      (incidentContext.pending?.has(event.id) === true &&
        (drills || event.kind === 'notice' || !event.drill)),
  );
}

/** When the default branch got the newest version of a file: the commit's time there. */
async function readPublishedTime(
  root: string,
  commit: string,
  prefix: string,
  { source }: StatusEvent,
): Promise<Instant | undefined> {
  const args = ['log', '-1', '--first-parent', '--no-show-signature', '--format=%ct', commit, '--'];
  const time = await tryGit(root, [...args, `${prefix}${source.path}`]);
  return time === undefined || time === '' ? undefined : Number(time) * 1000;
}

const PAGE_TIMEOUT_MS = 2000;

/** Whether the company's page shows the newest update. Undefined if the page can't be read, or the remote is a folder. */
async function findOnPage(
  { remoteInfo }: RepositoryContext,
  { site }: SiteContext,
  { id, updates }: StatusEvent,
): Promise<boolean | undefined> {
  const last = updates.at(-1);
  const url = URL.parse(`${site.url?.replace(/\/+$/, '')}/incidents/${id}/`);
  const isRemote = /^(?:https?|ssh|git):\/\/|^[^/@]{1,100}@[^/:]{1,255}:/.test(remoteInfo.remote?.url ?? '');
  if (!last || !isRemote || url?.protocol !== 'https:' || isIP(url.hostname) !== 0) return undefined;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(PAGE_TIMEOUT_MS), cache: 'no-store' });
    if (response.status === 404) return false;
    return response.ok ? (await response.text()).includes(`id="${last.id}"`) : undefined;
  } catch {
    return undefined;
  }
}
