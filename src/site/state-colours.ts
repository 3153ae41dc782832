import type { CurrentState } from '../status/states.ts';

/** Readable as text on white and as a background of white text. */
export const STATE_COLOURS: Readonly<Record<CurrentState, string>> = {
  operational: '#1b7445',
  maintenance: '#2a5a9c',
  unknown: '#5e5b55',
  degraded: '#855600',
  'partial-outage': '#b0450c',
  'major-outage': '#b3261e',
};
