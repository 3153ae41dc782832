import { findEndingUpdate, isEmbargoed } from '../content/incident.ts';
import type { IncidentUpdate, StatusEvent } from '../content/incident.ts';
import { parseIncident } from '../content/parse-incident.ts';
import { formatClockTime } from '../deadlines/report/format.ts';
import { toPublicEvent } from '../status/public-entry.ts';
import { redactUrls } from '../text/redact-url.ts';
import type { Instant } from '../time/instant.ts';
import { incidentBranch, ownTextBranch } from './change.ts';
import type { IncidentContext, PendingVersion } from './context.ts';
import { compareUrl } from './manual-steps.ts';
import type { RemoteInfo } from './plan.ts';
import { publishedVersionOf } from './published-version.ts';

/** What is known outside the files about the publication of an event. */
export interface PublicationFacts {
  readonly now: Instant;
  readonly remoteInfo: RemoteInfo;
  /** When its newest published version reached the default branch. */
  readonly publishedAt?: Instant;
  /** Whether the page shows that version; unknown if absent. */
  readonly isOnPage?: boolean;
  /** Whether pull requests could be read. */
  readonly knowsPullRequests: boolean;
  readonly pullRequest?: { readonly number: number; readonly state: 'open' | 'draft' | 'closed' | 'merged' };
  /** Who has to approve the unpublished changes; absent if they are merged without a person. */
  readonly approver?: string;
  /** The texts that wait in a pull request of their own. */
  readonly ownText?: Pick<PublicationFacts, 'pullRequest' | 'approver'> & { readonly isLocal: boolean };
}

/**
 * What customers see of an event now and, if there is something newer, what has to happen until they see that. One to three
 * sentences.
 */
export function formatPublicationState(
  incidentContext: IncidentContext,
  event: StatusEvent,
  facts: PublicationFacts,
): string {
  const { ownText, pullRequest: _pull, approver: _approver, ...others } = facts;
  const state = formatVersionState(incidentContext, event, facts);
  if (!ownText) return state;
  const place = formatPlace(event, ownTextBranch(event.id), ownText.isLocal, { ...others, ...ownText });
  const end = findEndingUpdate(event);
  const advice = end
    ? ` It would be put after the ${event.kind === 'incident' ? `update "${end.phase}"` : 'end'}: close its pull request if customers do not need it any more.`
    : '';
  return `${state} Another text, in words of its own, ${place}${advice}`;
}

/** The same in one short sentence, as far as git tells. */
export function formatShortState(incidentContext: IncidentContext, event: StatusEvent): string {
  const { siteContext, pending } = incidentContext;
  const published = publishedVersionOf(incidentContext, event);
  const isShown = published !== undefined && toPublicEvent(siteContext, published) !== undefined;
  const version = pending?.get(event.id);
  const place =
    version?.isLocal !== true
      ? 'is pushed, but not merged'
      : version.pushed
        ? 'is pushed, but not merged, and its newest part is only on this computer'
        : 'is only on this computer';
  if (!isShown && toPublicEvent(siteContext, event) === undefined)
    return `customers do not see it: ${formatReason(event)}`;
  if (!version) return 'customers see it';
  return isShown
    ? `customers see it, but not what is newer: that ${place}`
    : `customers see nothing of it yet: it ${place}`;
}

function formatVersionState(
  incidentContext: IncidentContext,
  event: StatusEvent,
  facts: PublicationFacts,
): string {
  const { siteContext, pending } = incidentContext;
  const published = publishedVersionOf(incidentContext, event);
  const shown = published && toPublicEvent(siteContext, published) ? published : undefined;
  const isPublic = toPublicEvent(siteContext, event) !== undefined;
  const version = pending?.get(event.id);
  const place = version && formatPendingPlace(incidentContext, event, version, facts);
  if (!shown && !isPublic) {
    return `Customers do not see it: ${formatReason(event)}.${place === undefined ? '' : ` The record ${place}`}`;
  }
  if (place !== undefined && !shown) return `Customers see nothing of it yet: it ${place}`;
  if (place === undefined) return formatShown(incidentContext, shown, facts);
  const last = shown?.updates.at(-1);
  const sees = last
    ? `Customers see ${formatUpdateName(incidentContext, last, facts)}`
    : 'Customers see its announcement';
  return `${sees}, not what is newer: that ${place}`;
}

