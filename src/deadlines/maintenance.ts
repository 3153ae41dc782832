import { MINUTE } from '../time/duration.ts';
import { endingUpdate } from '../content/incident.ts';
import type { Maintenance } from '../content/incident.ts';
import type { DeadlineKind } from '../content/schema/policy-clock.ts';
import { askedOf } from './escalation.ts';
import type { Wait } from './deadline.ts';
import type { Bearings, Bound } from './obligation.ts';

const USUAL_CLOSE = 30 * MINUTE;

/** Planned maintenance is announced before it starts, by the notice that its file or the policy gives. */
export function maintenanceNotice(bearings: Bearings, maintenance: Maintenance): Wait | undefined {
  const bound = noticeBound(bearings, maintenance);
  if (!bound || maintenance.updates.length > 0) return undefined;
  const length = maintenance.starts - bound.due;
  return waitOfMaintenance(
    bearings,
    maintenance,
    'maintenance-notice',
    bound,
    length,
    'Announcement of the maintenance',
  );
}

export function noticeBound({ policy }: Bearings, { starts, notice }: Maintenance): Bound | undefined {
  const time = notice ?? policy.maintenance?.notice;
  if (time === undefined) return undefined;
  return {
    from: { at: starts, what: 'the start of the window, backwards' },
    due: starts - time,
    late: starts - time,
  };
}

/** Its end is said: due when the window that customers were told is over. This the file promises, whatever the policy. */
export function maintenanceEnd(bearings: Bearings, maintenance: Maintenance): Wait | undefined {
  if (endingUpdate(maintenance)) return undefined;
  const bound = maintenanceEndBound(bearings, maintenance);
  const awaits = 'The word that the maintenance is over';
  return waitOfMaintenance(bearings, maintenance, 'maintenance-end', bound, bound.late - bound.due, awaits);
}

export function maintenanceEndBound({ policy }: Bearings, { starts, ends }: Maintenance): Bound {
  const over = Math.max(starts, ends);
  const close = policy.maintenance?.close ?? USUAL_CLOSE;
  const bound = { from: { at: over, what: 'the end of the window' }, due: over, late: over + close };
  return over === ends
    ? bound
    : { ...bound, note: 'The window ends before it starts: counted from its start.' };
}

/** A maintenance has no severity, so no path: whoever sees to incidents is asked, and stays asked. */
function waitOfMaintenance(
  { policy, site }: Bearings,
  maintenance: Maintenance,
  kind: DeadlineKind,
  bound: Bound,
  length: number,
  awaits: string,
): Wait {
  const { id, drill, internal } = maintenance;
  const clause = policy['asked-by'][kind];
  const role = policy.responsible[kind] ?? policy.required.commander;
  const holder = role === undefined ? [] : [askedOf(policy, site, role)];
  const commander = internal.commander;
  return {
    id: `${id}/${kind}/${bound.due}`,
    kind,
    ...(clause !== undefined && { clause }),
    incident: id,
    drill,
    awaits,
    ...bound,
    length,
    path: [],
    responsible:
      commander === undefined ? holder : holder.map((asked) => ({ ...asked, people: [commander] })),
  };
}
