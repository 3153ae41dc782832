import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { MINUTE, parseDuration } from '../time/duration.ts';
import type { Duration } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import { FOLLOW_UP_PERIOD, parseActiveContent } from '../deadlines/active-content.ts';
import { deadlinesOf } from '../deadlines/all-deadlines.ts';
import { findPolicyChanges } from '../deadlines/policy-changes.ts';
import { requireSiteContext } from '../deadlines/io/require-setting.ts';
import { parseNow, runCommand, UsageError } from '../files/command-errors.ts';
import { readContent } from '../files/read-content.ts';
import type { readEvidence as ReadEvidence } from '../deadlines/io/read-evidence.ts';
import { readPolicyVersions } from '../deadlines/io/policy-versions.ts';
import { renderDeadlinesJson } from '../deadlines/report/json.ts';
import { renderDeadlines } from '../deadlines/report/terminal.ts';
import type { DeadlineReport } from '../deadlines/report/terminal.ts';
import { COLOUR_STYLE, PLAIN_STYLE } from '../text/terminal-style.ts';

const HELP = `npm run deadlines -- [options]

Shows what the SOP now waits for: late first, then due, then soon, and whom to ask.

  --root DIR         the content root (default: this folder)
  --now TIME         as if it were this time
  --all              what is further ahead too, and follow-ups of incidents that ended more than 30 days ago
  --drills           rehearsals too
  --published-times  count from when git says that an update was published, where that is not its own time
  --format NAME      terminal or json (default: terminal)

Exit code: 0 nothing is late, 1 something is, 2 it could not run.

npm run deadlines -- --watch [options]

Stays awake while something is open, and says each boundary once, in a line, when it is there.

  --for TIME       hand over a little before so much time has gone by (default: for ever)
  --state FILE     remembers what was said; safe to delete (default: candor/clock.json in the .git folder)
  --every TIME     how often the remote is asked for news (default: 30s)
  --files          read the files as they lie here, even where the branch follows a remote
  --root, --drills, --format as above; json gives a line of JSON for each boundary

Exit code: 0 nothing is open any more, 3 handed over while something is, 2 it could not run.

npm run deadlines -- [--watch] --github [options]

Speaks on GitHub too: a tracking issue for each open incident, reminders on it, the next update as a draft pull request.
Without --watch, does once what is due now. Needs a token in GITHUB_TOKEN or GH_TOKEN.

  --dry-run          only say what would be done (not with --watch)
  --triggered-by WHO said with what is noticed late

npm run deadlines -- --watchdog [--every TIME]   looks whether reminders.yml has to run and does, and starts it (every 15m)
npm run deadlines -- --restart-workflow          starts reminders.yml
`;

/** How often the net of reminders-watchdog.yml is meant to look. */
const DEFAULT_WATCHDOG_INTERVAL = 15 * MINUTE;

await runCommand(async () => {
  const { values } = parseArgs({
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
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  if (values.format !== 'terminal' && values.format !== 'json') {
    throw new UsageError(`--format "${values.format}" is neither terminal nor json.`);
  }
  const root = resolve(values.root);
  const json = values.format === 'json';
  const every = readDurationOption('every', values.every);
  const triggeredBy = values['triggered-by'] || undefined;
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  if (values.github && values.files) {
    throw new UsageError('--github speaks of what is published; it takes no --files.');
  }
  if (values['restart-workflow'] || values.watchdog) {
    const { restartWatchWorkflow, runWatchdog } = await import('../reminders/io/watchdog.ts');
    return values.watchdog
      ? runWatchdog(root, every ?? DEFAULT_WATCHDOG_INTERVAL, say)
      : restartWatchWorkflow(root);
  }
  if (values.watch) {
    if (values['dry-run']) throw new UsageError('--dry-run looks once; it takes no --watch.');
    if (values.now !== undefined) throw new UsageError('--watch goes by the clock; it takes no --now.');
    const { runWatch } = await import('../reminders/io/command.ts');
    const { drills, files, state, github } = values;
    const lasts = readDurationOption('for', values.for) ?? Infinity;
    return runWatch({
      root,
      drills,
      useFiles: files,
      json,
      duration: lasts,
      interval: every,
      stateFile: state,
      github,
      triggeredBy,
    });
  }
  if (values.github) {
    const { runRemindersOnce } = await import('../reminders/io/run-once.ts');
    return runRemindersOnce(root, parseNow(values.now), { dryRun: values['dry-run'], triggeredBy }, say);
  }
  const report = await readDeadlines(root, parseNow(values.now), {
    all: values.all,
    drills: values.drills,
    publishedTimes: values['published-times'],
  });
  const inColour = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
  process.stdout.write(
    json ? renderDeadlinesJson(report) : renderDeadlines(report, inColour ? COLOUR_STYLE : PLAIN_STYLE),
  );
  return report.deadlines.some(({ state }) => state === 'late') ? 1 : 0;
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
  const content = parseActiveContent(sources, endedAfter);
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

/** Loaded only when it is asked for: the clock is to be quick. */
async function readEvidence(...args: Parameters<typeof ReadEvidence>): ReturnType<typeof ReadEvidence> {
  return (await import('../deadlines/io/read-evidence.ts')).readEvidence(...args);
}

function readDurationOption(option: string, text: string | undefined): Duration | undefined {
  if (text === undefined) return undefined;
  const length = parseDuration(text);
  if (length) return length;
  throw new UsageError(`--${option} "${text}" is no length of time, such as 340m.`);
}
