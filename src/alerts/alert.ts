import { z } from 'zod';
import { parseInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { normalizeSourceName, parseTimes, toLine, toList, toText } from './coerce.ts';

/** What a monitor says, whoever it is. All of its text is hostile until it is escaped where it is written. */
export interface Alert {
  /** `alertmanager`, `grafana`, `sentry`, `pagerduty`, or another monitor's name in lower-case letters. */
  readonly source: string;
  readonly status: 'firing' | 'resolved';
  /** What the same alert is known by when it is sent again. */
  readonly key: string;
  readonly title: string;
  /** As the monitor calls it; several, where a group holds several. */
  readonly severities: readonly string[];
  /** What the monitor calls the services that suffer. */
  readonly components: readonly string[];
  readonly url?: string;
  readonly startsAt?: Instant;
  readonly endsAt?: Instant;
  /** More of the machine's text, for the team. */
  readonly details: string;
}

/** The longest text of each kind, in characters: together they fit into what GitHub takes with one event. */
export const MAX_ALERT_LENGTHS = { key: 500, title: 500, label: 100, url: 2000, details: 4000 } as const;
export const MAX_LABELS = 20;

/** No severity, no field and no shape that a monitor sends makes an alert unreadable: a lost one is worse. */
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
    const key = toText(fields['dedupe_key'] ?? fields['key']).slice(0, MAX_ALERT_LENGTHS.key);
    const url = toLine(fields['url']);
    return {
      source,
      status: /^(?:resolved|ok|closed?|inactive|normal)$/i.test(toLine(fields['status']))
        ? 'resolved'
        : 'firing',
      key: key.trim() === '' ? `${source}: ${title}`.slice(0, MAX_ALERT_LENGTHS.key) : key,
      title: title === '' ? 'An alert without a title' : title,
      severities: truncateLabels(toList(fields['severity'])),
      components: truncateLabels(components),
      ...(/^https?:\/\//i.test(url) && url.length <= MAX_ALERT_LENGTHS.url && { url }),
      ...parseTimes({ startsAt: fields['starts_at'], endsAt: fields['ends_at'] }, parseAlertTime),
      details: toText(fields['details']).slice(0, MAX_ALERT_LENGTHS.details),
    };
  });

function truncateLabels(labels: readonly string[]): string[] {
  return labels.slice(0, MAX_LABELS).map((label) => label.slice(0, MAX_ALERT_LENGTHS.label));
}

/** Go writes a time that isn't set as the year 1; that, and what is no time, is left out. */
function parseAlertTime(value: unknown): Instant | undefined {
  const read = parseInstant(toLine(value));
  return 'instant' in read ? read.instant : undefined;
}

/** Reads what an event brings (`client_payload`, or the fields of a form), whatever it holds. */
export function parseAlert(payload: unknown): Alert {
  return alertSchema.parse(payload);
}
