import { resolve } from 'node:path';
import { MINUTE } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import { FOLLOW_UP_PERIOD, parseActiveContent } from '../deadlines/active-content.ts';
import { deadlinesOf } from '../deadlines/all-deadlines.ts';
import { findPolicyChanges } from '../deadlines/policy-changes.ts';
import { requireSiteContext } from '../deadlines/io/require-site-context.ts';
import { parseNow, UsageError } from '../files/command-errors.ts';
import { readContent } from '../files/read-content.ts';
import { createTimeLimit } from '../files/time-limit.ts';
import type { readEvidence as ReadEvidence } from '../deadlines/io/read-evidence.ts';
import { readPolicyVersions } from '../deadlines/io/policy-versions.ts';
import { renderDeadlinesJson } from '../deadlines/report/json.ts';
import { renderDeadlines } from '../deadlines/report/terminal.ts';
import type { DeadlineReport } from '../deadlines/report/terminal.ts';
import { parseDurationOption, defineCommand, styleFor } from './define-command.ts';

const HELP = `Usage: npm run deadlines -- [options]
       npm run deadlines -- --watch [options]
       npm run deadlines -- --github [--watch] [options]
       npm run deadlines -- --watchdog|--restart-workflow [options]

Lists what the SOP requires now and who is responsible: late first, then due, then soon.

Options:
  --root DIR         the content root (default: the current folder)
  --now TIME         the time to use instead of the current time
  --all              include deadlines further ahead, and follow-ups of incidents that ended over 30 days ago
  --drills           include drills
  --published-times  count from the time at which an update was published, as git history shows it
  --format NAME      terminal or json (default: terminal); with --watch, json prints one line per reminder

--watch runs while an incident is open and prints each reminder once, when it is due:
  --for TIME         stop shortly before this much time has passed (default: no limit)
  --every TIME       how often to fetch from the remote (default: 30s)
  --state FILE       where to store which reminders were sent; safe to delete (default: candor/clock.json in .git)
  --files            read the files in the working tree, even if the branch follows a remote

--github also writes to GitHub: a tracking issue per open incident with reminders, and the next update as a draft pull
request. Without --watch it performs once what is due now:
  --dry-run          print the actions without performing them (not with --watch)
  --triggered-by WHO name the trigger in reminders that are late

Watchdog:
  --watchdog         restart reminders.yml if it should be running and isn't; --every is the expected interval (30m);
                     also start deploy.yml once a day, and before maintenance begins or ends
  --restart-workflow start reminders.yml

Environment:
  GITHUB_TOKEN or GH_TOKEN   required by --github, --watchdog and --restart-workflow

Exit codes:
  0  nothing is late; with --watch, no incident is open any more
  1  something is late
  2  the command could not run
  3  --watch stopped because of --for while an incident is open
`;

/** How often reminders-watchdog.yml is scheduled. */
const DEFAULT_WATCHDOG_INTERVAL = 30 * MINUTE;

export const deadlinesCommand = defineCommand({
  help: HELP,
  options: {
    root: { type: 'string', default: '.' },
    format: { type: 'string', default: 'terminal' },
    now: { type: 'string' },
    all: { type: 'boolean', default: false },
    drills: { type: 'boolean', default: false },
    'published-times': { type: 'boolean', default: false },
    watch: { type: 'boolean', default: false },
    for: { type: 'string' },
    every: { type: 'string' },
    state: { type: 'string' },
    files: { type: 'boolean', default: false },
    github: { type: 'boolean', default: false },
    'dry-run': { type: 'boolean', default: false },
    'triggered-by': { type: 'string' },
    watchdog: { type: 'boolean', default: false },
    'restart-workflow': { type: 'boolean', default: false },
  },
  run: async (values) => {
    if (values.format !== 'terminal' && values.format !== 'json') {
      throw new UsageError(`Invalid --format "${values.format}": expected terminal or json.`);
    }
    const root = resolve(values.root);
    const json = values.format === 'json';
    const interval = values.every === undefined ? undefined : parseDurationOption('every', values.every);
    const triggeredBy = values['triggered-by'] || undefined;
    const print = (line: string): void => void process.stdout.write(`${line}\n`);
    if (values.github && values.files)
      throw new UsageError('--github reads the published branch; remove --files.');
    if (values['restart-workflow'] || values.watchdog) {
      const { restartWatchWorkflow, runWatchdog } = await import('../reminders/io/watchdog.ts');
      return values.watchdog
        ? runWatchdog(root, interval ?? DEFAULT_WATCHDOG_INTERVAL, print)
        : restartWatchWorkflow(root);
    }
    if (values.watch) {
      if (values['dry-run']) throw new UsageError('--dry-run runs once; remove --watch.');
      if (values.now !== undefined) throw new UsageError('--watch uses the current time; remove --now.');
      const { runWatch } = await import('../reminders/io/command.ts');
      const { drills, files, state, github } = values;
      return runWatch({
        ...{ root, drills, json, github, triggeredBy, interval },
        useFiles: files,
        duration: values.for === undefined ? Infinity : parseDurationOption('for', values.for),
        stateFile: state,
      });
    }
    if (values.github) {
      const { runRemindersOnce } = await import('../reminders/io/run-once.ts');
      return runRemindersOnce(root, parseNow(values.now), { dryRun: values['dry-run'], triggeredBy }, print);
    }
    const report = await readDeadlines(root, parseNow(values.now), {
      all: values.all,
      drills: values.drills,
      publishedTimes: values['published-times'],
    });
    process.stdout.write(
      json ? renderDeadlinesJson(report) : renderDeadlines(report, styleFor(process.stdout)),
    );
    return report.deadlines.some(({ state }) => state === 'late') ? 1 : 0;
  },
});

interface DeadlineListOptions {
  readonly all: boolean;
  readonly drills: boolean;
  readonly publishedTimes: boolean;
}

async function readDeadlines(
  root: string,
  now: Instant,
  { all, drills, publishedTimes }: DeadlineListOptions,
): Promise<DeadlineReport> {
  const endedAfter = all ? -Infinity : now - FOLLOW_UP_PERIOD;
  const sources = await readContent(root);
  const content = parseActiveContent(sources, endedAfter, createTimeLimit());
  const siteContext = requireSiteContext(content);
  const policyChanges = findPolicyChanges(await readPolicyVersions(root, siteContext.policy));
  const known = publishedTimes
    ? await readEvidence(root, sources, siteContext, content.incidents, now)
    : content;
  const evidence = { ...known.evidence, policyChanges };
  const deadlines = deadlinesOf(siteContext, content.incidents, evidence, now, { drills, endedAfter });
  const shown = all ? deadlines : deadlines.filter(({ state }) => state !== 'ahead');
  return {
    now,
    siteContext,
    deadlines: shown,
    ahead: deadlines.length - shown.length,
    unread: content.unread,
  };
}

/** Imported only when needed, to keep the command fast. */
async function readEvidence(...args: Parameters<typeof ReadEvidence>): ReturnType<typeof ReadEvidence> {
  return (await import('../deadlines/io/read-evidence.ts')).readEvidence(...args);
}
