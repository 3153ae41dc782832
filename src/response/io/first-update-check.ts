import type { IncidentChange } from '../change.ts';
import type { IncidentContext } from '../context.ts';
import { findApproverOfFirstUpdate } from '../first-update.ts';
import type { IncidentInput, Question } from '../inputs.ts';
import type { CommandContext } from './command-context.ts';
import type { RepositoryContext } from './repository-context.ts';

interface ConfirmedChange {
  readonly incidentContext: IncidentContext;
  readonly change: IncidentChange;
  readonly input: IncidentInput;
}

/**
 * Words of their own never delay a first update from a template that is on its way (V12.1): at a terminal the person
 * decides, otherwise they are not written. `--yes` publishes both together.
 */
export async function keepForLater(
  { remoteInfo }: RepositoryContext,
  { incidentContext, change, input }: ConfirmedChange,
  context: CommandContext,
): Promise<boolean> {
  const { describeApproval, isConfirmed, isRehearsal, prompt, print, answers, clock } = context;
  if (!describeApproval || isConfirmed === true || isRehearsal || !remoteInfo.github) return false;
  const approver = findApproverOfFirstUpdate(incidentContext, change, describeApproval);
  if (approver === undefined) return false;
  print(
    `The first update is on its way to the page. Your text waits for an approval by ${approver}, and the first update would wait with it.`,
  );
  if (prompt && (await prompt(KEEP_QUESTION)) !== true) return false;
  await answers?.keep(input, clock.now());
  print(
    prompt
      ? 'Your answers are kept. When "npx candor incident list" says that it is published, run the command again.'
      : 'Nothing was written. When "npx candor incident list" says that it is published, run this again; --yes publishes both together.',
  );
  return true;
}

const KEEP_QUESTION: Question = {
  flag: '--yes',
  kind: 'yes-no',
  prompt: 'Keep your text until the first update is published?',
  initial: 'yes',
  toInput: () => ({}),
};
