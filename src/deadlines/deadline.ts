import type { Duration } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import type { DeadlineKind } from '../content/schema/policy-deadlines.ts';
import { escalationStepAt, findReachedStep, warningPeriod } from './escalation.ts';
import type { ResponsibleParty, EscalationStep } from './escalation.ts';

/** The start of a due window. */
export interface ReferenceTime {
  readonly at: Instant;
  /** `detection`, `the last public update`. */
  readonly what: string;
}

/** Something that the SOP expects, independent of the current time. */
export interface Obligation {
  /** Unique and stable: sent reminders are recorded by it. */
  readonly id: string;
  readonly kind: DeadlineKind;
  readonly clause?: string;
  /** The id of the incident or maintenance; absent for the SOP review. */
  readonly incident?: string;
  readonly drill: boolean;
  /** What is expected: `Next public update`. */
  readonly awaits: string;
  readonly from: ReferenceTime;
  readonly due: Instant;
  /** Never before `due`; the same if the SOP gives only one time. */
  readonly late: Instant;
  /** From `from` to `late`; warnings and escalation are in proportion to it. */
  readonly length: Duration;
  /** The escalation path (V10.1). */
  readonly path: readonly ResponsibleParty[];
  readonly responsible: readonly ResponsibleParty[];
  /** A reason to doubt the time. */
  readonly note?: string;
}

export type DeadlineState = 'ahead' | 'soon' | 'due' | 'late';

/** An obligation at a certain time. */
export interface Deadline extends Obligation {
  readonly state: DeadlineState;
  /** When `state` becomes `soon`. */
  readonly soon: Instant;
  /** The step of `path` that was reached; absent until it is late. */
  readonly step?: EscalationStep;
  /** `responsible` and every step of `path` that was reached. */
  readonly ask: readonly ResponsibleParty[];
}

/** A time at which a reminder is due. */
export interface ReminderThreshold {
  /** `half`, `soon`, `due`, `late`, and `step-1` and on for the steps after the first. */
  readonly key: string;
  readonly at: Instant;
}

export function deadlineAt(obligation: Obligation, now: Instant): Deadline {
  const soon = obligation.due - warningPeriod(obligation.length);
  const state =
    now >= obligation.late ? 'late' : now >= obligation.due ? 'due' : now >= soon ? 'soon' : 'ahead';
  const keys = obligation.path.map(({ key }) => key);
  const step = findReachedStep(keys, obligation.late, obligation.length, now);
  const asked = [...obligation.responsible, ...obligation.path.slice(0, step ? step.index + 1 : 0)];
  const ask = asked.filter(({ key }, index) => asked.findIndex((other) => other.key === key) === index);
  return { ...obligation, soon, state, ...(step && { step }), ask };
}

/** Reminders for work of several days also come at half of the time (V8.1). */
const HALFWAY_REMINDER_KINDS: ReadonlySet<DeadlineKind> = new Set(['postmortem']);

/** In order: a warning, when it is late, and each further step of the escalation path. */
export function reminderThresholdsOf(deadline: Deadline): ReminderThreshold[] {
  const warning =
    deadline.due < deadline.late ? { key: 'due', at: deadline.due } : { key: 'soon', at: deadline.soon };
  const half = HALFWAY_REMINDER_KINDS.has(deadline.kind)
    ? [{ key: 'half', at: deadline.from.at + (deadline.due - deadline.from.at) / 2 }]
    : [];
  const steps = deadline.path.slice(1).map((_, index) => ({
    key: `step-${index + 1}`,
    at: escalationStepAt(deadline.late, deadline.length, index + 1),
  }));
  return [...half, warning, { key: 'late', at: deadline.late }, ...steps];
}

const STATE_ORDER: Readonly<Record<DeadlineState, number>> = { late: 0, due: 1, soon: 2, ahead: 3 };

/** Follow-ups, which are less urgent than what customers wait for. */
const FOLLOW_UP_KINDS: ReadonlySet<DeadlineKind> = new Set([
  'summary',
  'postmortem',
  'action-item',
  'sop-review',
]);

/** Late first; then what customers wait for before follow-ups; then the longest late first. */
export function compareUrgency(a: Deadline, b: Deadline): number {
  return (
    STATE_ORDER[a.state] - STATE_ORDER[b.state] ||
    Number(FOLLOW_UP_KINDS.has(a.kind)) - Number(FOLLOW_UP_KINDS.has(b.kind)) ||
    nextChange(a) - nextChange(b) ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}

function nextChange({ state, due, late }: Deadline): Instant {
  return state === 'late' || state === 'due' ? late : due;
}
