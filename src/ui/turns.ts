import type { TimeSpan } from '../status/time-span.ts';

/**
 * What an element says that is true over a stretch of time alone: the script shows it then and hides it otherwise.
 * Without a script, what was true when the page was made stays. Times are in seconds.
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

/** The same for markup that is written as text, with a space before it. */
export function renderPeriodAttributes(span: TimeSpan): string {
  return Object.entries(periodAttributes(span))
    .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${value}"`))
    .join('');
}
