import { hasErrors } from '../../content/finding.ts';
import type { IncidentChange } from '../change.ts';
import type { IncidentInput, Question } from '../inputs.ts';
import { validateChange } from '../validate-change.ts';
import { withLocalTimes } from '../local-times.ts';
import { recipientsOf } from '../notify.ts';
import { planChange } from '../plan.ts';
import { describeQuietSeverity } from '../severity-note.ts';
import { InputError } from '../input-error.ts';
import type { IncidentContext } from '../context.ts';
import { UsageError } from '../../files/command-errors.ts';
import { parseChangedEvent } from '../change.ts';
import { describePublication, unsettledEvents } from './publication.ts';
import type { PublicationOptions } from './publication.ts';
import type { PerformResult } from './perform.ts';
import { readIncidentContext, refreshRepository } from './repository-context.ts';
import type { RepositoryContext } from './repository-context.ts';
import type { CommandContext } from './command-context.ts';
import { correctClock } from './clock-check.ts';
import { keepForLater } from './first-update-check.ts';
import { ensureIdentity, explainHooks } from './git-setup.ts';
import { askForApproval, rejectedParts } from './last-look.ts';
import { BackRequest, CancellationError } from './prompt.ts';
import { deleteDraft, saveDraft } from './drafts.ts';
import { renderChange, renderChangeDiagnostics, renderDryRun, renderOutcome } from './output.ts';
import { performActions } from './perform.ts';
import { escapeControlCharacters } from '../../text/terminal-style.ts';

/** Creates a change from the current state. It is called again if the incident changed meanwhile. */
export type ChangeFactory = (incidentContext: IncidentContext, input: IncidentInput) => IncidentChange;

/**
 * Asks for missing input. Escape goes back to the question before; at the first one, and with Ctrl-C, the answers are kept.
 * @throws UsageError with the missing options if there is no terminal
 */
export async function promptForMissing(
  input: IncidentInput,
  questionsOf: (knownInput: IncidentInput) => readonly Question[],
  context: CommandContext,
): Promise<IncidentInput> {
  const { prompt } = context;
  let known = input;
  const earlier: IncidentInput[] = [];
  for (;;) {
    const isWhole = prompt !== undefined && context.isConfirmed !== true;
    const questions = questionsOf(known).filter((question) => isWhole || !question.optional);
    const [first] = questions;
    if (!first) return known;
    if (!prompt) {
      const flags = questions.map(({ flag }) => `  ${flag}`).join('\n');
      throw new UsageError(`Input is missing, and there is no terminal to ask for it. Add:\n${flags}`);
    }
    try {
      const answer = await prompt(first);
      if (earlier.length === 0 && !context.isRehearsal)
        context.print(
          context.ink.faint('Escape: back to the question before. Ctrl-C: stop, and keep the answers.'),
        );
      earlier.push(known);
      known = Object.assign({}, known, first.toInput(answer));
    } catch (error) {
      const before = error instanceof BackRequest ? earlier.pop() : undefined;
      if (!before) {
        if (earlier.length > 0) await keepAnswers(known, error, context);
        throw error;
      }
      known = before;
    }
  }
}

async function keepAnswers(
  known: IncidentInput,
  error: unknown,
  { answers, clock }: CommandContext,
): Promise<void> {
  // An editor that does not start ends the conversation, too.
  if (error instanceof CancellationError || error instanceof UsageError)
    await answers?.keep(known, clock.now());
}

/** Fetches, and reads the pull requests if there is a token. Prints a warning if one of them fails. */
export async function refreshOrWarn(
  repositoryContext: RepositoryContext,
  context: CommandContext,
): Promise<RepositoryContext> {
  if (context.offline) return repositoryContext;
  const [fetched, pullRequests] = await Promise.all([
    refreshRepository(repositoryContext),
    readPullRequests(context),
    correctClock(repositoryContext.remoteInfo, context),
  ]);
  if (fetched.offline !== undefined) {
    context.print(
      `Failed to fetch from ${repositoryContext.remoteInfo.remote!.name} (${escapeControlCharacters(fetched.offline)}). Continuing with the local state.`,
    );
  }
  return { ...fetched.repositoryContext, ...(pullRequests && { pullRequests }) };
}

