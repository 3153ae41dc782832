import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import type { Alert } from './alert.ts';
import { ALERT_SOURCES } from './sources/index.ts';

/** The label of an alert's source. The name of an unknown source is untrusted, so it is not shown. */
export function monitorName({ source }: Alert): string {
  return ALERT_SOURCES.find(({ name }) => name === source)?.label ?? 'A monitor';
}

/** `09:14Z`, with its date if that is not today. */
export function formatShortTime(at: Instant, now: Instant): string {
  const [written, today] = [formatInstant(Math.floor(at / 60_000) * 60_000), formatInstant(now)];
  return written.slice(0, 10) === today.slice(0, 10) ? written.slice(11) : written;
}

/** Host names and addresses of private networks. */
const PRIVATE_HOST_PATTERN =
  /^[^.]+$|^\[|\.(?:local|internal|lan|intranet|corp|home|localdomain|test|svc|arpa)$|\.svc\.|^(?:10|127|0)\.|^169\.254\.|^192\.168\.|^172\.(?:1[6-9]|2\d|3[01])\./i;

/**
 * An alert's URL without credentials. In a public repository it also has no query or fragment, which often contain
 * measurements, and URLs of private networks are undefined.
 */
export function sanitizeUrl({ url: text }: Alert, isPrivate: boolean): string | undefined {
  const url = text === undefined ? null : URL.parse(text);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return undefined;
  url.username = '';
  url.password = '';
  if (isPrivate) return escapeUrl(url);
  if (PRIVATE_HOST_PATTERN.test(url.hostname)) return undefined;
  url.search = '';
  url.hash = '';
  return escapeUrl(url);
}

/** Percent-encodes characters that Markdown or GitHub would interpret, such as mentions. */
function escapeUrl({ origin, pathname, search, hash }: URL): string {
  const rest = `${pathname}${search}${hash}`;
  const hex = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return origin + rest.replace(/[^\w/:.~%?=&,+#;-]/g, hex);
}

/** Removes control characters, invisible characters and changes of text direction. */
export function stripControlChars(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(
      /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g,
      '',
    )
    .toWellFormed()
    .trim();
}
