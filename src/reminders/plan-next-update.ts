import { hasErrors } from '../content/finding.ts';
import { findEndingUpdate } from '../content/incident.ts';
import type { Incident } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
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
import { renderUpdateDraftBody, formatUpdateDraftTitle } from './next-update-text.ts';
import { pendingDeadlinesOf, trackedIncidents } from './facts.ts';
import type { UpdateDraftPull, TrackingContext } from './facts.ts';

/** What is to be done about ready updates. */
export type UpdateDraftAction =
  | (UpdateDraftCommit & {
      readonly type: 'open-update-draft';
      readonly title: string;
      readonly body: string;
      /** Where its branch is already; absent where there is none. */
      readonly head?: string;
    })
  | (UpdateDraftCommit & {
      readonly type: 'refresh-update-draft';
      readonly number?: number;
      readonly head: string;
    })
  /** A person has tapped it: its check is started, because a push of the tool's own starts none. */
  | {
      readonly type: 'dispatch-checks';
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
      /** Absent where only the branch is left. */
      readonly number?: number;
    };

/** A commit of the incident's file on a branch of its own, on top of what is published. */
interface UpdateDraftCommit {
  readonly incident: string;
  readonly branch: string;
  readonly path: string;
  readonly text: string;
  readonly message: string;
}

/**
 * The next update of each open incident as a pull request that waits for one tap, from when it is soon due (V12.2): the
 * policy's own words that there is nothing new. Its time is written anew while it waits, so that it is true whenever it
 * is published (V6.4); it goes when customers have heard something newer. What a person has written on is left to them.
 */
export function planUpdateDrafts(context: TrackingContext): UpdateDraftAction[] {
  const { state } = context;
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

/** When something will next have to be written, if nothing changes; undefined if never. */
export function nextTimestampRefresh(context: TrackingContext): Instant | undefined {
  const times = context.state.updateDrafts.flatMap((one) => {
    const at = one.isUnmodified && isProposed(context, one) ? timestampOf(one) : undefined;
    return at === undefined ? [] : [at + maxTimestampAge(context.siteContext.policy)];
  });
  return times.length === 0 ? undefined : Math.min(...times);
}

/** The branch that is wanted for an incident: its next update's, from when it is soon due, unless another one waits. */
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
    : [{ type: 'dispatch-checks', incident: incident.id, branch, number, head }];
}

/** Whether its pull request is there, or a person is to open it. */
function isProposed({ state }: TrackingContext, { number, branch }: UpdateDraftPull): boolean {
  return number !== undefined || state.manualBranches.has(branch);
}

/** Whether all that a branch without a pull request says has gone out: its time was set by whoever merged it. */
function isDraftPublished(
  { incidents }: TrackingContext,
  { number, branch, text }: UpdateDraftPull,
): boolean {
  const event = incidents.find(({ id }) => id === incidentOfBranch(branch));
  return number === undefined && text !== undefined && event?.source.text.startsWith(text.trimEnd()) === true;
}

/** The update at a time; undefined where the SOP has no words that pass for it. */
function createChangeAt(
  { siteContext, incidents }: TrackingContext,
  incident: Incident,
  at: Instant,
): IncidentChange | undefined {
  const incidentContext: IncidentContext = { siteContext, entries: incidents, usedIds: new Set() };
  try {
    const change = updateIncident(incidentContext, { incident: incident.id, noChange: true }, at);
    // What is published already is not this update's fault.
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

/** The time that a ready update carries. */
function timestampOf({ text }: UpdateDraftPull): Instant | undefined {
  if (text === undefined) return undefined;
  const { value } = parseIncident({ path: 'incidents/ready.md', text });
  return value?.updates.at(-1)?.at;
}
