import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { sayPaper } from '../postmortems/describe.ts';
import { sayApprovals } from '../postmortems/approvals-comment.ts';
import { plainLine } from '../reporters/github.ts';
import { Refused } from '../response/refused.ts';
import { askForApprovals, readApprovals } from '../postmortems/io/approvals.ts';
import { readNow, runCommand, UsageError } from '../files/command-errors.ts';
import { readContent, reviewRoot } from '../files/read-content.ts';
import { GitError } from '../git/run.ts';
import { openClient } from '../github/client.ts';
import { gitCredentials, givenToken } from '../github/credentials.ts';
import { neededVariable, pullMeant } from '../github/event.ts';
import { connectGithub } from '../github/pull-requests.ts';
import type { Forge } from '../github/pull-requests.ts';
import { findDesk } from '../response/io/repository-context.ts';
import type { Session } from '../response/io/session.ts';
import { pacedClock } from '../response/io/simulated-clock.ts';
import { runPostmortem, runSent, runSummary } from '../postmortems/io/commands.ts';
import {
  owedReviews,
  papersOf,
  performPaper,
  planPapersOn,
  readPapers,
} from '../postmortems/io/follow-ups.ts';
import { startChecks } from '../github/dispatch-checks.ts';
import { postmortemBranch } from '../postmortems/plan.ts';
import { COLOUR, PLAIN, visible } from '../text/terminal-style.ts';

const HELP = `npm run postmortem -- open|summary|sent|approvals|chase [incident] [options]

Writes what an incident owes when it is over. Without a name: the last one that lacks it.

open       draft its review on a branch, filled from the record, and open the pull request
summary    print half a page for stakeholders, from the same facts
sent       note that the summary was sent, now or --at TIME
approvals  judge a pull request's approvals by role, for a workflow: --event FILE or --number N
  --ask          keep one comment on it that says who is missing, and ask them
  --reviews DIR  a clone of the repository that the pull request is in (default: the content root)

chase      once, for a workflow: begin each review that is owed; an issue for each action item that is overdue,
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
  const [deed = '', incident, ...more] = positionals;
  if (values.help || deed === 'help') {
    process.stdout.write(HELP);
    return 0;
  }
  if (more.length > 0) throw new UsageError('One incident at a time.');
  const root = resolve(values.root);
  const session = sessionOf(root, values);
  try {
    if (deed === 'open') return await runPostmortem(root, incident, session);
    if (deed === 'summary') return await runSummary(root, incident, session);
    if (deed === 'approvals') return await runApprovals(root, values);
    if (deed === 'chase') return await runChase(root, session);
    if (deed === 'sent') return await runSent(root, incident, values.at, session);
  } catch (error) {
    if (error instanceof Refused || error instanceof GitError)
      throw new UsageError([error.message, error.help].filter((line) => line !== '').join('\n'));
    throw error;
  }
  const said = deed === '' ? 'What should be written?' : `"${deed}" is not known.`;
  throw new UsageError(`${said} One of open, summary, sent, approvals, chase; see --help.`);
});

function sessionOf(root: string, values: { now?: string; offline: boolean; 'dry-run': boolean }): Session {
  const token = givenToken();
  const forge = async (): Promise<Forge | undefined> => {
    const place = reviewRoot(root, (await readContent(root)).site);
    const { github } = (await findDesk(place)).outside;
    return github && connectGithub(token, github.repository);
  };
  return {
    clock: pacedClock(values.now === undefined ? undefined : readNow(values.now)),
    say: (words) => void process.stdout.write(`${words}\n`),
    ink: process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined ? COLOUR : PLAIN,
    ...(token !== '' && { forge }),
    offline: values.offline,
    dryRun: values['dry-run'],
  };
}

/** Begins what is owed, then says on GitHub what is overdue. A review that is begun already is left alone. */
async function runChase(root: string, session: Session): Promise<number> {
  const token = neededVariable('GITHUB_TOKEN');
  Object.assign(process.env, gitCredentials(token));
  const known = await readPapers(root, session.clock.now());
  let failed = 0;
  const repository = neededVariable('GITHUB_REPOSITORY');
  const client = await openClient(token, repository);
  const kinds = await papersOf(root, repository);
  if (!kinds.includes('action-item')) session.say('Reviews are kept elsewhere, and chased there.');
  for (const incident of kinds.includes('action-item') ? owedReviews(known) : []) {
    try {
      failed += await runPostmortem(root, incident, session);
      const branch = postmortemBranch(incident);
      if (session.dryRun) continue;
      await startChecks(client, branch, { incidents: false }).catch((error: Error) => {
        failed += 1;
        session.say(visible(`The checks of ${branch} have to be started by hand: ${error.message}`));
      });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      session.say(visible(error.message));
    }
  }
  for (const action of await planPapersOn(client, known, kinds)) {
    session.say(visible(sayPaper(action)));
    if (!session.dryRun) await performPaper(client, action);
  }
  return failed > 0 ? 1 : 0;
}

async function runApprovals(
  root: string,
  values: { event?: string; number?: string; reviews?: string; ask: boolean },
): Promise<number> {
  const token = neededVariable('GITHUB_TOKEN');
  const client = await openClient(token, neededVariable('GITHUB_REPOSITORY'));
  const number = await pullMeant(client, values);
  if (number === undefined) {
    process.stdout.write('No open pull request belongs to this.\n');
    return 0;
  }
  const env = gitCredentials(token);
  const reviews = resolve(values.reviews ?? root);
  const { approvals, pull } = await readApprovals({ client, root, reviews, env }, number);
  for (const line of sayApprovals(approvals)) process.stdout.write(`${plainLine(visible(line))}\n`);
  if (values.ask && pull.ours) await askForApprovals(client, pull, approvals);
  return approvals.complete ? 0 : 1;
}
