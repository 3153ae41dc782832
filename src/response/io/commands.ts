import { resolve as resolvePath } from 'node:path';
import { formatInstant } from '../../time/instant.ts';
import type { StatusEvent } from '../../content/incident.ts';
import type { Instant } from '../../time/instant.ts';
import type { IncidentChange } from '../change.ts';
import { correctUpdate, correctQuestions } from '../correct.ts';
import { discloseIncident, discloseQuestions } from '../disclose.ts';
import type { IncidentInput, Question } from '../inputs.ts';
import { listEndedUnpublished, listOpenIncidents, listUpcoming } from '../list.ts';
import type { ListItem } from '../list.ts';
import { formatUpcomingTime } from '../next-deadlines.ts';
import { openEvent } from '../announce.ts';
import { detectedQuestions, eventQuestions } from '../open-questions.ts';
import { publishFile } from '../publish-file.ts';
import { affectsResolveTime, resolveQuestions, withChecklist } from '../resolve-questions.ts';
import { resolveIncident, findMonitoringHold } from '../resolve.ts';
import type { MonitoringHold } from '../resolve.ts';
import { optionalUpdateQuestions, updateQuestions, whichIncidentQuestions } from '../update-questions.ts';
import { updateIncident } from '../update.ts';
import { withLocalTimes } from '../local-times.ts';
import { mergeIncident, mergeQuestions } from '../merge.ts';
import { withdrawEvent } from '../withdraw.ts';
import { discardEvent } from './discard.ts';
import type { IncidentContext } from '../context.ts';
import { readText } from '../../files/read-text.ts';
import { UsageError } from '../../files/command-errors.ts';
import { openRepository, readIncidentContext } from './repository-context.ts';
import { beginCommand, offerToPush, runPushPending } from './begin.ts';
import { describePublication } from './publication.ts';
import {
  runChange,
  promptForMissing,
  publicationOptionsOf,
  refreshOrWarn,
  showPublication,
} from './session.ts';
import type { CommandContext } from './command-context.ts';
import { escapeControlCharacters } from '../../text/terminal-style.ts';

/** Opens an incident, plans a maintenance or posts a notice. Asks for missing input while fetching. */
export async function runOpen(root: string, input: IncidentInput, context: CommandContext): Promise<number> {
  const repositoryContext = await openRepository(root);
  const fetching = refreshOrWarn(repositoryContext, context);
  fetching.catch(() => undefined);
  const incidentContext = await readIncidentContext(repositoryContext, context.clock.now());
  const known = await promptForMissing(
    withInstants(incidentContext, input, context),
    (so) => [
      ...eventQuestions(incidentContext, so),
      ...detectedQuestions(incidentContext, so, context.clock.now()),
    ],
    context,
  );
  const fresh = await fetching;
  const now =
    fresh.publishedCommit === repositoryContext.publishedCommit
      ? incidentContext
      : await readIncidentContext(fresh, context.clock.now());
  await showPublication(fresh, now, context);
  await offerToPush({ repositoryContext: fresh, incidentContext: now }, context);
  const sure = await promptForMissing(known, (knownInput) => eventQuestions(now, knownInput), context);
  return runChange(fresh, sure, (at, knownInput) => openEvent(at, knownInput, context.clock.now()), context);
}

/** A time that can't be meant is refused before anything is asked. */
function withInstants(
  { siteContext }: IncidentContext,
  input: IncidentInput,
  { clock }: CommandContext,
): IncidentInput {
  return withLocalTimes(input, siteContext.site.timezone, clock.now());
}

export async function runUpdate(
  root: string,
  input: IncidentInput,
  context: CommandContext,
): Promise<number> {
  const { repositoryContext, incidentContext } = await beginCommand(root, context);
  const isAsked = context.prompt !== undefined && input.text === undefined;
  const known = await promptForMissing(
    withInstants(incidentContext, input, context),
    (knownInput) => {
      const needed = updateQuestions(incidentContext, knownInput, context.clock.now());
      const isWhole = needed.length > 0 || !isAsked || knownInput.noChange === true;
      return isWhole ? needed : optionalUpdateQuestions(incidentContext, knownInput);
    },
    context,
  );
  return runChange(
    repositoryContext,
    known,
    (at, knownInput) => updateIncident(at, knownInput, context.clock.now()),
    context,
  );
}

/** Resolves an incident, or prints when it can be resolved. With `wait`, waits until then. */
export async function runResolve(
  root: string,
  input: IncidentInput,
  context: CommandContext,
  wait: boolean,
): Promise<number> {
  let { repositoryContext, incidentContext } = await beginCommand(root, context);
  const { clock, print } = context;
  const questions = (knownInput: IncidentInput): Question[] =>
    withChecklist(resolveQuestions(incidentContext, knownInput, clock.now()), knownInput, context.prompt);
  const when = async (knownInput: IncidentInput): Promise<IncidentInput> =>
    promptForMissing(knownInput, (so) => questions(so).filter(affectsResolveTime), context);
  const first = await when(withInstants(incidentContext, input, context));
  let known = withInstants(incidentContext, first, context);
  if (wait && !context.prompt) known = await promptForMissing(known, questions, context);
  for (
    let early = findMonitoringHold(incidentContext, known, clock.now());
    early;
    early = findMonitoringHold(incidentContext, known, clock.now())
  ) {
    print(formatMonitoringHold(incidentContext, early, clock.now(), wait));
    if (!wait) return 1;
    await clock.waitUntil(early.until);
    repositoryContext = await refreshOrWarn(repositoryContext, context);
    incidentContext = await readIncidentContext(repositoryContext, context.clock.now());
  }
  known = await promptForMissing(known, questions, context);
  const decide = (at: IncidentContext, knownInput: IncidentInput): IncidentChange => {
    const resolved = resolveIncident(at, knownInput, clock.now());
    if ('until' in resolved) throw new UsageError(formatMonitoringHold(at, resolved, clock.now(), false));
    return resolved;
  };
  return runChange(repositoryContext, known, decide, context);
}

