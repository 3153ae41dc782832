import type { SiteContext } from '../../content/content.ts';
import type { Instant } from '../../time/instant.ts';
import type { SloStatus } from '../../status/slo.ts';
import type { EventCompliance } from '../event-compliance.ts';
import type { ComplianceStatus } from '../measure.ts';
import { ON_TIME_WINDOW_DAYS } from '../on-time-updates.ts';
import type { MeasurementCount } from '../quarters.ts';
import { formatPercent } from '../compliance.ts';
import type { ComplianceReport } from '../compliance.ts';
import { formatClockTime, formatShortDuration } from '../../deadlines/report/format.ts';
import {
  MEASUREMENT_LABELS,
  formatMeasurement,
  formatAffectedPeriod,
  formatOnTimeUpdates,
  formatMetCount,
  formatTimeSources,
} from './format.ts';
import { PLAIN_STYLE, escapeControlCharacters } from '../../text/terminal-style.ts';
import type { TerminalStyle } from '../../text/terminal-style.ts';
import { formatCount } from '../../text/count.ts';

const styleOfStatus = (
  status: ComplianceStatus | SloStatus['status'],
  ink: TerminalStyle,
): ((text: string) => string) => {
  if (status === 'met') return ink.strong;
  if (status === 'waiting' || status === 'unknown') return ink.faint;
  return status === 'at-risk' ? ink.warn : ink.error;
};

/** One incident, with times in the company's zone. */
export function renderEventCompliance(
  event: EventCompliance,
  siteContext: SiteContext,
  now: Instant,
  ink: TerminalStyle = PLAIN_STYLE,
): string {
  const zone = siteContext.site.timezone;
  const time = (instant: Instant): string => formatClockTime(instant, event.began, zone);
  const kind = event.severity ? event.severity.name : 'Maintenance';
  const began = formatClockTime(event.began, now, zone);
  const until =
    event.ended === undefined
      ? 'open'
      : event.kind === 'maintenance' && event.ended <= event.began
        ? `called off ${time(event.ended)}`
        : `ended ${time(event.ended)}, after ${formatShortDuration(event.ended - event.began)}`;
  const rows = event.measures.map(({ status, what, clause, at, ...rest }) => [
    status,
    what + (clause === undefined ? '' : ` (${clause})`),
    formatMeasurement({ status, what, at, ...rest }),
    at === undefined ? '' : time(at),
  ]);
  const gap = event.longestGap;
  return [
    ink.strong(`${escapeControlCharacters(event.id)}  ${escapeControlCharacters(event.title)}`),
    ink.faint(
      `${kind}${event.drill ? ', drill' : ''}${event.public ? '' : ', off the page'}. Began ${began}, ${until}. ${zone}.`,
    ),
    ...(event.affected ? [ink.faint(formatAffectedPeriod(event.affected, now, zone))] : []),
    ...renderTable(rows, ink, (row) => row[0] as ComplianceStatus),
    ...(gap
      ? [`  Longest silence ${formatShortDuration(gap.length)}, from ${time(gap.from)} to ${time(gap.to)}.`]
      : []),
    ...(event.notified ? [`  Notified: ${formatNotified(event.notified)}.`] : []),
    `  ${formatMetCount(event.measures)} met. ${formatTimeSources(event.words)}`,
    '',
  ].join('\n');
}

/** `leadership after 42 s, customers after 3 min` (V1.2). */
function formatNotified(notified: NonNullable<EventCompliance['notified']>): string {
  return notified
    .map(({ audience, after }) => `${escapeControlCharacters(audience)} after ${formatShortDuration(after)}`)
    .join(', ');
}

/** Quarters, on-time updates and objectives. */
export function renderCompliance(
  report: ComplianceReport,
  siteContext: SiteContext,
  ink: TerminalStyle = PLAIN_STYLE,
): string {
  const quarters = report.quarters.flatMap(({ quarter, incidents, severities, tallies, longestGap }) => {
    const list = Object.entries(severities).map(([key, count]) => `${count} ${key}`);
    const head = `${quarter}  ${formatCount(incidents, 'incident')}${list.length === 0 ? '' : `: ${list.join(', ')}`}`;
    const silent = longestGap
      ? [
          `  Longest silence ${formatShortDuration(longestGap.length)}, in ${escapeControlCharacters(longestGap.incident)}`,
        ]
      : [];
    return [ink.strong(head), ...renderTable(tallies.map(measurementCountRow), ink), ...silent, ''];
  });
  const { onTimeUpdates, objectives } = report;
  const late = onTimeUpdates.late.map(
    ({ incident, by }) =>
      `  ${ink.warn(`${formatShortDuration(by)} late`)}  ${escapeControlCharacters(incident)}`,
  );
  const days = Math.round((siteContext.policy.uptime?.window ?? 0) / 86_400_000);
  const head = `Objectives over ${formatCount(days, 'day')}, from incidents alone; planned maintenance does not count`;
  const rows = objectives.map(({ component, availability, slo, spent, status }) => [
    status,
    escapeControlCharacters(siteContext.components.find(({ id }) => id === component)?.name ?? component),
    `${formatPercent(availability.share)} of ${slo} %`,
    spent === Infinity ? 'there was no budget' : `${Math.floor(spent * 100)} % of the budget spent`,
  ]);
  return [
    ...(quarters.length === 0 ? ['No incidents.', ''] : quarters),
    ink.strong(formatOnTimeUpdates(onTimeUpdates, ON_TIME_WINDOW_DAYS)),
    ...late,
    ...(objectives.length === 0
      ? []
      : ['', ink.strong(head), ...renderTable(rows, ink, (row) => row[0] as SloStatus['status'])]),
    '',
  ].join('\n');
}

function measurementCountRow({
  kind,
  clause,
  met,
  of,
  unknown,
  median,
  longest,
}: MeasurementCount): string[] {
  return [
    MEASUREMENT_LABELS[kind] + (clause === undefined ? '' : ` (${clause})`),
    of === 0 ? '' : `${met} of ${of} met`,
    unknown === 0 ? '' : `${unknown} not recorded`,
    median === undefined
      ? ''
      : `median ${formatShortDuration(median)}, longest ${formatShortDuration(longest!)}`,
  ];
}

function renderTable(
  rows: readonly (readonly string[])[],
  ink: TerminalStyle,
  status?: (row: readonly string[]) => ComplianceStatus | SloStatus['status'],
): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) => {
    const cells = row.map((cell, column) => cell.padEnd(widths[column]!));
    if (status) cells[0] = styleOfStatus(status(row), ink)(cells[0]!);
    return `  ${cells.join('  ')}`.trimEnd();
  });
}
