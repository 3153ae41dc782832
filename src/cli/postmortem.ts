import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { describeFollowUpAction } from '../postmortems/describe.ts';
import { formatApprovals } from '../postmortems/approvals-comment.ts';
import { escapeLogLine } from '../reporters/github.ts';
import { InputError } from '../response/input-error.ts';
import { requestApprovals, readApprovals } from '../postmortems/io/approvals.ts';
import { parseNow, runCommand, UsageError } from '../files/command-errors.ts';
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
  performFollowUp,
  planRepositoryFollowUps,
  readFollowUps,
} from '../postmortems/io/follow-ups.ts';
import { dispatchChecks } from '../github/dispatch-checks.ts';
import { postmortemBranch } from '../postmortems/plan.ts';
import { COLOUR_STYLE, PLAIN_STYLE, escapeControlCharacters } from '../text/terminal-style.ts';

const HELP = `npm run postmortem -- open|summary|mark-sent|approvals|follow-up [incident] [options]

Writes what an incident owes when it is over. Without a name: the last one that lacks it.

open       draft its review on a branch, filled from the record, and open the pull request
summary    print half a page for stakeholders, from the same facts
mark-sent  note that the summary was sent, now or --at TIME
approvals  judge a pull request's approvals by role, for a workflow: --event FILE or --number N
  --ask          keep one comment on it that says who is missing, and ask them
  --reviews DIR  a clone of the repository that the pull request is in (default: the content root)

follow-up  once, for a workflow: begin each review that is owed; an issue for each action item that is overdue,
           and for the SOP's own review when it is due; closed when they are done

  --root DIR   the content root (default: this folder)     --offline  neither fetch nor push
  --dry-run    only say what would be done                 --now TIME as if it were this time

Reviews are written to postmortems/, of the private repository that CANDOR_POSTMORTEMS or status.yaml names, if any.
With GITHUB_TOKEN or GH_TOKEN the pull request is opened too; without, you are told how.
Exit code: 0 done, 1 refused, something failed, or an approval is missing, 2 it could not run.
`;

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
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
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const [command = '', incident, ...more] = positionals;
  if (values.help || command === 'help') {
    process.stdout.write(HELP);
    return 0;
  }
  if (more.length > 0) throw new UsageError('One incident at a time.');
  const root = resolve(values.root);
  const session = createCommandContext(root, values);
  try {
    if (command === 'open') return await runOpenPostmortem(root, incident, session);
    if (command === 'summary') return await runExecutiveSummary(root, incident, session);
    if (command === 'approvals') return await runApprovals(root, values);
    if (command === 'follow-up') return await runFollowUp(root, session);
    if (command === 'mark-sent') return await runMarkSummarySent(root, incident, values.at, session);
  } catch (error) {
    if (error instanceof InputError || error instanceof GitError)
      throw new UsageError([error.message, error.help].filter((line) => line !== '').join('\n'));
    throw error;
  }
  const said = command === '' ? 'What should be written?' : `"${command}" is not known.`;
  throw new UsageError(`${said} One of open, summary, mark-sent, approvals, follow-up; see --help.`);
});

function createCommandContext(
  root: string,
  values: { now?: string; offline: boolean; 'dry-run': boolean },
): CommandContext {
  const token = readGithubToken();
  const openPullRequestApi = async (): Promise<PullRequestApi | undefined> => {
    const place = postmortemRoot(root, (await readContent(root)).site);
    const { github } = (await openRepository(place)).remoteInfo;
    return github && connectPullRequestApi(token, github.repository);
  };
  return {
    clock: createClock(values.now === undefined ? undefined : parseNow(values.now)),
    print: (words) => void process.stdout.write(`${words}\n`),
    ink: process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined ? COLOUR_STYLE : PLAIN_STYLE,
    ...(token !== '' && { connectPullRequests: openPullRequestApi }),
    offline: values.offline,
    dryRun: values['dry-run'],
  };
}

/** Begins what is owed, then says on GitHub what is overdue. A review that is begun already is left alone. */
async function runFollowUp(root: string, session: CommandContext): Promise<number> {
  const token = requireVariable('GITHUB_TOKEN');
  Object.assign(process.env, gitCredentials(token));
  const known = await readFollowUps(root, session.clock.now());
  let failed = 0;
  const repository = requireVariable('GITHUB_REPOSITORY');
  const client = await openGithubClient(token, repository);
  const kinds = await followUpKindsOf(root, repository);
  if (!kinds.includes('action-item')) session.print('Reviews are kept elsewhere, and followed up there.');
  for (const incident of kinds.includes('action-item') ? duePostmortemsOf(known) : []) {
    try {
      failed += await runOpenPostmortem(root, incident, session);
      const branch = postmortemBranch(incident);
      if (session.dryRun) continue;
      await dispatchChecks(client, branch, { requireValidate: false }).catch((error: Error) => {
        failed += 1;
        session.print(
          escapeControlCharacters(`The checks of ${branch} have to be started by hand: ${error.message}`),
        );
      });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      session.print(escapeControlCharacters(error.message));
    }
  }
  for (const action of await planRepositoryFollowUps(client, known, kinds)) {
    session.print(escapeControlCharacters(describeFollowUpAction(action)));
    if (!session.dryRun) await performFollowUp(client, action);
  }
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
    process.stdout.write('No open pull request belongs to this.\n');
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
  if (values.ask && pull.isSameRepository) await requestApprovals(client, pull, approvals);
  return approvals.complete ? 0 : 1;
}
