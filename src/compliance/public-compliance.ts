import { DAY } from '../time/duration.ts';
import type { PublicCompliance, OnTimeCount } from '../status/service-commitments.ts';
import { isCountable } from './measure.ts';
import type { ComplianceReport } from './compliance.ts';

/** The public part of a compliance report. */
export function toPublicCompliance({ entries, onTimeUpdates }: ComplianceReport): PublicCompliance {
  const shown = entries.filter((event) => event.public && event.kind === 'incident');
  const titles = new Map(shown.map(({ id, title }) => [id, title]));
  const silences = shown.flatMap(({ id, title, longestGap }) =>
    longestGap && longestGap.to >= onTimeUpdates.from ? [{ id, title, length: longestGap.length }] : [],
  );
  const longest = silences.toSorted((a, b) => b.length - a.length)[0];
  const firsts = shown
    .flatMap(({ measures }) => measures)
    .filter((measure) => measure.kind === 'first-update' && isCountable(measure))
    .filter((measure) => (measure.at ?? measure.bound) >= onTimeUpdates.from);
  const first: OnTimeCount = {
    due: firsts.length,
    onTime: firsts.filter(({ status }) => status === 'met').length,
  };
  return {
    days: Math.round((onTimeUpdates.to - onTimeUpdates.from) / DAY),
    updates: { due: onTimeUpdates.due, onTime: onTimeUpdates.onTime },
    first,
    confirmedByGit: onTimeUpdates.fromGit,
    ...(longest && { longestUpdateGap: longest }),
    late: onTimeUpdates.late.map(({ incident, by }) => ({
      id: incident,
      title: titles.get(incident) ?? '',
      by,
    })),
  };
}
