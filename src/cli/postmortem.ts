import { resolve } from 'node:path';
import { formatApprovals } from '../postmortems/approvals-comment.ts';
import { escapeLogLine } from '../reporters/github.ts';
import { InputError } from '../response/input-error.ts';
import { requestApprovals, readApprovals } from '../postmortems/io/approvals.ts';
import { parseNow, UsageError } from '../files/command-errors.ts';
import { readContent, postmortemRoot } from '../files/read-content.ts';
import { GitError } from '../git/run.ts';
import { openGithubClient } from '../github/client.ts';
import { gitCredentials, readGithubToken } from '../github/credentials.ts';
import { requireVariable, resolvePullRequestNumber } from '../github/event.ts';
import { connectPullRequestApi } from '../github/pull-requests.ts';
import type { PullRequestApi } from '../github/pull-requests.ts';
import { openRepository } from '../response/io/repository-context.ts';
import type { CommandContext } from '../response/io/session.ts';
import { createClock } from '../response/io/simulated-clock.ts';
import { runOpenPostmortem, runMarkSummarySent, runExecutiveSummary } from '../postmortems/io/commands.ts';
import {
  duePostmortemsOf,
  followUpKindsOf,
  performFollowUps,
  planRepositoryFollowUps,
  readFollowUps,
} from '../postmortems/io/follow-ups.ts';
import { dispatchChecks } from '../github/dispatch-checks.ts';
import { postmortemBranch } from '../postmortems/plan.ts';
import { escapeControlCharacters } from '../text/terminal-style.ts';
import { defineCommand, styleFor } from './define-command.ts';

const HELP = `Usage: npm run postmortem -- open|summary|mark-sent|approvals|follow-up [incident] [options]

Writes the follow-ups of an incident. Without an incident, it uses the last resolved one whose follow-up is missing.
Postmortems are written to postmortems/, in the private repository of CANDOR_POSTMORTEMS or status.yaml, if there is one.

open       draft the postmortem from the incident's data on a branch, and open the pull request
summary    print the executive summary: half a page for stakeholders
mark-sent  record that the summary was sent
  --at TIME      when it was sent (default: now)
approvals  check a pull request's approvals by role, for a workflow
  --event FILE   the event payload that names the pull request
  --number N     the pull request
  --ask          request the missing approvals, set the commit status candor/postmortem, and keep one comment
  --reviews DIR  a clone of the pull request's repository (default: the content root)
follow-up  open due postmortems, an issue for each overdue action item, and one for the SOP review when it is due; close
           these issues when they are done. Runs once, for a workflow

Options:
  --root DIR   the content root (default: the current folder)
  --dry-run    print the actions without performing them
  --offline    neither fetch nor push
  --now TIME   the time to use instead of the current time

Environment:
  GITHUB_TOKEN or GH_TOKEN   to open the pull request; without it, the command prints how to do that
  GITHUB_REPOSITORY          required by approvals and follow-up, with GITHUB_TOKEN
  CANDOR_POSTMORTEMS         a clone of the private repository of postmortems

Exit codes:
  0  done
  1  refused, something failed, or without --ask an approval is missing
  2  the command could not run
`;

export const postmortemCommand = defineCommand({
  help: HELP,
  options: {
    root: { type: 'string', default: '.' },
    at: { type: 'string' },
    event: { type: 'string' },
    number: { type: 'string' },
    reviews: { type: 'string' },
    ask: { type: 'boolean', default: false },
    now: { type: 'string' },
    offline: { type: 'boolean', default: false },
    'dry-run': { type: 'boolean', default: false },
  },
  takesArguments: true,
  run: async (values, positionals) => {
    const [command = '', incident, ...more] = positionals;
    if (command === 'help') {
      process.stdout.write(HELP);
      return 0;
    }
    if (more.length > 0) throw new UsageError('Expected one incident.');
    const root = resolve(values.root);
    const context = createCommandContext(root, values);
    try {
      if (command === 'open') return await runOpenPostmortem(root, incident, context);
      if (command === 'summary') return await runExecutiveSummary(root, incident, context);
      if (command === 'approvals') return await runApprovals(root, values);
      if (command === 'follow-up') return await runFollowUp(root, context);
      if (command === 'mark-sent') return await runMarkSummarySent(root, incident, values.at, context);
    } catch (error) {
      if (error instanceof InputError || error instanceof GitError)
        throw new UsageError([error.message, error.help].filter((line) => line !== '').join('\n'));
      throw error;
    }
    const found = command === '' ? 'A subcommand is missing.' : `Unknown subcommand "${command}".`;
    throw new UsageError(
      `${found} Expected one of open, summary, mark-sent, approvals, follow-up. See --help.`,
    );
  },
});

