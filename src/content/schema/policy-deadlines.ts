import { z } from 'zod';
import { keyField, lineField } from './fields.ts';

/** Everything that compliance reports measure, in report order. */
export const MEASUREMENT_KINDS = [
  'acknowledge',
  'first-update',
  'next-update',
  'internal-update',
  'hand-over',
  'customer-email',
  'fix',
  'monitoring',
  'resolution',
  'disclosure',
  'summary',
  'postmortem',
  'action-item',
  'maintenance-notice',
  'maintenance-end',
  'sop-review',
] as const;

export type MeasurementKind = (typeof MEASUREMENT_KINDS)[number];

/** Everything with a deadline. Monitoring after a fix can be too short, but never late. */
export type DeadlineKind = Exclude<MeasurementKind, 'monitoring'>;

export const DEADLINE_KINDS = MEASUREMENT_KINDS.filter((kind): kind is DeadlineKind => kind !== 'monitoring');

/** An optional value for each kind. */
function byKind<T extends z.ZodType, Kind extends MeasurementKind>(kinds: readonly Kind[], field: T) {
  const shape = Object.fromEntries(kinds.map((kind) => [kind, field.optional()]));
  return z.strictObject(shape as Readonly<Record<Kind, z.ZodOptional<T>>>).prefault({} as never);
}

/** A severity's own clauses take precedence. */
export const clausesSchema = byKind(
  MEASUREMENT_KINDS,
  lineField('A clause of the SOP, such as V12.2', 20),
).meta({
  description: 'The clause behind each deadline, for reminders and reports',
});

/** The commander is responsible for any kind without a role. */
export const ownerRolesSchema = byKind(DEADLINE_KINDS, keyField('A role of this policy')).meta({
  description: 'The role responsible for each deadline; defaults to the commander',
});
