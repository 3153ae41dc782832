import type { Setting } from '../../content/content.ts';
import type { Instant } from '../../time/instant.ts';
import type { EntryRecord } from '../incident-record.ts';
import { PROMISE_DAYS } from '../on-time-updates.ts';
import { percent } from '../compliance.ts';
import type { KeptRecord } from '../compliance.ts';
import { clockTime, shortDuration } from '../../deadlines/report/words.ts';
import { KIND_WORDS, sayMeasure, sayPromise, sayScore, sayWords } from './words.ts';

/** One incident as a table for its postmortem. Times are the company's. */
export function drawEntryMarkdown(record: EntryRecord, setting: Setting, now: Instant): string {
  const zone = setting.site.timezone;
  const time = (instant: Instant): string => clockTime(instant, record.began, zone);
  const silence = record.longestSilence;
  const rows = record.measures.map((measure) => {
    const came = measure.at === undefined ? '' : time(measure.at);
    return [measure.what, measure.clause ?? '', sayMeasure(measure), came, measure.verdict];
  });
  return [
    `How the SOP was kept, from ${clockTime(record.began, now, zone)} (${zone}): ${sayScore(record.measures)}.`,
    '',
    ...table(['What', 'Clause', 'Time', 'When', 'Verdict'], rows),
    '',
    ...(silence
      ? [
          `Longest silence: ${shortDuration(silence.length)}, from ${time(silence.from)} to ${time(silence.to)}.`,
          '',
        ]
      : []),
    sayWords(record.words),
    '',
  ].join('\n');
}

/** All of it, as a page for a review of the SOP. */
export function drawRecordMarkdown(record: KeptRecord, setting: Setting): string {
  const quarters = record.quarters.flatMap(({ quarter, incidents, tallies }) => [
    `## ${quarter}: ${incidents} incident${incidents === 1 ? '' : 's'}`,
    '',
    ...table(
      ['What', 'Clause', 'Kept', 'Median', 'Longest', 'Not recorded'],
      tallies.map(({ kind, clause, kept, of, median, longest, unknown }) => [
        KIND_WORDS[kind],
        clause ?? '',
        of === 0 ? '' : `${kept} of ${of}`,
        median === undefined ? '' : shortDuration(median),
        longest === undefined ? '' : shortDuration(longest),
        unknown === 0 ? '' : String(unknown),
      ]),
    ),
    '',
  ]);
  const late = record.promise.late.map(
    ({ incident, by }) => `- ${cell(incident)}: ${shortDuration(by)} late`,
  );
  const objectives = record.objectives.map(({ component, availability, slo, spent, verdict }) => [
    setting.components.find(({ id }) => id === component)?.name ?? component,
    percent(availability.share),
    `${slo} %`,
    spent === Infinity ? 'there was none' : `${Math.floor(spent * 100)} %`,
    verdict,
  ]);
  return [
    '# How the SOP was kept',
    '',
    ...quarters,
    '## The promise to customers',
    '',
    sayPromise(record.promise, PROMISE_DAYS),
    '',
    ...(late.length === 0 ? [] : [...late, '']),
    ...(objectives.length === 0
      ? []
      : [
          '## Objectives',
          '',
          'From incidents alone; planned maintenance does not count.',
          '',
          ...table(['Component', 'Available', 'Objective', 'Budget spent', 'Verdict'], objectives),
          '',
        ]),
  ].join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `| ${head.map(() => '---').join(' | ')} |`, ...rows.map(line)];
}

function cell(text: string): string {
  return text.replaceAll(/[|\n\\`<]/g, (char) => (char === '\n' ? ' ' : `\\${char}`));
}
