import { floorToMinute, formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { MINUTE } from '../time/duration.ts';
import type { Duration } from '../time/duration.ts';

/**
 * A ref `refs/candor/watch-at/2026-11-30T06-10Z/actions` whose name tells the watchdog when a watcher has to be started, without
 * reading the content. A running watcher moves it on; `actions` or `host` is where it runs. `planned` is the time before a
 * maintenance, when no watcher runs yet.
 */
export interface WatchAt {
  /** In whole minutes. */
  readonly at: Instant;
  readonly place: WatcherPlace | 'planned';
}

export type WatcherPlace = 'actions' | 'host';

/** Without `refs/`, as GitHub's API for refs has it. */
export const WATCH_AT_PREFIX = 'candor/watch-at/';

export type WatchAtAction =
  | { readonly type: 'create-watch-at'; readonly ref: string }
  | { readonly type: 'delete-watch-at'; readonly ref: string }
  | { readonly type: 'enable-watchdog' }
  | { readonly type: 'disable-watchdog' };

export interface WatchAtContext {
  readonly now: Instant;
  /** Whether this watcher goes on. */
  readonly isWatching: boolean;
  readonly place: WatcherPlace;
  /** The next start or end of a maintenance window or a notice. */
  readonly nextWindow?: Instant;
  /** A watcher has to be there so long before it. */
  readonly windowLead: Duration;
  /** The refs that exist. */
  readonly refs: readonly string[];
  /** Whether the watchdog's minutes are paid for. */
  readonly isPrivate: boolean;
}

/** A watcher that has not moved its time on for so long is lost, or hangs. */
export const WATCHER_SILENCE: Duration = 20 * MINUTE;
const RENEW_AFTER: Duration = 10 * MINUTE;

/** Plans when the watchdog starts the next watcher, and whether the watchdog is needed at all. */
export function planWatchAt(context: WatchAtContext): WatchAtAction[] {
  const { now, isWatching, place, nextWindow, windowLead, refs, isPrivate } = context;
  const known = refs.flatMap((ref) => {
    const watchAt = parseWatchAtRef(ref);
    return watchAt ? [{ ref, ...watchAt }] : [];
  });
  const wanted = isWatching
    ? now + WATCHER_SILENCE
    : nextWindow === undefined
      ? undefined
      : Math.max(now, nextWindow - windowLead);
  if (wanted === undefined) {
    const removed = known.map(({ ref }) => ({ type: 'delete-watch-at', ref }) as const);
    return isPrivate ? [...removed, { type: 'disable-watchdog' }] : removed;
  }
  const isKept = (one: WatchAt): boolean =>
    isWatching
      ? one.place === place && one.at > now + RENEW_AFTER && one.at <= wanted
      : one.place === 'planned' && one.at === floorToMinute(wanted);
  const kept = known.find(isKept);
  const removed = known.filter((one) => one !== kept).map(({ ref }) => ref);
  // The new one comes first, so that there is always one.
  return [
    { type: 'enable-watchdog' },
    ...(kept
      ? []
      : [
          {
            type: 'create-watch-at',
            ref: formatWatchAtRef({ at: wanted, place: isWatching ? place : 'planned' }),
          } as const,
        ]),
    ...removed.map((ref) => ({ type: 'delete-watch-at', ref }) as const),
  ];
}

/** Whether a watcher on another host than GitHub Actions has said lately that it runs. */
export function hasWatcherOnHost(refs: readonly string[], now: Instant): boolean {
  return refs.some((ref) => {
    const watchAt = parseWatchAtRef(ref);
    return watchAt?.place === 'host' && watchAt.at > now;
  });
}

/** Git allows no colon in the name of a ref. */
export function formatWatchAtRef({ at, place }: WatchAt): string {
  const minute = formatInstant(floorToMinute(at)).slice(0, 16).replace(':', '-');
  return `${WATCH_AT_PREFIX}${minute}Z/${place}`;
}

const REF_PATTERN = /candor\/watch-at\/(\d{4}-\d\d-\d\dT\d\d)-(\d\d)Z\/(actions|host|planned)$/;

export function parseWatchAtRef(ref: string): WatchAt | undefined {
  const [, hour, minute, place] = REF_PATTERN.exec(ref) ?? [];
  const at = Date.parse(`${hour}:${minute}Z`);
  return Number.isNaN(at) ? undefined : { at, place: place as WatchAt['place'] };
}
