import { MINUTE } from '../time/duration.ts';
import { findEndingUpdate } from '../content/incident.ts';
import type { Maintenance } from '../content/incident.ts';
import type { DeadlineKind } from '../content/schema/policy-deadlines.ts';
import { findResponsibleParty } from './escalation.ts';
import type { Obligation } from './deadline.ts';
import type { DeadlineContext, DueWindow } from './obligation.ts';

const DEFAULT_CLOSING_PERIOD = 30 * MINUTE;

/** Planned maintenance is announced before it starts, by the notice that its file or the policy gives. */
export function maintenanceNoticeObligation(
  context: DeadlineContext,
  maintenance: Maintenance,
): Obligation | undefined {
  const dueWindow = maintenanceNoticeDueWindow(context, maintenance);
  if (!dueWindow || maintenance.updates.length > 0) return undefined;
  const length = maintenance.starts - dueWindow.due;
  return createMaintenanceObligation(
    context,
    maintenance,
    'maintenance-notice',
    dueWindow,
    length,
    'Announcement of the maintenance',
  );
}

export function maintenanceNoticeDueWindow(
  { policy }: DeadlineContext,
  { starts, notice }: Maintenance,
): DueWindow | undefined {
  const time = notice ?? policy.maintenance?.notice;
  if (time === undefined) return undefined;
  return {
    from: { at: starts, what: 'the start of the window, backwards' },
    due: starts - time,
    late: starts - time,
  };
}

/** Its end is said: due when the window that customers were told is over. This the file promises, whatever the policy. */
export function maintenanceEndObligation(
  context: DeadlineContext,
  maintenance: Maintenance,
): Obligation | undefined {
  if (findEndingUpdate(maintenance)) return undefined;
  const dueWindow = maintenanceEndDueWindow(context, maintenance);
  const awaits = 'The word that the maintenance is over';
  return createMaintenanceObligation(
    context,
    maintenance,
    'maintenance-end',
    dueWindow,
    dueWindow.late - dueWindow.due,
    awaits,
  );
}

export function maintenanceEndDueWindow(
  { policy }: DeadlineContext,
  { starts, ends }: Maintenance,
): DueWindow {
  const over = Math.max(starts, ends);
  const close = policy.maintenance?.close ?? DEFAULT_CLOSING_PERIOD;
  const dueWindow = { from: { at: over, what: 'the end of the window' }, due: over, late: over + close };
  return over === ends
    ? dueWindow
    : { ...dueWindow, note: 'The window ends before it starts: counted from its start.' };
}

/** A maintenance has no severity, so no path: whoever sees to incidents is asked, and stays asked. */
function createMaintenanceObligation(
  { policy, site }: DeadlineContext,
  maintenance: Maintenance,
  kind: DeadlineKind,
  dueWindow: DueWindow,
  length: number,
  awaits: string,
): Obligation {
  const { id, drill, internal } = maintenance;
  const clause = policy.clauses[kind];
  const role = policy['owner-roles'][kind] ?? policy.required.commander;
  const holder = role === undefined ? [] : [findResponsibleParty(policy, site, role)];
  const commander = internal.commander;
  return {
    id: `${id}/${kind}/${dueWindow.due}`,
    kind,
    ...(clause !== undefined && { clause }),
    incident: id,
    drill,
    awaits,
    ...dueWindow,
    length,
    path: [],
    responsible:
      commander === undefined ? holder : holder.map((asked) => ({ ...asked, people: [commander] })),
  };
}
