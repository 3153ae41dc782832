import type { Instant } from '../time/instant.ts';

/** A field as an object; empty where it is none. */
export function toFields(value: unknown): Readonly<Record<string, unknown>> {
  const isFields = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isFields ? (value as Readonly<Record<string, unknown>>) : {};
}

/** A field as an array; empty where it is none. */
export function toArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/**
 * A field as text. Alertmanager reads what its templates give as YAML: `1` becomes a number, `yes` a boolean, and
 * `API: 5xx` a map; each is turned back into the words that it was.
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

/** Nobody's words lie deeper; somebody's attack might. */
const MAX_DEPTH = 8;

/** A field as one line. */
export function toLine(value: unknown): string {
  return toText(value).replace(/\s+/g, ' ').trim();
}

/** A field as a list: an array, or a text with commas in it; each once, in order. */
export function toList(value: unknown): string[] {
  const items = (Array.isArray(value) ? value : [value]).flatMap((one) => toText(one).split(',').map(toLine));
  return [...new Set(items.filter((item) => item !== ''))];
}

/** The first of several fields that says anything, as one line. */
export function firstNonEmpty(...values: readonly unknown[]): string {
  return values.map(toLine).find((text) => text !== '') ?? '';
}

/** A monitor's name: lower-case letters, digits and hyphens, so that it can stand anywhere. */
export function normalizeSourceName(text: string): string {
  const plain = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40);
  return plain.replace(/^-+|-+$/g, '');
}

/** The times that can be read, by name. */
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
