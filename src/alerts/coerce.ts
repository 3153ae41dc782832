import type { Instant } from '../time/instant.ts';

/** A value as an object; empty if it is anything else. */
export function toFields(value: unknown): Readonly<Record<string, unknown>> {
  const isFields = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isFields ? (value as Readonly<Record<string, unknown>>) : {};
}

/** A value as an array; empty if it is anything else. */
export function toArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/**
 * A value as text. Alertmanager parses the output of its templates as YAML, so that `1` becomes a number, `yes` a boolean
 * and `API: 5xx` a map. This turns each back into the original text.
 */
export function toText(value: unknown, depth = 0): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return String(value);
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return '';
  if (Array.isArray(value)) return value.map((one) => toText(one, depth + 1)).join(', ');
  return Object.entries(value)
    .map(([name, one]) => `${name}: ${toText(one, depth + 1)}`.trim())
    .join(', ');
}

/** Limits recursion on hostile input. */
const MAX_DEPTH = 8;

/** A value as text on one line. */
export function toLine(value: unknown): string {
  return toText(value).replace(/\s+/g, ' ').trim();
}

/** A value as a list: an array or comma-separated text, without duplicates, in order. */
export function toList(value: unknown): string[] {
  const items = (Array.isArray(value) ? value : [value]).flatMap((one) => toText(one).split(',').map(toLine));
  return [...new Set(items.filter((item) => item !== ''))];
}

/** The first value that has text, on one line. */
export function firstNonEmpty(...values: readonly unknown[]): string {
  return values.map(toLine).find((text) => text !== '') ?? '';
}

/** A monitor's name in lower-case letters, digits and hyphens, which need no escaping anywhere. */
export function normalizeSourceName(text: string): string {
  const plain = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40);
  return plain.replace(/^-+|-+$/g, '');
}

/** The valid times, by name. */
export function parseTimes<Name extends string>(
  values: Readonly<Record<Name, unknown>>,
  read: (value: unknown) => Instant | undefined,
): Partial<Record<Name, Instant>> {
  const times: Partial<Record<Name, Instant>> = {};
  for (const name of Object.keys(values) as Name[]) {
    const time = read(values[name]);
    if (time !== undefined) times[name] = time;
  }
  return times;
}