function formatShown(
  incidentContext: IncidentContext,
  shown: StatusEvent | undefined,
  { publishedAt, isOnPage, now }: PublicationFacts,
): string {
  const last = shown?.updates.at(-1);
  if (!last) return 'Customers see it without an update.';
  const zone = incidentContext.siteContext.site.timezone;
  const since = publishedAt === undefined ? '' : ` since ${formatClockTime(publishedAt, now, zone)} ${zone}`;
  if (isOnPage === false)
    return `Merged${since.replace('since', 'at')}; the page is being built, and does not show it yet.`;
  return `${isOnPage === true ? 'On the page' : 'Published'}${since}: ${last.phase}.`;
}

function formatUpdateName(
  { siteContext }: IncidentContext,
  { at, phase }: IncidentUpdate,
  { now }: PublicationFacts,
): string {
  const { timezone } = siteContext.site;
  return `the update of ${formatClockTime(at, now, timezone)} ${timezone} (${phase})`;
}

/** Where the unpublished changes of an incident's branch are: those that were pushed, and those that were not. */
function formatPendingPlace(
  incidentContext: IncidentContext,
  event: StatusEvent,
  { isLocal, pushed }: PendingVersion,
  facts: PublicationFacts,
): string {
  const branch = incidentBranch(event.id);
  if (!isLocal || !pushed) return formatPlace(event, branch, isLocal, facts);
  const known = parseIncident(pushed, incidentContext.siteContext.site.timezone).value?.updates ?? [];
  const later = event.updates.filter(({ id }) => !known.some((update) => update.id === id));
  const names = later.map((update) => formatUpdateName(incidentContext, update, facts));
  const what = names.length === 0 ? 'the newest changes' : names.join(' and ');
  return `${formatPlace(event, branch, false, facts)} Only on this computer: ${what}. To push that: npx candor incident publish`;
}

/** Where unpublished changes are, as the rest of a sentence. */
function formatPlace(event: StatusEvent, branch: string, isLocal: boolean, facts: PublicationFacts): string {
  const { remoteInfo, pullRequest, approver, knowsPullRequests } = facts;
  const { remote, github, defaultBranch } = remoteInfo;
  if (!remote) return `is only in this repository, which has no remote.`;
  if (isLocal) return `is only on this computer. To push it: npx candor incident publish`;
  if (!github)
    return `is pushed, and is published when ${branch} is merged into ${defaultBranch} on ${redactUrls(remote.url)}.`;
  const url = compareUrl(github.url, defaultBranch, branch, event.title);
  const condition =
    approver === undefined ? 'is merged automatically when its checks pass' : `waits for ${approver}`;
  if (!knowsPullRequests)
    return `is pushed and ${condition}, if it has a pull request. Without GITHUB_TOKEN that is not known; to open or see it: ${url}`;
  if (!pullRequest || pullRequest.state === 'merged')
    return `is pushed, but has no pull request. Open it: ${url}`;
  if (pullRequest.state === 'closed') return `is pushed, but #${pullRequest.number} was closed.`;
  if (pullRequest.state === 'draft')
    return `waits in #${pullRequest.number}, a draft, until a person marks it as ready for review.`;
  return approver === undefined
    ? `is in #${pullRequest.number}, which is merged automatically when its checks pass.`
    : `waits in #${pullRequest.number} for ${approver}.`;
}

/** Why an event is not on the page. */
function formatReason(event: StatusEvent): string {
  if (event.drill) return 'it is a drill';
  return isEmbargoed(event) ? 'it is a security incident under embargo' : 'its severity is not on the page';
}
