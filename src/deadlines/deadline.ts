import type { Duration } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import type { DeadlineKind } from '../content/schema/policy-deadlines.ts';
import { escalationStepAt, findReachedStep, warningPeriod } from './escalation.ts';
import type { ResponsibleParty, EscalationStep } from './escalation.ts';

/** What a time counts from. */
export interface ReferenceTime {
  readonly at: Instant;
  /** In words: `detection`, `the update of 09:10`. */
  readonly what: string;
}

/** Something that the SOP waits for, whatever the time is now. */
export interface Obligation {
  /** Stable from reading to reading, and unique: what a reminder is remembered by. */
  readonly id: string;
  readonly kind: DeadlineKind;
  /** Absent where the policy doesn't name one. */
  readonly clause?: string;
  /** The incident's or maintenance's id; absent where the SOP itself waits. */
  readonly incident?: string;
  readonly drill: boolean;
  /** What is awaited, in words. */
  readonly awaits: string;
  readonly from: ReferenceTime;
  /** When it should be there. */
  readonly due: Instant;
  /** From when on it is late: never before `due`, and the same where the SOP gives one time only. */
  readonly late: Instant;
  /** How long was given, start to late: what warnings and escalation are measured by. */
  readonly length: Duration;
  /** Whom lateness climbs to, step by step (V10.1). */
  readonly path: readonly ResponsibleParty[];
  /** Who sees to it. */
  readonly responsible: readonly ResponsibleParty[];
  /** Something in the file that makes the time doubtful. */
  readonly note?: string;
}

export type DeadlineState = 'ahead' | 'soon' | 'due' | 'late';

/** Something that the SOP waits for, at a time. */
export interface Deadline extends Obligation {
  readonly state: DeadlineState;
  /** From when on it is soon. */
  readonly soon: Instant;
  /** The step of `path` that has been reached; absent until it is late. */
  readonly step?: EscalationStep;
  /** Whom to ask now: who sees to it, and every step that has been reached. */
  readonly ask: readonly ResponsibleParty[];
}

/** A moment at which a deadline changes. */
export interface ReminderThreshold {
  /** `half`, `soon`, `due`, `late`, and `step-1` and on for the steps after the first. */
  readonly key: string;
  readonly at: Instant;
}

/** A wait as it stands at a time. Later never makes it less late. */
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

/** What takes days to write is spoken of at half its time too, and again at three quarters (V8.1). */
const HALFWAY_REMINDER_KINDS: ReadonlySet<DeadlineKind> = new Set(['postmortem']);

/** Every moment at which somebody is told, in order: a warning before it is late, when it is, and at each further step. */
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

/** What is owed after the end: it can wait until nobody is affected any more. */
const FOLLOW_UP_KINDS: ReadonlySet<DeadlineKind> = new Set([
  'summary',
  'postmortem',
  'action-item',
  'sop-review',
]);

/** Late first; of those, what customers wait for before papers, and the longest late before the others. */
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
