import { hasErrors } from '../content/finding.ts';
import { findEndingUpdate } from '../content/incident.ts';
import type { Incident } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import { parseIncident } from '../content/parse-incident.ts';
import type { IncidentChange } from '../response/change.ts';
import { validateChange } from '../response/judge-change.ts';
import { InputError } from '../response/refused.ts';
import { updateIncident } from '../response/update.ts';
import type { IncidentContext } from '../response/context.ts';
import { maxTimestampAge, incidentOfBranch, nextUpdateBranch, formatDraftTrailer } from './next-update-branch.ts';
import { renderUpdateDraftBody, formatUpdateDraftTitle } from './next-update-text.ts';
import { pendingDeadlinesOf, trackedIncidents } from './facts.ts';
import type { UpdateDraftPull, TrackingContext } from './facts.ts';

/** What is to be done about ready updates. */
export type UpdateDraftAction =
  | (UpdateDraftCommit & {
      readonly do: 'prepare';
      readonly title: string;
      readonly body: string;
      /** Where its branch is already; absent where there is none. */
      readonly head?: string;
    })
  | (UpdateDraftCommit & { readonly do: 'restamp'; readonly number?: number; readonly head: string })
  /** A person has tapped it: its check is started, because a push of the tool's own starts none. */
  | {
      readonly do: 'check';
      readonly incident: string;
      readonly branch: string;
      readonly number: number;
      readonly head: string;
    }
  | {
      readonly do: 'retire';
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
export function planUpdateDrafts(facts: TrackingContext): UpdateDraftAction[] {
  const { state } = facts;
  const wanted = new Map(trackedIncidents(facts).flatMap((incident) => findWantedDraft(facts, incident)));
  return [
    ...[...wanted].flatMap(([branch, incident]) =>
      planWantedDraft(
        facts,
        incident,
        branch,
        state.updateDrafts.find((one) => one.branch === branch),
      ),
    ),
    ...state.updateDrafts
      .filter((one) => !wanted.has(one.branch) && (one.isUnmodified || isDraftPublished(facts, one)))
      .map(({ branch, head, number }): UpdateDraftAction => {
        const incident = incidentOfBranch(branch);
        return { do: 'retire', incident, branch, head, ...(number !== undefined && { number }) };
      }),
  ];
}

/** When something will next have to be written, if nothing changes; undefined if never. */
export function nextTimestampRefresh(facts: TrackingContext): Instant | undefined {
  const times = facts.state.updateDrafts.flatMap((one) => {
    const at = one.isUnmodified && isProposed(facts, one) ? timestampOf(one) : undefined;
    return at === undefined ? [] : [at + maxTimestampAge(facts.setting.policy)];
  });
  return times.length === 0 ? undefined : Math.min(...times);
}

/** The branch that is wanted for an incident: its next update's, from when it is soon due, unless another one waits. */
function findWantedDraft(facts: TrackingContext, incident: Incident): [string, Incident][] {
  if (findEndingUpdate(incident)) return [];
  const next = pendingDeadlinesOf(facts, incident.id).find(({ kind }) => kind === 'next-update');
  if (!next || facts.now < next.soon) return [];
  const branch = nextUpdateBranch(incident.id, next.due);
  if (facts.state.declinedBranches.has(branch)) return [];
  const tapped = facts.state.updateDrafts.some(
    (one) => one.branch === branch && one.number !== undefined && !one.draft,
  );
  return facts.state.pendingPulls.has(incident.id) && !tapped ? [] : [[branch, incident]];
}

function planWantedDraft(
  facts: TrackingContext,
  incident: Incident,
  branch: string,
  ready: UpdateDraftPull | undefined,
): UpdateDraftAction[] {
  if (ready && !ready.isUnmodified) return [];
  const change = createChangeAt(facts, incident, facts.now);
  if (!change) return [];
  const written = {
    incident: incident.id,
    branch,
    path: change.path,
    text: change.text,
    message: `${change.subject}\n\n${formatDraftTrailer(branch)}\n`,
  };
  if (!ready || !isProposed(facts, ready)) {
    const title = formatUpdateDraftTitle(facts.setting, incident);
    const body = renderUpdateDraftBody(facts, incident, change.publicText);
    return [{ do: 'prepare', ...written, title, body, ...(ready && { head: ready.head }) }];
  }
  const { number, head } = ready;
  const at = timestampOf(ready);
  const isTrue = at !== undefined && facts.now - at < maxTimestampAge(facts.setting.policy);
  const isCurrent = isTrue && createChangeAt(facts, incident, at)?.text === ready.text;
  if (!isCurrent) return [{ do: 'restamp', ...written, head, ...(number !== undefined && { number }) }];
  return number === undefined || ready.draft || facts.state.checkedHeads.has(head)
    ? []
    : [{ do: 'check', incident: incident.id, branch, number, head }];
}

/** Whether its pull request is there, or a person is to open it. */
function isProposed({ state }: TrackingContext, { number, branch }: UpdateDraftPull): boolean {
  return number !== undefined || state.manualBranches.has(branch);
}

/** Whether all that a branch without a pull request says has gone out: its time was set by whoever merged it. */
function isDraftPublished({ entries }: TrackingContext, { number, branch, text }: UpdateDraftPull): boolean {
  const entry = entries.find(({ id }) => id === incidentOfBranch(branch));
  return number === undefined && text !== undefined && entry?.source.text.startsWith(text.trimEnd()) === true;
}

/** The update at a time; undefined where the SOP has no words that pass for it. */
function createChangeAt({ setting, entries }: TrackingContext, incident: Incident, at: Instant): IncidentChange | undefined {
  const world: IncidentContext = { setting, entries, usedIds: new Set() };
  try {
    const change = updateIncident(world, { incident: incident.id, noChange: true }, at);
    // What is published already is not this update's fault.
    const published = incident.source.text.trimEnd().split('\n').length;
    const own = validateChange(world, change, at).filter(({ location }) => location.line > published);
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
