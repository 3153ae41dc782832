import { effectEndedAt } from '../content/incident.ts';
import { formatShortDuration } from '../deadlines/report/format.ts';
import { availabilityOf, impairedPeriodsOf, toUptimeIncident } from '../status/uptime.ts';
import type { ImpairedPeriod } from '../status/uptime.ts';
import { formatInstant } from '../time/instant.ts';
import { formatPercent } from './compliance.ts';
import type { ResolvedIncident } from './resolved-incident.ts';

const STATE_PHRASES: Readonly<Record<ImpairedPeriod['state'], string>> = {
  degraded: 'degraded',
  'partial-outage': 'partly down',
  'major-outage': 'down',
};

/** How each component was affected, for how long, and how much of its error budget that used (V8.3, U6.3). */
export function describeImpact(input: ResolvedIncident): string {
  const { incident, resolved, siteContext } = input;
  const uptimeIncident = toUptimeIncident(siteContext.policy, incident);
  const periods = uptimeIncident
    ? impairedPeriodsOf([uptimeIncident], resolved)
    : new Map<string, readonly ImpairedPeriod[]>();
  const ended = effectEndedAt(incident) ?? resolved;
  const length = formatShortDuration(ended - incident.started);
  const lines = siteContext.components.flatMap(({ id, name, slo }) => {
    const own = periods.get(id);
    if (!own || own.length === 0) return [];
    const parts = own.map(
      ({ from, to, state }) => `${STATE_PHRASES[state]} for ${formatShortDuration(to - from)}`,
    );
    return [
      `- ${name}: ${parts.join(', then ')}.${slo === undefined ? '' : formatBudgetCost(input, own, slo)}`,
    ];
  });
  return [
    `Customers were affected for ${length}, from ${formatInstant(incident.started)} to ${formatInstant(ended)}.`,
    ...(lines.length > 0 ? ['', ...lines] : []),
  ].join('\n');
}

/** The share of the error budget that the incident used, by the policy's weights and over its window. */
function formatBudgetCost(
  { siteContext, resolved }: ResolvedIncident,
  periods: readonly ImpairedPeriod[],
  slo: number,
): string {
  const { uptime } = siteContext.policy;
  if (!uptime) return '';
  const { downtime } = availabilityOf(periods, uptime, resolved - uptime.window, resolved);
  const budget = uptime.window * (1 - slo / 100);
  const share = budget > 0 ? formatPercent(downtime / budget) : 'more than all';
  return ` It used ${share} of the error budget of an objective of ${slo} %.`;
}
