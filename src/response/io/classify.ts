import type { Policy } from '../../content/policy.ts';
import { UsageError } from '../../files/command-errors.ts';
import {
  classifySeverity,
  classifyWords,
  nextClassificationQuestion,
  parseClassificationAnswers,
} from '../classify.ts';
import type { SeverityProposal } from '../classify.ts';
import { openRepository, readIncidentContext } from './repository-context.ts';
import type { CommandContext } from './command-context.ts';

/** Asks the SOP's classification questions and proposes a severity with its clause (V14.1). */
export async function runClassify(
  root: string,
  answers: string | undefined,
  context: CommandContext,
): Promise<string | undefined> {
  const { siteContext } = await readIncidentContext(await openRepository(root), context.clock.now());
  const { policy } = siteContext;
  if (policy.classify.length === 0)
    throw new UsageError('The policy has no classification questions. Use --severity.');
  const given = answers === undefined ? [] : parseClassificationAnswers(policy, answers);
  if (answers === undefined) {
    if (!context.prompt) {
      const questions = policy.classify.map(({ ask }, index) => `  ${index + 1}. ${ask}`).join('\n');
      throw new UsageError(`Answer these in order: --answers yes,no,…\n${questions}`);
    }
    for (
      let prompt = nextClassificationQuestion(policy, given);
      prompt !== undefined;
      prompt = nextClassificationQuestion(policy, given)
    ) {
      const question = { flag: '--answers yes,no,…', kind: 'yes-no', prompt, toInput: () => ({}) } as const;
      given.push((await context.prompt(question)) === true);
    }
  }
  const proposed = given.includes(true) ? undefined : await classifyInWords(policy, context);
  if (proposed === 'choose') return undefined;
  const { severity, question, likeness, clause } = proposed ?? classifySeverity(policy, given);
  const why =
    likeness !== undefined
      ? `the SOP names "${likeness}"`
      : question === undefined
        ? 'every answer was no: the least severe one that customers are always shown'
        : `yes to "${question}"${clause === undefined ? '' : ` (${clause})`}`;
  context.print(`Proposed: ${severity.toUpperCase()} ${policy.severities[severity]!.name} (${why}).`);
  if (!context.prompt) return severity;
  const agreed = await context.prompt({
    flag: '--severity',
    kind: 'yes-no',
    prompt: `Open it as ${severity.toUpperCase()}?`,
    initial: 'yes',
    toInput: () => ({}),
  });
  return agreed === true ? severity : undefined;
}

/**
 * Asks for a description where every answer was no: else a problem that no question names would be the least severe, which
 * customers may never see. `choose` leaves it to the definitions and examples.
 */
async function classifyInWords(
  policy: Policy,
  { prompt, print }: CommandContext,
): Promise<SeverityProposal | 'choose' | undefined> {
  if (!prompt) return undefined;
  const answer = await prompt({
    flag: '--severity',
    kind: 'line',
    prompt:
      'Every answer was no. In a few words: what do customers notice, and how many? (return: show the definitions)',
    emptyAnswer: '',
    toInput: () => ({}),
  });
  const words = String(answer ?? '').trim();
  const proposal = words === '' ? undefined : classifyWords(policy, words);
  if (proposal) return proposal;
  print(
    words === ''
      ? 'Choose the severity by its definition and examples.'
      : 'The SOP names nothing like it. Choose the severity by its definition and examples.',
  );
  return 'choose';
}
