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
  entry: PublicEvent,
  promised: PromisedUpdate | undefined,
  naming: ComponentDirectory,
  now: Instant,
): EventView {
  const suffered = naming.listAffected(worstStates(entry));
  if (entry.kind === 'maintenance') return viewMaintenance(entry, suffered, naming, now);
  return {
    event: entry,
    phase: entry.updates.at(-1)?.phase ?? 'investigating',
    when: entry.ended === undefined ? 'open' : 'past',
    from: entry.started,
    ...(entry.ended !== undefined && { to: Math.max(entry.started, entry.ended) }),
    current: naming.listAffected(withoutOperational(lastStates(entry))),
    worstAffected: suffered,
    ...(promised && { next: { ...promised, lateBy: lateness(promised.by, now) } }),
  };
}

function viewMaintenance(
  entry: PublicMaintenance,
  suffered: readonly AffectedComponent[],
  naming: ComponentDirectory,
  now: Instant,
): EventView {
  const phase = maintenancePhase(entry, now);
  const when = phase === 'scheduled' ? 'upcoming' : isFinalPhase(phase) ? 'past' : 'open';
  const states = when === 'open' ? Object.keys(withoutOperational(lastStates(entry))) : [];
  const current: Record<string, CurrentState> = Object.fromEntries(states.map((id) => [id, 'maintenance']));
  const to = when === 'past' ? (entry.ended ?? entry.ends) : entry.ends;
  const from = Math.min(entry.starts, to);
  const turns = when === 'past' ? undefined : phasePeriodsOf(entry, phase, now);
  return { event: entry, phase, when, from, to, current: naming.listAffected(current), worstAffected: suffered, ...(turns && { phasePeriods: turns }) };
}

function phasePeriodsOf(entry: PublicMaintenance, phase: MaintenancePhase, now: Instant): PhasePeriod[] {
  const turns: { from?: Instant; phase: MaintenancePhase }[] = [{ phase }];
  for (const at of [entry.starts, entry.ends]) {
    const then = maintenancePhase(entry, at);
    if (at > now && then !== turns.at(-1)!.phase) turns.push({ from: at, phase: then });
  }
  return turns.map((turn, index) => {
    const to = turns[index + 1]?.from;
    return { ...turn, ...(to !== undefined && { to }) };
  });
}

/** The phase of planned work: what was said, moved on by the window itself where nobody spoke (or not since it closed). */
export function maintenancePhase(entry: PublicMaintenance, now: Instant): MaintenancePhase {
  const last = entry.updates.at(-1);
  const said = (last?.phase ?? 'scheduled') as MaintenancePhase;
  const spokeAfterwards = last !== undefined && last.at >= entry.ends;
  if (now >= entry.ends) return spokeAfterwards ? said : 'completed';
  return now >= entry.starts ? laterPhase(said, 'in-progress') : said;
}

function laterPhase(a: MaintenancePhase, b: MaintenancePhase): MaintenancePhase {
  return MAINTENANCE_PHASES.indexOf(a) > MAINTENANCE_PHASES.indexOf(b) ? a : b;
}

function lateness(by: Instant, now: Instant): Duration {
  return Math.max(0, Math.floor((now - by) / MINUTE)) * MINUTE;
}

function lastStates(entry: PublicEvent): ComponentStates {
  return entry.updates.at(-1)?.states ?? entry.components;
}

function worstStates(entry: PublicEvent): ComponentStates {
  const worst: Record<string, ComponentState> = { ...entry.components };
  for (const { states } of entry.updates) {
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
