import { z } from 'zod';
import { formatInstant, parseInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { hashText } from '../text/short-hash.ts';
import { normalizeSourceName, parseTimes, toLine, toList, toText } from './coerce.ts';

/** An alert from any monitor. All of its text is untrusted and must be escaped wherever it is written. */
export interface Alert {
  /** A source's name, such as `alertmanager`, or another monitor's in the same form. */
  readonly source: string;
  readonly status: 'firing' | 'resolved';
  /** The deduplication key: the same each time the alert is sent. */
  readonly key: string;
  readonly title: string;
  /** In the monitor's terms. A group of alerts may have several. */
  readonly severities: readonly string[];
  /** The affected services, by the monitor's names. */
  readonly components: readonly string[];
  readonly url?: string;
  readonly startsAt?: Instant;
  readonly endsAt?: Instant;
  /** More of the monitor's text, for the team. */
  readonly details: string;
}

/** In characters. Together they fit into the largest event that GitHub accepts. */
export const MAX_ALERT_LENGTHS = { key: 500, title: 500, label: 100, url: 2000, details: 4000 } as const;
export const MAX_LABELS = 20;

/** Accepts every value: an incomplete alert is better than a lost one. */
const alertSchema = z
  .unknown()
  .transform((value) =>
    typeof value === 'object' && value !== null
      ? (value as Readonly<Record<string, unknown>>)
      : { title: value },
  )
  .transform((fields): Alert => {
    const source = normalizeSourceName(toText(fields['source'])) || 'monitor';
    const title = toLine(fields['title']).slice(0, MAX_ALERT_LENGTHS.title);
    const components = toList(fields['components'] ?? fields['component']);
    const key = toText(fields['dedupe_key'] ?? fields['key']);
    const url = toLine(fields['url']);
    return {
      source,
      status: /^(?:resolved|ok|closed?|inactive|normal)$/i.test(toLine(fields['status']))
        ? 'resolved'
        : 'firing',
      key: shortenKey(key.trim() === '' ? `${source}: ${toLine(fields['title'])}` : key),
      title: title === '' ? 'An alert without a title' : title,
      severities: truncateLabels(toList(fields['severity'])),
      components: truncateLabels(components),
      ...(/^https?:\/\//i.test(url) && url.length <= MAX_ALERT_LENGTHS.url && { url }),
      ...parseTimes({ startsAt: fields['starts_at'], endsAt: fields['ends_at'] }, parseAlertTime),
      details: toText(fields['details']).slice(0, MAX_ALERT_LENGTHS.details),
    };
  });

/** A long key ends in a hash of all of it, because two keys may differ at their ends only. */
function shortenKey(key: string): string {
  if (key.length <= MAX_ALERT_LENGTHS.key) return key;
  const hash = hashText(key);
  return `${key.slice(0, MAX_ALERT_LENGTHS.key - hash.length - 1)}#${hash}`;
}

function truncateLabels(labels: readonly string[]): string[] {
  return labels.slice(0, MAX_LABELS).map((label) => label.slice(0, MAX_ALERT_LENGTHS.label));
}

/** Undefined for text that isn't a time, and for the year 1, Go's zero time. */
function parseAlertTime(value: unknown): Instant | undefined {
  const read = parseInstant(toLine(value));
  return 'instant' in read ? read.instant : undefined;
}

/** Reads an alert from an event's `client_payload` or inputs, whatever their shape. */
export function parseAlert(payload: unknown): Alert {
  return alertSchema.parse(payload);
}

/** The `client_payload` of a `repository_dispatch` event. GitHub allows ten keys at most. */
export type DispatchPayload = Readonly<Record<string, string>>;

/** Formats an alert as a payload that `parseAlert` reads. */
export function toDispatchPayload(alert: Alert): DispatchPayload {
  const { source, status, key, title, severities, components, url, startsAt, endsAt, details } = alert;
  return {
    source,
    status,
    dedupe_key: key,
    title,
    severity: severities.join(', '),
    components: components.join(', '),
    ...(url !== undefined && { url }),
    ...(startsAt !== undefined && { starts_at: formatInstant(startsAt) }),
    ...(endsAt !== undefined && { ends_at: formatInstant(endsAt) }),
    details,
  };
}
