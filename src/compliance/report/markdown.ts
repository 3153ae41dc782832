import type { SiteContext } from '../../content/content.ts';
import type { Instant } from '../../time/instant.ts';
import type { EventCompliance } from '../event-compliance.ts';
import { ON_TIME_WINDOW_DAYS } from '../on-time-updates.ts';
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
import { formatCount } from '../../text/count.ts';

/** A table for the postmortem, with times in the company's zone. */
export function renderEventComplianceMarkdown(
  event: EventCompliance,
  siteContext: SiteContext,
  now: Instant,
): string {
  const zone = siteContext.site.timezone;
  const time = (instant: Instant): string => formatClockTime(instant, event.began, zone);
  const gap = event.longestGap;
  const rows = event.measures.map((measure) => {
    const came = measure.at === undefined ? '' : time(measure.at);
    return [measure.what, measure.clause ?? '', formatMeasurement(measure), came, measure.status];
  });
  return [
    `SOP compliance, from ${formatClockTime(event.began, now, zone)} (${zone}): ${formatMetCount(event.measures)}.`,
    ...(event.affected ? ['', formatAffectedPeriod(event.affected, now, zone)] : []),
    '',
    ...renderTable(['What', 'Clause', 'Time', 'When', 'Verdict'], rows),
    '',
    ...(gap
      ? [
          `Longest silence: ${formatShortDuration(gap.length)}, from ${time(gap.from)} to ${time(gap.to)}.`,
          '',
        ]
      : []),
    formatTimeSources(event.words),
    '',
  ].join('\n');
}

/** The whole report, for the SOP review. */
export function renderComplianceMarkdown(report: ComplianceReport, siteContext: SiteContext): string {
  const quarters = report.quarters.flatMap(({ quarter, incidents, tallies }) => [
    `## ${quarter}: ${formatCount(incidents, 'incident')}`,
    '',
    ...renderTable(
      ['What', 'Clause', 'Kept', 'Median', 'Longest', 'Not recorded'],
      tallies.map(({ kind, clause, met, of, median, longest, unknown }) => [
        MEASUREMENT_LABELS[kind],
        clause ?? '',
        of === 0 ? '' : `${met} of ${of}`,
        median === undefined ? '' : formatShortDuration(median),
        longest === undefined ? '' : formatShortDuration(longest),
        unknown === 0 ? '' : String(unknown),
      ]),
    ),
    '',
  ]);
  const late = report.onTimeUpdates.late.map(
    ({ incident, by }) => `- ${escapeCell(incident)}: ${formatShortDuration(by)} late`,
  );
  const objectives = report.objectives.map(({ component, availability, slo, spent, status }) => [
    siteContext.components.find(({ id }) => id === component)?.name ?? component,
    formatPercent(availability.share),
    `${slo} %`,
    spent === Infinity ? 'there was none' : `${Math.floor(spent * 100)} %`,
    status,
  ]);
  return [
    '# SOP compliance',
    '',
    ...quarters,
    '## Updates on time',
    '',
    formatOnTimeUpdates(report.onTimeUpdates, ON_TIME_WINDOW_DAYS),
    '',
    ...(late.length === 0 ? [] : [...late, '']),
    ...(objectives.length === 0
      ? []
      : [
          '## Objectives',
          '',
          'From incidents alone; planned maintenance does not count.',
          '',
          ...renderTable(['Component', 'Available', 'Objective', 'Budget spent', 'Verdict'], objectives),
          '',
        ]),
  ].join('\n');
}

function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.map(escapeCell).join(' | ')} |`;
  return [line(head), `| ${head.map(() => '---').join(' | ')} |`, ...rows.map(line)];
}

function escapeCell(text: string): string {
  return text.replaceAll(/[|\n\\`<]/g, (char) => (char === '\n' ? ' ' : `\\${char}`));
}