function createCommandContext(
  root: string,
  values: { now?: string | undefined; offline: boolean; 'dry-run': boolean },
): CommandContext {
  const token = readGithubToken();
  const openPullRequestApi = async (): Promise<PullRequestApi | undefined> => {
    const postmortems = postmortemRoot(root, (await readContent(root)).site);
    const { github } = (await openRepository(postmortems)).remoteInfo;
    return github && connectPullRequestApi(token, github.repository);
  };
  return {
    clock: createClock(values.now === undefined ? undefined : parseNow(values.now)),
    print: (text) => void process.stdout.write(`${text}\n`),
    ink: styleFor(process.stdout),
    ...(token !== '' && { connectPullRequests: openPullRequestApi }),
    offline: values.offline,
    dryRun: values['dry-run'],
  };
}

/** Opens due postmortems that have no draft yet, then updates the follow-up issues. */
async function runFollowUp(root: string, context: CommandContext): Promise<number> {
  const token = requireVariable('GITHUB_TOKEN');
  Object.assign(process.env, gitCredentials(token));
  const followUps = await readFollowUps(root, context.clock.now());
  let failed = 0;
  const repository = requireVariable('GITHUB_REPOSITORY');
  const client = await openGithubClient(token, repository);
  const kinds = await followUpKindsOf(root, repository);
  if (!kinds.includes('action-item'))
    context.print('Postmortems are in another repository, which follows up on them.');
  for (const incident of kinds.includes('action-item') ? duePostmortemsOf(followUps) : []) {
    try {
      failed += await runOpenPostmortem(root, incident, context);
      const branch = postmortemBranch(incident);
      if (context.dryRun) continue;
      await dispatchChecks(client, branch, { requireValidate: false }).catch((error: Error) => {
        failed += 1;
        context.print(escapeControlCharacters(`Start the checks of ${branch} manually: ${error.message}`));
      });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      context.print(escapeControlCharacters(error.message));
    }
  }
  const actions = await planRepositoryFollowUps(client, followUps, kinds);
  await performFollowUps(client, actions, { dryRun: context.dryRun, log: context.print });
  return failed > 0 ? 1 : 0;
}

async function runApprovals(
  root: string,
  values: { event?: string; number?: string; reviews?: string; ask: boolean },
): Promise<number> {
  const token = requireVariable('GITHUB_TOKEN');
  const client = await openGithubClient(token, requireVariable('GITHUB_REPOSITORY'));
  const number = await resolvePullRequestNumber(client, values);
  if (number === undefined) {
    process.stdout.write('No matching open pull request.\n');
    return 0;
  }
  const env = gitCredentials(token);
  const reviews = resolve(values.reviews ?? root);
  const { approvals, pull } = await readApprovals(
    { client, root, postmortemRoot: reviews, gitEnv: env },
    number,
  );
  for (const line of formatApprovals(approvals))
    process.stdout.write(`${escapeLogLine(escapeControlCharacters(line))}\n`);
  if (!values.ask) return approvals.complete ? 0 : 1;
  // The commit status says that an approval is missing. A failed run would stay red beside the next run's success.
  await requestApprovals(client, pull, approvals);
  return 0;
}
