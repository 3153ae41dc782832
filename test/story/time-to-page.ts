/** What GitHub adds, in seconds. */
export interface GithubTimes {
  /** Until an event or a dispatch has made a run. */
  readonly event: number;
  /** Until a job has a machine. */
  readonly machine: number;
  /** Checkout, Node and the cache of node_modules. */
  readonly setUp: number;
  /** Uploading the site, and until Pages shows it. */
  readonly pages: number;
}

/** On a day without trouble, and on a slow one. */
export const TYPICAL: GithubTimes = { event: 3, machine: 10, setUp: 12, pages: 25 };
export const SLOW: GithubTimes = { event: 15, machine: 60, setUp: 30, pages: 90 };

/** A job that the page waits for. */
export interface WaitedJob {
  readonly workflow: string;
  readonly job: string;
  /** What GitHub does for it, and how often. */
  readonly github: readonly (keyof GithubTimes)[];
  /** Candor's own work on two cores, in seconds; at most as much again for `npm ci` if there is no cache. */
  readonly own: number;
}

const MERGE: WaitedJob = {
  ...{ workflow: 'auto-merge.yml', job: 'merge', github: ['event', 'machine', 'setUp'], own: 10 },
};
const DEPLOY: WaitedJob = {
  ...{ workflow: 'deploy.yml', job: 'deploy', github: ['event', 'machine', 'setUp', 'pages'], own: 15 },
};

/** The jobs one after another, from a push to a pull request that is ready. */
export const AFTER_PUSH: readonly WaitedJob[] = [MERGE, DEPLOY];

/** From a form that is sent. */
export const AFTER_FORM: readonly WaitedJob[] = [
  { workflow: 'issue-forms.yml', job: 'handle-form', github: ['event', 'machine', 'setUp'], own: 15 },
  DEPLOY,
];

export function ownSeconds(jobs: readonly WaitedJob[]): number {
  return jobs.reduce((sum, { own }) => sum + own, 0);
}

export function githubSeconds(jobs: readonly WaitedJob[], times: GithubTimes): number {
  return jobs.flatMap(({ github }) => github).reduce((sum, part) => sum + times[part], 0);
}
