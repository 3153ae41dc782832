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

/** A value for any of the kinds of deadline. */
const byKind = <T extends z.ZodType>(field: T) => {
  const shape = Object.fromEntries(DEADLINE_KINDS.map((kind) => [kind, field.optional()]));
  return z.strictObject(shape as Record<DeadlineKind, z.ZodOptional<T>>).default({});
};

/** Which clause of the SOP asks for what; a severity's own come first. */
export const askedBySchema = byKind(lineField('A clause of the SOP, such as V12.2', 20)).meta({
  description: 'The clause that asks for each thing, for reminders and reports',
});

/** Who sees to what; the commander sees to the rest. */
export const responsibleSchema = byKind(keyField('A role of this policy')).meta({
  description: 'The role that is asked first for each thing; the commander, if none is named',
});
