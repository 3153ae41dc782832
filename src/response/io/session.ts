import { hasErrors } from '../../content/finding.ts';
import { sayAction } from '../manual-steps.ts';
import type { Change } from '../change.ts';
import type { Answer, Given, Question } from '../inputs.ts';
import { judgeChange } from '../judge-change.ts';
import { toldBy } from '../notify.ts';
import { plan } from '../plan.ts';
import { Refused } from '../refused.ts';
import type { World } from '../context.ts';
import { UsageError } from '../../files/command-errors.ts';
import type { Forge } from '../../github/pull-requests.ts';
import { readWorld, refreshed } from './repository-context.ts';
import type { Desk } from './repository-context.ts';
import { dropDraft, keepDraft } from './drafts.ts';
import { drawChange, drawFindings, drawOutcome } from './output.ts';
import type { Telling } from './output.ts';
import { perform } from './perform.ts';
import { visible } from '../../text/terminal-style.ts';

/** What a responder's command works with. */
export interface Session extends Telling {
  readonly say: (text: string) => void;
  /** Absent where nobody is there to be asked. */
  readonly ask?: (question: Question) => Promise<Answer>;
  /** Absent without a token. */
  readonly forge?: () => Promise<Forge | undefined>;
  readonly offline: boolean;
  readonly dryRun: boolean;
}

/** Makes a change of what is known; called again if somebody else was faster. */
export type Decide = (world: World, given: Given) => Change;

/** Asks what is missing; without anybody to ask, says which flags would tell. */
export async function complete(
  given: Given,
  questionsOf: (given: Given) => readonly Question[],
  { ask }: Session,
): Promise<Given> {
  let known = given;
  for (;;) {
    const questions = questionsOf(known).filter((question) => ask !== undefined || !question.optional);
    const [first] = questions;
    if (!first) return known;
    if (!ask) {
      const flags = questions.map(({ flag }) => `  ${flag}`).join('\n');
      throw new UsageError(`This is missing, and there is no terminal to ask on. Add:\n${flags}`);
    }
    known = Object.assign({}, known, first.take(await ask(first)));
  }
}

/** Fetches, and says so where the network doesn't answer. */
export async function upToDate(desk: Desk, { offline, say }: Session): Promise<Desk> {
  if (offline) return desk;
  const fetched = await refreshed(desk);
  if (fetched.offline !== undefined) {
    say(
      `Could not reach ${desk.outside.remote!.name} (${visible(fetched.offline)}): going on with what is here.`,
    );
  }
  return fetched.desk;
}

/**
 * Decides, shows, judges, and does it: the exit code is 0 if it is done or only a person can do the rest, 1 if it was
 * refused or something failed.
 */
export async function carryOut(desk: Desk, given: Given, decide: Decide, session: Session): Promise<number> {
  const first = await settle(desk, given, decide, session);
  if (first.refused) return refuse(desk, first.change, session);
  const { outside } = desk;
  if (session.dryRun) {
    const lines = actionsOf(first).map((action) => `  ${visible(sayAction(action, outside))}`);
    session.say(['This would be done:', ...lines].join('\n'));
    return 0;
  }
  const forge = session.offline ? undefined : await session.forge?.();
  const means = { offline: session.offline, ...(forge && { forge }) };
  let settled = first;
  let outcome = await perform(actionsOf(first), { desk, ...means });
  if (outcome.moved) {
    if (first.change.deed === 'open') throw new Refused(...somebodyElse(first.change));
    session.say('Somebody else wrote to this incident just now: put after their words.');
    const fresh = await upToDate(desk, session);
    settled = await settle(fresh, first.given, decide, session);
    if (settled.refused) return refuse(fresh, settled.change, session);
    outcome = await perform(actionsOf(settled), { desk: fresh, ...means, lastTry: true });
  }
  await dropDraft(desk.repository.root, settled.change.id);
  session.say(drawOutcome(settled.world, settled.change, outside, outcome, session));
  return outcome.left.some(({ why }) => why !== undefined) && !session.offline ? 1 : 0;
}

/** A change that was shown and judged. */
interface Settled {
  readonly world: World;
  readonly given: Given;
  readonly change: Change;
  /** The validator refuses it. */
  readonly refused: boolean;
}

/** Decides, shows and judges; whoever is there may say it in other words, as often as it takes. */
async function settle(desk: Desk, given: Given, decide: Decide, session: Session): Promise<Settled> {
  const world = await readWorld(desk);
  const { say, clock, ink, ask } = session;
  let said = given;
  for (;;) {
    const change = decide(world, said);
    const findings = judgeChange(world, change, clock.now());
    say(drawChange(world, change, ink));
    if (findings.length > 0) say(drawFindings(findings, change, ink));
    const refused = hasErrors(findings);
    const mendable = refused && ask !== undefined && change.words !== '' && change.deed !== 'post';
    if (!mendable || (await ask(OTHER_WORDS)) !== true) return { world, given: said, change, refused };
    const text = await ask({
      flag: '--text "…"',
      kind: 'text',
      ask: 'The words',
      initial: change.words,
      take: () => ({}),
    });
    said = Object.assign({}, said, { text: String(text) });
  }
}

const OTHER_WORDS: Question = {
  flag: '--text "…"',
  kind: 'yes-no',
  ask: 'Write other words?',
  take: () => ({}),
};

function actionsOf({ world, change }: Settled): ReturnType<typeof plan> {
  return plan(change, toldBy(world, change), world.setting.policy.channels['internal']);
}

function somebodyElse({ id }: Change): [string, string] {
  return [
    `Somebody else has just opened ${id}.`,
    `To add to it: npm run incident -- update --incident ${id}\nIf yours is another one, run this again with --another.`,
  ];
}

async function refuse(desk: Desk, change: Change, { say, ink }: Session): Promise<number> {
  const draft = await keepDraft(desk.repository.root, change);
  say(
    [
      ink.error('Nothing was published: the text does not keep the SOP yet.'),
      `Say it again with other words, or mend the draft and post it:`,
      `  ${draft}`,
      `  npm run incident -- post ${draft}`,
    ].join('\n'),
  );
  return 1;
}
