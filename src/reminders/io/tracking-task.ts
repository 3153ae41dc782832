import { describeActions, runActions } from '../../actions/run-actions.ts';
import type { ActionHandlers } from '../../actions/run-actions.ts';
import { MINUTE, SECOND } from '../../time/duration.ts';
import { idFromPath } from '../../content/parse-incident.ts';
import { findEndingUpdate } from '../../content/incident.ts';
import { nextTimestampRefresh, planUpdateDrafts } from '../plan-next-update.ts';
import type { UpdateDraftAction } from '../plan-next-update.ts';
import { TRACKING_LABEL, untrackedIncidents } from '../facts.ts';
import type { TrackingState, TrackingContext } from '../facts.ts';
import { planTrackingIssues, planReminders } from '../plan-issues.ts';
import type { TrackingAction } from '../plan-issues.ts';
import { describeTrackingAction } from '../describe.ts';
import { createUpdateDraftHandlers } from './next-update-pull.ts';
import { readReminderComments, readTrackingState } from './read-github.ts';
import type { Tracker } from './read-github.ts';
import type { WatchTask, WatchState } from './tasks.ts';

/** How long the state of GitHub is cached: shorter while a person may mark an update draft as ready. */
const CACHE_TTL = 5 * MINUTE;
const CACHE_TTL_WITH_DRAFTS = MINUTE;

type GithubAction = TrackingAction | UpdateDraftAction;

export interface TrackingOptions {
  readonly tracker: Tracker;
  /** What noticed a late reminder, if not a running watcher: `the watchdog`. */
  readonly triggeredBy?: string;
  /** Receives one line for each action that was done. */
  readonly log: (line: string) => void;
}

/**
 * Keeps the tracking issues, reminders and update drafts of open incidents current. It reads GitHub again before it
 * changes anything, so that a second or restarted watcher does not repeat it.
 */
export function createTrackingTask(options: TrackingOptions): WatchTask {
  let cached: { readonly state: TrackingState; readonly at: number } | undefined;
  let reportedCount = 0;
  const reportUntracked = (context: TrackingContext): void => {
    const { length } = untrackedIncidents(context);
    if (length > reportedCount)
      options.log(
        `Open incidents off the page: ${length}. They have no tracking issue, because the repository is not private.`,
      );
    reportedCount = length;
  };
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
      reportUntracked(trackingContextOf(options, watchState, done.state));
      // Read again soon: another watcher may have done the same in the same second.
      if (done.count > 0) return Date.now() + SECOND;
      cached = { state: done.state, at: watchState.now };
      const next = nextTimestampRefresh(trackingContextOf(options, watchState, done.state));
      return Math.min(cached.at + cacheTtl(done.state), next ?? Infinity);
    },
  };
}

/**
 * Does everything that is due, once: issues and update drafts first, then the reminders that link to them.
 * @throws Error that names every action that failed; the others are done
 */
export async function runTracking(
  options: TrackingOptions,
  watchState: WatchState,
): Promise<{ readonly state: TrackingState; readonly count: number }> {
  const { tracker, log } = options;
  const { abortSignal: signal } = watchState;
  const handlers = createTrackingHandlers(tracker);
  const failed: string[] = [];
  const onError = (error: unknown, action: GithubAction): 'continue' => {
    failed.push(`could not ${describeTrackingAction(action)}: ${firstLine(error)}`);
    return 'continue';
  };
  let count = 0;
  let state: TrackingState | undefined;
  const onUnknown = (what: string, error: unknown): void => {
    failed.push(`could not ${what}: ${firstLine(error)}`);
  };
  for (const plan of [planIssuesAndDrafts, planReminders]) {
    if (state === undefined || count > 0)
      state = await readCurrentTrackingState(tracker, watchState, onUnknown);
    const actions: readonly GithubAction[] = plan(trackingContextOf(options, watchState, state));
    const result = await runActions(actions, handlers, {
      describe: describeTrackingAction,
      log,
      onError,
      signal,
    });
    count += result.count;
    if (signal.aborted) return { state, count };
  }
  if (failed.length > 0) throw new Error([...new Set(failed)].join('; '));
  return { state: state!, count };
}

function firstLine(error: unknown): string {
  return (error as Error).message.split('\n', 1)[0]!;
}

/** The pending actions, one line each. Nothing on GitHub is changed. */
export async function previewTracking(options: TrackingOptions, watchState: WatchState): Promise<string[]> {
  const state = await readCurrentTrackingState(options.tracker, watchState, (what, error) =>
    options.log(`Could not ${what}: ${firstLine(error)}`),
  );
  return describeActions(
    planEverything(trackingContextOf(options, watchState, state)),
    describeTrackingAction,
  );
}

function createTrackingHandlers(tracker: Tracker): ActionHandlers<GithubAction> {
  const { octokit, at } = tracker.client;
  const { issues } = octokit.rest;
  return {
    ...createUpdateDraftHandlers(tracker),
    'open-tracking-issue': async ({ title, body }) => {
      await issues.create({ ...at, title, body, labels: [TRACKING_LABEL] });
    },
    'update-tracking-issue': async ({ issue: issue_number, title, body, reopen }) => {
      await issues.update({ ...at, issue_number, title, body, ...(reopen && { state: 'open' as const }) });
    },
    'close-duplicate-issue': async ({ issue: issue_number, original }) => {
      const closed = { state: 'closed', state_reason: 'not_planned' } as const;
      await issues.update({ ...at, issue_number, ...closed, body: `See #${original}.` });
    },
    'post-reminder': async ({ issue: issue_number, incident, reminderIds, body }) => {
      if (issue_number === undefined) throw new Error(`${incident} has no tracking issue.`);
      // Another watcher may have posted it since GitHub was read.
      const existing = await readReminderComments(tracker, issue_number);
      if (reminderIds.every((id) => existing.some((one) => one.reminderIds.includes(id))))
        return { type: 'not-needed' };
      await issues.createComment({ ...at, issue_number, body });
      return undefined;
    },
    'delete-reminder': async ({ comment }) => {
      await issues.deleteComment({ ...at, comment_id: comment });
    },
    'close-tracking-issue': async ({ issue: issue_number, body }) => {
      if (body !== undefined) await issues.createComment({ ...at, issue_number, body });
      await issues.update({ ...at, issue_number, state: 'closed', state_reason: 'completed' });
    },
  };
}

function planIssuesAndDrafts(context: TrackingContext): GithubAction[] {
  return [...planTrackingIssues(context), ...planUpdateDrafts(context)];
}

function planEverything(context: TrackingContext): GithubAction[] {
  return [...planIssuesAndDrafts(context), ...planReminders(context)];
}

export async function readCurrentTrackingState(
  tracker: Tracker,
  { incidents }: WatchState,
  onUnknown: (what: string, error: unknown) => void,
): Promise<TrackingState> {
  const paths = new Map(incidents.map(({ id, source }) => [id, source.path]));
  const open = new Set(incidents.filter((event) => !findEndingUpdate(event)).map(({ id }) => id));
  return readTrackingState(
    tracker,
    (id) => paths.get(id) ?? `incidents/${id}.md`,
    (id) => open.has(id),
    onUnknown,
  );
}

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
