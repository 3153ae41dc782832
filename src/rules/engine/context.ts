import type { Setting } from '../../content/content.ts';
import type { History } from '../../publication-history/history.ts';
import type { Entry } from '../../content/incident.ts';
import type { Instant } from '../../time/instant.ts';
import { openIntervals } from '../detectors/open-intervals.ts';
import type { RuleContext } from './rule.ts';

/** What the rules may know, made once for many files. */
export function contextOf(
  setting: Setting,
  entries: readonly Entry[],
  now: Instant,
  history?: History,
): RuleContext {
  return { ...setting, now, othersOpenAt: openIntervals(entries), ...(history && { history }) };
}
