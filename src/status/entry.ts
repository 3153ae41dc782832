import { isFinalPhase, wasOverWhenDetected } from '../content/incident.ts';
import type { ComponentStates, Phase } from '../content/incident.ts';
import { MINUTE } from '../time/duration.ts';
import type { Duration } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import type {
  PhaseLabel,
  PublicEvent,
  PublicIncident,
  PublicMaintenance,
  PublicNotice,
} from './public-entry.ts';
import type { PublicPostmortem } from './public-postmortem.ts';
import { MAINTENANCE_PHASES } from '../content/schema/incident.ts';
import type { ComponentState, MaintenancePhase } from '../content/schema/incident.ts';
import { withoutOperational, worseOf, worstOf } from './states.ts';
import type { AffectedComponent, CurrentState, ComponentDirectory } from './states.ts';

/** When the SOP promises the next public update (V12.1, V12.2, V12.4). Computed by `src/deadlines`. */
export interface PromisedUpdate {
  /** The earliest time. */
  readonly due: Instant;
  /** The latest time; after it, the update is late. */
  readonly by: Instant;
}

export interface NextUpdate extends PromisedUpdate {
  /** In whole minutes: update times have no seconds, so an update within the minute of `by` is on time. */
  readonly lateBy: Duration;
}

/** An incident, a maintenance or a notice as of the view's time. */
export interface EventView {
  readonly event: PublicEvent;
  /** The last one written, or the one that a maintenance window has reached. */
  readonly phase: Phase;
  readonly when: 'upcoming' | 'open' | 'past';
  readonly from: Instant;
  /** Absent while customers are affected by an incident. For maintenance and notices, the planned end until an update ends it. */
  readonly to?: Instant;
  /** When an incident that is over stopped affecting customers: at the latest when it was resolved. */
  readonly affectedTo?: Instant;
  /** The components that it affects now. */
  readonly current: readonly AffectedComponent[];
  /** The worst state of each component, so far or expected. */
  readonly worstAffected: readonly AffectedComponent[];
  /** Only for an open incident under a policy with update deadlines. */
  readonly next?: NextUpdate;
  /** The time of the version shown, if the newest version of the file is invalid. */
  readonly fallbackVersionAt?: Instant;
  /** The published part of its postmortem (V8.4). */
  readonly postmortem?: PublicPostmortem;
  /** The public incident that it was merged into. */
  readonly continuesIn?: { readonly id: string; readonly title: string };
  /** How a maintenance that isn't over will continue if no update is written. */
  readonly phasePeriods?: readonly PhasePeriod[];
}

/** The first has no `from`, the last no `to`. */
export interface PhasePeriod {
  readonly from?: Instant;
  readonly to?: Instant;
  readonly phase: MaintenancePhase | 'time-over';
}

export function viewEvent(
  event: PublicEvent,
  promised: PromisedUpdate | undefined,
  directory: ComponentDirectory,
  now: Instant,
): EventView {
  const worstAffected = directory.listAffected(worstStates(event));
  if (event.kind === 'maintenance') return viewMaintenance(event, worstAffected, directory, now);
  if (event.kind === 'notice') return viewNotice(event, now);
  const isOver = event.ended !== undefined && event.ended <= now;
  const to = isOver ? event.ended : event.closed;
  const affectedTo = event.closed === undefined ? undefined : Math.max(event.started, effectEndOf(event));
  return {
    event,
    phase: event.updates.at(-1)?.phase ?? 'investigating',
    when: event.closed === undefined ? 'open' : 'past',
    from: event.started,
    ...(to !== undefined && { to: Math.max(event.started, to) }),
    ...(affectedTo !== undefined && { affectedTo }),
    current: isOver ? [] : directory.listAffected(withoutOperational(lastStates(event))),
    worstAffected,
    ...(promised && { next: { ...promised, lateBy: lateness(promised.by, now) } }),
  };
}

/** `ended`, else the update after which no component was affected until it was closed. */
function effectEndOf({ ended, closed = Infinity, components, updates }: PublicIncident): Instant {
  if (ended !== undefined) return Math.min(ended, closed);
  const isAffected = (states: ComponentStates): boolean =>
    Object.values(states).some((state) => state !== 'operational');
  const last = updates.findLastIndex(({ states, at }) => at < closed && isAffected(states));
  if (last === -1 && !isAffected(components)) return closed;
  return Math.min(updates[last + 1]?.at ?? closed, closed);
}

function viewMaintenance(
  maintenance: PublicMaintenance,
  worstAffected: readonly AffectedComponent[],
  directory: ComponentDirectory,
  now: Instant,
): EventView {
  const phase = maintenancePhase(maintenance, now);
  const when = phase === 'scheduled' ? 'upcoming' : isFinalPhase(phase) ? 'past' : 'open';
  const states = when === 'open' ? Object.keys(withoutOperational(lastStates(maintenance))) : [];
  const current: Record<string, CurrentState> = Object.fromEntries(states.map((id) => [id, 'maintenance']));
  const to = when === 'past' ? (maintenance.closed ?? maintenance.ends) : maintenance.ends;
  const from = Math.min(maintenance.starts, to);
  const periods = when === 'past' ? undefined : phasePeriodsOf(maintenance, phase, now);
  return {
    event: maintenance,
    phase,
    when,
    from,
    to,
    current: directory.listAffected(current),
    worstAffected,
    ...(periods && { phasePeriods: periods }),
  };
}

