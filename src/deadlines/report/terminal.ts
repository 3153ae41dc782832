import type { SiteContext } from '../../content/content.ts';
import { formatInstant } from '../../time/instant.ts';
import { formatInZone } from '../../time/zone.ts';
import type { Instant } from '../../time/instant.ts';
import type { Deadline, DeadlineState } from '../deadline.ts';
import { formatClockTime, formatResponsibleParties, formatTimeUntil } from './format.ts';
import { PLAIN_STYLE, escapeControlCharacters } from '../../text/terminal-style.ts';
import type { TerminalStyle } from '../../text/terminal-style.ts';
import { wrapText } from '../../text/wrap.ts';

export interface DeadlineReport {
  readonly now: Instant;
  readonly siteContext: SiteContext;
  /** Most urgent first. */
  readonly deadlines: readonly Deadline[];
  /** How many are too far ahead to be shown. */
  readonly ahead: number;
  /** Incident files that can't be parsed and have no deadlines here. */
  readonly unread: readonly string[];
}

const STATE_STYLES: Readonly<Record<DeadlineState, (ink: TerminalStyle) => (text: string) => string>> = {
  late: (ink) => ink.error,
  due: (ink) => ink.warn,
  soon: (ink) => ink.strong,
  ahead: (ink) => ink.faint,
};

/** A table of what is late, due and soon, in the company's zone, with the responsible people. */
export function renderDeadlines(report: DeadlineReport, ink: TerminalStyle = PLAIN_STYLE): string {
  const { now, siteContext, deadlines } = report;
  const zone = siteContext.site.timezone;
  const rows = deadlines.map((deadline) => [
    deadline.state,
    formatTimeUntil(deadline, now),
    formatTimes(deadline, now, zone),
    escapeControlCharacters(deadline.awaits) + (deadline.clause === undefined ? '' : ` (${deadline.clause})`),
    escapeControlCharacters(deadline.incident ?? '') + (deadline.drill ? ' (drill)' : ''),
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(0, ...rows.map((row) => row[column]!.length)));
  const lines = rows.flatMap((row, index) => {
    const cells = row.map((cell, column) => (column < 4 ? cell.padEnd(widths[column]!) : cell));
    cells[0] = STATE_STYLES[deadlines[index]!.state](ink)(cells[0]!);
    return [cells.join('  ').trimEnd(), ...formatDetails(deadlines[index]!, ink)];
  });
  const offset = formatInZone(now, zone).slice(16);
  const head = ink.faint(
    `${formatClockTime(now, now, zone)} in ${zone} (UTC${offset}), ${formatInstant(now)}`,
  );
  const unread = report.unread.map((path) =>
    ink.warn(`${escapeControlCharacters(path)} can't be parsed: its deadlines are not shown.`),
  );
  return wrapText([head, ...lines, formatSummary(report), ...unread].join('\n'), ink.columns) + '\n';
}

function formatTimes({ due, late, state }: Deadline, now: Instant, zone: string): string {
  if (due === late || state === 'late') return `by ${formatClockTime(late, now, zone)}`;
  return `${formatClockTime(due, now, zone)} to ${formatClockTime(late, now, zone)}`;
}

function formatDetails({ ask, step, path, note }: Deadline, ink: TerminalStyle): string[] {
  const position = step ? `, step ${step.index + 1} of ${path.length}` : '';
  const lines = ask.length === 0 ? [] : [`      ask: ${formatResponsibleParties(ask)}${position}`];
  if (note !== undefined) lines.push(`      note: ${escapeControlCharacters(note)}`);
  return lines.map(ink.faint);
}

function formatSummary({ deadlines, ahead }: DeadlineReport): string {
  const number = (state: DeadlineState): number =>
    deadlines.filter((deadline) => deadline.state === state).length;
  const more = ahead === 0 ? '' : `, ${ahead} further ahead`;
  if (deadlines.length === 0) return `Nothing is late, due or soon${more}.`;
  return `${number('late')} late, ${number('due')} due, ${number('soon')} soon${more}.`;
}
