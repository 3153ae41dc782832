import { resolve } from 'node:path';
import type { Instant } from '../time/instant.ts';
import { FOLLOW_UP_PERIOD, parseActiveContent } from '../deadlines/active-content.ts';
import { deliveryEvidenceOf } from '../deadlines/delivery-evidence.ts';
import type { readLogForReport as ReadLog } from '../delivery-log/io/log-store.ts';
import { deadlinesOf } from '../deadlines/all-deadlines.ts';
import { findPolicyChanges } from '../deadlines/policy-changes.ts';
import { requireSiteContext } from '../deadlines/io/require-site-context.ts';
import { readCalendars } from '../on-call/io/read-calendars.ts';
import { parseNow, UsageError } from '../files/command-errors.ts';
import { readContent } from '../files/read-content.ts';
import { createTimeLimit } from '../files/time-limit.ts';
import type { readEvidence as ReadEvidence } from '../deadlines/io/read-evidence.ts';
import { readPolicyVersions } from '../deadlines/io/policy-versions.ts';
import { renderDeadlinesJson } from '../deadlines/report/json.ts';
import { renderDeadlines } from '../deadlines/report/terminal.ts';
import type { DeadlineReport } from '../deadlines/report/terminal.ts';
import type { CommandRun } from './declarations/declaration.ts';
import type { deadlines } from './declarations/deadlines.ts';
import { parseDurationOption } from './option-values.ts';
import { styleFor } from './terminal.ts';

export const runDeadlines: CommandRun<typeof deadlines> = async (values) => {
  const root = resolve(values.root);
  const json = values.format === 'json';
  const interval = values.every === undefined ? undefined : parseDurationOption('every', values.every);
  const triggeredBy = values['triggered-by'] || undefined;
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  if (values.github && values.files)
    throw new UsageError('--github reads the published branch; remove --files.');
  if (values['restart-workflow'] || values.watchdog) {
    const { restartWatchWorkflow, runWatchdog } = await import('../reminders/io/watchdog.ts');
    return values.watchdog ? runWatchdog(root, triggeredBy, print) : restartWatchWorkflow(root);
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
};

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
  const calendars = await readCalendars(root, siteContext.site, now);
  const log =
    publishedTimes && Object.keys(siteContext.site.notify).length > 0 ? await readLog(root) : undefined;
  const evidence = { ...known.evidence, ...(log && deliveryEvidenceOf(log)), policyChanges, calendars };
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

async function readLog(...args: Parameters<typeof ReadLog>): ReturnType<typeof ReadLog> {
  return (await import('../delivery-log/io/log-store.ts')).readLogForReport(...args);
}

/** Imported only when needed, to keep the command fast. */
async function readEvidence(...args: Parameters<typeof ReadEvidence>): ReturnType<typeof ReadEvidence> {
  return (await import('../deadlines/io/read-evidence.ts')).readEvidence(...args);
}
