import type { Instant } from '../time/instant.ts';

/** The same people are on call from one instant until just before another. */
export interface OnCallPeriod {
  readonly from: Instant;
  readonly to: Instant;
  /** GitHub names with the @; the first one leads. */
  readonly people: readonly string[];
  readonly backups: readonly string[];
}

export function overlapping(periods: readonly OnCallPeriod[], from: Instant, to: Instant): OnCallPeriod[] {
  return periods.filter((period) => period.from < to && period.to > from);
}

/** What is left of periods outside of others. */
export function cutPeriods(
  periods: readonly OnCallPeriod[],
  others: readonly OnCallPeriod[],
): OnCallPeriod[] {
  let left = [...periods];
  for (const other of others) {
    left = left.flatMap((period) => {
      if (other.from >= period.to || other.to <= period.from) return [period];
      return [
        ...(period.from < other.from ? [{ ...period, to: other.from }] : []),
        ...(other.to < period.to ? [{ ...period, from: other.to }] : []),
      ];
    });
  }
  return left;
}

/**
 * Sorts periods and joins those of the same people that meet. Where two overlap, the one that began first keeps its end:
 * a rule reports the overlap.
 */
export function joinPeriods(periods: readonly OnCallPeriod[]): OnCallPeriod[] {
  const joined: OnCallPeriod[] = [];
  for (const period of periods.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    const last = joined.at(-1);
    if (last && last.to >= period.from && isSameTeam(last, period))
      joined[joined.length - 1] = { ...last, to: Math.max(last.to, period.to) };
    else if (!last || last.to <= period.from) joined.push(period);
    else if (period.to > last.to) joined.push({ ...period, from: last.to });
  }
  return joined;
}

function isSameTeam(a: OnCallPeriod, b: OnCallPeriod): boolean {
  return a.people.join() === b.people.join() && a.backups.join() === b.backups.join();
}

/** When two of these periods first overlap; undefined if none do. @param periods in order of their start */
export function findOverlap(periods: readonly OnCallPeriod[]): Instant | undefined {
  let end = -Infinity;
  for (const { from, to } of periods) {
    if (from < end) return from;
    end = Math.max(end, to);
  }
  return undefined;
}
