import { readFile } from 'node:fs/promises';
import { resolve as resolvePath } from 'node:path';
import { formatInstant } from '../../time/instant.ts';
import type { Instant } from '../../time/instant.ts';
import type { IncidentChange } from '../change.ts';
import { classifySeverity, nextClassificationQuestion, parseClassificationAnswers } from '../classify.ts';
import { correctUpdate, correctQuestions } from '../correct.ts';
import type { IncidentInput, Question } from '../inputs.ts';
import { listOpenIncidents } from '../list.ts';
import { formatUpcomingTime } from '../next.ts';
import { openQuestions } from '../open-questions.ts';
import { openIncident } from '../open.ts';
import { publishFile } from '../post.ts';
import { affectsResolveTime, resolveQuestions } from '../resolve-questions.ts';
import { resolveIncident, findMonitoringHold } from '../resolve.ts';
import type { MonitoringHold } from '../resolve.ts';
import { optionalUpdateQuestions, updateQuestions } from '../update-questions.ts';
import { updateIncident } from '../update.ts';
import type { IncidentContext } from '../context.ts';
import { UsageError } from '../../files/command-errors.ts';
import { openRepository, readIncidentContext } from './repository-context.ts';
import { runChange, promptForMissing, refreshOrWarn } from './session.ts';
import type { CommandContext } from './session.ts';
import { escapeControlCharacters } from '../../text/terminal-style.ts';

/** Asks what is missing while the network answers, then declares the incident. */
export async function runOpen(root: string, given: IncidentInput, session: CommandContext): Promise<number> {
  const desk = await openRepository(root);
  const fetching = refreshOrWarn(desk, session);
  fetching.catch(() => undefined);
  const world = await readIncidentContext(desk);
  const known = await promptForMissing(given, (said) => openQuestions(world, said), session);
  const fresh = await fetching;
  const now = fresh.publishedCommit === desk.publishedCommit ? world : await readIncidentContext(fresh);
  const sure = await promptForMissing(known, (said) => openQuestions(now, said), session);
  return runChange(fresh, sure, (at, said) => openIncident(at, said, session.clock.now()), session);
}

/** Says what is new. */
export async function runUpdate(root: string, given: IncidentInput, session: CommandContext): Promise<number> {
  const desk = await refreshOrWarn(await openRepository(root), session);
  const world = await readIncidentContext(desk);
  let known = await promptForMissing(given, (said) => updateQuestions(world, said), session);
  if (session.prompt && known.noChange !== true && given.text === undefined) {
    known = await promptForMissing(
      known,
      (said) => [...updateQuestions(world, said), ...optionalUpdateQuestions(world, said)],
      session,
    );
  }
  return runChange(desk, known, (at, said) => updateIncident(at, said, session.clock.now()), session);
}

/** Ends an incident, or says when it can be ended; with `wait`, stays until then. */
export async function runResolve(
  root: string,
  given: IncidentInput,
  session: CommandContext,
  wait: boolean,
): Promise<number> {
  let desk = await refreshOrWarn(await openRepository(root), session);
  let world = await readIncidentContext(desk);
  const { clock, print } = session;
  const questions = (said: IncidentInput): Question[] => resolveQuestions(world, said, clock.now());
  const when = async (said: IncidentInput): Promise<IncidentInput> =>
    promptForMissing(said, (so) => questions(so).filter(affectsResolveTime), session);
  let known = await when(given);
  if (wait && !session.prompt) known = await promptForMissing(known, questions, session);
  for (let early = findMonitoringHold(world, known, clock.now()); early; early = findMonitoringHold(world, known, clock.now())) {
    print(formatMonitoringHold(world, early, clock.now(), wait));
    if (!wait) return 1;
    await clock.waitUntil(early.until);
    desk = await refreshOrWarn(desk, session);
    world = await readIncidentContext(desk);
  }
  known = await promptForMissing(known, questions, session);
  const decide = (at: IncidentContext, said: IncidentInput): IncidentChange => {
    const decided = resolveIncident(at, said, clock.now());
    if ('until' in decided) throw new UsageError(formatMonitoringHold(at, decided, clock.now(), false));
    return decided;
  };
  return runChange(desk, known, decide, session);
}

