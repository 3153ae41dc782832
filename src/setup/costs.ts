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

/**
 * What an update costs that is written with `npx candor incident`, or whose draft a person marks as ready: its pull request
 * is merged and published.
 */
export const UPDATE_JOBS: readonly JobCost[] = [
  { workflow: 'auto-merge.yml', job: 'merge', minutes: 1 },
  { workflow: 'deploy.yml', job: 'deploy', minutes: 2 },
  { workflow: 'deploy.yml', job: 'follow-up', minutes: 1 },
];

/** The same on a branch of another name: the pull request's own run starts one of the default branch, which merges. */
export const OTHER_BRANCH_JOBS: readonly JobCost[] = [
  { workflow: 'validate.yml', job: 'validate', minutes: 1 },
  { workflow: 'auto-merge.yml', job: 'start', minutes: 1 },
  ...UPDATE_JOBS,
];

/** What an update costs that is written in a form: one job opens its pull request and merges it. */
export const FORM_JOBS: readonly JobCost[] = [
  { workflow: 'issue-forms.yml', job: 'handle-form', minutes: 1 },
  { workflow: 'deploy.yml', job: 'deploy', minutes: 2 },
  { workflow: 'deploy.yml', job: 'follow-up', minutes: 1 },
];

/** What GitHub's free plan includes for private repositories, in minutes a month. Public ones pay nothing. */
export const INCLUDED_MINUTES = 2000;

/** Where the watcher of an open incident runs: on a machine of GitHub, or on a host of one's own. */
export type WatcherRunner = 'ubuntu-latest' | 'ubuntu-slim' | 'host';

/**
 * US dollars for a minute that isn't included, since January 2026:
 * https://docs.github.com/en/billing/reference/actions-runner-pricing. The included minutes are minutes on any of these runners;
 * GitHub documents no factor for the slim one.
 */
const PRICE_OF_MINUTE = { 'ubuntu-latest': 0.006, 'ubuntu-slim': 0.002 };

/** A run on ubuntu-slim watches so long, and is billed so much: GitHub ends its jobs after 15 minutes. */
const SLIM_RUN = { watches: 12 * MINUTE, minutes: 13 };

/** After the last update the watcher stays until the page has it. */
const UNTIL_PUBLISHED = 3 * MINUTE;

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
  /** As GitHub counts them against the included ones. */
  readonly minutes: number;
  /** US dollars if none of them are included, in whole cents. */
  readonly price: number;
}

/**
 * @param lasts how long the incident is open
 * @param interval between two updates
 */
export function estimateIncidentCost(
  lasts: Duration,
  interval: Duration,
  { jobs = UPDATE_JOBS, runner = 'ubuntu-latest' }: IncidentCostOptions = {},
): IncidentCost {
  const updates = Math.floor(lasts / interval) + 1;
  // The watchdog looks once an hour.
  const others = updates * minutesOf(jobs) + Math.ceil(lasts / HOUR);
  const watched = lasts + UNTIL_PUBLISHED;
  const watching = {
    'ubuntu-latest': Math.ceil(watched / MINUTE),
    'ubuntu-slim': Math.ceil(watched / SLIM_RUN.watches) * SLIM_RUN.minutes,
    host: 0,
  }[runner];
  const dollars =
    others * PRICE_OF_MINUTE['ubuntu-latest'] + (runner === 'host' ? 0 : watching * PRICE_OF_MINUTE[runner]);
  return { updates, minutes: others + watching, price: Math.round(dollars * 100) / 100 };
}

export interface IncidentCostOptions {
  readonly jobs?: readonly JobCost[];
  readonly runner?: WatcherRunner;
}
