import type { Setting } from '../../content/content.ts';
import { formatInZone, formatInstant } from '../../time/instant.ts';
import type { Instant } from '../../time/instant.ts';
import type { Deadline, DeadlineState } from '../deadline.ts';
import { clockTime, sayAsked, sayWhen } from './words.ts';
import { PLAIN, visible } from '../../text/terminal-style.ts';
import type { Ink } from '../../text/terminal-style.ts';

/** What `cadence` shows. */
export interface Cadence {
  readonly now: Instant;
  readonly setting: Setting;
  /** Most urgent first. */
  readonly deadlines: readonly Deadline[];
  /** How many more are too far ahead to be shown. */
  readonly ahead: number;
  /** Incidents that can't be read, so that the clock knows nothing of them. */
  readonly unread: readonly string[];
}

const PAINT: Readonly<Record<DeadlineState, (ink: Ink) => (text: string) => string>> = {
  late: (ink) => ink.error,
  due: (ink) => ink.warn,
  soon: (ink) => ink.strong,
  ahead: (ink) => ink.faint,
};

/** A table for a person at a terminal: what is late, due and soon, when in the company's own time, and whom to ask. */
export function drawCadence(cadence: Cadence, ink: Ink = PLAIN): string {
  const { now, setting, deadlines } = cadence;
  const zone = setting.site.timezone;
  const rows = deadlines.map((deadline) => [
    deadline.state,
    sayWhen(deadline, now),
    times(deadline, now, zone),
    visible(deadline.awaits) + (deadline.clause === undefined ? '' : ` (${deadline.clause})`),
    visible(deadline.incident ?? '') + (deadline.drill ? ' (drill)' : ''),
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(0, ...rows.map((row) => row[column]!.length)));
  const lines = rows.flatMap((row, index) => {
    const cells = row.map((cell, column) => (column < 4 ? cell.padEnd(widths[column]!) : cell));
    cells[0] = PAINT[deadlines[index]!.state](ink)(cells[0]!);
    return [cells.join('  ').trimEnd(), ...details(deadlines[index]!, ink)];
  });
  const offset = formatInZone(now, zone).slice(16);
  const head = ink.faint(`${clockTime(now, now, zone)} in ${zone} (UTC${offset}), ${formatInstant(now)}`);
  const unread = cadence.unread.map((path) =>
    ink.warn(`${visible(path)} can't be read: the clock knows nothing of it.`),
  );
  return [head, ...lines, summary(cadence), ...unread].join('\n') + '\n';
}

function times({ due, late, state }: Deadline, now: Instant, zone: string): string {
  if (due === late || state === 'late') return `by ${clockTime(late, now, zone)}`;
  return `${clockTime(due, now, zone)} to ${clockTime(late, now, zone)}`;
}

function details({ ask, step, path, note }: Deadline, ink: Ink): string[] {
  const climbed = step ? `, step ${step.index + 1} of ${path.length}` : '';
  const lines = ask.length === 0 ? [] : [`      ask: ${sayAsked(ask)}${climbed}`];
  if (note !== undefined) lines.push(`      note: ${visible(note)}`);
  return lines.map(ink.faint);
}

function summary({ deadlines, ahead }: Cadence): string {
  const number = (state: DeadlineState): number =>
    deadlines.filter((deadline) => deadline.state === state).length;
  const more = ahead === 0 ? '' : `, ${ahead} further ahead`;
  if (deadlines.length === 0) return `Nothing is late, due or soon${more}.`;
  return `${number('late')} late, ${number('due')} due, ${number('soon')} soon${more}.`;
}
