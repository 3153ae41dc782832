import { z } from 'zod';
import { DURATION_PATTERN, parseCalendarSpan, parseDuration } from '../../time/duration.ts';
import { INSTANT_PATTERN, parseInstant } from '../../time/instant.ts';
import type { InstantError } from '../../time/instant.ts';

/** What a custom zod issue carries, so that its words can be found later. */
export type FieldError =
  | { readonly kind: 'time'; readonly reason: InstantError; readonly text: string }
  | { readonly kind: 'expected'; readonly expected: string };

/** A time with its zone, as milliseconds since the epoch. */
export const instantField = z
  .string()
  .meta({ description: 'A time with its zone, such as 2026-11-22T09:10Z', pattern: `^${INSTANT_PATTERN}$` })
  .transform((text, context) => {
    const read = parseInstant(text);
    if ('instant' in read) return read.instant;
    const error: FieldError = { kind: 'time', reason: read.fault, text };
    context.addIssue({ code: 'custom', params: { fault: error } });
    return z.NEVER;
  });

/** A length of time as people say it, as milliseconds. */
export const durationField = z
  .string()
  .meta({ description: 'A length of time: 5m, 2h, 48h, 1h 30m', pattern: DURATION_PATTERN })
  .transform(
    (text, context) =>
      parseDuration(text) ?? rejectValue(context, 'a length of time such as "30m", "2h" or "48h"'),
  );

/** A stretch of the calendar: `3 months`, `quarterly`. */
export const calendarField = z
  .string()
  .meta({ description: 'A stretch of the calendar: 3 months, 1 week, quarterly' })
  .transform(
    (text, context) =>
      parseCalendarSpan(text) ?? rejectValue(context, 'a stretch such as "3 months" or "quarterly"'),
  );

/** A date without a time, as text. */
export const dateField = z
  .string()
  .meta({ description: 'A date: 2026-11-22', pattern: String.raw`^\d{4}-\d{2}-\d{2}$` })
  .transform((text, context) => {
    const read = parseInstant(`${text}T00:00Z`);
    return 'instant' in read ? text : rejectValue(context, 'a date such as "2026-11-22"');
  });

/** One line of text: not empty, at most `longest` characters. */
export const lineField = (description: string, longest = 200) =>
  z
    .string()
    .min(1)
    .max(longest)
    .meta({ description })
    .refine((text) => !/[\n\r]/.test(text.trim()), {
      params: { fault: { kind: 'expected', expected: 'one line of text' } },
    })
    .refine((text) => text.trim() !== '', { params: { fault: { kind: 'expected', expected: 'some text' } } })
    .transform((text) => text.trim());

/** An address that a reader may follow: http or https only. */
export const urlField = z
  .string()
  .meta({ description: 'A web address, http or https', pattern: '^https?://' })
  .transform((text, context) => {
    const url = URL.parse(text);
    if (url && (url.protocol === 'https:' || url.protocol === 'http:')) return text;
    return rejectValue(context, 'a web address that begins with https://');
  });

/** A name in lower case with hyphens: a file's name, a severity, a role. */
export const KEY_PATTERN = /^[a-z0-9][a-z0-9-]*$/;

export const keyField = (description: string) =>
  z
    .string()
    .meta({ description, pattern: KEY_PATTERN.source })
    .refine((text) => KEY_PATTERN.test(text), {
      params: { fault: { kind: 'expected', expected: 'lower-case letters, digits and hyphens' } },
    });

/** A person or a team, as GitHub spells them. */
export const personField = z
  .string()
  .meta({ description: 'A GitHub name with its @: "@amina" or "@acme/on-call"' })
  .refine((text) => /^@[A-Za-z0-9](?:[A-Za-z0-9-]*)(?:\/[A-Za-z0-9._-]+)?$/.test(text), {
    params: { fault: { kind: 'expected', expected: 'a name with its @, in quotes, such as "@amina"' } },
  });

function rejectValue(context: z.RefinementCtx, expected: string): never {
  const error: FieldError = { kind: 'expected', expected };
  context.addIssue({ code: 'custom', params: { fault: error } });
  return z.NEVER;
}
