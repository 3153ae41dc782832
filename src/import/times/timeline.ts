import { DAY, MINUTE } from '../../time/duration.ts';
import type { Instant } from '../../time/instant.ts';
import { formatInstant } from '../../time/instant.ts';
import { createKeptNote, createManualNote, createRepairedNote } from '../note.ts';
import type { ImportNote } from '../note.ts';
import type { ImportRecord, RecordTime, RecordUpdate } from '../record.ts';
import { instantOn, isDated, nearestYear, nextTimeOfDay, readTime } from './time-words.ts';
import type { PartialTime, TimeReadResult } from './time-words.ts';
import { resolveUndated, undatedStart } from './undated.ts';

/** An update with the time that it gets. */
export interface TimedUpdate {
  readonly at: Instant;
  readonly update: RecordUpdate;
  /** Whether the source said the time. */
  readonly hasOwnTime: boolean;
}

/** When everything happened, with every assumption noted. */
export interface ImportTimeline {
  /** The start as the source has it, or the first update's time. */
  readonly started: Instant;
  /** The start as the source has it. */
  readonly began?: Instant;
  readonly ended?: Instant;
  /** In the order of their times; those of one time in the order of the source. */
  readonly updates: readonly TimedUpdate[];
  readonly notes: readonly ImportNote[];
}

/** What lasts longer may have a mistyped year. */
const LONGEST_USUAL = 365 * DAY;

/** Gives every update of a record a time: its own, or one between those of its neighbours. */
export function buildImportTimeline(record: ImportRecord): ImportTimeline {
  const notes: ImportNote[] = [];
  const started = readNamed('start', record.started, notes);
  const ended = readNamed('end', record.ended, notes);
  const updates = record.inOrder ? record.updates : sortOldestFirst(record.updates);
  const reads = updates.map((update, index) => readNamed(`time of update ${index + 1}`, update.at, notes));
  const times = reads.map((read) => ('instant' in read ? read.instant : undefined));
  const from = 'instant' in started ? started.instant : undefined;
  const until = 'instant' in ended ? ended.instant : undefined;
  resolvePartialTimes(reads, times, from ?? until);
  if (record.inOrder && from !== undefined) checkTimes(times, from, until, notes);
  if (from === undefined && until === undefined && times.every((time) => time === undefined)) {
    resolveUndated(record, [started, ended], reads, times, notes);
  }
  const said = times.map((time) => time !== undefined);
  fillGaps(times, from, until !== undefined && from !== undefined && until < from ? undefined : until);
  const missing = said.filter((one) => !one).length;
  if (missing > 0) {
    const which = said.flatMap((one, index) => (one ? [] : [index + 1])).join(', ');
    notes.push(createRepairedNote(`update ${which} had no time: placed between its neighbours`));
  }
  const placed = updates.map((update, index) => ({
    at: wholeSecond(times[index]!),
    update,
    hasOwnTime: said[index]!,
  }));
  const sorted = placed.toSorted((a, b) => a.at - b.at);
  if (sorted.some((one, index) => one !== placed[index]))
    notes.push(createRepairedNote('the updates were not in the order of their times'));
  const earliest = sorted[0]?.at;
  const start = wholeSecond(from ?? earliest ?? until ?? undatedStart(record, [started, ended]));
  if (earliest !== undefined && start - earliest >= MINUTE && record.kind === 'incident')
    notes.push(
      createRepairedNote(
        `the start (${formatInstant(start)}) is later than its first update (${formatInstant(earliest)}): kept as the source has it`,
      ),
    );
  if (until !== undefined && until - start > LONGEST_USUAL)
    notes.push(
      createManualNote(
        `it lasted from ${formatInstant(start)} to ${formatInstant(wholeSecond(until))}: check the years`,
      ),
    );
  const began = from === undefined ? {} : { began: wholeSecond(from) };
  return {
    started: start,
    ...began,
    ...(until !== undefined && { ended: wholeSecond(until) }),
    updates: sorted,
    notes,
  };
}

function readNamed(name: string, time: RecordTime, notes: ImportNote[]): TimeReadResult {
  const read = readTime(time);
  if ('instant' in read && read.assumed !== undefined)
    notes.push(createRepairedNote(`${name}: ${read.assumed}`));
  if ('partial' in read && read.unclear !== undefined)
    notes.push(
      createManualNote(
        `${name}: "${read.unclear}" in "${read.words}" is not understood: its time of day is not used`,
      ),
    );
  else if ('partial' in read) notes.push(createRepairedNote(`${name}: read from the words "${read.words}"`));
  else if (time.words !== undefined) notes.push(createKeptNote(`${name}: "${time.words}"`));
  if ('missing' in read && time.iso !== undefined)
    notes.push(createRepairedNote(`${name}: "${time.iso}" isn't a time`));
  return read;
}

