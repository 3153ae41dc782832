import { z } from 'zod';
import { isTimeZone } from '../../time/calendar.ts';
import { calendarField, dateField, instantField, personField, secretNameField, urlField } from './fields.ts';

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** As minutes after midnight. */
export const timeOfDayField = z
  .string()
  .regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/)
  .meta({ description: 'A time of day, in quotes: "09:00"' })
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

export const zoneField = z
  .string()
  .refine(isTimeZone, {
    params: { fieldError: { kind: 'expected', expected: 'a time zone such as "Africa/Lagos"' } },
  })
  .meta({ description: 'An IANA time zone; defaults to the one of the page' });

export const daysField = z
  .array(z.enum(WEEKDAYS))
  .min(1)
  .meta({ description: 'Days of the week: mon, tue, wed, thu, fri, sat, sun' });

const people = z.array(personField).min(1).meta({ description: 'Who is on call; the first one leads' });
const backups = z
  .array(personField)
  .default([])
  .meta({ description: 'Who is asked where the ones on call have not answered in time' });

const shiftSchema = z.strictObject({
  days: daysField.default([...WEEKDAYS]),
  from: timeOfDayField.default(0),
  to: timeOfDayField.default(24 * 60).meta({
    description: 'A time of day, in quotes; not later than "from" means on the next day',
  }),
  people,
  backups,
});

const rotationSchema = z.strictObject({
  start: dateField,
  at: timeOfDayField.default(0).meta({ description: 'The time of day at which the next one takes over' }),
  every: calendarField,
  people,
  backup: z
    .enum(['next', 'none'])
    .default('next')
    .meta({ description: 'Whether the next in the list is the backup' }),
});

const calendarSchema = z.strictObject({
  url: urlField.optional().meta({ description: 'Its address: iCalendar or JSON' }),
  secret: secretNameField('The environment variable with its address, if the address is secret').optional(),
  names: z
    .record(z.string().min(1), personField)
    .default({})
    .meta({ description: 'What the calendar calls people, with their GitHub names' }),
});

/** One role's rota: by hours of the week, by turns, or from a calendar that is read at run time. */
export const rotaSchema = z
  .strictObject({
    timezone: zoneField.optional(),
    shifts: z.array(shiftSchema).min(1).optional(),
    rotation: rotationSchema.optional(),
    calendar: calendarSchema.optional(),
    overrides: z
      .array(z.strictObject({ from: instantField, to: instantField, people, backups }))
      .default([])
      .meta({ description: 'Who is on call instead at certain times' }),
    'allow-gaps': z
      .boolean()
      .default(false)
      .meta({ description: 'No one has to be on call outside of the shifts' }),
  })
  .meta({ description: 'A rota: shifts, a rotation or a calendar' });

export type RotaSettings = Readonly<z.output<typeof rotaSchema>>;
