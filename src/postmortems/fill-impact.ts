import { formatInstant } from '../time/instant.ts';
import { availabilityOf, stretchesOf, troubledOf } from '../status/uptime.ts';
import type { Stretch } from '../status/uptime.ts';
import { percent } from '../compliance/compliance.ts';
import { shortDuration } from '../deadlines/report/words.ts';
import type { Reviewed } from './pending.ts';

const STATES: Readonly<Record<Stretch['state'], string>> = {
  degraded: 'degraded',
  'partial-outage': 'partly down',
  'major-outage': 'down',
};

/** Who was affected and how: each component, for how long, and what it cost of its objective (V8.3, U6.3). */
export function fillImpact(reviewed: Reviewed): string {
  const { incident, resolved, setting } = reviewed;
  const troubled = troubledOf(setting.policy, incident);
  const stretches = troubled ? stretchesOf([troubled], resolved) : new Map<string, readonly Stretch[]>();
  const length = shortDuration(resolved - incident.started);
  const lines = setting.components.flatMap(({ id, name, slo }) => {
    const own = stretches.get(id);
    if (!own || own.length === 0) return [];
    const parts = own.map(({ from, to, state }) => `${STATES[state]} for ${shortDuration(to - from)}`);
    return [`- ${name}: ${parts.join(', then ')}.${slo === undefined ? '' : budgetOf(reviewed, own, slo)}`];
  });
  return [
    `Customers were affected for ${length}, from ${formatInstant(incident.started)} to ${formatInstant(resolved)}.`,
    ...(lines.length > 0 ? ['', ...lines] : []),
  ].join('\n');
}

/** What the incident cost of the objective, by the policy's weights and over its window. */
function budgetOf({ setting, resolved }: Reviewed, stretches: readonly Stretch[], slo: number): string {
  const { uptime } = setting.policy;
  if (!uptime) return '';
  const { lost } = availabilityOf(stretches, uptime, resolved - uptime.window, resolved);
  const budget = uptime.window * (1 - slo / 100);
  const share = budget > 0 ? percent(lost / budget) : 'more than all';
  return ` It spent ${share} of the budget that an objective of ${slo} % gives.`;
}
