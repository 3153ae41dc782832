import { hasErrors } from '../../content/finding.ts';
import { describeAction } from '../manual-steps.ts';
import type { IncidentChange } from '../change.ts';
import type { QuestionAnswer, IncidentInput, Question } from '../inputs.ts';
import { validateChange } from '../judge-change.ts';
import { recipientsOf } from '../notify.ts';
import { planChange } from '../plan.ts';
import { InputError } from '../refused.ts';
import type { IncidentContext } from '../context.ts';
import { UsageError } from '../../files/command-errors.ts';
import type { PullRequestApi } from '../../github/pull-requests.ts';
import { readIncidentContext, refreshRepository } from './repository-context.ts';
import type { RepositoryContext } from './repository-context.ts';
import { deleteDraft, saveDraft } from './drafts.ts';
import { renderChange, renderChangeDiagnostics, renderOutcome } from './output.ts';
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
export type ChangeFactory = (world: IncidentContext, given: IncidentInput) => IncidentChange;

/** Asks what is missing; without anybody to ask, says which flags would tell. */
export async function promptForMissing(
  given: IncidentInput,
  questionsOf: (given: IncidentInput) => readonly Question[],
  { prompt }: CommandContext,
): Promise<IncidentInput> {
  let known = given;
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
export async function refreshOrWarn(desk: RepositoryContext, { offline, print }: CommandContext): Promise<RepositoryContext> {
  if (offline) return desk;
  const fetched = await refreshRepository(desk);
  if (fetched.offline !== undefined) {
    print(
      `Could not reach ${desk.remoteInfo.remote!.name} (${escapeControlCharacters(fetched.offline)}): going on with what is here.`,
    );
  }
  return fetched.desk;
}

/**
 * Decides, shows, judges, and does it: the exit code is 0 if it is done or only a person can do the rest, 1 if it was
 * refused or something failed.
 */
export async function runChange(desk: RepositoryContext, given: IncidentInput, decide: ChangeFactory, session: CommandContext): Promise<number> {
  const first = await confirmChange(desk, given, decide, session);
  if (first.isRejected) return rejectChange(desk, first.change, session);
  const { remoteInfo } = desk;
  if (session.dryRun) {
    const lines = planActions(first).map((action) => `  ${escapeControlCharacters(describeAction(action, remoteInfo))}`);
    session.print(['This would be done:', ...lines].join('\n'));
    return 0;
  }
  const forge = session.offline ? undefined : await session.connectPullRequests?.();
  const means = { offline: session.offline, ...(forge && { forge }) };
  let settled = first;
  let outcome = await performActions(planActions(first), { context: desk, ...means });
  if (outcome.branchMoved) {
    if (first.change.kind === 'open') throw new InputError(...formatConcurrentOpen(first.change));
    session.print('Somebody else wrote to this incident just now: put after their words.');
    const fresh = await refreshOrWarn(desk, session);
    settled = await confirmChange(fresh, first.input, decide, session);
    if (settled.isRejected) return rejectChange(fresh, settled.change, session);
    outcome = await performActions(planActions(settled), { context: fresh, ...means, lastTry: true });
  }
  await deleteDraft(desk.repository.root, settled.change.id);
  session.print(renderOutcome(settled.world, settled.change, remoteInfo, outcome, session));
  return outcome.manual.some(({ why }) => why !== undefined) && !session.offline ? 1 : 0;
}

/** A change that was shown and judged. */
interface CheckedChange {
  readonly world: IncidentContext;
  readonly input: IncidentInput;
  readonly change: IncidentChange;
  /** The validator refuses it. */
  readonly isRejected: boolean;
}

/** Decides, shows and judges; whoever is there may say it in other words, as often as it takes. */
async function confirmChange(desk: RepositoryContext, given: IncidentInput, decide: ChangeFactory, session: CommandContext): Promise<CheckedChange> {
  const world = await readIncidentContext(desk);
  const { print, clock, ink, prompt } = session;
  let said = given;
  for (;;) {
    const change = decide(world, said);
    const findings = validateChange(world, change, clock.now());
    print(renderChange(world, change, ink));
    if (findings.length > 0) print(renderChangeDiagnostics(findings, change, ink));
    const refused = hasErrors(findings);
    const mendable = refused && prompt !== undefined && change.publicText !== '' && change.kind !== 'post';
    if (!mendable || (await prompt(REWORD_QUESTION)) !== true) return { world, input: said, change, isRejected: refused };
    const text = await prompt({
      flag: '--text "…"',
      kind: 'text',
      prompt: 'The words',
      initial: change.publicText,
      toInput: () => ({}),
    });
    said = Object.assign({}, said, { text: String(text) });
  }
}

const REWORD_QUESTION: Question = {
  flag: '--text "…"',
  kind: 'yes-no',
  prompt: 'Write other words?',
  toInput: () => ({}),
};

function planActions({ world, change }: CheckedChange): ReturnType<typeof planChange> {
  return planChange(change, recipientsOf(world, change), world.setting.policy.channels['internal']);
}

function formatConcurrentOpen({ id }: IncidentChange): [string, string] {
  return [
    `Somebody else has just opened ${id}.`,
    `To add to it: npm run incident -- update --incident ${id}\nIf yours is another one, run this again with --another.`,
  ];
}

async function rejectChange(desk: RepositoryContext, change: IncidentChange, { print, ink }: CommandContext): Promise<number> {
  const draft = await saveDraft(desk.repository.root, change);
  print(
    [
      ink.error('Nothing was published: the text does not keep the SOP yet.'),
      `Say it again with other words, or mend the draft and post it:`,
      `  ${draft}`,
      `  npm run incident -- post ${draft}`,
    ].join('\n'),
  );
  return 1;
}
