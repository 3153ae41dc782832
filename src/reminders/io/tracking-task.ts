import { MINUTE, SECOND } from '../../time/duration.ts';
import { idFromPath } from '../../content/parse-incident.ts';
import { findEndingUpdate } from '../../content/incident.ts';
import { nextTimestampRefresh, planUpdateDrafts } from '../plan-next-update.ts';
import type { UpdateDraftAction } from '../plan-next-update.ts';
import type { TrackingState, TrackingContext } from '../facts.ts';
import { planTrackingIssues, planReminders } from '../plan-issues.ts';
import type { TrackingAction } from '../plan-issues.ts';
import { describeTrackingAction } from '../describe.ts';
import { performTrackingAction } from './perform.ts';
import { readTrackingState } from './read-github.ts';
import type { Tracker } from './read-github.ts';
import type { WatchTask, WatchState } from './tasks.ts';

/** How long what was read of GitHub is believed: shorter while somebody may tap a ready update. */
const CACHE_TTL = 5 * MINUTE;
const CACHE_TTL_WITH_DRAFTS = MINUTE;

type GithubAction = TrackingAction | UpdateDraftAction;

/** How GitHub is spoken to. */
export interface TrackingOptions {
  readonly tracker: Tracker;
  /** Who noticed, where nobody was awake: `the net`. */
  readonly triggeredBy?: string;
  /** One line for each thing that was done. */
  readonly log: (line: string) => void;
}

/**
 * Keeps what GitHub shows of open incidents true: their tracking issues, what is said there, the ready updates. GitHub is
 * read again before anything is done, so that two watchers and one that was restarted say a thing once.
 */
export function createTrackingTask(options: TrackingOptions): WatchTask {
  let cached: { readonly state: TrackingState; readonly at: number } | undefined;
  return {
    name: 'GitHub',
    run: async (watchState) => {
      const cacheTtl = (state: TrackingState): number =>
        state.updateDrafts.length > 0 ? CACHE_TTL_WITH_DRAFTS : CACHE_TTL;
      const isFresh = cached && watchState.now - cached.at < cacheTtl(cached.state);
      if (
        cached &&
        isFresh &&
        planEverything(trackingContextOf(options, watchState, cached.state)).length === 0
      )
        return Math.min(
          cached.at + cacheTtl(cached.state),
          nextTimestampRefresh(trackingContextOf(options, watchState, cached.state)) ?? Infinity,
        );
      cached = undefined;
      const done = await runTracking(options, watchState);
      // What was done is read again soon: another watcher may have done the same in the same second.
      if (done.count > 0) return Date.now() + SECOND;
      cached = { state: done.state, at: watchState.now };
      const next = nextTimestampRefresh(trackingContextOf(options, watchState, done.state));
      return Math.min(cached.at + cacheTtl(done.state), next ?? Infinity);
    },
  };
}

/**
 * Does all that is due, once: first issues and ready updates, then, with these in sight, the words.
 * @throws Error that names everything that failed; the rest is done
 */
export async function runTracking(
  options: TrackingOptions,
  watchState: WatchState,
): Promise<{ readonly state: TrackingState; readonly count: number }> {
  const { tracker, log } = options;
  const failed: string[] = [];
  let count = 0;
  let state: TrackingState | undefined;
  for (const plan of [planIssuesAndDrafts, planReminders]) {
    if (state === undefined || count > 0) state = await readCurrentTrackingState(tracker, watchState);
    for (const action of plan(trackingContextOf(options, watchState, state))) {
      if (watchState.abortSignal.aborted) return { state, count };
      try {
        if (!(await performTrackingAction(tracker, action))) continue;
        count += 1;
        log(describeTrackingAction(action));
      } catch (error) {
        failed.push(
          `could not ${describeTrackingAction(action)}: ${(error as Error).message.split('\n', 1)[0]}`,
        );
      }
    }
  }
  if (failed.length > 0) throw new Error(failed.join('; '));
  return { state: state!, count };
}

/** What would be done, in lines. Nothing on GitHub is touched. */
export async function previewTracking(options: TrackingOptions, watchState: WatchState): Promise<string[]> {
  const state = await readCurrentTrackingState(options.tracker, watchState);
  return planEverything(trackingContextOf(options, watchState, state)).map(describeTrackingAction);
}

function planIssuesAndDrafts(context: TrackingContext): GithubAction[] {
  return [...planTrackingIssues(context), ...planUpdateDrafts(context)];
}

function planEverything(context: TrackingContext): GithubAction[] {
  return [...planIssuesAndDrafts(context), ...planReminders(context)];
}

/** What GitHub shows of what a watch knows. */
export async function readCurrentTrackingState(
  tracker: Tracker,
  { incidents }: WatchState,
): Promise<TrackingState> {
  const paths = new Map(incidents.map(({ id, source }) => [id, source.path]));
  const open = new Set(incidents.filter((event) => !findEndingUpdate(event)).map(({ id }) => id));
  return readTrackingState(
    tracker,
    (id) => paths.get(id) ?? `incidents/${id}.md`,
    (id) => open.has(id),
  );
}

/** What is planned from. */
export function trackingContextOf(
  { tracker, triggeredBy }: TrackingOptions,
  watchState: WatchState,
  state: TrackingState,
): TrackingContext {
  const { siteContext, incidents, evidence, deadlines, now } = watchState;
  return {
    siteContext,
    incidents,
    evidence,
    deadlines,
    now,
    unreadableIds: watchState.unreadablePaths.map(idFromPath),
    state,
    repositoryUrl: tracker.url,
    ...(triggeredBy !== undefined && { triggeredBy }),
  };
}
