import { DAY } from '../../time/duration.ts';
import { parseLooseTime } from '../times/loose-time.ts';
import { parseTimeWords } from '../times/time-words.ts';
import { parsePhase } from '../words.ts';
import type { TextPiece } from './cut-text.ts';

/** Which end of a text is its first message. */
export type TextOrder = 'newest-first' | 'oldest-first';

/** The order that a text shows by its times, or else by its words; undefined where it shows none. */
export function findOrder(pieces: readonly TextPiece[]): TextOrder | undefined {
  if (pieces.length < 2) return undefined;
  const byTimes = orderByTimes(pieces);
  return (isYearWrong(pieces) ? orderByPhases(pieces) : undefined) ?? byTimes ?? orderByWords(pieces);
}

function orderByTimes(pieces: readonly TextPiece[]): TextOrder | undefined {
  const values = pieces.flatMap(({ time }) => rank(time) ?? []);
  let falls = 0;
  let rises = 0;
  for (const [index, value] of values.entries()) {
    if (index === 0) continue;
    if (value < values[index - 1]!) falls += 1;
    if (value > values[index - 1]!) rises += 1;
  }
  if (falls !== rises) return falls > rises ? 'newest-first' : 'oldest-first';
  return undefined;
}

/** A number that grows with the time that the words name; undefined where they name no day. */
function rank(time: string | undefined): number | undefined {
  if (time === undefined) return undefined;
  const loose = parseLooseTime(time);
  if (loose) return loose.local - (loose.offset ?? 0);
  const { year = 2000, month, day, minute = 0 } = parseTimeWords(time);
  return month === undefined || day === undefined ? undefined : Date.UTC(year, month - 1, day, 0, minute);
}

const EARLY = new Set(['investigating', 'scheduled']);
const LATE = new Set(['resolved', 'completed', 'monitoring']);

/** The times are so far apart that a year of them is mistyped. */
function isYearWrong(pieces: readonly TextPiece[]): boolean {
  const values = pieces.flatMap(({ time }) => rank(time) ?? []);
  return values.length > 1 && Math.max(...values) - Math.min(...values) > 300 * DAY;
}

function orderByPhases(pieces: readonly TextPiece[]): TextOrder | undefined {
  const phases = pieces.map(({ status }) =>
    status === undefined ? undefined : parsePhase(status, 'incident').phase,
  );
  const early = phases.findIndex((phase) => phase !== undefined && EARLY.has(phase));
  const late = phases.findIndex((phase) => phase !== undefined && LATE.has(phase));
  return early === -1 || late === -1 ? undefined : late < early ? 'newest-first' : 'oldest-first';
}

function orderByWords(pieces: readonly TextPiece[]): TextOrder | undefined {
  const phases = pieces.map(({ status }) =>
    status === undefined ? undefined : parsePhase(status, 'incident').phase,
  );
  const early = phases.findIndex((phase) => phase !== undefined && EARLY.has(phase));
  const late = phases.findIndex((phase) => phase !== undefined && LATE.has(phase));
  const byPhases = orderByPhases(pieces);
  if (byPhases) return byPhases;
  const numbers = pieces.flatMap(({ label }) => numberIn(label) ?? []);
  const [first, last] = [numbers[0], numbers.at(-1)];
  if (first !== undefined && last !== undefined && first !== last)
    return first > last ? 'newest-first' : 'oldest-first';
  // A text without a marker beside marked ones is the first message.
  const bare = pieces.map(({ label, time }) => label === undefined && time === undefined);
  if (bare[0] !== bare.at(-1)) return bare[0] ? 'oldest-first' : 'newest-first';
  if (early === 0) return 'oldest-first';
  if (early === pieces.length - 1) return 'newest-first';
  if (late === 0) return 'newest-first';
  return late === pieces.length - 1 ? 'oldest-first' : undefined;
}

/** `Update #2` is the second; an update without a number beside it is the first. */
function numberIn(label: string | undefined): number | undefined {
  if (label === undefined || !/^(?:update|edit)\b/i.test(label)) return undefined;
  const number = /^\w+\s*#?\s*(\d{1,2})\s*$/.exec(label)?.[1];
  return number === undefined ? (/^\w+$/.test(label) ? 1 : undefined) : Number(number);
}
