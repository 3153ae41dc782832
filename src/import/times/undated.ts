import type { Instant } from '../../time/instant.ts';
import { createManualNote, createRepairedNote } from '../note.ts';
import type { ImportNote } from '../note.ts';
import type { ImportRecord } from '../record.ts';
import { instantOn, isDated, nextTimeOfDay } from './time-words.ts';
import type { TimeReadResult } from './time-words.ts';

/** Where nothing at all says when something was: a year that no reader takes for the truth. */
const UNKNOWN_YEAR = 2000;

/** Nothing says the day: the year alone, or a date in the record's own name, or a year that nobody takes for the truth. */
export function resolveUndated(
  record: ImportRecord,
  ends: readonly TimeReadResult[],
  reads: readonly TimeReadResult[],
  times: (Instant | undefined)[],
  notes: ImportNote[],
): void {
  const base = undatedBase(record, [...ends, ...reads]);
  notes.push(base.dated ? createRepairedNote(base.said) : createManualNote(base.said));
  let last: Instant | undefined;
  for (const [index, read] of reads.entries()) {
    if (!('partial' in read)) continue;
    const { partial } = read;
    times[index] = isDated(partial)
      ? instantOn(partial, partial.year ?? base.year, partial.month, partial.day)
      : last === undefined
        ? instantOn(partial, base.year, base.month, base.day)
        : nextTimeOfDay(partial, last, 'after');
    last = times[index];
  }
  if (last === undefined && times.length > 0) times[0] = Date.UTC(base.year, base.month - 1, base.day);
}

function undatedBase(
  record: ImportRecord,
  reads: readonly TimeReadResult[],
): { year: number; month: number; day: number; dated: boolean; said: string } {
  const partials = reads.flatMap((read) => ('partial' in read ? [read.partial] : []));
  const dated = partials.find(isDated);
  const year = partials.find((partial) => partial.year !== undefined)?.year;
  if (dated && year !== undefined)
    return { year, month: dated.month, day: dated.day, dated: true, said: 'the times were read from words' };
  const named = /(?<!\d)(20\d{2})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?!\d)/.exec(
    `${String(record.unmappedFields['source'] ?? '')} ${record.id}`,
  );
  if (named) {
    const [date, y, month, day] = named;
    return {
      year: +y!,
      month: +month!,
      day: +day!,
      dated: true,
      said: `no time at all: the date ${date} is from its name`,
    };
  }
  if (year !== undefined)
    return {
      year,
      month: 1,
      day: 1,
      dated: false,
      said: `only the year ${year} is known: placed on its first day`,
    };
  const known = dated ? 'the year is not known' : 'nothing says when it was';
  return {
    year: UNKNOWN_YEAR,
    month: dated?.month ?? 1,
    day: dated?.day ?? 1,
    dated: false,
    said: `${known}: placed in ${UNKNOWN_YEAR}`,
  };
}

/** The start of a record of which nothing has a time. */
export function undatedStart(record: ImportRecord, ends: readonly TimeReadResult[]): Instant {
  const { year, month, day } = undatedBase(record, ends);
  return Date.UTC(year, month - 1, day);
}
