import { declareCommand } from './declaration.ts';
import { DRY_RUN, NOW, ROOT } from './common-options.ts';

const WATCH = 'With --watch:';
const GITHUB = 'With --github:';
const WATCHDOG = 'Watchdog:';

export const deadlines = declareCommand({
  name: 'deadlines',
  summary: 'Lists what the SOP requires now and who is responsible: late first, then due, then soon.',
  description: `--watch runs while an incident is open and prints each reminder once, when it is due.

--github also writes to GitHub: a tracking issue per open incident with reminders, and the next update as a draft pull request. Without --watch it performs once what is due now.`,
  options: {
    ...ROOT,
    ...NOW,
    all: { help: 'include deadlines further ahead, and follow-ups of incidents that ended over 30 days ago' },
    drills: { help: 'include drills' },
    'published-times': {
      help: 'count from the time at which an update was published, as git history shows it',
    },
    format: {
      value: 'NAME',
      choices: ['terminal', 'json'],
      default: 'terminal',
      help: 'how to print; with --watch, json prints one line per reminder',
    },
    watch: { help: 'print each reminder when it is due', group: WATCH },
    for: {
      value: 'TIME',
      help: 'stop shortly before this much time has passed, when no reminder is due soon (default: no limit)',
      group: WATCH,
    },
    every: {
      value: 'TIME',
      help: 'how often to fetch from the remote (default: 30s)',
      group: WATCH,
    },
    state: {
      value: 'FILE',
      help: 'where to store which reminders were sent; safe to delete (default: candor/clock.json in .git)',
      group: WATCH,
    },
    files: { help: 'read the files in the working tree, even if the branch follows a remote', group: WATCH },
    github: { help: 'write to GitHub too', group: GITHUB },
    'dry-run': { ...DRY_RUN['dry-run'], group: GITHUB },
    'triggered-by': { value: 'WHO', help: 'name the trigger in reminders that are late', group: GITHUB },
    watchdog: {
      help: "start reminders.yml if it should be running and isn't, and deploy.yml if the page is out of date",
      group: WATCHDOG,
    },
    'restart-workflow': { help: 'start reminders.yml', group: WATCHDOG },
  },
  environment: {
    GITHUB_TOKEN: 'required by --github, --watchdog and --restart-workflow',
    GH_TOKEN: 'used if GITHUB_TOKEN is not set',
    GITHUB_API_URL: 'where GitHub is (default: https://api.github.com)',
    GITHUB_REPOSITORY: 'owner/name, if the remote does not say it',
    GITHUB_SERVER_URL: 'the address of GitHub (default: https://github.com)',
    GITHUB_ACTIONS: 'GitHub sets it: the log is then taken for public',
    GITHUB_OUTPUT: 'GitHub sets it: where the command tells the workflow whether to start it again',
    GITHUB_RUN_ID: 'GitHub sets it: the run that --watchdog leaves out',
    CANDOR_POSTMORTEMS: 'a clone of the private repository of postmortems',
  },
  exitCodes: {
    0: 'nothing is late; with --watch, no incident is open any more',
    1: 'something is late',
    2: 'the command could not run',
    3: '--watch stopped because of --for while an incident is open',
  },
});
