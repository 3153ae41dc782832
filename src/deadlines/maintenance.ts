import { MINUTE } from '../time/duration.ts';
import { findEndingUpdate } from '../content/incident.ts';
import type { Maintenance } from '../content/incident.ts';
import { findResponsibleParty } from './escalation.ts';
import type { Obligation } from './deadline.ts';
import type { DeadlineContext, DueWindow } from './obligation.ts';

const DEFAULT_CLOSING_PERIOD = 30 * MINUTE;

interface MaintenanceDeadline extends Pick<Obligation, 'kind' | 'length' | 'awaits'> {
  readonly dueWindow: DueWindow;
}

/** The announcement before a maintenance, and the update that ends it. */
export function maintenanceObligations(context: DeadlineContext, maintenance: Maintenance): Obligation[] {
  const notice = maintenanceNoticeDueWindow(context, maintenance);
  const end = maintenanceEndDueWindow(context, maintenance);
  return [
    ...(notice && maintenance.updates.length === 0
      ? [
          createMaintenanceObligation(context, maintenance, {
            kind: 'maintenance-notice',
            dueWindow: notice,
            length: maintenance.starts - notice.due,
            awaits: 'Announcement of the maintenance',
          }),
        ]
      : []),
    ...(findEndingUpdate(maintenance)
      ? []
      : [
          createMaintenanceObligation(context, maintenance, {
            kind: 'maintenance-end',
            dueWindow: end,
            length: end.late - end.due,
            awaits: 'Update that the maintenance is over',
          }),
        ]),
  ];
}

/** The file's own notice period takes precedence over the policy's; undefined if neither gives one. */
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

/** Due at the end of the announced window, whether or not the policy gives a time for it. */
export function maintenanceEndDueWindow(
  { policy }: Pick<DeadlineContext, 'policy'>,
  { starts, ends }: Maintenance,
): DueWindow {
  const over = Math.max(starts, ends);
  const close = policy.maintenance?.close ?? DEFAULT_CLOSING_PERIOD;
  const dueWindow = { from: { at: over, what: 'the end of the window' }, due: over, late: over + close };
  return over === ends
    ? dueWindow
    : { ...dueWindow, note: 'The window ends before it starts: counted from its start.' };
}

/** A maintenance has no severity, so there is no escalation path. */
function createMaintenanceObligation(
  { policy, site, onCall }: DeadlineContext,
  maintenance: Maintenance,
  { kind, dueWindow, ...rest }: MaintenanceDeadline,
): Obligation {
  const { id, drill, internal } = maintenance;
  const clause = policy.clauses[kind];
  const role = policy['owner-roles'][kind] ?? policy.required.commander;
  const holder = role === undefined ? [] : [findResponsibleParty(policy, site, role, undefined, onCall)];
  const commander = internal.commander;
  return {
    id: `${id}/${kind}/${dueWindow.due}`,
    kind,
    ...(clause !== undefined && { clause }),
    incident: id,
    drill,
    ...dueWindow,
    ...rest,
    path: [],
    responsible:
      commander === undefined ? holder : holder.map((asked) => ({ ...asked, people: [commander] })),
  };
}
