import { z } from 'zod';
import { parseInstant } from '../../time/instant.ts';
import { dateField, durationField, keyField, lineField } from './fields.ts';
import { COMPONENT_STATES } from './incident.ts';
import { textBlockField } from './policy-severity.ts';

const LOCAL_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;

const localTimeField = z
  .string()
  .meta({
    description: 'The start of the first window, in the time zone of the page: 2026-12-06T02:00',
    pattern: LOCAL_TIME.source,
  })
  .refine((text) => LOCAL_TIME.test(text) && 'instant' in parseInstant(`${text}Z`), {
    params: {
      fieldError: {
        kind: 'expected',
        expected: 'a time without a zone, such as 2026-12-06T02:00: it is in the time zone of the page',
      },
    },
  });

const windowSchema = z.strictObject({
  first: localTimeField,
  duration: durationField,
  repeat: lineField('An RRULE of RFC 5545, such as FREQ=MONTHLY;BYDAY=1SU for each first Sunday'),
  components: z
    .record(z.string(), z.enum(COMPONENT_STATES))
    .meta({ description: 'The state of each component during the maintenance, by its file name' }),
  title: lineField('What customers notice, in one line; generated if absent', 160).optional(),
  text: textBlockField(
    "The announcement, with [component], [starts], [ends], [start day] and [end day]; the policy's maintenance.templates.scheduled if absent",
  ).optional(),
  announce: durationField.optional().meta({
    description:
      "How long before its start each window is announced; defaults to the policy's notice and two weeks",
  }),
  except: z.array(dateField).default([]).meta({ description: 'Days on which it does not take place' }),
});

/** `recurring-maintenance` of `status.yaml`. */
export const recurringMaintenanceSchema = z
  .record(keyField('Its name, in the names of the files'), windowSchema)
  .default({})
  .meta({
    description:
      'Planned maintenance that repeats: npx candor incident schedule writes a file for each window',
  });
