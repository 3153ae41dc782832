import type { SiteContext } from '../content/content.ts';
import { hasErrors } from '../content/finding.ts';
import { findEndingUpdate } from '../content/incident.ts';
import type { Incident } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import { formatDuration } from '../time/duration.ts';
import { formatMarker } from '../text/comment-marker.ts';
import { escapeMarkdown, sanitizeTitle } from '../text/github-markdown.ts';
import { parseIncident } from '../content/parse-incident.ts';
import type { IncidentChange } from '../response/change.ts';
import { validateChange } from '../response/validate-change.ts';
import { InputError } from '../response/input-error.ts';
import { updateIncident } from '../response/update.ts';
import type { IncidentContext } from '../response/context.ts';
import {
  maxTimestampAge,
  incidentOfBranch,
  nextUpdateBranch,
  formatDraftTrailer,
} from './next-update-branch.ts';
import { pendingDeadlinesOf, trackedIncidents, trackingIssueOf } from './facts.ts';
import type { UpdateDraftPull, TrackingContext } from './facts.ts';

export type UpdateDraftAction =
  | (UpdateDraftCommit & {
      readonly type: 'open-update-draft';
      readonly title: string;
      readonly body: string;
      /** The head of its branch, if the branch exists. */
      readonly head?: string;
    })
  | (UpdateDraftCommit & {
      readonly type: 'refresh-update-draft';
      readonly number?: number;
      readonly head: string;
    })
  /** A person has marked it as ready. Pushes with `GITHUB_TOKEN` don't trigger workflows, so auto-merge.yml is dispatched. */
  | {
      readonly type: 'dispatch-auto-merge';
      readonly incident: string;
      readonly branch: string;
      readonly number: number;
      readonly head: string;
    }
  | {
      readonly type: 'close-update-draft';
      readonly incident: string;
      readonly branch: string;
      readonly head: string;
      /** Absent if only the branch is left. */
      readonly number?: number;
    };

/** A commit of the incident's file on top of the default branch. */
interface UpdateDraftCommit {
  readonly incident: string;
  readonly branch: string;
  readonly path: string;
  readonly text: string;
  readonly message: string;
}

/**
 * Keeps a draft pull request with the next update of each open incident from when it is soon due (V12.2). Its text is
 * the policy's template for "nothing new". Its timestamp is refreshed while it waits, so that it is correct when it is
 * merged (V6.4). It is closed when a newer update is published. A draft that a person has changed is left alone. While the
 * pull requests can't be read, nothing is planned.
 */
export function planUpdateDrafts(context: TrackingContext): UpdateDraftAction[] {
  const { state } = context;
  if (!state.arePullsKnown) return [];
  const wanted = new Map(trackedIncidents(context).flatMap((incident) => findWantedDraft(context, incident)));
  return [
    ...[...wanted].flatMap(([branch, incident]) =>
      planWantedDraft(
        context,
        incident,
        branch,
        state.updateDrafts.find((one) => one.branch === branch),
      ),
    ),
    ...state.updateDrafts
      .filter((one) => !wanted.has(one.branch) && (one.isUnmodified || isDraftPublished(context, one)))
      .map(({ branch, head, number }): UpdateDraftAction => {
        const incident = incidentOfBranch(branch);
        return {
          type: 'close-update-draft',
          incident,
          branch,
          head,
          ...(number !== undefined && { number }),
        };
      }),
  ];
}

/** When the next draft needs a new timestamp; undefined if there is none. */
export function nextTimestampRefresh(context: TrackingContext): Instant | undefined {
  const times = context.state.updateDrafts.flatMap((one) => {
    const at = one.isUnmodified && isProposed(context, one) ? timestampOf(one) : undefined;
    return at === undefined ? [] : [at + maxTimestampAge(context.siteContext.policy)];
  });
  return times.length === 0 ? undefined : Math.min(...times);
}

/** The draft branch that an incident should have: none before the update is soon due, or if another pull request is open. */
function findWantedDraft(context: TrackingContext, incident: Incident): [string, Incident][] {
  if (findEndingUpdate(incident)) return [];
  const next = pendingDeadlinesOf(context, incident.id).find(({ kind }) => kind === 'next-update');
  if (!next || context.now < next.soon) return [];
  const branch = nextUpdateBranch(incident.id, next.due);
  if (context.state.declinedBranches.has(branch)) return [];
  const isMarkedReady = context.state.updateDrafts.some(
    (one) => one.branch === branch && one.number !== undefined && !one.draft,
  );
  return context.state.pendingPulls.has(incident.id) && !isMarkedReady ? [] : [[branch, incident]];
}

