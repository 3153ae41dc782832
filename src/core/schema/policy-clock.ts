import { z } from 'zod';
import { keyField, lineField } from './fields.ts';

/** Everything that an SOP can wait for. */
export const DEADLINE_KINDS = [
  'acknowledge',
  'first-update',
  'next-update',
  'internal-update',
  'customer-email',
  'fix',
  'resolution',
  'summary',
  'postmortem',
  'action-item',
  'sop-review',
  'maintenance-notice',
  'maintenance-end',
] as const;

export type DeadlineKind = (typeof DEADLINE_KINDS)[number];

/** What is measured afterwards: all of that, and how long a fix was watched (V7.2). */
export const MEASURE_KINDS = [...DEADLINE_KINDS, 'monitoring'] as const;

export type MeasureKind = (typeof MEASURE_KINDS)[number];

/** A value for any of some kinds. */
const byKind = <T extends z.ZodType, Kind extends string>(kinds: readonly Kind[], field: T) => {
  const shape = Object.fromEntries(kinds.map((kind) => [kind, field.optional()]));
  return z.strictObject(shape as Record<Kind, z.ZodOptional<T>>).default({});
};

/** Which clause of the SOP asks for what; a severity's own come first. */
export const askedBySchema = byKind(MEASURE_KINDS, lineField('A clause of the SOP, such as V12.2', 20)).meta({
  description: 'The clause that asks for each thing, for reminders and reports',
});

/** Who sees to what; the commander sees to the rest. */
export const responsibleSchema = byKind(DEADLINE_KINDS, keyField('A role of this policy')).meta({
  description: 'The role that is asked first for each thing; the commander, if none is named',
});
