import type { CheckState } from './check.ts';
import { countCheckStates } from './doctor.ts';
import type { DoctorCheckResult } from './doctor.ts';
import { PLAIN_STYLE, escapeControlCharacters } from '../text/terminal-style.ts';
import type { TerminalStyle } from '../text/terminal-style.ts';

/** The version of the JSON report; it grows when a field changes its meaning or goes. */
const JSON_VERSION = 1;
const STATE_LABELS: Readonly<Record<CheckState, string>> = {
  ok: 'ok',
  warn: 'warn',
  fail: 'FAIL',
  unknown: '?',
};

/** For a person at a terminal: a line a check, and under what is amiss how to mend it and where. */
export function renderDoctor(
  checked: readonly DoctorCheckResult[],
  ink: TerminalStyle = PLAIN_STYLE,
): string {
  const width = Math.max(...checked.map(({ id }) => id.length));
  const seen = checked.filter(({ state }) => state !== 'unknown');
  const lines = [
    ...seen.flatMap((one) => renderResult(one, width, ink)),
    ...renderUnknown(checked, ink),
    '',
    `doctor says: ${formatCounts(checked)}.`,
  ];
  return `${lines.join('\n')}\n`;
}

function renderResult(
  { id, state, what, found, mend, where }: DoctorCheckResult,
  width: number,
  ink: TerminalStyle,
): string[] {
  const paint = { ok: ink.faint, warn: ink.warn, fail: ink.error, unknown: ink.faint }[state];
  const indent = ' '.repeat(width + 7);
  return [
    `${paint(STATE_LABELS[state].padEnd(4))} ${id.padEnd(width)}  ${ink.strong(what)}: ${escapeControlCharacters(found)}`,
    ...(mend === '' ? [] : [indent + escapeControlCharacters(mend)]),
    ...(where === undefined || state === 'ok' ? [] : [indent + ink.faint(escapeControlCharacters(where))]),
  ];
}

/** What could not be looked at: each reason once, with the checks that it kept from being made. */
function renderUnknown(checked: readonly DoctorCheckResult[], ink: TerminalStyle): string[] {
  const unseen = checked.filter(({ state }) => state === 'unknown');
  const reasons = [...new Set(unseen.map(({ found, mend }) => [found, mend].join(' ').trim()))];
  return reasons.map((reason) => {
    const ids = unseen
      .filter(({ found, mend }) => [found, mend].join(' ').trim() === reason)
      .map(({ id }) => id);
    return `${ink.faint(STATE_LABELS.unknown.padEnd(4))} ${ids.join(', ')}: ${escapeControlCharacters(reason)}`;
  });
}

/** For programs: one object, its fields as `docs/adopter/getting-started.md` describes them. */
export function renderDoctorJson(checked: readonly DoctorCheckResult[]): string {
  const checks = checked.map(({ where, ...check }) => ({ ...check, where: where ?? null }));
  return `${JSON.stringify({ version: JSON_VERSION, ...countCheckStates(checked), checks }, null, 2)}\n`;
}

/** For an issue or a summary on GitHub: a table. */
export function renderDoctorMarkdown(checked: readonly DoctorCheckResult[]): string {
  const rows = checked.map(({ id, state, what, found, mend, where }) => {
    const help = where === undefined ? escapeCell(mend) : `${escapeCell(mend)} [Open](${where})`.trim();
    return `| ${STATE_LABELS[state]} | \`${id}\` | ${escapeCell(what)} | ${escapeCell(found)} | ${state === 'ok' ? '' : help} |`;
  });
  const head = '| | check | what | found | how to mend it |\n| --- | --- | --- | --- | --- |';
  return `${head}\n${rows.join('\n')}\n\n${escapeCell(formatCounts(checked))}.\n`;
}

/** `14 ok, 2 warnings, 1 failed, 3 could not be looked at`. */
function formatCounts(checked: readonly DoctorCheckResult[]): string {
  const { ok, warn, fail, unknown } = countCheckStates(checked);
  const parts = [
    `${ok} ok`,
    ...(warn > 0 ? [`${warn} to look at`] : []),
    ...(fail > 0 ? [`${fail} to mend`] : []),
    ...(unknown > 0 ? [`${unknown} could not be looked at`] : []),
  ];
  return parts.join(', ');
}

/** Text in a cell of a table, as it is: no Markdown of it counts, and nobody is called by it. */
function escapeCell(text: string): string {
  return escapeControlCharacters(text)
    .replace(/[\\`*_[\]<>|~#]/g, (sign) => `\\${sign}`)
    .replaceAll('@', '@\u2060');
}
