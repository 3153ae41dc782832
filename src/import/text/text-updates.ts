import { HOUR, MINUTE } from '../../time/duration.ts';
import type { Instant } from '../../time/instant.ts';
import { formatInstant } from '../../time/instant.ts';
import { parseLooseTime } from '../times/loose-time.ts';
import { createRepairedNote } from '../note.ts';
import type { ImportNote } from '../note.ts';
import type { RecordTime, RecordUpdate } from '../record.ts';
import { readTime } from '../times/time-words.ts';
import { parsePhase } from '../words.ts';
import type { TextPiece } from './cut-text.ts';
import type { TextOrder } from './text-order.ts';
import { formatCount } from '../../text/count.ts';

/** What is known of an incident beside its text. */
export interface TextFacts {
  readonly order: TextOrder;
  readonly started: RecordTime;
  readonly ended: RecordTime;
  readonly over: boolean | undefined;
  /** Milliseconds east of UTC of the page's own clock. */
  readonly offset: number;
}

/** The updates of a text, oldest first. */
export function toTextUpdates(
  pieces: readonly TextPiece[],
  { order, started, ended, over, offset }: TextFacts,
): { readonly updates: RecordUpdate[]; readonly notes: ImportNote[] } {
  const sorted = order === 'newest-first' ? pieces.toReversed() : pieces;
  const [from, until] = [instantOf(started), instantOf(ended)];
  const shift = findClockShift(sorted, from, until, offset);
  const zone = shift ?? offset;
  const notes: ImportNote[] = [];
  if (shift !== undefined)
    notes.push(
      createRepairedNote(
        `the times in its text are ${formatCount((shift - offset) / HOUR, 'hour')} from those of its front matter: read as local time`,
      ),
    );
  const lastResolved = sorted.findLastIndex(
    ({ status }) => status !== undefined && parsePhase(status, 'incident').phase === 'resolved',
  );
  let latest = Number.NEGATIVE_INFINITY;
  const updates = sorted.map((piece, index): RecordUpdate => {
    const at = toRecordTime(piece, zone);
    const closes =
      index === lastResolved &&
      over !== false &&
      until !== undefined &&
      (from === undefined || until >= from);
    const untimed = at.iso === undefined && at.words === undefined;
    if (at.iso !== undefined) latest = Math.max(latest, Date.parse(at.iso));
    return {
      at: closes && untimed ? { iso: formatInstant(Math.max(until, latest)) } : at,
      ...(piece.status !== undefined &&
        parsePhase(piece.status, 'incident').phase !== 'update' && { status: piece.status }),
      ...(piece.label !== undefined && { label: piece.label }),
      body: piece.body,
      format: 'markdown',
      affects: {},
      unmappedFields: piece.heading === undefined ? {} : { heading: piece.heading },
    };
  });
  return { updates, notes };
}

function instantOf(time: RecordTime): Instant | undefined {
  const read = readTime(time);
  return 'instant' in read ? read.instant : undefined;
}

function toRecordTime({ time, spoken }: TextPiece, offset: number): RecordTime {
  if (time === undefined) return {};
  const loose = parseLooseTime(time);
  if (!loose) return { words: time, offset };
  const iso = new Date(loose.local - (loose.offset ?? offset)).toISOString();
  return { iso, ...(spoken && { words: time }) };
}

/**
 * The offset of a page's clock whose texts are in local time and whose front matter is not: the last time in the text is
 * whole hours from the known end, and the first then fits the start. Undefined where nothing shows it.
 */
function findClockShift(
  pieces: readonly TextPiece[],
  from: Instant | undefined,
  until: Instant | undefined,
  offset: number,
): number | undefined {
  if (from === undefined || until === undefined || until < from) return undefined;
  const times = pieces.flatMap(({ time }) => {
    const loose = time === undefined ? undefined : parseLooseTime(time);
    return loose && loose.offset === undefined ? [loose.local - offset] : [];
  });
  const last = times.at(-1);
  if (last === undefined || (times.length === 1 && pieces.length === 1)) return undefined;
  const hours = Math.round((last - until) / HOUR);
  const shift = hours * HOUR;
  if (hours === 0 || Math.abs(hours) > 14 || Math.abs(last - shift - until) > 2 * MINUTE) return undefined;
  const fits = (value: number): boolean => value >= from - 15 * MINUTE && value <= until + 2 * MINUTE;
  const shifted = times.every((time) => fits(time - shift));
  return shifted && !times.every(fits) ? offset + shift : undefined;
}