async function readPullRequests({
  connectPullRequests,
  print,
}: CommandContext): Promise<RepositoryContext['pullRequests']> {
  try {
    return await (await connectPullRequests?.())?.listNewest();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    print(`Failed to read the pull requests (${escapeControlCharacters(reason)}).`);
    return undefined;
  }
}

/**
 * Prints what customers see now of every open or unpublished event. At a terminal, offers to push what is only on this
 * computer.
 */
export async function showPublication(
  repositoryContext: RepositoryContext,
  incidentContext: IncidentContext,
  context: CommandContext,
): Promise<void> {
  if (context.isRehearsal) return;
  const events = unsettledEvents(incidentContext);
  const lines = await Promise.all(
    events.map(async (event) => {
      const state = await describePublication(
        repositoryContext,
        incidentContext,
        event,
        publicationOptionsOf(context),
      );
      return `${event.id}: ${state}`;
    }),
  );
  context.print(lines.length === 0 ? 'Customers see no open incident.' : lines.join('\n'));
}

export function publicationOptionsOf({
  clock,
  offline,
  describeApproval,
}: CommandContext): PublicationOptions {
  return { now: clock.now(), offline, ...(describeApproval && { describeApproval }) };
}

/**
 * Decides on a change, shows it, validates it and performs it. The exit code is 0 if it is done, or only manual steps are
 * left, and 1 if it was rejected or a step failed.
 * @param before the state that the change is compared with, if that differs from the current one
 */
export async function runChange(
  context: RepositoryContext,
  input: IncidentInput,
  decide: ChangeFactory,
  commandContext: CommandContext,
  before: (incidentContext: IncidentContext) => IncidentContext = (incidentContext) => incidentContext,
): Promise<number> {
  const first = await confirmChange(context, input, decide, commandContext, before);
  if (first.isRejected) return rejectChange(context, first, commandContext);
  const { remoteInfo } = context;
  if (commandContext.dryRun) {
    commandContext.print(renderDryRun(planActions(first), remoteInfo));
    return 0;
  }
  if (await keepForLater(context, first, commandContext)) return 1;
  await ensureIdentity(context.repository.root, commandContext);
  const pullRequestApi = commandContext.offline ? undefined : await commandContext.connectPullRequests?.();
  const options = {
    offline: commandContext.offline,
    ...(pullRequestApi && { pullRequests: pullRequestApi }),
  };
  let latest = first;
  let fresh = context;
  let outcome = await performActions(planActions(first), { context, ...options });
  if (outcome.branchMoved) {
    if (first.change.kind === 'open') throw new InputError(...formatConcurrentOpen(first.change));
    commandContext.print('This incident was updated meanwhile; your update was added after theirs.');
    fresh = await refreshOrWarn(context, commandContext);
    const confirmed = { ...commandContext, isConfirmed: true };
    latest = await confirmChange(fresh, first.input, decide, confirmed, before);
    if (latest.isRejected) return rejectChange(fresh, latest, commandContext);
    outcome = await performActions(planActions(latest), { context: fresh, ...options, lastTry: true });
  }
  await Promise.all([
    deleteDraft(context.repository, latest.change.id),
    explainHooks(context.repository, commandContext),
  ]);
  const published = await describeOutcome(fresh, latest, outcome, commandContext);
  commandContext.print(
    renderOutcome(latest.incidentContext, latest.change, { remoteInfo, published }, outcome, commandContext),
  );
  return outcome.manual.some(({ reason }) => reason !== undefined) && !commandContext.offline ? 1 : 0;
}

