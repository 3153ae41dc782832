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
import type { CommandContext } from '../response/io/command-context.ts';
import { createClock } from '../response/io/simulated-clock.ts';
import {
  runExecutiveSummary,
  runMarkSummaryReady,
  runMarkSummarySent,
  runOpenPostmortem,
} from '../postmortems/io/commands.ts';
import {
  duePostmortemsOf,
  followUpKindsOf,
  performFollowUps,
  planRepositoryFollowUps,
  readFollowUps,
} from '../postmortems/io/follow-ups.ts';
import { dispatchAutoMerge } from '../github/dispatch-auto-merge.ts';
import { postmortemBranch } from '../postmortems/plan.ts';
import { escapeControlCharacters } from '../text/terminal-style.ts';
import type { CommandRun } from './declarations/declaration.ts';
import type {
  postmortemApprovals,
  postmortemFollowUp,
  postmortemMarkReady,
  postmortemMarkSent,
  postmortemOpen,
  postmortemSummary,
} from './declarations/postmortem.ts';
import { wrapMessage } from '../text/wrap.ts';
import { styleFor } from './terminal.ts';

export const runPostmortemOpen: CommandRun<typeof postmortemOpen> = (values, { incident }) =>
  runInContext(values, (root, context) => runOpenPostmortem(root, incident, context));

export const runPostmortemSummary: CommandRun<typeof postmortemSummary> = (values, { incident }) =>
  runInContext({ ...values, 'dry-run': false }, (root, context) =>
    runExecutiveSummary(root, incident, context),
  );

export const runPostmortemMarkReady: CommandRun<typeof postmortemMarkReady> = (values, { incident }) =>
  runInContext(values, (root, context) => runMarkSummaryReady(root, incident, context));

export const runPostmortemMarkSent: CommandRun<typeof postmortemMarkSent> = (values, { incident }) =>
  runInContext(values, (root, context) => runMarkSummarySent(root, incident, values.at, context));

export const runPostmortemFollowUp: CommandRun<typeof postmortemFollowUp> = (values) =>
  runInContext(values, followUp);

export const runPostmortemApprovals: CommandRun<typeof postmortemApprovals> = (values) =>
  withUsageErrors(() => checkApprovals(resolve(values.root), values));

interface CommonValues {
  readonly root: string;
  readonly now?: string;
  readonly offline: boolean;
  readonly 'dry-run': boolean;
}

async function runInContext(
  values: CommonValues,
  run: (root: string, context: CommandContext) => Promise<number>,
): Promise<number> {
  const root = resolve(values.root);
  return withUsageErrors(() => run(root, createCommandContext(root, values)));
}

async function withUsageErrors(run: () => Promise<number>): Promise<number> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof InputError || error instanceof GitError)
      throw new UsageError([error.message, error.help].filter((line) => line !== '').join('\n'));
    throw error;
  }
}

function createCommandContext(root: string, values: CommonValues): CommandContext {
  const token = readGithubToken();
  const openPullRequestApi = async (): Promise<PullRequestApi | undefined> => {
    const postmortems = postmortemRoot(root, (await readContent(root)).site);
    const { github } = (await openRepository(postmortems)).remoteInfo;
    return github && connectPullRequestApi(token, github.repository);
  };
  const ink = styleFor(process.stdout);
  return {
    clock: createClock(values.now === undefined ? undefined : parseNow(values.now)),
    print: (text) => void process.stdout.write(`${wrapMessage(text, ink.columns)}\n`),
    ink,
    ...(token !== '' && { connectPullRequests: openPullRequestApi }),
    offline: values.offline,
    dryRun: values['dry-run'],
  };
}

/** Opens due postmortems that have no draft yet, then updates the follow-up issues. */
async function followUp(root: string, context: CommandContext): Promise<number> {
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
      await dispatchAutoMerge(client, branch, { isPostmortem: true }).catch((error: Error) => {
        failed += 1;
        context.print(
          escapeControlCharacters(`Start auto-merge.yml for ${branch} manually: ${error.message}`),
        );
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

async function checkApprovals(
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
