import { DAY } from '../../time/duration.ts';
import type { TimeLimit } from '../../time/working-time.ts';
import { createLocaleFormatters } from './format.ts';
import type { CommitmentMessages, UptimeMessages } from './commitment-messages.ts';
import { describeWritingChecks } from './writing-checks.ts';
import { LOCALES } from '../../content/languages.ts';

const LOCALE = LOCALES.en;

const {
  preciseDuration: formatLength,
  share: formatShare,
  list: formatList,
  plural,
  weekdays: formatWeekdays,
  timeOfDay: formatTime,
} = createLocaleFormatters(LOCALE);

export const enUptimeMessages: UptimeMessages = {
  title: 'Availability',
  figure: (share, over) => `${formatShare(share)} over ${formatDays(Math.round(over / DAY))}`,
  share: formatShare,
  objective: ({ slo, status }) => `${status === 'breached' ? 'below' : 'objective'} ${slo}%`,
  span: (bars, figures) => {
    if (figures === undefined || figures === bars) return `The last ${formatDays(bars)}, one bar each`;
    return `Bars: the last ${formatDays(bars)}, figures: ${formatDays(figures)}`;
  },
  noRecord: (day) => `No record before ${day}.`,
  unrecorded: 'grey: no data',
  days: (impaired, of) => {
    if (of === 1) return impaired === 0 ? 'No incidents in the last day.' : 'Incidents in the last day.';
    return impaired === 0
      ? `No incidents in the last ${of} days.`
      : `Incidents on ${impaired} of the last ${of} days.`;
  },
  today: 'Today',
  objectiveNow: ({ slo, budget, spent, status }, lost) => {
    const allowed = `Our objective is ${slo}%`;
    if (status === 'breached') {
      const over = formatLength(lost - budget);
      return `${allowed}, and we missed it: ${formatLength(lost)} of downtime, ${over} more than the ${formatLength(budget)} it allows.`;
    }
    const left = formatLength(budget - lost);
    const met = `${allowed}, and it is met.`;
    if (spent === 0) return `${met} None of the ${formatLength(budget)} that it allows is used.`;
    const nearly = status === 'at-risk' ? 'Only ' : '';
    return `${met} ${nearly}${left} of the ${formatLength(budget)} that it allows ${nearly ? 'are' : 'are still'} left.`;
  },
  daysWithIncidents: 'Days with incidents',
  totalDowntime: (duration) => `${duration} in total`,
  calculation: (weights) => {
    const parts = [
      `a minute down counts ${formatWeight(weights['major-outage'])}`,
      `a minute partly down ${formatWeight(weights['partial-outage'])}`,
      `a minute with problems ${formatWeight(weights.degraded)}`,
    ];
    return `The figure is calculated from the incidents on this page: ${parts.join(', ')}. Overlapping incidents count once, at the worst state. Planned maintenance and drills are excluded.`;
  },
};

export const enCommitmentMessages: CommitmentMessages = {
  title: 'How we communicate',
  lead: (site) => `What ${site} tells you when something is wrong, and how well we have kept to it.`,
  trackRecord: 'Our record',
  updates: ({ updates, days }) =>
    `Of ${updates.due} ${plural(updates.due, 'update', 'updates')} due in the last ${days} days, ${updates.onTime} came on time.`,
  record: ({ due, onTime }) =>
    due === onTime
      ? `Our last ${due} updates all came on time.`
      : `${onTime} of our last ${due} updates came on time.`,
  score: ({ due, onTime }) => `${onTime} of ${due}`,
  longestGap: 'Longest time without an update',
  onTime: 'Updates on time',
  firstOnTime: 'First updates on time',
  noUpdatesDue: (days) => `No update was due in the last ${days} days.`,
  lateUpdates: 'Late',
  lateBy: (duration) => `${duration} late`,
  evidence: ({ updates, confirmedByGit }) => {
    if (confirmedByGit === updates.due)
      return 'The public history of this page confirms when each update was published.';
    if (confirmedByGit === 0) return 'The times are those written in the updates themselves.';
    return `The history of this page confirms when ${confirmedByGit} of them were published; for the others we use the times written in the updates themselves.`;
  },
  onlyIfCustomerFacing: 'Shown on this page only if customers notice it.',
  examples: 'For example',
  whenWeUpdate: 'When we update you',
  commitments: ({ first, cadence, email, resolution }) => [
    ...(first === undefined ? [] : [`A first update within ${formatLimit(first)} of detection.`]),
    ...(cadence ? [formatCadence(cadence.due, cadence.late)] : []),
    ...(email === undefined ? [] : [`An e-mail at least every ${formatInterval(email)} until it is over.`]),
    ...(resolution === undefined ? [] : [`A last update within ${formatLimit(resolution)} of the fix.`]),
  ],
  noCommitments: 'We write when there is something to say.',
  everySeverity: 'In every case',
  monitoring: (length) =>
    `We monitor a fix for at least ${formatLength(length)} before we resolve the incident.`,
  notice: (length) => `Planned maintenance is announced at least ${formatLength(length)} before it begins.`,
  officeHours: ({ weekdays, from, to, timezone }) =>
    `Business days are ${formatWeekdays(weekdays)}, without public holidays; office hours are ${formatTime(from)} to ${formatTime(to)} (${timezone}).`,
  security: (within) =>
    `A security problem may appear here only when it is safe to describe it${within === undefined ? '' : `, at most ${formatLimit(within)} after we found it`}.`,
  writing: 'What we check before we publish',
  writingChecks: (checks) =>
    describeWritingChecks(
      checks,
      {
        names: {
          speculation: 'guesses about causes',
          blame: 'blame',
          promise: 'promised times of a fix',
          jargon: 'technical words',
          minimising: 'words that play a problem down',
          impact: 'a sentence on what you notice',
          apology: 'an apology or thanks at the end',
        },
        checked: (names) => `Checked in each text: ${names}.`,
        core: (names) => `Checked in this language for the most common forms: ${names}.`,
        withoutWords: (names) => `Not checked in this language: ${names}.`,
        off: (names) => `Not checked: ${names}.`,
      },
      formatList,
    ),
  corrections: 'We never remove what we published. Corrections are marked.',
  report: 'Report a problem',
  reportText: 'Something is wrong and you don’t see it here? Tell us:',
  availability: 'How availability is calculated',
};

function formatWeight(weight: number): string {
  if (weight === 1) return 'in full';
  if (weight === 0.5) return 'by half';
  if (weight === 0) return 'not at all';
  const parts = 1 / weight;
  if (parts === 10) return 'by a tenth';
  return parts === 4 ? 'by a quarter' : `by ${formatShare(weight)}`;
}

function formatLimit(limit: TimeLimit): string {
  if (typeof limit === 'number') return formatLength(limit);
  const { unit, count } = limit;
  if (unit === 'office-hours') return `${formatLength(count)} of office time`;
  return `${count} ${plural(count, 'business day', 'business days')}`;
}

function formatCadence(due: TimeLimit, late: TimeLimit): string {
  if (formatLimit(due) === formatLimit(late))
    return `Then at least every ${formatInterval(late)}, even if there is nothing new.`;
  return `Then every ${formatLimit(due)}, and at the latest after ${formatLimit(late)}, even if there is nothing new.`;
}

/** `hour`, but `30 minutes`. */
function formatInterval(length: TimeLimit): string {
  return formatLimit(length).replace(/^1 /, '');
}

function formatDays(count: number): string {
  return `${count} ${plural(count, 'day', 'days')}`;
}