function formatMonitoringHold(
  incidentContext: IncidentContext,
  { incident, fixed, until }: MonitoringHold,
  now: Instant,
  wait: boolean,
): string {
  const isMonitoring = incident.updates.at(-1)?.phase === 'monitoring';
  // "5m ago" would be another time by then.
  const when = `--incident ${incident.id} --fixed ${formatInstant(fixed)}`;
  return [
    `Not yet: the fix of ${incident.id} is monitored until ${formatUpcomingTime(incidentContext, until, now)} (${formatInstant(until)}).`,
    ...(wait
      ? ['Waiting; press Ctrl-C to stop.']
      : [`Then, or now with --wait: npx candor incident resolve ${when}`]),
    ...(isMonitoring
      ? []
      : [
          `Until then, tell customers that a fix is in place: npx candor incident update --phase monitoring ${when}`,
        ]),
  ].join('\n');
}

/** Takes an event back: discards it if it is not public yet, otherwise says so in an update. */
export async function runWithdraw(
  root: string,
  input: IncidentInput,
  context: CommandContext,
): Promise<number> {
  const { repositoryContext, incidentContext } = await beginCommand(root, context);
  const known = await promptForMissing(
    input,
    (knownInput) => whichIncidentQuestions(incidentContext, knownInput),
    context,
  );
  const withdrawal = withdrawEvent(incidentContext, known, context.clock.now());
  if (withdrawal.type === 'discard')
    return discardEvent(repositoryContext, incidentContext, withdrawal.event, context);
  const decide = (at: IncidentContext, knownInput: IncidentInput): IncidentChange => {
    const again = withdrawEvent(at, knownInput, context.clock.now());
    if (again.type === 'withdraw') return again.change;
    throw new UsageError(`${again.event.id} is no longer public. Run this again.`);
  };
  return runChange(repositoryContext, known, decide, context);
}

/** Ends the embargo of a security incident. */
export async function runDisclose(
  root: string,
  input: IncidentInput,
  context: CommandContext,
): Promise<number> {
  const { repositoryContext, incidentContext } = await beginCommand(root, context);
  const known = await promptForMissing(input, (so) => discloseQuestions(incidentContext, so), context);
  return runChange(
    repositoryContext,
    known,
    (at, knownInput) => discloseIncident(at, knownInput, context.clock.now()),
    context,
  );
}

/** Merges an open incident into another one, or discards it if it is not public yet. */
export async function runMerge(root: string, input: IncidentInput, context: CommandContext): Promise<number> {
  const { repositoryContext, incidentContext } = await beginCommand(root, context);
  const known = await promptForMissing(input, (so) => mergeQuestions(incidentContext, so), context);
  const merge = mergeIncident(incidentContext, known, context.clock.now());
  if (merge.type === 'discard') return discardEvent(repositoryContext, incidentContext, merge.event, context);
  const decide = (at: IncidentContext, knownInput: IncidentInput): IncidentChange => {
    const again = mergeIncident(at, knownInput, context.clock.now());
    if (again.type === 'merge') return again.change;
    throw new UsageError(`${again.event.id} is no longer public. Run this again.`);
  };
  return runChange(repositoryContext, known, decide, context);
}

export async function runCorrect(
  root: string,
  input: IncidentInput,
  context: CommandContext,
): Promise<number> {
  const { repositoryContext, incidentContext } = await beginCommand(root, context);
  const known = await promptForMissing(
    input,
    (knownInput) => correctQuestions(incidentContext, knownInput),
    context,
  );
  return runChange(
    repositoryContext,
    known,
    (at, knownInput) => correctUpdate(at, knownInput, context.clock.now()),
    context,
  );
}

export async function runPublishFile(
  root: string,
  file: string | undefined,
  input: IncidentInput,
  context: CommandContext,
): Promise<number> {
  if (file === undefined) return runPushPending(root, context);
  const text = await readText(resolvePath(file));
  const { repositoryContext } = await beginCommand(root, context);
  return runChange(repositoryContext, input, (at) => publishFile(at, file, text), context);
}

export async function runList(root: string, context: CommandContext, drills: boolean): Promise<number> {
  const repositoryContext = await refreshOrWarn(await openRepository(root), context);
  const incidentContext = await readIncidentContext(repositoryContext, context.clock.now());
  const now = context.clock.now();
  const describe = (event: StatusEvent): Promise<string> =>
    describePublication(repositoryContext, incidentContext, event, publicationOptionsOf(context));
  const showItem = async ({ event, summary, nextDeadlines }: ListItem<StatusEvent>): Promise<string> => {
    const lines = [await describe(event), ...nextDeadlines].map((line) => `  ${line}`);
    return [escapeControlCharacters(summary), ...lines].join('\n');
  };
  const blocks = await Promise.all(listOpenIncidents(incidentContext, now, drills).map(showItem));
  const upcoming = await Promise.all(listUpcoming(incidentContext, now).map(showItem));
  const others = await Promise.all(
    listEndedUnpublished(incidentContext, now).map(async (event) => `${event.id}: ${await describe(event)}`),
  );
  const rejected = [...(incidentContext.rejected ?? new Map<string, string>()).values()];
  context.print(
    [
      ...(blocks.length === 0 ? ['No incident is open.'] : blocks),
      ...[upcoming, others, rejected.map(escapeControlCharacters)].flatMap((part) =>
        part.length === 0 ? [] : [part.join('\n')],
      ),
    ].join('\n\n'),
  );
  return 0;
}
