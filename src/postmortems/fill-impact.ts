import { formatInstant } from '../time/instant.ts';
import { availabilityOf, impairedPeriodsOf, toUptimeIncident } from '../status/uptime.ts';
import type { ImpairedPeriod } from '../status/uptime.ts';
import { formatPercent } from '../compliance/compliance.ts';
import { formatShortDuration } from '../deadlines/report/words.ts';
import type { PostmortemInput } from './pending.ts';

const STATE_PHRASES: Readonly<Record<ImpairedPeriod['state'], string>> = {
  degraded: 'degraded',
  'partial-outage': 'partly down',
  'major-outage': 'down',
};

/** Who was affected and how: each component, for how long, and what it cost of its objective (V8.3, U6.3). */
export function fillImpact(input: PostmortemInput): string {
  const { incident, resolved, siteContext } = input;
  const troubled = toUptimeIncident(siteContext.policy, incident);
  const periods = troubled
    ? impairedPeriodsOf([troubled], resolved)
    : new Map<string, readonly ImpairedPeriod[]>();
  const length = formatShortDuration(resolved - incident.started);
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
    `Customers were affected for ${length}, from ${formatInstant(incident.started)} to ${formatInstant(resolved)}.`,
    ...(lines.length > 0 ? ['', ...lines] : []),
  ].join('\n');
}

/** What the incident cost of the objective, by the policy's weights and over its window. */
function formatBudgetCost(
  { siteContext, resolved }: PostmortemInput,
  periods: readonly ImpairedPeriod[],
  slo: number,
): string {
  const { uptime } = siteContext.policy;
  if (!uptime) return '';
  const { downtime } = availabilityOf(periods, uptime, resolved - uptime.window, resolved);
  const budget = uptime.window * (1 - slo / 100);
  const share = budget > 0 ? formatPercent(downtime / budget) : 'more than all';
  return ` It spent ${share} of the budget that an objective of ${slo} % gives.`;
}
