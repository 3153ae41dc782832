import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readDuration } from '../time/duration.ts';
import { sayReviewAction } from '../pull-requests/plan.ts';
import type { Verdict } from '../pull-requests/decision.ts';
import { readNow, runCommand, UsageError } from '../files/command-errors.ts';
import { openClient } from '../github/client.ts';
import { neededVariable, pullMeant } from '../github/event.ts';
import { gitCredentials } from '../github/credentials.ts';
import { judgeCase, offerTemplates, runComment, runMerge } from '../pull-requests/io/review.ts';
import type { Reviewed, Reviewing } from '../pull-requests/io/review.ts';
import { plainLine } from '../reporters/github.ts';
import { visible } from '../text/terminal-style.ts';

const HELP = `npm run pull-request -- judge|comment|merge|offer [options]

What workflows do with a pull request: docs/review.md.

judge      says whether it goes out by itself, and if not, what it waits for
comment    keeps one comment on it up to date, and suggests other words on its lines
merge      lets it out if it may, or asks whoever may let it out
offer      offers the template on each that has waited too long for an answer

  --event FILE     what GitHub tells a workflow (GITHUB_EVENT_PATH): which pull request, or which branch
  --number N       which pull request, without a file
  --root DIR       a clone of the published branch (default: this folder); what runs is its engine and its policy
  --app            the token is a GitHub App's: what it does starts workflows by itself
  --patience TIME  how long checks that still run are waited for (default: 2m)
  --now TIME       judge as if it were this time
  --dry-run        only say what would be done

Needs GITHUB_TOKEN and GITHUB_REPOSITORY.
Exit code: 0 done, or there is nothing to do; 1 GitHub refused something; 2 it could not run.
`;

const DEEDS = ['judge', 'comment', 'merge', 'offer'] as const;
/** How often checks that run are asked, in milliseconds. */
const EVERY = 5000;

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    allowNegative: true,
    options: {
      event: { type: 'string' },
      number: { type: 'string' },
      root: { type: 'string', default: '.' },
      app: { type: 'boolean', default: false },
      patience: { type: 'string', default: '2m' },
      now: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const deed = DEEDS.find((one) => one === positionals[0]);
  if (!deed) throw new UsageError(`Say one of ${DEEDS.join(', ')}. See --help.`);
  const patience = readDuration(values.patience);
  if (patience === undefined) throw new UsageError(`--patience "${values.patience}" is no length of time.`);
  const token = neededVariable('GITHUB_TOKEN');
  const client = await openClient(token, neededVariable('GITHUB_REPOSITORY'));
  const run = process.env['GITHUB_RUN_ID'];
  const { now } = values;
  const reviewing: Reviewing = {
    client,
    root: resolve(values.root),
    now: () => readNow(now),
    env: gitCredentials(token),
    ...(run !== undefined && run !== '' && { run }),
    starts: values.app,
    patience,
    every: Math.min(EVERY, Math.max(patience, 1)),
  };
  if (deed === 'offer') {
    const offered = await offerTemplates(reviewing);
    say(
      offered.length === 0
        ? 'Nothing waits too long.'
        : `Offered on ${offered.map((one) => `#${one}`).join(', ')}.`,
    );
    return 0;
  }
  const number = await pullMeant(client, values);
  if (number === undefined) {
    say('No open pull request belongs to this.');
    return 0;
  }
  if (deed === 'judge') {
    sayVerdict((await judgeCase(reviewing, number)).verdict);
    return 0;
  }
  const done = await (deed === 'comment' ? runComment : runMerge)(reviewing, number, values['dry-run']);
  sayDone(done, values['dry-run']);
  return done.refused.length > 0 ? 1 : 0;
});

function sayVerdict(verdict: Verdict): void {
  const waits = verdict.is === 'wait' || verdict.is === 'offer';
  say(`${verdict.is}: ${verdict.why}`);
  if (!waits) return;
  if (verdict.whom.length > 0) say(`  ${verdict.whom.join(' ')}`);
  for (const what of verdict.free) say(`  - ${what}`);
}

function sayDone({ verdict, actions, refused }: Reviewed, dry: boolean): void {
  sayVerdict(verdict);
  if (dry) say('This would be done:');
  for (const action of actions) say(`  ${sayReviewAction(action)}`);
  for (const words of refused) say(`  ${words}`);
}

function say(line: string): void {
  process.stdout.write(`${plainLine(visible(line))}\n`);
}
