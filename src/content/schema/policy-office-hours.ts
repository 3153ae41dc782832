import { z } from 'zod';
import { dateField } from './fields.ts';
import { daysField, timeOfDayField, WEEKDAYS, zoneField } from './on-call.ts';

/** When working time passes: `2h office hours`, `5 business days`. */
export const officeHoursSchema = z
  .strictObject({
    timezone: zoneField.meta({ description: 'An IANA time zone: Europe/Paris' }),
    days: daysField.default(['mon', 'tue', 'wed', 'thu', 'fri']),
    from: timeOfDayField.default(9 * 60),
    to: timeOfDayField.default(17 * 60),
    holidays: z
      .record(z.string().regex(/^\d{4}$/), z.array(dateField))
      .default({})
      .meta({ description: 'Days without work, by year: { 2026: [2026-12-25] }' }),
  })
  .transform(({ days, ...rest }) => ({ ...rest, weekdays: days.map((day) => WEEKDAYS.indexOf(day)) }))
  .meta({ description: 'When working time passes' });
