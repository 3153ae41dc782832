import { appendFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseNow } from '../files/command-errors.ts';
import { openGithubClient } from '../github/client.ts';
import type { GithubClient } from '../github/client.ts';
import { gitCredentials, BOT_AUTHOR, githubServerUrl } from '../github/credentials.ts';
import { requireVariable } from '../github/event.ts';
import { alertFingerprint, readAlertEvent } from '../alerts/io/event.ts';
import { reportFailedAlert } from '../alerts/io/report-failure.ts';
import { ingestAlert } from '../alerts/io/run.ts';
import { dispatchChecks } from '../github/dispatch-checks.ts';
import { escapeLogLine } from '../reporters/github.ts';
import { escapeControlCharacters } from '../text/terminal-style.ts';

const HELP = `npm run alerts -- ingest [options]

Takes in the alert of the event that started a workflow: opens the draft of an incident, or adds to the one that is
there. Nothing is published or resolved by it. alerts.yml runs it.

  --event FILE     the event, as GitHub writes it (default: GITHUB_EVENT_PATH)
  --root DIR       the content root (default: this folder)
  --now TIME       as if it were this time
  --dry-run        only say what would be done
  --private        take the repository for one that not everybody can read, whatever the event says

Environment: GITHUB_TOKEN, and what a workflow sets: GITHUB_REPOSITORY, GITHUB_SERVER_URL, GITHUB_STEP_SUMMARY.
Exit code: 0 done, 1 only an issue could be opened, 2 it could not run at all.
`;

/** `alerts ingest`: makes a draft of the alert in the event that started a workflow. */
export async function runAlertsIngest(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      event: { type: 'string' },
      root: { type: 'string', default: '.' },
      now: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      private: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const path = values.event ?? requireVariable('GITHUB_EVENT_PATH');
  const [token, repository] = [requireVariable('GITHUB_TOKEN'), requireVariable('GITHUB_REPOSITORY')];
  Object.assign(process.env, gitCredentials(token), BOT_AUTHOR);

  const event = await readAlertEvent(path);
  const isPrivate = event.isPrivate || values.private;
  const { alert } = event;
  const mark = alertFingerprint(alert);
  const client = await openGithubClient(token, repository);
  const now = parseNow(values.now);
  try {
    const taken = await ingestAlert({
      ...{ client, alert, fingerprint: mark, isPrivate, now },
      root: resolve(values.root),
      dryRun: values['dry-run'],
    });
    await writeSummary(taken.lines);
    if (taken.branch !== undefined) await dispatchChecksOrReport(client, taken.branch);
    return 0;
  } catch (error) {
    process.stderr.write(`${formatErrorLine(error)}\n`);
    const run = process.env['GITHUB_RUN_ID'];
    const address =
      run === undefined ? {} : { run: `${githubServerUrl()}/${repository}/actions/runs/${run}` };
    const issue = await reportFailedAlert(client, alert, mark, {
      isPrivate,
      reason: formatErrorLine(error),
      ...address,
    });
    await writeSummary(['The alert could not be made a draft; an issue says so:', issue]);
    return 1;
  }
}

/** What happened, in the log and in the run's summary: no word of the alert is among it. */
async function writeSummary(lines: readonly string[]): Promise<void> {
  process.stdout.write(`${lines.join('\n')}\n`);
  const summary = process.env['GITHUB_STEP_SUMMARY'];
  if (summary !== undefined && summary !== '') await appendFile(summary, `${lines.join('\n\n')}\n`);
}

/** A push with a workflow's own token starts no check: that it waits to be started must not hide the draft. */
async function dispatchChecksOrReport(client: GithubClient, branch: string): Promise<void> {
  await dispatchChecks(client, branch).catch((error: unknown) =>
    writeSummary([`The check of ${branch} has to be started by hand: ${formatErrorLine(error)}`]),
  );
}

/** An error's words on one line that begins no workflow command. */
function formatErrorLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return escapeLogLine(escapeControlCharacters(text.replace(/\s+/g, ' ')));
}
