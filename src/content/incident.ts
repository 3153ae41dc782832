import type { Instant } from '../time/instant.ts';
import type {
  ComponentState,
  ImportedFields,
  IncidentPhase,
  InternalFields,
  MaintenancePhase,
  NoticePhase,
} from './schema/incident.ts';
import type { SourceFile, TextSpan } from './source.ts';

/** By component id. */
export type ComponentStates = Readonly<Record<string, ComponentState>>;

export type Phase = IncidentPhase | MaintenancePhase | NoticePhase;

/** `<!-- allow RULE: reason -->`: suppresses a rule for the update that contains it. */
export interface Suppression {
  readonly rule: string;
  readonly reason: string;
  readonly span: TextSpan;
}

export interface IncidentUpdate {
  /** The time of the update, `20261122T0910Z`. Permanent, and unique in its incident. */
  readonly id: string;
  readonly at: Instant;
  /** The phase after this update. The word `update` leaves the phase unchanged. */
  readonly phase: Phase;
  /** As written in the heading. */
  readonly writtenPhase: Phase | 'update';
  /** When the published text was last corrected. */
  readonly corrected?: Instant;
  /** Changed component states, as written. */
  readonly affects?: ComponentStates;
  /** Changed severity, as written. */
  readonly severity?: string;
  /** When its writer promised the next update. */
  readonly nextUpdate?: Instant;
  /** Markdown, without the heading and directives. */
  readonly body: string;
  readonly suppressions: readonly Suppression[];
  readonly spans: UpdateSpans;
}

export interface UpdateSpans {
  readonly heading: TextSpan;
  readonly time: TextSpan;
  readonly phase: TextSpan;
  readonly affects?: TextSpan;
  readonly severity?: TextSpan;
  readonly nextUpdate?: TextSpan;
  readonly body: TextSpan;
}

interface SharedFields {
  /** The file's name without `.md`. Permanent: it is the permalink. */
  readonly id: string;
  readonly source: SourceFile;
  readonly title: string;
  /** At the start, before any update. */
  readonly components: ComponentStates;
  readonly drill: boolean;
  readonly internal: InternalFields;
  readonly imported?: ImportedFields;
  /** In file order. */
  readonly updates: readonly IncidentUpdate[];
  /** Suppressions before the first update apply to the front matter. */
  readonly suppressions: readonly Suppression[];
}

export interface Incident extends SharedFields {
  readonly kind: 'incident';
  /** As written; see `findSeverity`. */
  readonly severity: string;
  readonly started: Instant;
  readonly detected: Instant;
  /** When customers were no longer affected, as written; see `effectEndedAt`. It may be before `detected`. */
  readonly ended?: Instant;
  readonly customerFacing: boolean;
  /** Under embargo until `disclosed`; see `isEmbargoed`. */
  readonly security: boolean;
  /** When its embargo ended. */
  readonly disclosed?: Instant;
  /** The id of the incident that it was merged into. */
  readonly mergedInto?: string;
  /** When its postmortem was approved, if that is public. */
  readonly postmortemApprovedAt?: Instant;
}

export interface Maintenance extends SharedFields {
  readonly kind: 'maintenance';
  readonly starts: Instant;
  readonly ends: Instant;
  /** How long before its start it has to be announced; absent if the policy's value applies. */
  readonly notice?: number;
}

/** What customers should know although nothing is wrong, such as support hours. It affects no component. */
export interface Notice extends SharedFields {
  readonly kind: 'notice';
  /** When the page begins to show it; the time of the first update if none is written. */
  readonly starts: Instant;
  /** When the page stops showing it, unless an update ended it before. */
  readonly ends: Instant;
}

/** A file in `incidents/`. */
export type StatusEvent = Incident | Maintenance | Notice;

/** The update that ended it; undefined if it is open or was reopened. Updates after the end don't count. */
export function findEndingUpdate(event: StatusEvent): IncidentUpdate | undefined {
  let ending: IncidentUpdate | undefined;
  for (let at = event.updates.length - 1; at >= 0 && isFinalPhase(event.updates[at]!.phase); at -= 1) {
    ending = event.updates[at];
  }
  return ending;
}

const FINAL_PHASES: readonly Phase[] = ['resolved', 'withdrawn', 'merged', 'completed', 'cancelled', 'ended'];

export function isFinalPhase(phase: Phase): boolean {
  return FINAL_PHASES.includes(phase);
}

/** When customers were no longer affected: `ended`, else the ending update. Undefined while neither is known. */
export function effectEndedAt(incident: Incident): Instant | undefined {
  return incident.ended ?? findEndingUpdate(incident)?.at;
}

/** Whether customers were no longer affected when the company detected it. */
export function wasOverWhenDetected({ ended, detected }: Pick<Incident, 'ended' | 'detected'>): boolean {
  return ended !== undefined && ended <= detected;
}

/**
 * The update that called a maintenance off: it cancels it, or completes it by the start of its window, and no update said
 * before that it was under way. Undefined if it took place or may still do.
 */
export function findCallingOffUpdate(event: StatusEvent): IncidentUpdate | undefined {
  if (event.kind !== 'maintenance') return undefined;
  const ending = findEndingUpdate(event);
  const hasBegun = event.updates.some(({ phase }) => phase === 'in-progress' || phase === 'verifying');
  const isBefore = ending?.phase === 'cancelled' || (ending && ending.at <= event.starts);
  return isBefore && !hasBegun ? ending : undefined;
}

/** The update that withdrew an incident: there was no problem. Undefined for any other event. */
export function findWithdrawingUpdate(event: StatusEvent): IncidentUpdate | undefined {
  const ending = findEndingUpdate(event);
  return ending?.phase === 'withdrawn' ? ending : undefined;
}

/** The update that merged an incident into another one, where it is reported on from then on. */
export function findMergingUpdate(event: StatusEvent): IncidentUpdate | undefined {
  const ending = findEndingUpdate(event);
  return ending?.phase === 'merged' ? ending : undefined;
}

/** Whether an incident ended without a resolution of its own: it was withdrawn, or merged into another one. */
export function endedUnresolved(event: StatusEvent): boolean {
  return (findWithdrawingUpdate(event) ?? findMergingUpdate(event)) !== undefined;
}

/** The file name of a security incident without `.md`: it says only the day. */
export const SECURITY_ID = /^\d{4}-\d\d-\d\d-security(?:-\d{1,3})?$/;

/** Whether it is a security incident that is not disclosed yet: nothing public may have any words of it. */
export function isEmbargoed(event: StatusEvent): boolean {
  return event.kind === 'incident' && event.security && event.disclosed === undefined;
}

/** Component states after update `index`; -1 for those before any update. */
export function statesAfterUpdate(event: StatusEvent, index: number): ComponentStates {
  return event.updates
    .slice(0, index + 1)
    .reduce((states, update) => changeStates(event, states, update), event.components);
}

/** Component states after each update. */
export function statesAfterUpdates(event: StatusEvent): ComponentStates[] {
  let states = event.components;
  return event.updates.map((update) => (states = changeStates(event, states, update)));
}

function changeStates(
  event: StatusEvent,
  before: ComponentStates,
  { affects, at, phase }: IncidentUpdate,
): ComponentStates {
  const isOver = event.kind === 'incident' && event.ended !== undefined && at >= event.ended;
  const isEnd = isOver || isFinalPhase(phase);
  if (!affects && !isEnd) return before;
  const states: Record<string, ComponentState> = { ...before, ...affects };
  if (isEnd) for (const id of Object.keys(states)) states[id] = affects?.[id] ?? 'operational';
  return states;
}
