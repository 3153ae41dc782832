import type { TimeSpan } from '../status/time-span.ts';

/**
 * Attributes of an element that is shown only during a period: the script shows and hides it. Without the script, the state
 * at build time stays. Times are in seconds.
 */
export function periodAttributes({ from, to }: TimeSpan): {
  'data-on'?: number;
  'data-off'?: number;
  hidden?: true;
} {
  if (from === undefined && to === undefined) return {};
  return {
    'data-on': (from ?? 0) / 1000,
    ...(to !== undefined && { 'data-off': to / 1000 }),
    ...(from !== undefined && { hidden: true }),
  };
}

/** The attributes as HTML, with a space before each. */
export function renderPeriodAttributes(span: TimeSpan): string {
  return Object.entries(periodAttributes(span))
    .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${value}"`))
    .join('');
}