function formatMonitoringHold(world: IncidentContext, { incident, until }: MonitoringHold, now: Instant, wait: boolean): string {
  const watched = incident.updates.at(-1)?.phase === 'monitoring';
  return [
    `Not yet: the fix of ${incident.id} is watched until ${formatUpcomingTime(world, until, now)} (${formatInstant(until)}).`,
    ...(wait ? ['Waiting; Ctrl-C to stop.'] : ['Run this again then, or now with --wait.']),
    ...(watched
      ? []
      : ['Until then tell customers that the fix is in: npm run incident -- update --phase monitoring']),
  ].join('\n');
}

/** Marks a correction. */
export async function runCorrect(root: string, given: IncidentInput, session: CommandContext): Promise<number> {
  const desk = await refreshOrWarn(await openRepository(root), session);
  const world = await readIncidentContext(desk);
  const known = await promptForMissing(given, (said) => correctQuestions(world, said), session);
  return runChange(desk, known, (at, said) => correctUpdate(at, said, session.clock.now()), session);
}

/** Publishes a file as it stands. */
export async function runPublishFile(
  root: string,
  file: string | undefined,
  given: IncidentInput,
  session: CommandContext,
): Promise<number> {
  if (file === undefined) throw new UsageError('Which file? npm run incident -- post FILE');
  const text = (await readFile(resolvePath(file), 'utf8')).replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const desk = await refreshOrWarn(await openRepository(root), session);
  return runChange(desk, given, (at) => publishFile(at, file, text), session);
}

/** Shows what is open and what is due next. */
export async function runList(root: string, session: CommandContext, drills: boolean): Promise<number> {
  const world = await readIncidentContext(await refreshOrWarn(await openRepository(root), session));
  const listed = listOpenIncidents(world, session.clock.now(), drills);
  const blocks = listed.map(({ summary, nextDeadlines }) =>
    [escapeControlCharacters(summary), ...nextDeadlines.map((line) => `  ${line}`)].join('\n'),
  );
  session.print(blocks.length === 0 ? 'No incident is open.' : blocks.join('\n\n'));
  return 0;
}

/** Asks the SOP's own questions and proposes a severity, with the clause that says so (V14.1). */
export async function runClassify(
  root: string,
  answers: string | undefined,
  session: CommandContext,
): Promise<string | undefined> {
  const { setting } = await readIncidentContext(await openRepository(root));
  const { policy } = setting;
  if (policy.classify.length === 0)
    throw new UsageError('The policy has no questions to classify by. Use --severity.');
  const given = answers === undefined ? [] : parseClassificationAnswers(policy, answers);
  if (answers === undefined) {
    if (!session.prompt) {
      const questions = policy.classify.map(({ ask }, index) => `  ${index + 1}. ${ask}`).join('\n');
      throw new UsageError(`Answer these in order: --answers yes,no,…\n${questions}`);
    }
    for (let ask = nextClassificationQuestion(policy, given); ask !== undefined; ask = nextClassificationQuestion(policy, given)) {
      const question = { flag: '--answers yes,no,…', kind: 'yes-no', ask, take: () => ({}) } as const;
      given.push((await session.prompt(question)) === true);
    }
  }
  const { severity, question, clause } = classifySeverity(policy, given);
  const why =
    question === undefined
      ? 'no question was answered by yes'
      : `yes to "${question}"${clause === undefined ? '' : ` (${clause})`}`;
  session.print(`Proposed: ${severity.toUpperCase()} ${policy.severities[severity]!.name}, for ${why}.`);
  if (!session.prompt) return severity;
  const agreed = await session.prompt({
    flag: '--severity',
    kind: 'yes-no',
    prompt: `Open it as ${severity.toUpperCase()}?`,
    toInput: () => ({}),
  });
  return agreed === true ? severity : undefined;
}
