import type { CheckState } from './check.ts';
import { countCheckStates } from './doctor.ts';
import type { DoctorCheckResult } from './doctor.ts';
import { PLAIN_STYLE, escapeControlCharacters } from '../text/terminal-style.ts';
import type { TerminalStyle } from '../text/terminal-style.ts';
import { formatCount } from '../text/count.ts';

/** The version of the JSON report; increased when a field is removed or changes its meaning. */
const JSON_VERSION = 1;
const STATE_LABELS: Readonly<Record<CheckState, string>> = {
  ok: 'ok',
  warn: 'warn',
  fail: 'FAIL',
  unknown: '?',
};

/** One line per check; warnings and failures are followed by the fix and its URL. */
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
    `Result: ${formatCounts(checked)}.`,
  ];
  return `${lines.join('\n')}\n`;
}

function renderResult(
  { id, state, what, found, fix, where }: DoctorCheckResult,
  width: number,
  ink: TerminalStyle,
): string[] {
  const paint = { ok: ink.faint, warn: ink.warn, fail: ink.error, unknown: ink.faint }[state];
  const indent = ' '.repeat(width + 7);
  return [
    `${paint(STATE_LABELS[state].padEnd(4))} ${id.padEnd(width)}  ${ink.strong(what)}: ${escapeControlCharacters(found)}`,
    ...(fix === '' ? [] : [indent + escapeControlCharacters(fix)]),
    ...(where === undefined || state === 'ok' ? [] : [indent + ink.faint(escapeControlCharacters(where))]),
  ];
}

/** The checks that could not run, grouped by reason. */
function renderUnknown(checked: readonly DoctorCheckResult[], ink: TerminalStyle): string[] {
  const unseen = checked.filter(({ state }) => state === 'unknown');
  const reasons = [...new Set(unseen.map(({ found, fix }) => [found, fix].join(' ').trim()))];
  return reasons.map((reason) => {
    const ids = unseen
      .filter(({ found, fix }) => [found, fix].join(' ').trim() === reason)
      .map(({ id }) => id);
    return `${ink.faint(STATE_LABELS.unknown.padEnd(4))} ${ids.join(', ')}: ${escapeControlCharacters(reason)}`;
  });
}

/** The fields are described in `docs/adopter/getting-started.md`. */
export function renderDoctorJson(checked: readonly DoctorCheckResult[]): string {
  const checks = checked.map(({ where, ...check }) => ({ ...check, where: where ?? null }));
  return `${JSON.stringify({ version: JSON_VERSION, ...countCheckStates(checked), checks }, null, 2)}\n`;
}

export function renderDoctorMarkdown(checked: readonly DoctorCheckResult[]): string {
  const rows = checked.map(({ id, state, what, found, fix, where }) => {
    const help = where === undefined ? escapeCell(fix) : `${escapeCell(fix)} [Open](${where})`.trim();
    return `| ${STATE_LABELS[state]} | \`${id}\` | ${escapeCell(what)} | ${escapeCell(found)} | ${state === 'ok' ? '' : help} |`;
  });
  const head = '| | check | what | found | how to fix it |\n| --- | --- | --- | --- | --- |';
  return `${head}\n${rows.join('\n')}\n\n${escapeCell(formatCounts(checked))}.\n`;
}

/** `14 ok, 2 warnings, 1 failed, 3 not checked`. */
function formatCounts(checked: readonly DoctorCheckResult[]): string {
  const { ok, warn, fail, unknown } = countCheckStates(checked);
  const parts = [
    `${ok} ok`,
    ...(warn > 0 ? [formatCount(warn, 'warning')] : []),
    ...(fail > 0 ? [`${fail} failed`] : []),
    ...(unknown > 0 ? [`${unknown} not checked`] : []),
  ];
  return parts.join(', ');
}

/** Escapes Markdown and mentions, so that the text is shown literally and notifies no one. */
function escapeCell(text: string): string {
  return escapeControlCharacters(text)
    .replace(/[\\`*_[\]<>|~#]/g, (sign) => `\\${sign}`)
    .replaceAll('@', '@\u2060');
}
