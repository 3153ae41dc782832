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
export function createTrackingTask(tracking: TrackingOptions): WatchTask {
  let known: { readonly view: TrackingState; readonly at: number } | undefined;
  return {
    name: 'GitHub',
    run: async (wake) => {
      const believed = (view: TrackingState): number => (view.updateDrafts.length > 0 ? CACHE_TTL_WITH_DRAFTS : CACHE_TTL);
      const fresh = known && wake.now - known.at < believed(known.view);
      if (known && fresh && planEverything(trackingContextOf(tracking, wake, known.view)).length === 0)
        return Math.min(
          known.at + believed(known.view),
          nextTimestampRefresh(trackingContextOf(tracking, wake, known.view)) ?? Infinity,
        );
      known = undefined;
      const done = await runTracking(tracking, wake);
      // What was done is read again soon: another watcher may have done the same in the same second.
      if (done.count > 0) return Date.now() + SECOND;
      known = { view: done.view, at: wake.now };
      const next = nextTimestampRefresh(trackingContextOf(tracking, wake, done.view));
      return Math.min(known.at + believed(done.view), next ?? Infinity);
    },
  };
}

/**
 * Does all that is due, once: first issues and ready updates, then, with these in sight, the words.
 * @throws Error that names everything that failed; the rest is done
 */
export async function runTracking(
  tracking: TrackingOptions,
  wake: WatchState,
): Promise<{ readonly view: TrackingState; readonly count: number }> {
  const { tracker, log } = tracking;
  const failed: string[] = [];
  let count = 0;
  let view: TrackingState | undefined;
  for (const plan of [planIssuesAndDrafts, planReminders]) {
    if (view === undefined || count > 0) view = await readCurrentTrackingState(tracker, wake);
    for (const action of plan(trackingContextOf(tracking, wake, view))) {
      if (wake.abortSignal.aborted) return { view, count };
      try {
        if (!(await performTrackingAction(tracker, action))) continue;
        count += 1;
        log(describeTrackingAction(action));
      } catch (error) {
        failed.push(`could not ${describeTrackingAction(action)}: ${(error as Error).message.split('\n', 1)[0]}`);
      }
    }
  }
  if (failed.length > 0) throw new Error(failed.join('; '));
  return { view: view!, count };
}

/** What would be done, in lines. Nothing on GitHub is touched. */
export async function previewTracking(tracking: TrackingOptions, wake: WatchState): Promise<string[]> {
  const view = await readCurrentTrackingState(tracking.tracker, wake);
  return planEverything(trackingContextOf(tracking, wake, view)).map(describeTrackingAction);
}

function planIssuesAndDrafts(facts: TrackingContext): GithubAction[] {
  return [...planTrackingIssues(facts), ...planUpdateDrafts(facts)];
}

function planEverything(facts: TrackingContext): GithubAction[] {
  return [...planIssuesAndDrafts(facts), ...planReminders(facts)];
}

/** What GitHub shows of what a watch knows. */
export async function readCurrentTrackingState(tracker: Tracker, { entries }: WatchState): Promise<TrackingState> {
  const paths = new Map(entries.map(({ id, source }) => [id, source.path]));
  const open = new Set(entries.filter((entry) => !findEndingUpdate(entry)).map(({ id }) => id));
  return readTrackingState(
    tracker,
    (id) => paths.get(id) ?? `incidents/${id}.md`,
    (id) => open.has(id),
  );
}

/** What is planned from. */
export function trackingContextOf({ tracker, triggeredBy }: TrackingOptions, wake: WatchState, view: TrackingState): TrackingContext {
  const { setting, entries, facts, deadlines, now } = wake;
  return {
    setting,
    entries,
    facts,
    deadlines,
    now,
    unreadableIds: wake.unreadablePaths.map(idFromPath),
    state: view,
    repositoryUrl: tracker.url,
    ...(triggeredBy !== undefined && { triggeredBy: noticedBy }),
  };
}
