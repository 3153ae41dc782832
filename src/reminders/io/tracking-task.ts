import { MINUTE, SECOND } from '../../time/duration.ts';
import { idOf } from '../../content/parse-incident.ts';
import { endingUpdate } from '../../content/incident.ts';
import { nextRestamp, planReady } from '../plan-next-update.ts';
import type { ReadyAction } from '../plan-next-update.ts';
import type { GithubView, TrackingFacts } from '../facts.ts';
import { planIssues, planWords } from '../plan-issues.ts';
import type { TrackingAction } from '../plan-issues.ts';
import { sayTracking } from '../describe.ts';
import { performTracking } from './perform.ts';
import { readView } from './read-github.ts';
import type { Tracker } from './read-github.ts';
import type { Chore, Wake } from './tasks.ts';

/** How long what was read of GitHub is believed: shorter while somebody may tap a ready update. */
const BELIEVED = 5 * MINUTE;
const BELIEVED_READY = MINUTE;

type Action = TrackingAction | ReadyAction;

/** How GitHub is spoken to. */
export interface Tracking {
  readonly tracker: Tracker;
  /** Who noticed, where nobody was awake: `the net`. */
  readonly noticedBy?: string;
  /** One line for each thing that was done. */
  readonly log: (line: string) => void;
}

/**
 * Keeps what GitHub shows of open incidents true: their tracking issues, what is said there, the ready updates. GitHub is
 * read again before anything is done, so that two watchers and one that was restarted say a thing once.
 */
export function trackingChore(tracking: Tracking): Chore {
  let known: { readonly view: GithubView; readonly at: number } | undefined;
  return {
    name: 'GitHub',
    run: async (wake) => {
      const believed = (view: GithubView): number => (view.ready.length > 0 ? BELIEVED_READY : BELIEVED);
      const fresh = known && wake.now - known.at < believed(known.view);
      if (known && fresh && everything(factsAt(tracking, wake, known.view)).length === 0)
        return Math.min(
          known.at + believed(known.view),
          nextRestamp(factsAt(tracking, wake, known.view)) ?? Infinity,
        );
      known = undefined;
      const done = await runTracking(tracking, wake);
      // What was done is read again soon: another watcher may have done the same in the same second.
      if (done.count > 0) return Date.now() + SECOND;
      known = { view: done.view, at: wake.now };
      const next = nextRestamp(factsAt(tracking, wake, done.view));
      return Math.min(known.at + believed(done.view), next ?? Infinity);
    },
  };
}

/**
 * Does all that is due, once: first issues and ready updates, then, with these in sight, the words.
 * @throws Error that names everything that failed; the rest is done
 */
export async function runTracking(
  tracking: Tracking,
  wake: Wake,
): Promise<{ readonly view: GithubView; readonly count: number }> {
  const { tracker, log } = tracking;
  const failed: string[] = [];
  let count = 0;
  let view: GithubView | undefined;
  for (const plan of [planUpkeep, planWords]) {
    if (view === undefined || count > 0) view = await viewAt(tracker, wake);
    for (const action of plan(factsAt(tracking, wake, view))) {
      if (wake.stopped.aborted) return { view, count };
      try {
        if (!(await performTracking(tracker, action))) continue;
        count += 1;
        log(sayTracking(action));
      } catch (error) {
        failed.push(`could not ${sayTracking(action)}: ${(error as Error).message.split('\n', 1)[0]}`);
      }
    }
  }
  if (failed.length > 0) throw new Error(failed.join('; '));
  return { view: view!, count };
}

/** What would be done, in lines. Nothing on GitHub is touched. */
export async function rehearseTracking(tracking: Tracking, wake: Wake): Promise<string[]> {
  const view = await viewAt(tracking.tracker, wake);
  return everything(factsAt(tracking, wake, view)).map(sayTracking);
}

function planUpkeep(facts: TrackingFacts): Action[] {
  return [...planIssues(facts), ...planReady(facts)];
}

function everything(facts: TrackingFacts): Action[] {
  return [...planUpkeep(facts), ...planWords(facts)];
}

/** What GitHub shows of what a watch knows. */
export async function viewAt(tracker: Tracker, { entries }: Wake): Promise<GithubView> {
  const paths = new Map(entries.map(({ id, source }) => [id, source.path]));
  const open = new Set(entries.filter((entry) => !endingUpdate(entry)).map(({ id }) => id));
  return readView(
    tracker,
    (id) => paths.get(id) ?? `incidents/${id}.md`,
    (id) => open.has(id),
  );
}

/** What is planned from. */
export function factsAt({ tracker, noticedBy }: Tracking, wake: Wake, view: GithubView): TrackingFacts {
  const { setting, entries, facts, deadlines, now } = wake;
  return {
    setting,
    entries,
    facts,
    deadlines,
    now,
    unread: wake.unread.map(idOf),
    view,
    repository: tracker.url,
    ...(noticedBy !== undefined && { noticedBy }),
  };
}