/**
 * A time of an update that can not be: before the start of an incident whose updates are in order. A year typed wrong is
 * put right; any other such time is not used, and both are said.
 */
function checkTimes(
  times: (Instant | undefined)[],
  from: Instant,
  until: Instant | undefined,
  notes: ImportNote[],
): void {
  const latest = until !== undefined && until > from ? until + 60 * DAY : from + 60 * DAY;
  for (const [index, time] of times.entries()) {
    if (time === undefined || index === 0 || time >= from - DAY) continue;
    const moved = [1, 2]
      .map((years) => addYears(time, years))
      .find((one) => one >= from - DAY && one <= latest);
    times[index] = moved;
    notes.push(
      moved === undefined
        ? createManualNote(
            `time of update ${index + 1}: ${formatInstant(time)} is before the start: not used`,
          )
        : createManualNote(
            `time of update ${index + 1}: ${formatInstant(time)} is before the start: its year is taken for ${new Date(moved).getUTCFullYear()}`,
          ),
    );
  }
}

function addYears(instant: Instant, years: number): Instant {
  const date = new Date(instant);
  return date.setUTCFullYear(date.getUTCFullYear() + years);
}

/** Oldest first: sources that write the newest first are turned round, everything else keeps its order. */
function sortOldestFirst(updates: readonly RecordUpdate[]): readonly RecordUpdate[] {
  const times = updates
    .map((update) => readTime(update.at))
    .flatMap((read) => ('instant' in read ? [read.instant] : []));
  let falls = 0;
  let rises = 0;
  for (const [index, time] of times.entries()) {
    if (index === 0) continue;
    if (time < times[index - 1]!) falls += 1;
    if (time > times[index - 1]!) rises += 1;
  }
  return falls > rises ? updates.toReversed() : updates;
}

/** Turns partial times into instants wherever a neighbour says what they leave out. */
function resolvePartialTimes(
  reads: readonly TimeReadResult[],
  times: (Instant | undefined)[],
  anchor: Instant | undefined,
): void {
  const partials = reads.map((read) => ('partial' in read ? read.partial : undefined));
  const whole = partials.find((partial) => partial && isDated(partial) && partial.year !== undefined);
  let last = anchor;
  for (const [index, partial] of partials.entries()) {
    if (partial) times[index] ??= resolvePartialTime(partial, last, whole);
    last = times[index] ?? last;
  }
  let next: Instant | undefined;
  for (const index of times.keys().toArray().toReversed()) {
    const partial = partials[index];
    if (times[index] === undefined && partial?.minute !== undefined && next !== undefined) {
      times[index] = nextTimeOfDay(partial, next, 'before');
    }
    next = times[index] ?? next;
  }
}

function resolvePartialTime(
  partial: PartialTime,
  last: Instant | undefined,
  whole: PartialTime | undefined,
): Instant | undefined {
  if (isDated(partial)) {
    const year = partial.year ?? (last === undefined ? whole?.year : undefined);
    if (year === undefined && last === undefined) return undefined;
    const instant =
      year === undefined ? nearestYear(partial, last!) : instantOn(partial, year, partial.month, partial.day);
    // A date without a time of day is some time of that day: not before what is known to be earlier.
    return partial.minute === undefined && last !== undefined && last > instant && last < instant + 86_400_000
      ? last
      : instant;
  }
  return partial.minute !== undefined && last !== undefined
    ? nextTimeOfDay(partial, last, 'after')
    : undefined;
}

/** Interpolates what is still missing; what no neighbour bounds takes the time of the one that there is. */
function fillGaps(
  times: (Instant | undefined)[],
  from: Instant | undefined,
  until: Instant | undefined,
): void {
  for (let index = 0; index < times.length; index += 1) {
    if (times[index] !== undefined) continue;
    let end = index;
    while (end < times.length && times[end] === undefined) end += 1;
    const before = times[index - 1] ?? from;
    const after = times[end] ?? until;
    const low = before ?? after ?? 0;
    const high = after !== undefined && after >= low ? after : low;
    // At the beginning the first takes the start itself, at the end the last takes the end itself.
    const first = times[index - 1] === undefined ? 0 : 1;
    const steps = end - index + first - (times[end] === undefined ? 1 : 0);
    for (let at = index; at < end; at += 1) {
      const share = steps > 0 ? (at - index + first) / steps : 0;
      times[at] = at === index && first === 0 ? low : wholeMinute(low + (high - low) * share, low);
    }
    index = end;
  }
}

function wholeMinute(instant: number, low: Instant): Instant {
  return Math.max(low, Math.floor(instant / 60_000) * 60_000);
}

function wholeSecond(instant: Instant): Instant {
  return Math.floor(instant / 1000) * 1000;
}
