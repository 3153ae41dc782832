import type { CheckState } from './check.ts';
import { countStates } from './doctor.ts';
import type { Checked } from './doctor.ts';
import { PLAIN, visible } from '../text/terminal-style.ts';
import type { Ink } from '../text/terminal-style.ts';

/** The version of the JSON report; it grows when a field changes its meaning or goes. */
const JSON_VERSION = 1;
const WORDS: Readonly<Record<CheckState, string>> = { ok: 'ok', warn: 'warn', fail: 'FAIL', unknown: '?' };

/** For a person at a terminal: a line a check, and under what is amiss how to mend it and where. */
export function drawDoctor(checked: readonly Checked[], ink: Ink = PLAIN): string {
  const width = Math.max(...checked.map(({ id }) => id.length));
  const seen = checked.filter(({ state }) => state !== 'unknown');
  const lines = [
    ...seen.flatMap((one) => drawChecked(one, width, ink)),
    ...drawUnseen(checked, ink),
    '',
    `doctor says: ${sayStates(checked)}.`,
  ];
  return `${lines.join('\n')}\n`;
}

function drawChecked({ id, state, what, found, mend, where }: Checked, width: number, ink: Ink): string[] {
  const paint = { ok: ink.faint, warn: ink.warn, fail: ink.error, unknown: ink.faint }[state];
  const indent = ' '.repeat(width + 7);
  return [
    `${paint(WORDS[state].padEnd(4))} ${id.padEnd(width)}  ${ink.strong(what)}: ${visible(found)}`,
    ...(mend === '' ? [] : [indent + visible(mend)]),
    ...(where === undefined || state === 'ok' ? [] : [indent + ink.faint(visible(where))]),
  ];
}

/** What could not be looked at: each reason once, with the checks that it kept from being made. */
function drawUnseen(checked: readonly Checked[], ink: Ink): string[] {
  const unseen = checked.filter(({ state }) => state === 'unknown');
  const reasons = [...new Set(unseen.map(({ found, mend }) => [found, mend].join(' ').trim()))];
  return reasons.map((reason) => {
    const ids = unseen
      .filter(({ found, mend }) => [found, mend].join(' ').trim() === reason)
      .map(({ id }) => id);
    return `${ink.faint(WORDS.unknown.padEnd(4))} ${ids.join(', ')}: ${visible(reason)}`;
  });
}

/** For programs: one object, its fields as `docs/first-run.md` describes them. */
export function drawDoctorJson(checked: readonly Checked[]): string {
  const checks = checked.map(({ where, ...check }) => ({ ...check, where: where ?? null }));
  return `${JSON.stringify({ version: JSON_VERSION, ...countStates(checked), checks }, null, 2)}\n`;
}

/** For an issue or a summary on GitHub: a table. */
export function drawDoctorMarkdown(checked: readonly Checked[]): string {
  const rows = checked.map(({ id, state, what, found, mend, where }) => {
    const help = where === undefined ? cell(mend) : `${cell(mend)} [Open](${where})`.trim();
    return `| ${WORDS[state]} | \`${id}\` | ${cell(what)} | ${cell(found)} | ${state === 'ok' ? '' : help} |`;
  });
  const head = '| | check | what | found | how to mend it |\n| --- | --- | --- | --- | --- |';
  return `${head}\n${rows.join('\n')}\n\n${cell(sayStates(checked))}.\n`;
}

/** `14 ok, 2 warnings, 1 failed, 3 could not be looked at`. */
function sayStates(checked: readonly Checked[]): string {
  const { ok, warn, fail, unknown } = countStates(checked);
  const parts = [
    `${ok} ok`,
    ...(warn > 0 ? [`${warn} to look at`] : []),
    ...(fail > 0 ? [`${fail} to mend`] : []),
    ...(unknown > 0 ? [`${unknown} could not be looked at`] : []),
  ];
  return parts.join(', ');
}

/** Text in a cell of a table, as it is: no Markdown of it counts, and nobody is called by it. */
function cell(text: string): string {
  return visible(text)
    .replace(/[\\`*_[\]<>|~#]/g, (sign) => `\\${sign}`)
    .replaceAll('@', '@\u2060');
}
