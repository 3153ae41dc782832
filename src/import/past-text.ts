import { formatDuration } from '../time/duration.ts';
import { formatInstant } from '../time/instant.ts';
import type { PastExample, PastReport } from './past.ts';

/** What the SOP would have caught, as lines for a terminal. */
export function renderPast(past: PastReport): string[] {
  const lines = [
    '',
    `What the SOP would have caught in these ${past.incidents} entries (nothing of it blocks):`,
  ];
  for (const { rule, clause, findings, incidents, examples } of past.rules) {
    lines.push(`  ${rule}${clause === undefined ? '' : ` (${clause})`}: ${findings} in ${incidents} files`);
    lines.push(...examples.flatMap(renderExample));
  }
  return [...lines, ...renderMeasures(past).map((line) => `  ${line}`)];
}

function renderExample({ path, line, text, message, write }: PastExample): string[] {
  const shown = text === '' ? [] : [`      | ${clip(text)}`];
  return [
    `    ${path}:${line} ${clip(message)}`,
    ...shown,
    ...(write === '' ? [] : [`      write: ${clip(write)}`]),
  ];
}

/** The figures of the past, one sentence each, and what they can not say. */
export function renderMeasures(past: PastReport): string[] {
  const { longestSilence: silence, firstUpdates: first } = past;
  return [
    ...(silence
      ? [
          `Longest silence: ${formatDuration(silence.length)} from ${formatInstant(silence.from)} in ${silence.path}.`,
        ]
      : []),
    ...(first
      ? [
          `First update: half of ${first.counted} incidents had it within ${formatDuration(first.median)}, the slowest after ${formatDuration(first.longest.length)} (${first.longest.path}); ${first.late} later than this policy allows.`,
        ]
      : []),
    `Pauses longer than this policy's cadence: ${past.latePauses}. Sentences that promise a time: ${past.promises}.`,
    ...past.unknown.map((what) => `Not known: ${what}.`),
  ];
}

function clip(text: string): string {
  return text.length > 160 ? `${text.slice(0, 159)}…` : text;
}