function planWantedDraft(
  context: TrackingContext,
  incident: Incident,
  branch: string,
  draft: UpdateDraftPull | undefined,
): UpdateDraftAction[] {
  if (draft && !draft.isUnmodified) return [];
  const change = createChangeAt(context, incident, context.now);
  if (!change) return [];
  const commit = {
    incident: incident.id,
    branch,
    path: change.path,
    text: change.text,
    message: `${change.subject}\n\n${formatDraftTrailer(branch)}\n`,
  };
  if (!draft || !isProposed(context, draft)) {
    const title = formatUpdateDraftTitle(context.siteContext, incident);
    const body = renderUpdateDraftBody(context, incident, change.publicText);
    return [{ type: 'open-update-draft', ...commit, title, body, ...(draft && { head: draft.head }) }];
  }
  const { number, head } = draft;
  const at = timestampOf(draft);
  const isTrue = at !== undefined && context.now - at < maxTimestampAge(context.siteContext.policy);
  const isCurrent = isTrue && createChangeAt(context, incident, at)?.text === draft.text;
  if (!isCurrent)
    return [{ type: 'refresh-update-draft', ...commit, head, ...(number !== undefined && { number }) }];
  return number === undefined || draft.draft || context.state.checkedHeads.has(head)
    ? []
    : [{ type: 'dispatch-auto-merge', incident: incident.id, branch, number, head }];
}

/** Whether its pull request exists, or a person has to open it. */
function isProposed({ state }: TrackingContext, { number, branch }: UpdateDraftPull): boolean {
  return number !== undefined || state.manualBranches.has(branch);
}

/** Whether the text of a branch without a pull request is published. */
function isDraftPublished(
  { incidents }: TrackingContext,
  { number, branch, text }: UpdateDraftPull,
): boolean {
  const event = incidents.find(({ id }) => id === incidentOfBranch(branch));
  return number === undefined && text !== undefined && event?.source.text.startsWith(text.trimEnd()) === true;
}

/** The update dated at a time; undefined if the SOP has no template that passes validation. */
function createChangeAt(
  { siteContext, incidents }: TrackingContext,
  incident: Incident,
  at: Instant,
): IncidentChange | undefined {
  const incidentContext: IncidentContext = { siteContext, entries: incidents, usedIds: new Set() };
  try {
    const change = updateIncident(incidentContext, { incident: incident.id, noChange: true }, at);
    // Errors in published text do not count.
    const published = incident.source.text.trimEnd().split('\n').length;
    const own = validateChange(incidentContext, change, at).filter(
      ({ location }) => location.line > published,
    );
    return hasErrors(own) ? undefined : change;
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** The timestamp in a draft. */
function timestampOf({ text }: UpdateDraftPull): Instant | undefined {
  if (text === undefined) return undefined;
  const { value } = parseIncident({ path: 'incidents/ready.md', text });
  return value?.updates.at(-1)?.at;
}

function formatUpdateDraftTitle({ site }: SiteContext, { id }: Incident): string {
  return sanitizeTitle(`${id}: tell customers that there is nothing new (${site.name})`);
}

function renderUpdateDraftBody(context: TrackingContext, incident: Incident, publicText: string): string {
  const issue = trackingIssueOf(context, incident.id);
  return [
    'Press **Ready for review** to publish this update:',
    '',
    `> ${escapeMarkdown(publicText)}`,
    '',
    `${formatPublishingHint(context.siteContext)} Its timestamp is refreshed every ${formatDuration(maxTimestampAge(context.siteContext.policy))} until then. If you have news, write an update instead; this pull request is then closed automatically.`,
    '',
    ...(issue ? [`Tracking issue: #${issue.number}.`, ''] : []),
    `Incident: ${escapeMarkdown(incident.title)}`,
    '',
    formatMarker('incident', incident.id),
    '',
  ].join('\n');
}

/** What happens when it is marked as ready, which depends on the policy's `publishing`. */
function formatPublishingHint({ policy }: SiteContext): string {
  return policy.publishing
    ? 'This is an SOP template and needs no approval: once it is marked as ready and its checks pass, it is merged automatically.'
    : 'This is an SOP template. Auto-merge is off in this policy: merge it once its checks pass.';
}
