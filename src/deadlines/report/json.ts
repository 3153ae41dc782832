import { formatInstant } from '../../time/instant.ts';
import { reminderThresholdsOf } from '../deadline.ts';
import type { Deadline } from '../deadline.ts';
import type { DeadlineReport } from './terminal.ts';

/** Increased when a field is removed or changes its meaning, but not for new fields. */
export const DEADLINES_JSON_VERSION = 1;

/**
 * The deadlines as JSON: `{ version, now, zone, policy, ahead, unread, deadlines }`. Times are UTC, lengths are in
 * seconds. A deadline has `id` (stable), `kind`, `clause` or null, `incident` or null, `drill`, `awaits` (words),
 * `from: { at, what }`, `soon`, `due`, `late`, `state` (ahead, soon, due or late), `lateFor` (seconds, 0 until late),
 * `step: { index, key }` or null, `path` (keys), `ask: [{ key, name, people }]`, `reminders: [{ key, at }]` and `note`
 * or null. `ahead` counts those left out, `unread` names incident files that can't be parsed.
 */
export function renderDeadlinesJson({ now, siteContext, deadlines, ahead, unread }: DeadlineReport): string {
  const report = {
    version: DEADLINES_JSON_VERSION,
    now: formatInstant(now),
    zone: siteContext.site.timezone,
    policy: siteContext.policy.id,
    ahead,
    unread,
    deadlines: deadlines.map((deadline) => deadlineToJson(deadline, now)),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

export function deadlineToJson(deadline: Deadline, now: number): object {
  return {
    id: deadline.id,
    kind: deadline.kind,
    clause: deadline.clause ?? null,
    incident: deadline.incident ?? null,
    drill: deadline.drill,
    awaits: deadline.awaits,
    from: { at: formatInstant(deadline.from.at), what: deadline.from.what },
    soon: formatInstant(deadline.soon),
    due: formatInstant(deadline.due),
    late: formatInstant(deadline.late),
    state: deadline.state,
    lateFor: Math.max(0, Math.floor((now - deadline.late) / 1000)),
    step: deadline.step ?? null,
    path: deadline.path.map(({ key }) => key),
    ask: deadline.ask,
    reminders: reminderThresholdsOf(deadline).map(({ key, at }) => ({ key, at: formatInstant(at) })),
    note: deadline.note ?? null,
  };
}
