import { appendFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseNow } from '../files/command-errors.ts';
import { openGithubClient } from '../github/client.ts';
import type { GithubClient } from '../github/client.ts';
import { gitCredentials, BOT_AUTHOR, githubServerUrl } from '../github/credentials.ts';
import { requireVariable } from '../github/event.ts';
import { alertFingerprint, readAlertEvent } from '../alerts/io/event.ts';
import { reportFailedAlert } from '../alerts/io/report-failure.ts';
import { ingestAlert } from '../alerts/io/run.ts';
import { dispatchAutoMerge } from '../github/dispatch-auto-merge.ts';
import { escapeLogLine } from '../reporters/github.ts';
import { escapeControlCharacters } from '../text/terminal-style.ts';
import type { CommandRun } from './declarations/declaration.ts';
import type { alertsIngest } from './declarations/alerts.ts';

export const runAlertsIngest: CommandRun<typeof alertsIngest> = async (values) => {
  const path = values.event ?? requireVariable('GITHUB_EVENT_PATH');
  const [token, repository] = [requireVariable('GITHUB_TOKEN'), requireVariable('GITHUB_REPOSITORY')];
  Object.assign(process.env, gitCredentials(token), BOT_AUTHOR);

  const event = await readAlertEvent(path);
  const isPrivate = event.isPrivate || values.private;
  const { alert } = event;
  const fingerprint = alertFingerprint(alert);
  const client = await openGithubClient(token, repository);
  const now = parseNow(values.now);
  try {
    const { lines, branch } = await ingestAlert({
      ...{ client, alert, fingerprint, isPrivate, now },
      root: resolve(values.root),
      dryRun: values['dry-run'],
    });
    await writeSummary(lines);
    if (branch !== undefined) await dispatchAutoMergeOrReport(client, branch);
    return 0;
  } catch (error) {
    process.stderr.write(`${formatErrorLine(error)}\n`);
    const runId = process.env['GITHUB_RUN_ID'];
    const run =
      runId === undefined ? {} : { run: `${githubServerUrl()}/${repository}/actions/runs/${runId}` };
    const issue = await reportFailedAlert(client, alert, fingerprint, {
      isPrivate,
      reason: formatErrorLine(error),
      ...run,
    });
    await writeSummary(['Failed to create a draft incident from the alert. Opened an issue:', issue]);
    return 1;
  }
};

/** Writes to the log and to the run's summary. The lines contain no text of the alert. */
async function writeSummary(lines: readonly string[]): Promise<void> {
  process.stdout.write(`${lines.join('\n')}\n`);
  const summary = process.env['GITHUB_STEP_SUMMARY'];
  if (summary !== undefined && summary !== '') await appendFile(summary, `${lines.join('\n\n')}\n`);
}

/** A push with `GITHUB_TOKEN` starts no workflow. If dispatching it fails too, the draft still exists. */
async function dispatchAutoMergeOrReport(client: GithubClient, branch: string): Promise<void> {
  await dispatchAutoMerge(client, branch).catch((error: unknown) =>
    writeSummary([`Start auto-merge.yml for ${branch} manually: ${formatErrorLine(error)}`]),
  );
}

/** An error message on one line that the runner can't take for a workflow command. */
function formatErrorLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return escapeLogLine(escapeControlCharacters(text.replace(/\s+/g, ' ')));
}
