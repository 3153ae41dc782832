import { DAY } from '../time/duration.ts';
import type { PublicCompliance, OnTimeCount } from '../status/service-commitments.ts';
import { isCountable } from './measure.ts';
import type { ComplianceReport } from './compliance.ts';

/** The public part of a compliance report. */
export function toPublicCompliance({ entries, promise }: ComplianceReport): PublicCompliance {
  const shown = entries.filter((event) => event.public && event.kind === 'incident');
  const titles = new Map(shown.map(({ id, title }) => [id, title]));
  const silences = shown.flatMap(({ id, title, longestSilence }) =>
    longestSilence && longestSilence.to >= promise.from ? [{ id, title, length: longestSilence.length }] : [],
  );
  const longest = silences.toSorted((a, b) => b.length - a.length)[0];
  const firsts = shown
    .flatMap(({ measures }) => measures)
    .filter((measure) => measure.kind === 'first-update' && isCountable(measure))
    .filter((measure) => (measure.at ?? measure.bound) >= promise.from);
  const first: OnTimeCount = {
    due: firsts.length,
    onTime: firsts.filter(({ verdict }) => verdict === 'kept').length,
  };
  return {
    days: Math.round((promise.to - promise.from) / DAY),
    updates: { due: promise.due, onTime: promise.onTime },
    first,
    confirmedByGit: promise.witnessed,
    ...(longest && { longestUpdateGap: longest }),
    late: promise.late.map(({ incident, by }) => ({ id: incident, title: titles.get(incident) ?? '', by })),
  };
}