function viewNotice(notice: PublicNotice, now: Instant): EventView {
  const to = Math.min(notice.ends, notice.closed ?? notice.ends);
  const when = now >= to ? 'past' : now >= notice.starts ? 'open' : 'upcoming';
  return {
    event: notice,
    phase: when === 'past' ? 'ended' : 'announced',
    when,
    from: Math.min(notice.starts, to),
    to,
    current: [],
    worstAffected: [],
  };
}

function phasePeriodsOf(
  maintenance: PublicMaintenance,
  phase: MaintenancePhase,
  now: Instant,
): PhasePeriod[] {
  const periods: { from?: Instant; phase: MaintenancePhase }[] = [{ phase }];
  for (const at of [maintenance.starts, maintenance.ends]) {
    const then = maintenancePhase(maintenance, at);
    if (at > now && then !== periods.at(-1)!.phase) periods.push({ from: at, phase: then });
  }
  return periods.map((period, index) => {
    const to = periods[index + 1]?.from;
    const isPlanned = period.phase === 'completed' && maintenance.closed === undefined;
    return {
      ...period,
      phase: isPlanned ? 'time-over' : period.phase,
      ...(to !== undefined && { to }),
    };
  });
}

/** The last phase written, moved on by the window's start and end unless an update was written after the window. */
export function maintenancePhase(maintenance: PublicMaintenance, now: Instant): MaintenancePhase {
  const last = maintenance.updates.at(-1);
  const written = (last?.phase ?? 'scheduled') as MaintenancePhase;
  const isUpdatedAfterEnd = last !== undefined && last.at >= maintenance.ends;
  if (written === 'cancelled') return written;
  if (now >= maintenance.ends) return isUpdatedAfterEnd ? written : 'completed';
  return now >= maintenance.starts ? laterPhase(written, 'in-progress') : written;
}

function laterPhase(a: MaintenancePhase, b: MaintenancePhase): MaintenancePhase {
  return MAINTENANCE_PHASES.indexOf(a) > MAINTENANCE_PHASES.indexOf(b) ? a : b;
}

function lateness(by: Instant, now: Instant): Duration {
  return Math.max(0, Math.floor((now - by) / MINUTE)) * MINUTE;
}

function lastStates(event: PublicEvent): ComponentStates {
  return event.updates.at(-1)?.states ?? event.components;
}

function worstStates(event: PublicEvent): ComponentStates {
  const worst: Record<string, ComponentState> = { ...event.components };
  for (const { states } of event.updates) {
    for (const id in states) worst[id] = worseOf(worst[id] ?? 'operational', states[id]!);
  }
  return worst;
}

/** When a maintenance was called off or an incident withdrawn, so that nothing was affected; otherwise undefined. */
export function takenBackAt(event: PublicEvent): Instant | undefined {
  if (event.kind === 'maintenance') return event.calledOff;
  return event.kind === 'incident' ? event.withdrawn : undefined;
}

/** The phase that readers see. */
export function phaseLabel(view: EventView): PhaseLabel {
  const { event, phase } = view;
  if (event.kind === 'maintenance' && event.calledOff !== undefined) return 'called-off';
  return isTimeOver(view) ? 'time-over' : phase;
}

/** Whether the window of a maintenance is over, and no update says that the maintenance is. */
export function isTimeOver({ event, phase }: EventView): boolean {
  return event.kind === 'maintenance' && phase === 'completed' && event.closed === undefined;
}

/** Whether the company detected an incident only when customers were no longer affected. */
export function wasFoundOutLater(event: PublicEvent): event is PublicIncident {
  return event.kind === 'incident' && wasOverWhenDetected(event);
}

/** Whether customers are affected by an open incident, or may be: it is not only monitored, and its effect has no end. */
export function mayAffectCustomers({ event, phase, to }: EventView): boolean {
  return event.kind === 'incident' && phase !== 'monitoring' && to === undefined;
}

/** The state of an event, or of one of its components, at the view's time. */
export function stateNow({ event, when, current }: EventView, component?: string): CurrentState {
  if (event.kind === 'maintenance') return when === 'past' ? 'operational' : 'maintenance';
  return worstIn(current, component);
}

/** The worst state of an event, or of one of its components. */
export function stateAtWorst({ event, worstAffected }: EventView, component?: string): CurrentState {
  if (takenBackAt(event) !== undefined) return 'operational';
  if (event.kind === 'maintenance') return 'maintenance';
  return worstIn(worstAffected, component);
}

function worstIn(affected: readonly AffectedComponent[], component: string | undefined): CurrentState {
  const asked = component === undefined ? affected : affected.filter(({ id }) => id === component);
  return worstOf(asked.map(({ state }) => state));
}
