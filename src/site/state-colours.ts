import { DEFAULT_COLOURS } from '../content/branding/tokens.ts';
import { MILDEST_FIRST } from '../status/states.ts';
import type { CurrentState } from '../status/states.ts';

/** Those of a light page: readable as text on white and as a background of white text. */
export const STATE_COLOURS = Object.fromEntries(
  MILDEST_FIRST.map((state) => [state, DEFAULT_COLOURS.light[state]]),
) as Readonly<Record<CurrentState, string>>;
