import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import type { Alert } from './alert.ts';

const MONITOR_NAMES: Readonly<Record<string, string>> = {
  alertmanager: 'Alertmanager',
  grafana: 'Grafana',
  sentry: 'Sentry',
  pagerduty: 'PagerDuty',
};

/** A monitor's name as people write it; one that isn't known is not repeated. */
export function monitorName({ source }: Alert): string {
  return Object.hasOwn(MONITOR_NAMES, source) ? MONITOR_NAMES[source]! : 'A monitor';
}

/** `09:14Z`, or with its date if that is another day. */
export function formatShortTime(at: Instant, now: Instant): string {
  const [written, today] = [formatInstant(Math.floor(at / 60_000) * 60_000), formatInstant(now)];
  return written.slice(0, 10) === today.slice(0, 10) ? written.slice(11) : written;
}

/** Names that only an office's own network knows, and addresses that only it reaches. */
const PRIVATE_HOST_PATTERN =
  /^[^.]+$|^\[|\.(?:local|internal|lan|intranet|corp|home|localdomain|test|svc|arpa)$|\.svc\.|^(?:10|127|0)\.|^169\.254\.|^192\.168\.|^172\.(?:1[6-9]|2\d|3[01])\./i;

/**
 * The address of an alert, as far as it may be shown: never with a password in it; where everybody can read it, never
 * inside the company's own network, and without the query, which often holds what the machine measured.
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

/** An address in which nothing means anything to Markdown, or calls anybody. */
function escapeUrl({ origin, pathname, search, hash }: URL): string {
  const rest = `${pathname}${search}${hash}`;
  const hex = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return origin + rest.replace(/[^\w/:.~%?=&,+#;-]/g, hex);
}

/** Text of a machine as it may stand in a file: no control character, nothing that turns the direction of reading. */
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
