import type { MeasurementKind } from '../../content/schema/policy-deadlines.ts';
import type { EventCompliance } from '../event-compliance.ts';
import type { Instant } from '../../time/instant.ts';
import { isCountable } from '../measure.ts';
import type { ComplianceMeasurement } from '../measure.ts';
import type { OnTimeUpdates } from '../on-time-updates.ts';
import { formatClockTime, formatShortDuration } from '../../deadlines/report/format.ts';
import { formatCount } from '../../text/count.ts';

export const MEASUREMENT_LABELS: Readonly<Record<MeasurementKind, string>> = {
  acknowledge: 'Acknowledged',
  'first-update': 'First public update',
  'next-update': 'Further public updates',
  'internal-update': 'Internal updates',
  'hand-over': 'Handed over',
  'customer-email': 'E-mails to customers',
  fix: 'Fix or rollback',
  monitoring: 'Watched after the fix',
  resolution: 'Resolved after the fix',
  disclosure: 'Disclosed',
  summary: 'Executive summary',
  postmortem: 'Postmortem',
  'action-item': 'Action items',
  'sop-review': 'SOP review',
  'maintenance-notice': 'Maintenance announced',
  'maintenance-end': 'Maintenance closed',
};

/** `8 min of 15 min`, `35 min, at least 30 min`, `not recorded`, `not yet, 3 h of 48 h`, `never, 50 h of 48 h`. */
export function formatMeasurement({ kind, status, took, given, at }: ComplianceMeasurement): string {
  if (status === 'unknown') return at === undefined ? 'not recorded' : 'not known';
  const length = formatShortDuration(took ?? 0);
  if (kind === 'monitoring') return `${length}, at least ${formatShortDuration(given)}`;
  if (kind === 'maintenance-notice') return `${length} before, at least ${formatShortDuration(given)}`;
  if (at !== undefined) return `${length} of ${formatShortDuration(given)}`;
  return `${status === 'waiting' ? 'not yet' : 'never'}, ${length} of ${formatShortDuration(given)}`;
}

/** Where publication times come from, in one sentence. */
export function formatTimeSources({ git, file }: EventCompliance['words']): string {
  if (git + file === 0) return 'There are no public updates.';
  if (git === 0)
    return 'Git does not show when the updates were published, so the times in the file are used.';
  if (file === 0) return 'All publication times are from git.';
  return `${git} of ${git + file} publication times ${git === 1 ? 'is' : 'are'} from git; for the others, the times in the file are used.`;
}

/** `Of 34 public updates due in the last 90 days, 33 came on time (97 %).` */
export function formatOnTimeUpdates({ due, onTime, fromGit }: OnTimeUpdates, days: number): string {
  if (due === 0) return `No public update was due in the last ${days} days.`;
  const share = Math.floor((onTime / due) * 100);
  const words =
    fromGit === due
      ? 'All publication times are from git.'
      : `${fromGit} of ${due} publication times ${fromGit === 1 ? 'is' : 'are'} from git; for the others, the times in the files are used.`;
  return `Of ${formatCount(due, 'public update')} due in the last ${days} days, ${onTime} came on time (${share} %). ${words}`;
}

/** `Customers were affected for 2 h, from 2026-11-10 10:00 to 12:00.` */
export function formatAffectedPeriod(
  { from, to }: NonNullable<EventCompliance['affected']>,
  now: Instant,
  zone: string,
): string {
  return `Customers were affected for ${formatShortDuration(to - from)}, from ${formatClockTime(from, now, zone)} to ${formatClockTime(to, from, zone)}.`;
}

/** `11 of 12`: how many were met, of those that count. */
export function formatMetCount(measures: readonly ComplianceMeasurement[]): string {
  const measured = measures.filter(isCountable);
  return `${measured.filter(({ status }) => status === 'met').length} of ${measured.length}`;
}
