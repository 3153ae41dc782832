import { readFile } from 'node:fs/promises';
import { resolve as resolvePath } from 'node:path';
import { formatInstant } from '../../time/instant.ts';
import type { Instant } from '../../time/instant.ts';
import type { Change } from '../change.ts';
import { classified, nextClassifying, readAnswers } from '../classify.ts';
import { correct, correctQuestions } from '../correct.ts';
import type { Given, Question } from '../inputs.ts';
import { list } from '../list.ts';
import { whenWords } from '../next.ts';
import { openQuestions } from '../open-questions.ts';
import { open } from '../open.ts';
import { post } from '../post.ts';
import { isAboutWhen, resolveQuestions } from '../resolve-questions.ts';
import { resolve, tooEarly } from '../resolve.ts';
import type { TooEarly } from '../resolve.ts';
import { updateExtras, updateQuestions } from '../update-questions.ts';
import { update } from '../update.ts';
import type { World } from '../context.ts';
import { UsageError } from '../../files/command-errors.ts';
import { findDesk, readWorld } from './repository-context.ts';
import { carryOut, complete, upToDate } from './session.ts';
import type { Session } from './session.ts';
import { visible } from '../../text/terminal-style.ts';

/** Asks what is missing while the network answers, then declares the incident. */
export async function runOpen(root: string, given: Given, session: Session): Promise<number> {
  const desk = await findDesk(root);
  const fetching = upToDate(desk, session);
  fetching.catch(() => undefined);
  const world = await readWorld(desk);
  const known = await complete(given, (said) => openQuestions(world, said), session);
  const fresh = await fetching;
  const now = fresh.published === desk.published ? world : await readWorld(fresh);
  const sure = await complete(known, (said) => openQuestions(now, said), session);
  return carryOut(fresh, sure, (at, said) => open(at, said, session.clock.now()), session);
}

/** Says what is new. */
export async function runUpdate(root: string, given: Given, session: Session): Promise<number> {
  const desk = await upToDate(await findDesk(root), session);
  const world = await readWorld(desk);
  let known = await complete(given, (said) => updateQuestions(world, said), session);
  if (session.ask && known.noChange !== true && given.text === undefined) {
    known = await complete(
      known,
      (said) => [...updateQuestions(world, said), ...updateExtras(world, said)],
      session,
    );
  }
  return carryOut(desk, known, (at, said) => update(at, said, session.clock.now()), session);
}

/** Ends an incident, or says when it can be ended; with `wait`, stays until then. */
export async function runResolve(
  root: string,
  given: Given,
  session: Session,
  wait: boolean,
): Promise<number> {
  let desk = await upToDate(await findDesk(root), session);
  let world = await readWorld(desk);
  const { clock, say } = session;
  const questions = (said: Given): Question[] => resolveQuestions(world, said, clock.now());
  const when = async (said: Given): Promise<Given> =>
    complete(said, (so) => questions(so).filter(isAboutWhen), session);
  let known = await when(given);
  if (wait && !session.ask) known = await complete(known, questions, session);
  for (let early = tooEarly(world, known, clock.now()); early; early = tooEarly(world, known, clock.now())) {
    say(notYet(world, early, clock.now(), wait));
    if (!wait) return 1;
    await clock.until(early.until);
    desk = await upToDate(desk, session);
    world = await readWorld(desk);
  }
  known = await complete(known, questions, session);
  const decide = (at: World, said: Given): Change => {
    const decided = resolve(at, said, clock.now());
    if ('until' in decided) throw new UsageError(notYet(at, decided, clock.now(), false));
    return decided;
  };
  return carryOut(desk, known, decide, session);
}

function notYet(world: World, { incident, until }: TooEarly, now: Instant, wait: boolean): string {
  const watched = incident.updates.at(-1)?.phase === 'monitoring';
  return [
    `Not yet: the fix of ${incident.id} is watched until ${whenWords(world, until, now)} (${formatInstant(until)}).`,
    ...(wait ? ['Waiting; Ctrl-C to stop.'] : ['Run this again then, or now with --wait.']),
    ...(watched
      ? []
      : ['Until then tell customers that the fix is in: npm run incident -- update --phase monitoring']),
  ].join('\n');
}

/** Marks a correction. */
export async function runCorrect(root: string, given: Given, session: Session): Promise<number> {
  const desk = await upToDate(await findDesk(root), session);
  const world = await readWorld(desk);
  const known = await complete(given, (said) => correctQuestions(world, said), session);
  return carryOut(desk, known, (at, said) => correct(at, said, session.clock.now()), session);
}

/** Publishes a file as it stands. */
export async function runPost(
  root: string,
  file: string | undefined,
  given: Given,
  session: Session,
): Promise<number> {
  if (file === undefined) throw new UsageError('Which file? npm run incident -- post FILE');
  const text = (await readFile(resolvePath(file), 'utf8')).replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const desk = await upToDate(await findDesk(root), session);
  return carryOut(desk, given, (at) => post(at, file, text), session);
}

/** Shows what is open and what is due next. */
export async function runList(root: string, session: Session, drills: boolean): Promise<number> {
  const world = await readWorld(await upToDate(await findDesk(root), session));
  const listed = list(world, session.clock.now(), drills);
  const blocks = listed.map(({ head, next }) =>
    [visible(head), ...next.map((line) => `  ${line}`)].join('\n'),
  );
  session.say(blocks.length === 0 ? 'No incident is open.' : blocks.join('\n\n'));
  return 0;
}

/** Asks the SOP's own questions and proposes a severity, with the clause that says so (V14.1). */
export async function runClassify(
  root: string,
  answers: string | undefined,
  session: Session,
): Promise<string | undefined> {
  const { setting } = await readWorld(await findDesk(root));
  const { policy } = setting;
  if (policy.classify.length === 0)
    throw new UsageError('The policy has no questions to classify by. Use --severity.');
  const given = answers === undefined ? [] : readAnswers(policy, answers);
  if (answers === undefined) {
    if (!session.ask) {
      const questions = policy.classify.map(({ ask }, index) => `  ${index + 1}. ${ask}`).join('\n');
      throw new UsageError(`Answer these in order: --answers yes,no,…\n${questions}`);
    }
    for (let ask = nextClassifying(policy, given); ask !== undefined; ask = nextClassifying(policy, given)) {
      const question = { flag: '--answers yes,no,…', kind: 'yes-no', ask, take: () => ({}) } as const;
      given.push((await session.ask(question)) === true);
    }
  }
  const { severity, because, clause } = classified(policy, given);
  const why =
    because === undefined
      ? 'no question was answered by yes'
      : `yes to "${because}"${clause === undefined ? '' : ` (${clause})`}`;
  session.say(`Proposed: ${severity.toUpperCase()} ${policy.severities[severity]!.name}, for ${why}.`);
  if (!session.ask) return severity;
  const agreed = await session.ask({
    flag: '--severity',
    kind: 'yes-no',
    ask: `Open it as ${severity.toUpperCase()}?`,
    take: () => ({}),
  });
  return agreed === true ? severity : undefined;
}
