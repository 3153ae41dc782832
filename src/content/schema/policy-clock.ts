import { z } from 'zod';
import { keyField, lineField } from './fields.ts';

/** Everything that is measured when it is asked how an SOP was kept, in the order in which it comes. */
export const MEASUREMENT_KINDS = [
  'acknowledge',
  'first-update',
  'next-update',
  'internal-update',
  'customer-email',
  'fix',
  'monitoring',
  'resolution',
  'summary',
  'postmortem',
  'action-item',
  'maintenance-notice',
  'maintenance-end',
  'sop-review',
] as const;

export type MeasurementKind = (typeof MEASUREMENT_KINDS)[number];

/** Everything that an SOP can wait for: all of that but the watching after a fix, which is over too soon and never late. */
export type DeadlineKind = Exclude<MeasurementKind, 'monitoring'>;

export const DEADLINE_KINDS = MEASUREMENT_KINDS.filter((kind): kind is DeadlineKind => kind !== 'monitoring');

/** A value for any of some kinds. */
function byKind<T extends z.ZodType, Kind extends MeasurementKind>(kinds: readonly Kind[], field: T) {
  const shape = Object.fromEntries(kinds.map((kind) => [kind, field.optional()]));
  return z.strictObject(shape as Readonly<Record<Kind, z.ZodOptional<T>>>).prefault({} as never);
}

/** Which clause of the SOP asks for what; a severity's own come first. */
export const clausesSchema = byKind(
  MEASUREMENT_KINDS,
  lineField('A clause of the SOP, such as V12.2', 20),
).meta({
  description: 'The clause that asks for each thing, for reminders and reports',
});

/** Who sees to what; the commander sees to the rest. */
export const ownerRolesSchema = byKind(DEADLINE_KINDS, keyField('A role of this policy')).meta({
  description: 'The role that is asked first for each thing; the commander, if none is named',
});
