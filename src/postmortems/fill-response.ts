import type { Measure } from '../compliance/measure.ts';
import { shortDuration } from '../deadlines/report/words.ts';
import { drawEntryMarkdown } from '../compliance/report/markdown.ts';
import type { Reviewed } from './pending.ts';

/** How the SOP was kept, in sentences and as the record's table: the half of the response that nobody need remember. */
export function fillResponse({ record, setting, now }: Reviewed): string {
  const first = record.measures.find(({ kind }) => kind === 'first-update');
  const updates = record.measures.filter(({ kind }) => kind === 'first-update' || kind === 'next-update');
  const late = updates.filter(({ verdict }) => verdict === 'late' || verdict === 'missed').length;
  const silence = record.longestSilence;
  const sentences = [
    ...(first?.took === undefined ? [] : [`The first update came after ${exact(first)}.`]),
    ...(silence ? [`The longest silence was ${shortDuration(silence.length)}.`] : []),
    ...(updates.length === 0
      ? []
      : [`${late} of ${updates.length} updates ${late === 1 ? 'was' : 'were'} late.`]),
  ];
  return [
    sentences.join(' '),
    '',
    drawEntryMarkdown({ ...record, measures: record.measures.filter(isPast) }, setting, now),
  ]
    .join('\n')
    .trim();
}

/** The papers themselves are written now, and no part of the response. */
function isPast({ kind }: Measure): boolean {
  return kind !== 'postmortem' && kind !== 'summary';
}

/** With seconds, where minutes alone would hide them: `3 min 40 s`. */
function exact({ took = 0 }: Measure): string {
  const seconds = Math.floor((took % 60_000) / 1000);
  const short = shortDuration(took);
  return took < 3_600_000 && took >= 60_000 && seconds > 0 ? `${short} ${seconds} s` : short;
}
