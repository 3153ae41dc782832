import type { IncidentChange } from '../change.ts';
import type { IncidentInput, Question } from '../inputs.ts';
import { InputError } from '../input-error.ts';
import type { IncidentContext } from '../context.ts';
import { UsageError } from '../../files/command-errors.ts';
import { incidentBranch, parseChangedEvent } from '../change.ts';
import { repeatsUpdate } from '../join-updates.ts';
import type { StatusEvent } from '../../content/incident.ts';
import { describePublication, unsettledEvents } from './publication.ts';
import type { PublicationOptions } from './publication.ts';
import type { PerformOptions, PerformResult } from './perform.ts';
import { readIncidentContext, refreshRepository } from './repository-context.ts';
import type { RepositoryContext } from './repository-context.ts';
import type { CommandContext } from './command-context.ts';
import { correctClock } from './clock-check.ts';
import { ensureIdentity, explainHooks } from './git-setup.ts';
import { BackRequest } from './prompt.ts';
import { confirmChange, keepAnswers, planActions } from './confirm-change.ts';
import type { ChangeFactory, CheckedChange } from './confirm-change.ts';
import { deleteDraft, saveDraft } from './drafts.ts';
import { renderDryRun, renderOutcome } from './output.ts';
import { performActions } from './perform.ts';
import { escapeControlCharacters } from '../../text/terminal-style.ts';

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
  const perform = (
    checked: CheckedChange,
    more: Omit<PerformOptions, 'pullRequests'>,
  ): Promise<PerformResult> => performOrKeep(checked, { ...options, ...more }, commandContext);
  const pullRequestApi = commandContext.offline ? undefined : await commandContext.connectPullRequests?.();
  const options = {
    offline: commandContext.offline,
    ...(pullRequestApi && { pullRequests: pullRequestApi }),
  };
  let latest = first;
  let fresh = context;
  let outcome = await perform(first, { context });
  if (outcome.branchMoved) {
    if (first.change.kind === 'open') throw new InputError(...formatConcurrentOpen(first.change));
    fresh = await refreshOrWarn(context, commandContext);
    const now = await readIncidentContext(fresh, commandContext.clock.now());
    if (isSaidMeanwhile(first, now)) {
      commandContext.print(
        'Someone else updated this incident meanwhile in the same words: yours were not added.',
      );
      return 0;
    }
    commandContext.print('This incident was updated meanwhile; your update was added after theirs.');
    const confirmed = { ...commandContext, isConfirmed: true };
    latest = await confirmChange(fresh, first.input, decide, confirmed, before);
    if (latest.isRejected) return rejectChange(fresh, latest, commandContext);
    outcome = await perform(latest, { context: fresh, lastTry: true });
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

/** Whether someone else has added the update of a change meanwhile, and the change does nothing more. */
function isSaidMeanwhile({ current, change }: CheckedChange, fresh: IncidentContext): boolean {
  const find = ({ entries }: IncidentContext): StatusEvent | undefined =>
    entries.find(({ id }) => id === change.id);
  const [before, after] = [find(current), find(fresh)];
  const update = parseChangedEvent(change).updates.at(-1);
  const added = after?.updates.slice(before?.updates.length) ?? [];
  const onlyAdds = before !== undefined && change.text.startsWith(before.source.text.trimEnd());
  return (
    update !== undefined && onlyAdds && !change.also && added.some((other) => repeatsUpdate(update, other))
  );
}

/** Keeps the answers if the commit fails: for example, a key for signing is missing. */
async function performOrKeep(
  checked: CheckedChange,
  options: PerformOptions,
  context: CommandContext,
): Promise<PerformResult> {
  try {
    await ensureIdentity(options.context.repository.root, context);
    return await performActions(planActions(checked), options);
  } catch (error) {
    const { prompt, clock, print, ink } = context;
    const answers = context.isRehearsal ? undefined : context.answers;
    if (prompt) await answers?.keep(checked.input, clock.now());
    const kept = prompt && answers ? ' Your answers are kept: run this again to continue.' : '';
    print(ink.error(`Nothing was committed or published.${kept}`));
    throw error;
  }
}

/** What customers see after a change was performed. */
async function describeOutcome(
  repositoryContext: RepositoryContext,
  { current, change }: CheckedChange,
  { pushed, pullRequest }: PerformResult,
  context: CommandContext,
): Promise<string> {
  const { id } = change;
  const event = parseChangedEvent(change);
  const isOwnText = change.branch !== undefined;
  const before = (isOwnText ? current.ownTexts : current.pending)?.get(id)?.pushed;
  const onRemote = pushed ? event.source : before;
  const version = { isLocal: !pushed, ...(onRemote && { pushed: onRemote }) };
  const ownTexts = new Map(current.ownTexts);
  const pending = new Map(current.pending);
  if (isOwnText) ownTexts.set(id, { ...version, source: event.source });
  else pending.set(id, version);
  return describePublication(
    repositoryContext,
    { ...current, pending, ownTexts },
    (isOwnText && current.entries.find((one) => one.id === id)) || event,
    publicationOptionsOf(context),
    pullRequest && { branch: change.branch ?? incidentBranch(id), number: pullRequest.number },
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
