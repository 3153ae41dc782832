import type { SentenceWordingMatch } from './match.ts';

const NUMBERS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  eight: 8,
  ten: 10,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  'forty-five': 45,
  sixty: 60,
  ninety: 90,
  half: 0.5,
  'half a': 0.5,
  'half an': 0.5,
};

const UPDATE =
  /\b(?:(?:next |another |further |more |status |an? |regular |hourly )*(?:updates?|information|details)|update you|keep you (?:updated|posted|informed))\b[^.;!?]{0,50}?\b(?:in|within|every|after|over)(?: the next| about| around| approximately| roughly)?(?: every)? (?:(\d{1,4}(?:\.\d)?|half an?|[a-z-]+)(?: ?(?:-|to|or) ?(\d{1,4}|[a-z]+))? ?)?(minutes?|mins?|hours?|hrs?|days?)\b/g;

/**
 * Promised times for the next update that are longer than the policy allows (V12.2). `cadence` is in minutes. Shorter
 * times are allowed.
 */
export function findLatePromisedUpdates(lower: string, cadence: number): readonly SentenceWordingMatch[] {
  if (!/updat|information|details|posted|informed/.test(lower)) return [];
  const matches: SentenceWordingMatch[] = [];
  UPDATE.lastIndex = 0;
  for (let found = UPDATE.exec(lower); found !== null; found = UPDATE.exec(lower)) {
    const minutes = minutesOf(found[2] ?? found[1] ?? 'one', found[3] as string);
    if (minutes === undefined || minutes <= cadence) continue;
    matches.push({
      rule: 'promise',
      entry: 'update-too-late',
      level: 'error',
      why: `The policy promises customers an update within ${formatMinutes(cadence)}, but this is later.`,
      instead: `Promise the next update within ${formatMinutes(cadence)}.`,
      start: found.index,
      end: found.index + found[0].length,
    });
  }
  return matches;
}

const minutesOf = (amount: string, unit: string): number | undefined => {
  const count = /^\d/.test(amount) ? Number(amount) : NUMBERS[amount];
  if (count === undefined) return undefined;
  return count * (unit.startsWith('d') ? 1440 : unit.startsWith('h') ? 60 : 1);
};

const formatMinutes = (minutes: number): string => {
  if (minutes === 1 || minutes === 60) return minutes === 1 ? 'a minute' : 'an hour';
  return minutes % 60 === 0 ? `${minutes / 60} hours` : `${minutes} minutes`;
};
