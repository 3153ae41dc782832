import { z } from 'zod';
import { readInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { nameOf, timesOf, toLine, toList, toText } from './coerce.ts';

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
export const LONGEST = { key: 500, title: 500, label: 100, url: 2000, details: 4000 } as const;
export const MOST_LABELS = 20;

/** No severity, no field and no shape that a monitor sends makes an alert unreadable: a lost one is worse. */
const alertSchema = z
  .unknown()
  .transform((value) =>
    typeof value === 'object' && value !== null
      ? (value as Readonly<Record<string, unknown>>)
      : { title: value },
  )
  .transform((fields): Alert => {
    const source = nameOf(toText(fields['source'])) || 'monitor';
    const title = toLine(fields['title']).slice(0, LONGEST.title);
    const components = toList(fields['components'] ?? fields['component']);
    const key = toText(fields['dedupe_key'] ?? fields['key']).slice(0, LONGEST.key);
    const url = toLine(fields['url']);
    return {
      source,
      status: /^(?:resolved|ok|closed?|inactive|normal)$/i.test(toLine(fields['status']))
        ? 'resolved'
        : 'firing',
      key: key.trim() === '' ? `${source}: ${title}`.slice(0, LONGEST.key) : key,
      title: title === '' ? 'An alert without a title' : title,
      severities: cut(toList(fields['severity'])),
      components: cut(components),
      ...(/^https?:\/\//i.test(url) && url.length <= LONGEST.url && { url }),
      ...timesOf({ startsAt: fields['starts_at'], endsAt: fields['ends_at'] }, readTime),
      details: toText(fields['details']).slice(0, LONGEST.details),
    };
  });

function cut(labels: readonly string[]): string[] {
  return labels.slice(0, MOST_LABELS).map((label) => label.slice(0, LONGEST.label));
}

/** Go writes a time that isn't set as the year 1; that, and what is no time, is left out. */
function readTime(value: unknown): Instant | undefined {
  const read = readInstant(toLine(value));
  return 'instant' in read ? read.instant : undefined;
}

/** Reads what an event brings (`client_payload`, or the fields of a form), whatever it holds. */
export function readAlert(payload: unknown): Alert {
  return alertSchema.parse(payload);
}
