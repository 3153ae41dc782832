import type { OverallStatus } from '../../status/overall.ts';
import type { AffectedComponent, CurrentState } from '../../status/states.ts';
import { enCommitmentMessages, enUptimeMessages } from './en-commitments.ts';
import { enSubscribeMessages } from './en-subscribe.ts';
import { createLocaleFormatters } from './format.ts';
import type { Messages } from './messages.ts';
import { LOCALES } from '../../content/languages.ts';

const LOCALE = LOCALES.en;

const { duration, gap, list, plural } = createLocaleFormatters(LOCALE);

export const enMessages: Messages = {
  locale: LOCALE,
  dir: 'ltr',
  colon: ':',
  states: {
    operational: 'Working',
    maintenance: 'Planned maintenance',
    unknown: 'Not known',
    degraded: 'Having problems',
    'partial-outage': 'Partly down',
    'major-outage': 'Down',
  },
  phases: {
    investigating: 'Investigating',
    identified: 'Identified',
    monitoring: 'Monitoring',
    resolved: 'Resolved',
    withdrawn: 'Withdrawn',
    merged: 'Merged',
    scheduled: 'Scheduled',
    'in-progress': 'In progress',
    verifying: 'Verifying',
    completed: 'Completed',
    cancelled: 'Cancelled',
    'called-off': 'Called off',
    'time-over': 'Planned time over',
    announced: 'Announced',
    ended: 'Ended',
    update: 'Update',
  },
  overall: formatOverall,
  duration,
  gap,
  list,
  expected: {
    degraded: 'May be slower or interrupted',
    'partial-outage': 'Partly unavailable for a time',
    'major-outage': 'Unavailable for a time',
  },
  uptime: enUptimeMessages,
  commitments: enCommitmentMessages,
  subscribe: enSubscribeMessages,
  live: {
    late: (length) => `This update is ${length} late.`,
    newUpdate: (time) => `New update · ${time}`,
    changed: 'This page has changed.',
    show: 'Show',
    more: (count) => ` (and ${count} more)`,
  },
  page: {
    skip: 'Skip to the content',
    title: (site) => `${site} status`,
    description: (site) =>
      `Current status of ${site}, what we are doing about problems, and when to expect the next update.`,
    navigation: 'Pages',
    history: 'History',
    subscribe: 'Subscribe',
    contact: 'Report a problem',
    builtAt: 'Page built',
    backHome: 'Current status',
    asOf: 'As of',
    stale: 'This page may be out of date.',
    quietSince: (day) => `No problem reported since ${day}`,
  },
  home: {
    notices: 'Good to know',
    planned: 'Planned maintenance',
    components: 'Systems',
    otherComponents: 'Other systems',
    recent: 'The last 14 days',
    noIncidents: 'Nothing to report.',
    ongoing: 'Ongoing',
    continued: 'continued',
    reported: 'reported on this day',
    earlierUpdates: (count) => `${count} earlier ${plural(count, 'update', 'updates')}`,
    allUpdates: (count) => `Read all ${count} updates`,
    moreEntries: (count) => `${count} more`,
    andMore: (count) => `and ${count} more`,
    wholeHistory: 'The whole history',
    noComponents: 'No systems are listed yet.',
  },
  entry: {
    affected: 'Affected',
    affects: 'Affects',
    began: 'Began',
    after: (length) => `after ${length}`,
    affectedFor: (length) => `affected for ${length}`,
    watchedUntil: 'watched until',
    ended: 'Ended',
    foundOut: 'Found out',
    window: 'Planned for',
    nothingAffected: 'nothing was affected',
    withdrawnTitle: (title) => `Withdrawn: ${title}`,
    continuesIn: 'Continues in',
    calledOffTitle: (title) => `Called off: ${title}`,
    updates: 'Updates',
    noUpdates: 'There is no update yet.',
    maintenance: 'Planned maintenance',
    notice: 'Notice',
    period: 'When',
    corrected: 'Corrected',
    nextUpdateBy: 'Next update by',
    firstUpdateBy: 'First update by',
    updated: 'updated',
    steps: { investigating: 'Looking', identified: 'Found', monitoring: 'Watching', resolved: 'Over' },
    now: {
      investigating: 'We are looking into it',
      identified: 'We have found the cause',
      monitoring: 'We are watching the fix',
    },
    severity: {
      none: 'Incident',
      minor: 'Minor incident',
      major: 'Major incident',
      critical: 'Critical incident',
    },
  },
  postmortem: {
    title: (incident) => `What we learned: ${incident}`,
    read: 'What we learned from it',
    published: 'Published',
    reviewed: 'Reviewed',
    incident: 'What happened, update by update',
  },
  history: {
    title: 'History',
    newest: 'Newest first',
    byMonth: 'All months',
    nothing: 'Nothing has happened yet.',
    count: (count) => `${count} ${plural(count, 'entry', 'entries')}`,
  },
  component: {
    retired: 'No longer in service',
    recordedSince: 'Recorded since',
    history: 'What happened',
    nothing: 'Nothing has happened here yet.',
    byYear: 'By year',
    inYear: (name, year) => `${name} in ${year}`,
  },
  fallback: {
    title: 'A note about this page',
    olderVersion: 'The newest version can’t be shown at the moment. You see the one from',
    settings: 'The settings of this page',
    missing: (count) => `${count === 1 ? 'One notice' : `${count} notices`} can’t be shown at the moment.`,
  },
  notFound: {
    title: 'There is no such page.',
    text: 'The address may be mistyped. The current status and the whole history are here:',
  },
  feed: {
    title: (site) => `${site} status`,
    description: (site) => `Every update on incidents and planned maintenance at ${site}.`,
    item: (title, phase, corrected) => `${title} (${phase}${corrected ? ', corrected' : ''})`,
    affected: (names) => `Affected: ${names}`,
  },
};

