import { isFinalPhase } from '../content/incident.ts';
import type { ComponentStates, Phase } from '../content/incident.ts';
import { MINUTE } from '../time/duration.ts';
import type { Duration } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import type { PublicEvent, PublicMaintenance } from './public-entry.ts';
import type { PublicPostmortem } from './public-postmortem.ts';
import { MAINTENANCE_PHASES } from '../content/schema/incident.ts';
import type { ComponentState, MaintenancePhase } from '../content/schema/incident.ts';
import { withoutOperational, worseOf, worstOf } from './states.ts';
import type { AffectedComponent, CurrentState, ComponentDirectory } from './states.ts';

/** When customers were promised to hear more (V12.1, V12.2, V12.4). The clock works it out, for everybody who says it. */
export interface PromisedUpdate {
  /** From when on it may come. */
  readonly due: Instant;
  /** The latest time that was promised; after it, it is late. */
  readonly by: Instant;
}

/** The same at a time. */
export interface NextUpdate extends PromisedUpdate {
  /** How late it is, in whole minutes: updates have no seconds, so within the minute of `by` one is still in time. */
  readonly lateBy: Duration;
}

/** An incident or a maintenance as it stands at the view's time. */
export interface EventView {
  readonly event: PublicEvent;
  /** The phase it is in: the one written last, or the one its window has reached. */
  readonly phase: Phase;
  readonly when: 'upcoming' | 'open' | 'past';
  readonly from: Instant;
  /** Absent while an incident is open. For planned work, its window's end until it really ended. */
  readonly to?: Instant;
  /** What suffers now from it. */
  readonly current: readonly AffectedComponent[];
  /** The worst that each component suffered from it, or is expected to. */
  readonly worstAffected: readonly AffectedComponent[];
  /** Only for an open incident under a policy that promises a cadence. */
  readonly next?: NextUpdate;
  /** The time of the version shown, where the newest one of the file can't be shown. */
  readonly fallbackVersionAt?: Instant;
  /** What was published of its review (V8.4). */
  readonly postmortem?: PublicPostmortem;
  /** How planned work that is not over goes on by its window, if nobody writes anything. */
  readonly phasePeriods?: readonly PhasePeriod[];
}

/** The phase of planned work over a stretch of time; the first has no `from`, the last no `to`. */
export interface PhasePeriod {
  readonly from?: Instant;
  readonly to?: Instant;
  readonly phase: MaintenancePhase;
}

/** How an entry stands at a time. */
export function viewEvent(
  event: PublicEvent,
  promised: PromisedUpdate | undefined,
  naming: ComponentDirectory,
  now: Instant,
): EventView {
  const suffered = naming.listAffected(worstStates(event));
  if (event.kind === 'maintenance') return viewMaintenance(event, suffered, naming, now);
  return {
    event,
    phase: event.updates.at(-1)?.phase ?? 'investigating',
    when: event.ended === undefined ? 'open' : 'past',
    from: event.started,
    ...(event.ended !== undefined && { to: Math.max(event.started, event.ended) }),
    current: naming.listAffected(withoutOperational(lastStates(event))),
    worstAffected: suffered,
    ...(promised && { next: { ...promised, lateBy: lateness(promised.by, now) } }),
  };
}

function viewMaintenance(
  maintenance: PublicMaintenance,
  suffered: readonly AffectedComponent[],
  naming: ComponentDirectory,
  now: Instant,
): EventView {
  const phase = maintenancePhase(maintenance, now);
  const when = phase === 'scheduled' ? 'upcoming' : isFinalPhase(phase) ? 'past' : 'open';
  const states = when === 'open' ? Object.keys(withoutOperational(lastStates(maintenance))) : [];
  const current: Record<string, CurrentState> = Object.fromEntries(states.map((id) => [id, 'maintenance']));
  const to = when === 'past' ? (maintenance.ended ?? maintenance.ends) : maintenance.ends;
  const from = Math.min(maintenance.starts, to);
  const periods = when === 'past' ? undefined : phasePeriodsOf(maintenance, phase, now);
  return {
    event: maintenance,
    phase,
    when,
    from,
    to,
    current: naming.listAffected(current),
    worstAffected: suffered,
    ...(periods && { phasePeriods: periods }),
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
    return { ...period, ...(to !== undefined && { to }) };
  });
}

/** The phase of planned work: what was said, moved on by the window itself where nobody spoke (or not since it closed). */
export function maintenancePhase(maintenance: PublicMaintenance, now: Instant): MaintenancePhase {
  const last = maintenance.updates.at(-1);
  const said = (last?.phase ?? 'scheduled') as MaintenancePhase;
  const spokeAfterwards = last !== undefined && last.at >= maintenance.ends;
  if (now >= maintenance.ends) return spokeAfterwards ? said : 'completed';
  return now >= maintenance.starts ? laterPhase(said, 'in-progress') : said;
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

/** What an entry as a whole, or one of its components, amounts to at the view's time. */
export function stateNow({ event, when, current }: EventView, component?: string): CurrentState {
  if (event.kind === 'maintenance') return when === 'past' ? 'operational' : 'maintenance';
  return worstIn(current, component);
}

/** What an entry as a whole, or one of its components, amounted to at its worst. */
export function stateAtWorst({ event, worstAffected }: EventView, component?: string): CurrentState {
  if (event.kind === 'maintenance') return 'maintenance';
  return worstIn(worstAffected, component);
}

function worstIn(affected: readonly AffectedComponent[], component: string | undefined): CurrentState {
  const asked = component === undefined ? affected : affected.filter(({ id }) => id === component);
  return worstOf(asked.map(({ state }) => state));
}
