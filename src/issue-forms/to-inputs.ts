import { floorToMinute, formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import type { IncidentInput } from '../response/inputs.ts';
import { InputError } from '../response/input-error.ts';
import { withLocalTimes } from '../response/local-times.ts';
import { parsePlannedTime, parseTimeInput } from '../response/parse-time-input.ts';
import type { FormAnswers } from './parse-answers.ts';
import { MOVED_MAINTENANCE } from './fields.ts';
import type { IssueForm } from './fields.ts';

/**
 * Converts a form's answers to the input of `npx candor incident`.
 * @param at when the form was submitted. Relative times such as "12m" count from then
 * @param zone the site's, in which times without a time zone are
 * @throws InputError if an answer is invalid
 */
export function toIncidentInput(
  { type }: IssueForm,
  { texts, selections }: FormAnswers,
  at: Instant,
  zone: string,
): IncidentInput {
  const take = createAnswerReader({ texts: { ...texts, ...localTimesOf(texts, at, zone) }, selections }, at);
  if (type === 'update' && /^\d?\d:\d\d$/.test(texts['starts']?.trim() ?? ''))
    throw new InputError('The day of the new start is missing.', 'Add --starts "2026-12-21 23:00"');
  if (type === 'open') return toOpenInput(take, at);
  if (type === 'announce') return toAnnounceInput(take, at);
  return type === 'update' ? toUpdateInput(take, at) : toResolveInput(take);
}

/** The answers that are times in the site's zone, as instants. */
function localTimesOf(
  { detected, fixed, ended, starts, ends }: FormAnswers['texts'],
  at: Instant,
  zone: string,
): Record<string, string> {
  const times = Object.entries({ detected, fixed, ended, starts, ends }).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  return { ...withLocalTimes(Object.fromEntries(times), zone, at) } as Record<string, string>;
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
function toWindow({ first }: AnswerReader, at: Instant): Pick<IncidentInput, 'starts' | 'ends'> {
  const [startAnswer, endAnswer] = [first('starts'), first('ends')];
  const starts = startAnswer === undefined ? undefined : parsePlannedTime(startAnswer, 'starts', at);
  const ends = endAnswer === undefined ? undefined : parsePlannedTime(endAnswer, 'ends', starts ?? at);
  return {
    ...(starts !== undefined && { starts: formatInstant(starts) }),
    ...(ends !== undefined && { ends: formatInstant(ends) }),
  };
}

function toAnnounceInput(take: AnswerReader, at: Instant): IncidentInput {
  const { all, word } = take;
  return {
    ...word('kind'),
    ...word('title'),
    ...(all('component').length > 0 && { component: all('component') }),
    ...toWindow(take, at),
    ...word('template'),
    ...word('text'),
  };
}

function toUpdateInput(take: AnswerReader, at: Instant): IncidentInput {
  const { first, all, word, time } = take;
  const isMoved = first('phase') === MOVED_MAINTENANCE;
  const phase = isMoved ? 'update' : first('phase');
  const text = first('text');
  const window = toWindow(take, at);
  if (isMoved && (window.starts ?? window.ends) === undefined)
    throw new InputError('The new time of the maintenance is missing.', 'Add --ends 1h');
  const restored = all('restored').map((id) => `${id} operational`);
  const affects = [...restored, ...all('affects')].join(', ');
  if (phase !== 'merged' && first('into') !== undefined)
    throw new InputError(
      '--into does not apply, because the incident is not merged.',
      'Leave it empty, or choose "Same problem as another incident" for --phase',
    );
  return {
    ...word('incident'),
    ...word('into'),
    ...(phase !== undefined && phase !== 'no-change' && { phase }),
    // Custom text overrides the choice "Nothing new".
    ...(phase === 'no-change' && text === undefined && { noChange: true }),
    ...(affects !== '' && { affects }),
    ...word('severity'),
    ...time('fixed'),
    ...time('ended'),
    ...(isMoved && { kind: 'maintenance' }),
    ...window,
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
