import type { ComplianceMeasurement } from '../compliance/measure.ts';
import { formatShortDuration } from '../deadlines/report/words.ts';
import { renderEventComplianceMarkdown } from '../compliance/report/markdown.ts';
import type { PostmortemInput } from './pending.ts';

/** How the SOP was kept, in sentences and as the record's table: the half of the response that nobody need remember. */
export function fillResponse({ compliance, siteContext, now }: PostmortemInput): string {
  const first = compliance.measures.find(({ kind }) => kind === 'first-update');
  const updates = compliance.measures.filter(({ kind }) => kind === 'first-update' || kind === 'next-update');
  const late = updates.filter(({ verdict: status }) => status === 'late' || status === 'missed').length;
  const silence = compliance.longestSilence;
  const sentences = [
    ...(first?.took === undefined ? [] : [`The first update came after ${formatExactDuration(first)}.`]),
    ...(silence ? [`The longest silence was ${formatShortDuration(silence.length)}.`] : []),
    ...(updates.length === 0
      ? []
      : [`${late} of ${updates.length} updates ${late === 1 ? 'was' : 'were'} late.`]),
  ];
  return [
    sentences.join(' '),
    '',
    renderEventComplianceMarkdown(
      { ...compliance, measures: compliance.measures.filter(isResponseMeasure) },
      siteContext,
      now,
    ),
  ]
    .join('\n')
    .trim();
}

/** The papers themselves are written now, and no part of the response. */
function isResponseMeasure({ kind }: ComplianceMeasurement): boolean {
  return kind !== 'postmortem' && kind !== 'summary';
}

/** With seconds, where minutes alone would hide them: `3 min 40 s`. */
function formatExactDuration({ took = 0 }: ComplianceMeasurement): string {
  const seconds = Math.floor((took % 60_000) / 1000);
  const short = formatShortDuration(took);
  return took < 3_600_000 && took >= 60_000 && seconds > 0 ? `${short} ${seconds} s` : short;
}
