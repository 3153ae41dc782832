import type { Setting } from '../../content/content.ts';
import type { Instant } from '../../time/instant.ts';
import type { Objective } from '../../status/slo.ts';
import type { EntryRecord } from '../incident-record.ts';
import type { Verdict } from '../measure.ts';
import { PROMISE_DAYS } from '../on-time-updates.ts';
import type { Tally } from '../quarters.ts';
import { percent } from '../compliance.ts';
import type { KeptRecord } from '../compliance.ts';
import { clockTime, shortDuration } from '../../deadlines/report/words.ts';
import { KIND_WORDS, sayMeasure, sayPromise, sayScore, sayWords } from './words.ts';
import { PLAIN, visible } from '../../text/terminal-style.ts';
import type { Ink } from '../../text/terminal-style.ts';

const paint = (verdict: Verdict | Objective['verdict'], ink: Ink): ((text: string) => string) => {
  if (verdict === 'kept') return ink.strong;
  if (verdict === 'waiting' || verdict === 'unknown') return ink.faint;
  return verdict === 'nearly-spent' ? ink.warn : ink.error;
};

/** One incident: each thing that the SOP gives a time for, and how it went. Times are the company's. */
export function drawEntryRecord(
  record: EntryRecord,
  setting: Setting,
  now: Instant,
  ink: Ink = PLAIN,
): string {
  const zone = setting.site.timezone;
  const time = (instant: Instant): string => clockTime(instant, record.began, zone);
  const kind = record.severity ? record.severity.name : 'Maintenance';
  const began = clockTime(record.began, now, zone);
  const until =
    record.ended === undefined
      ? 'open'
      : `ended ${time(record.ended)}, after ${shortDuration(record.ended - record.began)}`;
  const rows = record.measures.map(({ verdict, what, clause, at, ...rest }) => [
    verdict,
    what + (clause === undefined ? '' : ` (${clause})`),
    sayMeasure({ verdict, what, at, ...rest }),
    at === undefined ? '' : time(at),
  ]);
  const silence = record.longestSilence;
  return [
    ink.strong(`${visible(record.id)}  ${visible(record.title)}`),
    ink.faint(
      `${kind}${record.drill ? ', drill' : ''}${record.public ? '' : ', off the page'}. Began ${began}, ${until}. ${zone}.`,
    ),
    ...table(rows, ink, (row) => row[0] as Verdict),
    ...(silence
      ? [
          `  Longest silence ${shortDuration(silence.length)}, from ${time(silence.from)} to ${time(silence.to)}.`,
        ]
      : []),
    `  ${sayScore(record.measures)} kept. ${sayWords(record.words)}`,
    '',
  ].join('\n');
}

/** All of it: each quarter, the promise to customers, the objectives. */
export function drawRecord(record: KeptRecord, setting: Setting, ink: Ink = PLAIN): string {
  const quarters = record.quarters.flatMap(({ quarter, incidents, severities, tallies, longestSilence }) => {
    const list = Object.entries(severities).map(([key, count]) => `${count} ${key}`);
    const head = `${quarter}  ${incidents} incident${incidents === 1 ? '' : 's'}${list.length === 0 ? '' : `: ${list.join(', ')}`}`;
    const silent = longestSilence
      ? [`  Longest silence ${shortDuration(longestSilence.length)}, in ${visible(longestSilence.incident)}`]
      : [];
    return [ink.strong(head), ...table(tallies.map(tallyRow), ink), ...silent, ''];
  });
  const { promise, objectives } = record;
  const late = promise.late.map(
    ({ incident, by }) => `  ${ink.warn(`${shortDuration(by)} late`)}  ${visible(incident)}`,
  );
  const days = Math.round((setting.policy.uptime?.window ?? 0) / 86_400_000);
  const head = `Objectives over ${days} days, from incidents alone; planned maintenance does not count`;
  const rows = objectives.map(({ component, availability, slo, spent, verdict }) => [
    verdict,
    visible(setting.components.find(({ id }) => id === component)?.name ?? component),
    `${percent(availability.share)} of ${slo} %`,
    spent === Infinity ? 'there was no budget' : `${Math.floor(spent * 100)} % of the budget spent`,
  ]);
  return [
    ...(quarters.length === 0 ? ['There is no incident to judge.', ''] : quarters),
    ink.strong(sayPromise(promise, PROMISE_DAYS)),
    ...late,
    ...(objectives.length === 0
      ? []
      : ['', ink.strong(head), ...table(rows, ink, (row) => row[0] as Objective['verdict'])]),
    '',
  ].join('\n');
}

function tallyRow({ kind, clause, kept, of, unknown, median, longest }: Tally): string[] {
  return [
    KIND_WORDS[kind] + (clause === undefined ? '' : ` (${clause})`),
    of === 0 ? '' : `${kept} of ${of} kept`,
    unknown === 0 ? '' : `${unknown} not recorded`,
    median === undefined ? '' : `median ${shortDuration(median)}, longest ${shortDuration(longest!)}`,
  ];
}

function table(
  rows: readonly (readonly string[])[],
  ink: Ink,
  verdict?: (row: readonly string[]) => Verdict | Objective['verdict'],
): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) => {
    const cells = row.map((cell, column) => cell.padEnd(widths[column]!));
    if (verdict) cells[0] = paint(verdict(row), ink)(cells[0]!);
    return `  ${cells.join('  ')}`.trimEnd();
  });
}
