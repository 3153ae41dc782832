import { floorToMinute, formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import type { IncidentInput } from '../response/inputs.ts';
import { InputError } from '../response/input-error.ts';
import { parsePlannedTime, parseTimeInput } from '../response/parse-time-input.ts';
import type { FormAnswers } from './parse-answers.ts';
import type { IssueForm } from './fields.ts';

/**
 * Converts a form's answers to the input of `npx candor incident`.
 * @param at when the form was submitted. Relative times such as "12m" count from then
 * @throws InputError if an answer is invalid
 */
export function toIncidentInput({ type }: IssueForm, answers: FormAnswers, at: Instant): IncidentInput {
  const take = createAnswerReader(answers, at);
  if (type === 'open') return toOpenInput(take, at);
  if (type === 'announce') return toAnnounceInput(take, at);
  return type === 'update' ? toUpdateInput(take, at) : toResolveInput(take);
}

type AnswerReader = ReturnType<typeof createAnswerReader>;

/** Functions that read an answer. `word` and `time` return an object with the key, which is empty without an answer. */
function createAnswerReader({ texts, selections }: FormAnswers, at: Instant) {
  const first = (id: string): string | undefined => selections[id]?.[0] ?? texts[id];
  const all = (id: string): readonly string[] =>
    selections[id] ?? (texts[id] === undefined ? [] : [texts[id]]);
  return {
    first,
    all,
    word: <K extends keyof IncidentInput>(key: K, ...ids: readonly string[]): { [key in K]?: string } => {
      const value = (ids.length === 0 ? [key] : ids).map(first).find((one) => one !== undefined);
      return (value === undefined ? {} : { [key]: value }) as { [key in K]?: string };
    },
    time: <K extends 'detected' | 'fixed' | 'ended'>(key: K): { [key in K]?: string } => {
      const answer = first(key);
      return (answer === undefined ? {} : { [key]: formatInstant(parseTimeInput(answer, key, at)) }) as {
        [key in K]?: string;
      };
    },
  };
}

function toOpenInput({ first, all, word, time }: AnswerReader, at: Instant): IncidentInput {
  const customerFacing = first('customer-facing');
  if (customerFacing !== undefined && customerFacing !== 'yes' && customerFacing !== 'no')
    throw new InputError(
      `Invalid --customer-facing "${customerFacing}": expected yes or no.`,
      'Choose one of the two answers.',
    );
  return {
    detected: formatInstant(floorToMinute(at)),
    ...word('severity'),
    component: all('component'),
    ...word('impact', 'impact-words', 'impact'),
    ...(customerFacing !== undefined && { customerFacing: customerFacing === 'yes' }),
    ...time('detected'),
    ...word('source'),
    ...word('commander'),
    ...word('mitigation'),
    ...word('title'),
    ...(all('allow-duplicate').length > 0 && { allowDuplicate: true }),
    ...word('text'),
  };
}

/** Relative times count from the submission, and an end without a time of its own from the start. */
function toAnnounceInput({ first, all, word }: AnswerReader, at: Instant): IncidentInput {
  const [startAnswer, endAnswer] = [first('starts'), first('ends')];
  const starts = startAnswer === undefined ? undefined : parsePlannedTime(startAnswer, 'starts', at);
  const ends = endAnswer === undefined ? undefined : parsePlannedTime(endAnswer, 'ends', starts ?? at);
  return {
    ...word('kind'),
    ...word('title'),
    ...(all('component').length > 0 && { component: all('component') }),
    ...(starts !== undefined && { starts: formatInstant(starts) }),
    ...(ends !== undefined && { ends: formatInstant(ends) }),
    ...word('template'),
    ...word('text'),
  };
}

function toUpdateInput({ first, all, word, time }: AnswerReader, at: Instant): IncidentInput {
  const phase = first('phase');
  const text = first('text');
  const end = first('ends');
  const restored = all('restored').map((id) => `${id} operational`);
  const affects = [...restored, ...all('affects')].join(', ');
  return {
    ...word('incident'),
    ...(phase !== undefined && phase !== 'no-change' && { phase }),
    // Custom text overrides the choice "Nothing new".
    ...(phase === 'no-change' && text === undefined && { noChange: true }),
    ...(affects !== '' && { affects }),
    ...word('severity'),
    ...time('fixed'),
    ...time('ended'),
    ...(end !== undefined && { ends: formatInstant(parsePlannedTime(end, 'ends', at)) }),
    ...word('mitigation'),
    ...word('text'),
  };
}

function toResolveInput({ all, word, time }: AnswerReader): IncidentInput {
  const verified = [...all('verified'), ...all('not-applicable')];
  return {
    ...word('incident'),
    ...word('cause'),
    ...word('fix'),
    ...time('fixed'),
    ...time('ended'),
    ...word('tested'),
    ...(verified.length > 0 && { verified }),
    ...word('affects'),
    ...word('text'),
  };
}
