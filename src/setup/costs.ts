import { DAY, HOUR, MINUTE } from '../time/duration.ts';
import type { Duration } from '../time/duration.ts';

/** A job of GitHub Actions, and the minutes that it is billed for: each run is rounded up to a whole minute. */
export interface JobCost {
  readonly workflow: string;
  readonly job: string;
  readonly minutes: number;
}

/** What a day costs without an incident. */
export const DAILY_JOBS: readonly JobCost[] = [
  { workflow: 'daily.yml', job: 'start', minutes: 1 },
  { workflow: 'deploy.yml', job: 'deploy', minutes: 2 },
  { workflow: 'deploy.yml', job: 'follow-up', minutes: 1 },
];

/** What an update costs that is written in a terminal or an editor: its pull request is validated, merged and published. */
export const UPDATE_JOBS: readonly JobCost[] = [
  { workflow: 'validate.yml', job: 'validate', minutes: 1 },
  { workflow: 'auto-merge.yml', job: 'start', minutes: 1 },
  { workflow: 'auto-merge.yml', job: 'merge', minutes: 1 },
  { workflow: 'deploy.yml', job: 'deploy', minutes: 2 },
  { workflow: 'deploy.yml', job: 'follow-up', minutes: 1 },
];

/** What an update costs that is written in a form: one job opens its pull request and merges it. */
export const FORM_JOBS: readonly JobCost[] = [
  { workflow: 'issue-forms.yml', job: 'handle-form', minutes: 1 },
  { workflow: 'deploy.yml', job: 'deploy', minutes: 2 },
  { workflow: 'deploy.yml', job: 'follow-up', minutes: 1 },
];

/** What GitHub's free plan includes for private repositories, in minutes a month. Public ones pay nothing. */
export const INCLUDED_MINUTES = 2000;

const DAYS_A_MONTH = 30;
const HOURS_A_MONTH = DAYS_A_MONTH * (DAY / HOUR);

export const minutesOf = (jobs: readonly JobCost[]): number =>
  jobs.reduce((sum, { minutes }) => sum + minutes, 0);

/** @param isPrivate otherwise the watchdog runs once an hour, and is free */
export function minutesPerMonth({ isPrivate }: { readonly isPrivate: boolean }): number {
  return DAYS_A_MONTH * minutesOf(DAILY_JOBS) + (isPrivate ? 0 : HOURS_A_MONTH);
}

export interface IncidentCost {
  readonly updates: number;
  /** With a watcher in GitHub Actions, which runs as long as the incident is open. */
  readonly minutes: number;
  /** With a watcher on a host of one's own. */
  readonly minutesWithOwnWatcher: number;
}

/**
 * @param lasts how long the incident is open
 * @param interval between two updates
 */
export function estimateIncidentCost(
  lasts: Duration,
  interval: Duration,
  jobs: readonly JobCost[] = UPDATE_JOBS,
): IncidentCost {
  const updates = Math.floor(lasts / interval) + 1;
  const ofUpdates = updates * minutesOf(jobs);
  // The watchdog looks once an hour.
  const watchdog = Math.ceil(lasts / HOUR);
  return {
    updates,
    minutes: ofUpdates + Math.ceil(lasts / MINUTE) + watchdog,
    minutesWithOwnWatcher: ofUpdates + watchdog,
  };
}
