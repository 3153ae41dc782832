import { hasErrors } from '../../content/finding.ts';
import type { IncidentChange } from '../change.ts';
import type { QuestionAnswer, IncidentInput, Question } from '../inputs.ts';
import { validateChange } from '../validate-change.ts';
import { recipientsOf } from '../notify.ts';
import { planChange } from '../plan.ts';
import { InputError } from '../input-error.ts';
import type { IncidentContext } from '../context.ts';
import { UsageError } from '../../files/command-errors.ts';
import type { PullRequestApi } from '../../github/pull-requests.ts';
import { readIncidentContext, refreshRepository } from './repository-context.ts';
import type { RepositoryContext } from './repository-context.ts';
import { deleteDraft, saveDraft } from './drafts.ts';
import { renderChange, renderChangeDiagnostics, renderDryRun, renderOutcome } from './output.ts';
import type { CommandOutput } from './output.ts';
import { performActions } from './perform.ts';
import { escapeControlCharacters } from '../../text/terminal-style.ts';

/** What a responder's command works with. */
export interface CommandContext extends CommandOutput {
  readonly print: (text: string) => void;
  /** Absent where nobody is there to be asked. */
  readonly prompt?: (question: Question) => Promise<QuestionAnswer>;
  /** Absent without a token. */
  readonly connectPullRequests?: () => Promise<PullRequestApi | undefined>;
  readonly offline: boolean;
  readonly dryRun: boolean;
}

/** Makes a change of what is known; called again if somebody else was faster. */
export type ChangeFactory = (incidentContext: IncidentContext, input: IncidentInput) => IncidentChange;

/** Asks what is missing; without anybody to ask, says which flags would tell. */
export async function promptForMissing(
  input: IncidentInput,
  questionsOf: (knownInput: IncidentInput) => readonly Question[],
  { prompt }: CommandContext,
): Promise<IncidentInput> {
  let known = input;
  for (;;) {
    const questions = questionsOf(known).filter((question) => prompt !== undefined || !question.optional);
    const [first] = questions;
    if (!first) return known;
    if (!prompt) {
      const flags = questions.map(({ flag }) => `  ${flag}`).join('\n');
      throw new UsageError(`This is missing, and there is no terminal to ask on. Add:\n${flags}`);
    }
    known = Object.assign({}, known, first.toInput(await prompt(first)));
  }
}

/** Fetches, and says so where the network doesn't answer. */
export async function refreshOrWarn(
  repositoryContext: RepositoryContext,
  { offline, print }: CommandContext,
): Promise<RepositoryContext> {
  if (offline) return repositoryContext;
  const fetched = await refreshRepository(repositoryContext);
  if (fetched.offline !== undefined) {
    print(
      `Could not reach ${repositoryContext.remoteInfo.remote!.name} (${escapeControlCharacters(fetched.offline)}): going on with what is here.`,
    );
  }
  return fetched.repositoryContext;
}

/**
 * Decides, shows, judges, and does it: the exit code is 0 if it is done or only a person can do the rest, 1 if it was
 * refused or something failed.
 */
export async function runChange(
  context: RepositoryContext,
  input: IncidentInput,
  decide: ChangeFactory,
  commandContext: CommandContext,
): Promise<number> {
  const first = await confirmChange(context, input, decide, commandContext);
  if (first.isRejected) return rejectChange(context, first.change, commandContext);
  const { remoteInfo } = context;
  if (commandContext.dryRun) {
    commandContext.print(renderDryRun(planActions(first), remoteInfo));
    return 0;
  }
  const pullRequestApi = commandContext.offline ? undefined : await commandContext.connectPullRequests?.();
  const means = { offline: commandContext.offline, ...(pullRequestApi && { pullRequests: pullRequestApi }) };
  let settled = first;
  let outcome = await performActions(planActions(first), { context, ...means });
  if (outcome.branchMoved) {
    if (first.change.kind === 'open') throw new InputError(...formatConcurrentOpen(first.change));
    commandContext.print('Somebody else wrote to this incident just now: put after their words.');
    const fresh = await refreshOrWarn(context, commandContext);
    settled = await confirmChange(fresh, first.input, decide, commandContext);
    if (settled.isRejected) return rejectChange(fresh, settled.change, commandContext);
    outcome = await performActions(planActions(settled), { context: fresh, ...means, lastTry: true });
  }
  await deleteDraft(context.repository.root, settled.change.id);
  commandContext.print(
    renderOutcome(settled.incidentContext, settled.change, remoteInfo, outcome, commandContext),
  );
  return outcome.manual.some(({ reason }) => reason !== undefined) && !commandContext.offline ? 1 : 0;
}

/** A change that was shown and judged. */
interface CheckedChange {
  readonly incidentContext: IncidentContext;
  readonly input: IncidentInput;
  readonly change: IncidentChange;
  /** The validator refuses it. */
  readonly isRejected: boolean;
}

/** Decides, shows and judges; whoever is there may say it in other words, as often as it takes. */
async function confirmChange(
  repositoryContext: RepositoryContext,
  input: IncidentInput,
  decide: ChangeFactory,
  context: CommandContext,
): Promise<CheckedChange> {
  const incidentContext = await readIncidentContext(repositoryContext);
  const { print, clock, ink, prompt } = context;
  let knownInput = input;
  for (;;) {
    const change = decide(incidentContext, knownInput);
    const diagnostics = validateChange(incidentContext, change, clock.now());
    print(renderChange(incidentContext, change, ink));
    if (diagnostics.length > 0) print(renderChangeDiagnostics(diagnostics, change, ink));
    const isRejected = hasErrors(diagnostics);
    const mendable =
      isRejected && prompt !== undefined && change.publicText !== '' && change.kind !== 'publish';
    if (!mendable || (await prompt(REWORD_QUESTION)) !== true)
      return { incidentContext, input: knownInput, change, isRejected };
    const text = await prompt({
      flag: '--text "…"',
      kind: 'text',
      prompt: 'The words',
      initial: change.publicText,
      toInput: () => ({}),
    });
    knownInput = Object.assign({}, knownInput, { text: String(text) });
  }
}

const REWORD_QUESTION: Question = {
  flag: '--text "…"',
  kind: 'yes-no',
  prompt: 'Write other words?',
  toInput: () => ({}),
};

function planActions({ incidentContext, change }: CheckedChange): ReturnType<typeof planChange> {
  return planChange(
    change,
    recipientsOf(incidentContext, change),
    incidentContext.siteContext.policy.channels['internal'],
  );
}

function formatConcurrentOpen({ id }: IncidentChange): [string, string] {
  return [
    `Somebody else has just opened ${id}.`,
    `To add to it: npm run incident -- update --incident ${id}\nIf yours is another one, run this again with --allow-duplicate.`,
  ];
}

async function rejectChange(
  repositoryContext: RepositoryContext,
  change: IncidentChange,
  { print, ink }: CommandContext,
): Promise<number> {
  const draft = await saveDraft(repositoryContext.repository.root, change);
  print(
    [
      ink.error('Nothing was published: the text does not keep the SOP yet.'),
      `Say it again with other words, or mend the draft and post it:`,
      `  ${draft}`,
      `  npm run incident -- publish ${draft}`,
    ].join('\n'),
  );
  return 1;
}
