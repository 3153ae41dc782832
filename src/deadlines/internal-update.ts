import type { Wait } from './deadline.ts';
import { demandingSince } from './timeline.ts';
import { waitOf, within } from './obligation.ts';
import type { Judged } from './obligation.ts';

/**
 * The team hears again in its channel (V4.1, U4.1). A public update reaches the team too, so the time counts from
 * whatever was said last; severities that are off the page keep it as well.
 */
export function internalUpdate(judged: Judged): Wait | undefined {
  const { timeline, policy } = judged;
  const time = timeline.severity['internal-updates'];
  if (time === undefined || timeline.resolved !== undefined) return undefined;
  const { incident, epochs } = timeline;
  const since = demandingSince(epochs, (severity) => severity['internal-updates']);
  const said = [...(incident.internal.updates ?? []), ...incident.updates.map((update) => update.at)];
  const last = said.reduce((a, b) => Math.max(a, b), since);
  const what = last === since ? 'detection' : 'the last word to the team';
  const channel = policy.channels['internal'];
  const awaits = channel === undefined ? 'Internal update' : `Internal update in ${channel}`;
  return waitOf(judged, 'internal-update', within({ at: last, what }, time), { awaits, key: String(last) });
}
