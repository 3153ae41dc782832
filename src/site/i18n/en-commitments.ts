import { DAY } from '../../time/duration.ts';
import type { Duration } from '../../time/duration.ts';
import { createLocaleFormatters } from './format.ts';
import type { CommitmentMessages, UptimeMessages } from './commitment-messages.ts';

const LOCALE = 'en-GB';

const { preciseDuration: sayLength, share: sayShare, plural } = createLocaleFormatters(LOCALE);

/** English, of availability. */
export const enUptimeMessages: UptimeMessages = {
  title: 'Availability',
  figure: (share, over) => `${sayShare(share)} over ${formatDays(Math.round(over / DAY))}`,
  share: sayShare,
  objective: ({ slo, verdict }) => `${verdict === 'breached' ? 'below' : 'objective'} ${slo}%`,
  span: (bars, figures) =>
    figures === undefined || figures === bars
      ? `The last ${bars} days, one bar each`
      : `Bars: the last ${bars} days, figures: ${figures} days`,
  days: (troubled, of) =>
    troubled === 0
      ? `Nothing was the matter in ${of === 1 ? 'the last day' : `the last ${of} days`}.`
      : `Something was the matter on ${troubled} of ${formatDays(of)}.`,
  today: 'Today',
  objectiveNow: ({ slo, budget, spent, verdict }, lost) => {
    const allowed = `Our objective is ${slo}%`;
    if (verdict === 'breached') {
      const over = sayLength(lost - budget);
      return `${allowed}, and we missed it: ${sayLength(lost)} count as lost, ${over} more than the ${sayLength(budget)} it allows.`;
    }
    const left = sayLength(budget - lost);
    const kept = `${allowed}, and it is kept.`;
    if (spent === 0) return `${kept} None of the ${sayLength(budget)} that it allows was lost.`;
    const nearly = verdict === 'at-risk' ? 'Only ' : '';
    return `${kept} ${nearly}${left} of the ${sayLength(budget)} that it allows ${nearly ? 'are' : 'are still'} left.`;
  },
  daysWithIncidents: 'Days with problems',
  totalDowntime: (duration) => `${duration} in all`,
  calculation: (weights) => {
    const parts = [
      `a minute down counts ${formatWeight(weights['major-outage'])}`,
      `a minute partly down ${formatWeight(weights['partial-outage'])}`,
      `a minute with problems ${formatWeight(weights.degraded)}`,
    ];
    return `The figure is worked out from the incidents on this page alone: ${parts.join(', ')}. Where several overlap, each minute counts once, by the worst. Planned maintenance and exercises don’t count.`;
  },
};

/** English, of the page that says how the company communicates. */
export const enCommitmentMessages: CommitmentMessages = {
  title: 'How we communicate',
  lead: (site) =>
    `What you can expect to hear from ${site} when something is wrong, and how well we have kept to it.`,
  trackRecord: 'Our record',
  updates: ({ updates, days }) =>
    `Of ${updates.due} ${plural(updates.due, 'update', 'updates')} due in the last ${days} days, ${updates.onTime} came on time.`,
  score: ({ due, onTime }) => `${onTime} of ${due}`,
  longestGap: 'Longest time without a word',
  onTime: 'Updates on time',
  firstOnTime: 'First updates on time',
  noUpdatesDue: (days) => `No update was due in the last ${days} days.`,
  lateUpdates: 'Late',
  lateBy: (duration) => `${duration} late`,
  evidence: ({ updates, confirmedByGit }) => {
    if (confirmedByGit === updates.due)
      return 'The public history of this page bears out when each update came.';
    const rest = 'are judged by the times written in the updates themselves';
    if (confirmedByGit === 0) return `When updates came ${rest.replace('are', 'is')}.`;
    return `The history of this page bears out when ${confirmedByGit} of them came; the others ${rest}.`;
  },
  onlyIfCustomerFacing: 'On this page only where customers notice it.',
  examples: 'For example',
  whenWeUpdate: 'When you hear from us',
  commitments: ({ first, cadence, email, resolution }) => [
    ...(first === undefined ? [] : [`A first update within ${sayLength(first)} of our noticing.`]),
    ...(cadence ? [formatCadence(cadence.due, cadence.late)] : []),
    ...(email === undefined ? [] : [`An e-mail at least every ${formatInterval(email)} until it is over.`]),
    ...(resolution === undefined ? [] : [`A last update within ${sayLength(resolution)} of the fix.`]),
  ],
  noCommitments: 'We write when there is something to say.',
  everySeverity: 'In every case',
  monitoring: (length) => `We watch a fix for at least ${sayLength(length)} before we say that it is over.`,
  notice: (length) => `Planned maintenance is announced at least ${sayLength(length)} before it begins.`,
  corrections: 'What we published stays. When we correct it, we say so beside it.',
  report: 'Tell us',
  reportText: 'Something is wrong and you don’t see it here? Tell us:',
  availability: 'How availability is worked out',
};

function formatWeight(weight: number): string {
  if (weight === 1) return 'in full';
  if (weight === 0.5) return 'by half';
  if (weight === 0) return 'for nothing';
  const parts = 1 / weight;
  if (parts === 10) return 'by a tenth';
  return parts === 4 ? 'by a quarter' : `by ${sayShare(weight)}`;
}

function formatCadence(due: Duration, late: Duration): string {
  if (due === late) return `Then at least every ${formatInterval(late)}, even if there is nothing new.`;
  return `Then every ${sayLength(due)}, and at the latest after ${sayLength(late)}, even if there is nothing new.`;
}

/** `hour`, but `30 minutes`. */
function formatInterval(length: Duration): string {
  return sayLength(length).replace(/^1 /, '');
}

function formatDays(count: number): string {
  return `${count} ${plural(count, 'day', 'days')}`;
}