/** Singular and plural. */
const VERBS: Readonly<Record<CurrentState, readonly [string, string]>> = {
  operational: ['is working', 'are working'],
  maintenance: ['is under planned maintenance', 'are under planned maintenance'],
  unknown: ['may not be working', 'may not be working'],
  degraded: ['is having problems', 'are having problems'],
  'partial-outage': ['is partly down', 'are partly down'],
  'major-outage': ['is down', 'are down'],
};

const MAX_NAMES = 3;

function formatOverall(overall: OverallStatus): string {
  const { isUncertain, affected, components, open, monitoringOnly } = overall;
  if (!isUncertain || affected.length === components) return formatKnown(overall);
  return affected.length > 0 || (open > 0 && !monitoringOnly)
    ? `${formatKnown(overall)} We can’t tell about the other systems at the moment.`
    : 'We can’t tell at the moment whether all systems are working.';
}

function formatKnown({ affected, components, open, monitoringOnly }: OverallStatus): string {
  if (affected.length === 0) {
    if (open === 0) return 'All systems are working.';
    return monitoringOnly
      ? 'All systems are working again, and we are watching closely.'
      : 'We are looking into a problem.';
  }
  const clusters = [...Map.groupBy(affected, ({ state }) => state).values()];
  const worst = clusters[0]!;
  if (worst.length === components && components > 1) return `All systems ${VERBS[worst[0]!.state][1]}.`;
  if (affected.length <= MAX_NAMES) return `${clusters.map(formatCluster).join(', and ')}.`;
  const rest = affected.length - worst.length;
  const head =
    worst.length <= MAX_NAMES ? formatCluster(worst) : `${worst.length} systems ${VERBS[worst[0]!.state][1]}`;
  return rest === 0 ? `${head}.` : `${head}, and ${rest} ${plural(rest, 'other is', 'others are')} affected.`;
}

function formatCluster(cluster: readonly AffectedComponent[]): string {
  const verb = VERBS[cluster[0]!.state][cluster.length === 1 ? 0 : 1];
  return `${list(cluster.map(({ name }) => name))} ${verb}`;
}