/** What customers see after a change was performed. */
async function describeOutcome(
  repositoryContext: RepositoryContext,
  { incidentContext, change }: CheckedChange,
  outcome: PerformResult,
  context: CommandContext,
): Promise<string> {
  const event = parseChangedEvent(change);
  const pending = new Map(incidentContext.pending);
  pending.set(change.id, { isLocal: !outcome.pushed, ...(outcome.pushed && { pushed: event.source }) });
  const pull = outcome.pullRequest && { ...outcome.pullRequest, state: 'open' as const };
  return describePublication(
    repositoryContext,
    { ...incidentContext, pending },
    event,
    publicationOptionsOf(context),
    pull,
  );
}

/** A change that was shown and validated. */
interface CheckedChange {
  readonly incidentContext: IncidentContext;
  readonly input: IncidentInput;
  readonly change: IncidentChange;
  /** Whether it has errors. */
  readonly isRejected: boolean;
  /** Whether another text or title mends them. */
  readonly isAboutText: boolean;
}

/** Decides on a change, shows and validates it. At a terminal, a rejected text can be rewritten until it passes. */
async function confirmChange(
  repositoryContext: RepositoryContext,
  input: IncidentInput,
  decide: ChangeFactory,
  context: CommandContext,
  before: (incidentContext: IncidentContext) => IncidentContext,
): Promise<CheckedChange> {
  const current = await readIncidentContext(repositoryContext, context.clock.now());
  const incidentContext = before(current);
  const { print, clock, ink } = context;
  let knownInput = input;
  for (;;) {
    const { timezone } = current.siteContext.site;
    const change = decide(current, withLocalTimes(knownInput, timezone, clock.now()));
    const diagnostics = validateChange(incidentContext, change, clock.now());
    for (const one of [change, ...(change.also ? [change.also] : [])])
      print(renderChange(incidentContext, one, ink));
    if (diagnostics.length > 0) print(renderChangeDiagnostics(diagnostics, change, ink));
    const quiet = describeQuietSeverity(incidentContext, change);
    if (quiet !== undefined) print(ink.warn(quiet));
    const isRejected = hasErrors(diagnostics);
    try {
      const reworded = await askForApproval(change, diagnostics, context);
      const isAboutText = rejectedParts(change, diagnostics).length > 0;
      if (!reworded) return { incidentContext, input: knownInput, change, isRejected, isAboutText };
      knownInput = Object.assign({}, knownInput, reworded);
    } catch (error) {
      await keepAnswers(knownInput, error, context);
      throw error;
    }
  }
}

function planActions({ incidentContext, change }: CheckedChange): ReturnType<typeof planChange> {
  const recipients = [change, ...(change.also ? [change.also] : [])].flatMap((one) =>
    recipientsOf(incidentContext, one),
  );
  return planChange(
    change,
    recipients.filter(({ key }, at) => recipients.findIndex((other) => other.key === key) === at),
    incidentContext.siteContext.policy.channels['internal'],
  );
}

function formatConcurrentOpen({ id }: IncidentChange): [string, string] {
  return [
    `${id} was opened meanwhile by someone else.`,
    `To update it: npx candor incident update --incident ${id}\nIf yours is a different incident, run this again with --allow-duplicate.`,
  ];
}

async function rejectChange(
  repositoryContext: RepositoryContext,
  { change, isAboutText }: CheckedChange,
  { print, ink }: CommandContext,
): Promise<number> {
  const draft = await saveDraft(repositoryContext.repository, change);
  const [what, other] = isAboutText
    ? ['the text does not meet the SOP yet', 'another text']
    : ['the answers do not fit together yet, as said above', 'other answers'];
  print(
    [
      ink.error(`Nothing was published: ${what}.`),
      `Run this again with ${other}, or edit the draft and publish it:`,
      `  ${draft}`,
      `  npx candor incident publish ${draft}`,
    ].join('\n'),
  );
  return 1;
}
