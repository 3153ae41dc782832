import { z } from 'zod';
import { DURATION_PATTERN, parseCalendarSpan, parseDuration } from '../../time/duration.ts';
import { parseTimeLimit, TIME_LIMIT_PATTERN } from '../../time/working-time.ts';
import { INSTANT_PATTERN, parseInstant } from '../../time/instant.ts';
import type { InstantError } from '../../time/instant.ts';
import { readSignUpAddress, readSiteAddress, readWebAddress } from '../site-address.ts';
import { readSiteId } from '../site-identity.ts';
import type { AddressProblem, AddressReading } from '../site-address.ts';

/** Parameters of a custom zod issue, from which the message is made. */
export type FieldError =
  | { readonly kind: 'time'; readonly reason: InstantError; readonly text: string }
  | { readonly kind: 'expected'; readonly expected: string }
  | { readonly kind: 'secret-name' }
  | ({ readonly kind: 'address' } & AddressProblem);

/** How zod reads what a site has few of: writing a function for a schema takes longer than reading some files without one. */
export const FOR_FEW_FILES = { jitless: true } as const;

/** As milliseconds since 1970 UTC. */
export const instantField = z
  .string()
  .meta({
    description: 'A time with a time zone, such as 2026-11-22T09:10Z',
    pattern: `^${INSTANT_PATTERN}$`,
  })
  .transform((text, context) => {
    const read = parseInstant(text);
    if ('instant' in read) return read.instant;
    const error: FieldError = { kind: 'time', reason: read.error, text };
    context.addIssue({ code: 'custom', params: { fieldError: error } });
    return z.NEVER;
  });

/** As milliseconds. */
export const durationField = z
  .string()
  .meta({ description: 'A duration: 5m, 2h, 48h, 1h 30m', pattern: DURATION_PATTERN })
  .transform(
    (text, context) => parseDuration(text) ?? rejectValue(context, 'a duration such as "30m", "2h" or "48h"'),
  );

/** By the clock or in working time. */
export const timeLimitField = z
  .string()
  .meta({
    description: 'A duration: 5m, 2h, 1h 30m; or in working time: 2h office hours, 5 business days',
    pattern: TIME_LIMIT_PATTERN,
  })
  .transform(
    (text, context) =>
      parseTimeLimit(text) ??
      rejectValue(context, 'a duration such as "30m", "4h office hours" or "5 business days"'),
  );

export const calendarField = z
  .string()
  .meta({ description: 'A period: 3 months, 1 week, quarterly' })
  .transform(
    (text, context) =>
      parseCalendarSpan(text) ?? rejectValue(context, 'a period such as "3 months" or "quarterly"'),
  );

/** As text. */
export const dateField = z
  .string()
  .meta({ description: 'A date: 2026-11-22', pattern: String.raw`^\d{4}-\d{2}-\d{2}$` })
  .transform((text, context) => {
    const read = parseInstant(`${text}T00:00Z`);
    return 'instant' in read ? text : rejectValue(context, 'a date such as "2026-11-22"');
  });

export const lineField = (description: string, longest = 200) =>
  z
    .string()
    .min(1)
    .max(longest)
    .meta({ description })
    .refine((text) => !/[\n\r]/.test(text.trim()), {
      params: { fieldError: { kind: 'expected', expected: 'one line of text' } },
    })
    .refine((text) => text.trim() !== '', {
      params: { fieldError: { kind: 'expected', expected: 'some text' } },
    })
    .transform((text) => text.trim());

/** http or https only: readers can click it. */
export const urlField = z
  .string()
  .meta({ description: 'A web address, http or https', pattern: '^https?://' })
  .transform((text, context) => {
    const url = URL.parse(text);
    if (url && (url.protocol === 'https:' || url.protocol === 'http:')) return text;
    return rejectValue(context, 'a web address that begins with https://');
  });

/** The address of the page, normalised. */
export const siteAddressField = addressField('The address of the page, with its base path', readSiteAddress);

/** What the site's permanent ids are derived from. */
export const siteIdField = z
  .string()
  .meta({
    description:
      'The permanent identity behind all ids in feeds, calendar and API; it stays the same when the address changes',
    examples: ['tag:example.com,2026:status', 'https://example.com/status'],
  })
  .transform((text, context) => acceptAddress(context, readSiteId(text)));

/** A link on the page, as written. */
export const linkField = addressField('A web address, http or https', readWebAddress);

/** Where people sign up for mail. */
export const signUpField = addressField(
  'Where customers sign up for mail: the address of a form, or mailto: and the address of a list',
  readSignUpAddress,
  '^(https?://|mailto:)',
);

function addressField(description: string, read: (text: string) => AddressReading, pattern = '^https?://') {
  return z
    .string()
    .meta({ description, pattern })
    .transform((text, context) => acceptAddress(context, read(text)));
}

function acceptAddress(context: z.RefinementCtx, found: AddressReading): string {
  if ('address' in found) return found.address;
  const fieldError: FieldError = { kind: 'address', ...found };
  context.addIssue({ code: 'custom', params: { fieldError } });
  return z.NEVER;
}

/** A lower-case name with hyphens: a file's name, a severity, a role. */
export const KEY_PATTERN = /^[a-z0-9][a-z0-9-]*$/;

/** Windows has devices of these names, so that a repository with such a file can't be checked out there. */
export const RESERVED_ON_WINDOWS = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

export const keyField = (description: string) =>
  z
    .string()
    .meta({ description, pattern: KEY_PATTERN.source })
    .refine((text) => KEY_PATTERN.test(text), {
      params: { fieldError: { kind: 'expected', expected: 'lower-case letters, digits and hyphens' } },
    });

/** The name of an environment variable. A message about another value never repeats it: it may be the secret itself. */
export const secretNameField = (description: string) =>
  z
    .string()
    .meta({ description, pattern: SECRET_NAME.source })
    .refine((text) => SECRET_NAME.test(text), { params: { fieldError: { kind: 'secret-name' } } });
const SECRET_NAME = /^[A-Z][A-Z0-9_]{1,62}$/;

/** One mail address, without a name. */
export const mailField = (description: string) =>
  z
    .string()
    .max(254)
    .meta({ description, format: 'email' })
    .refine((text) => /^[\w.+=%~-]+@[\w-]+(?:\.[\w-]+)+$/.test(text), {
      params: {
        fieldError: { kind: 'expected', expected: 'one mail address, such as status@lists.example.com' },
      },
    });

/** A GitHub user or team. */
export const personField = z
  .string()
  .meta({ description: 'A GitHub name with its @: "@amina" or "@acme/on-call"' })
  .refine((text) => /^@[A-Za-z0-9](?:[A-Za-z0-9-]*)(?:\/[A-Za-z0-9._-]+)?$/.test(text), {
    params: { fieldError: { kind: 'expected', expected: 'a name with its @, in quotes, such as "@amina"' } },
  });

function rejectValue(context: z.RefinementCtx, expected: string): never {
  const error: FieldError = { kind: 'expected', expected };
  context.addIssue({ code: 'custom', params: { fieldError: error } });
  return z.NEVER;
}
