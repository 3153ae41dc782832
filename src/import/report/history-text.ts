import { formatDuration } from '../../time/duration.ts';
import { formatCount } from '../../text/count.ts';
import { formatInstant } from '../../time/instant.ts';
import type { FindingExample, HistoryFindings } from './validate-history.ts';

/** The findings in the imported incidents, as lines for a terminal. */
export function renderHistory(history: HistoryFindings): string[] {
  const lines = [
    '',
    `What Candor would have found in ${formatCount(history.incidents, 'imported incident')} (for information; none of it blocks):`,
  ];
  for (const { rule, clause, findings, incidents, examples } of history.rules) {
    lines.push(
      `  ${rule}${clause === undefined ? '' : ` (${clause})`}: ${findings} in ${formatCount(incidents, 'file')}`,
    );
    lines.push(...examples.flatMap(renderExample));
  }
  return [...lines, ...renderMeasures(history).map((line) => `  ${line}`)];
}

function renderExample({ path, line, text, message, advice }: FindingExample): string[] {
  const shown = text === '' ? [] : [`      | ${clip(text)}`];
  return [
    `    ${path}:${line} ${clip(message)}`,
    ...shown,
    ...(advice === '' ? [] : [`      ${clip(advice)}`]),
  ];
}

/** One sentence for each figure, and for each that the records don't give. */
export function renderMeasures(history: HistoryFindings): string[] {
  const { longestSilence: silence, firstUpdates: first } = history;
  return [
    ...(silence
      ? [
          `Longest silence: ${formatDuration(silence.length)} from ${formatInstant(silence.from)} in ${silence.path}.`,
        ]
      : []),
    ...(first
      ? [
          first.counted === 1
            ? `First update: after ${formatDuration(first.median)} (${first.longest.path}); ${first.late} later than this policy allows.`
            : `First update: half of ${first.counted} incidents had it within ${formatDuration(first.median)}, the slowest after ${formatDuration(first.longest.length)} (${first.longest.path}); ${first.late} later than this policy allows.`,
        ]
      : []),
    ...(history.writtenEndings > 0
      ? [
          `Ended without an update that says so: ${history.writtenEndings} of ${history.incidents}. The import wrote "Resolved." or "Completed." there, and counts no finding in it.`,
        ]
      : []),
    `Pauses longer than this policy's cadence: ${history.latePauses}. Sentences that promise a time: ${history.promises}.`,
    ...history.unknown.map((what) => `Not known: ${what}.`),
  ];
}

function clip(text: string): string {
  return text.length > 160 ? `${text.slice(0, 159)}…` : text;
}
