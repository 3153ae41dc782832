import { expect, test } from 'vitest';
import type { AnswerStore } from '../../../src/response/io/answers.ts';
import { resumeAnswers } from '../../../src/response/io/answers.ts';
import type { IncidentInput } from '../../../src/response/inputs.ts';
import { at } from '../../support/incident-content.ts';

/** What is asked, and the input that follows from the answer "yes". */
async function resume(
  kept: IncidentInput,
  input: IncidentInput,
  { stopped = '09:10', isConfirmed = false } = {},
): Promise<{ readonly asked: readonly string[]; readonly input: IncidentInput }> {
  const asked: string[] = [];
  const answers: AnswerStore = {
    keep: () => Promise.resolve(),
    read: () => Promise.resolve({ at: at(stopped), input: kept }),
    forget: () => Promise.resolve(),
  };
  const resumed = await resumeAnswers(input, {
    prompt: (question) => {
      asked.push(question.prompt);
      return Promise.resolve(true);
    },
    answers,
    clock: { now: () => at('09:20'), waitUntil: () => Promise.resolve() },
    isConfirmed,
  });
  return { asked, input: resumed };
}

test.each<[string, IncidentInput, IncidentInput, Parameters<typeof resume>[2], string[]]>([
  [
    'in words',
    { noChange: true, nextUpdate: '2h' },
    {},
    {},
    ['You stopped 10 minutes ago (no change; next update: 2h). Continue from there?'],
  ],
  [
    'seconds later',
    { noChange: true },
    {},
    { stopped: '09:20' },
    ['You stopped a moment ago (no change). Continue from there?'],
  ],
  ['not with --yes', { noChange: true }, {}, { isConfirmed: true }, []],
  ['not for another incident', { incident: 'a' }, { incident: 'b' }, {}, []],
  ['not for one that they do not name', { noChange: true }, { incident: 'b' }, {}, []],
  [
    'for the same incident',
    { incident: 'b' },
    { incident: 'b' },
    {},
    ['You stopped 10 minutes ago (incident: b). Continue from there?'],
  ],
])('kept answers are offered: %s', async (_name, kept, input, options, asked) => {
  const resumed = await resume(kept, input, options);
  expect(resumed.asked).toEqual(asked);
  expect(resumed.input).toEqual(asked.length > 0 ? { ...kept, ...input } : input);
});
