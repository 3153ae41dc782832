import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import type { Given } from '../response/inputs.ts';
import { Refused } from '../response/refused.ts';
import { saidTime, toMinute } from '../response/parse-time-input.ts';
import type { Answers } from './parse-answers.ts';
import type { Form } from './fields.ts';

/**
 * The answers as the responder's tool takes them, from a form sent at a time: what was said to be "12m" ago was so then,
 * also when the issue is read again later.
 * @throws Refused where a time is none
 */
export function givenFrom({ deed }: Form, answers: Answers, at: Instant): Given {
  const take = takerOf(answers, at);
  if (deed === 'open') return declared(take, at);
  return deed === 'update' ? updated(take) : resolved(take);
}

type Taker = ReturnType<typeof takerOf>;

/** Ways to take an answer: each gives a group with the key, or an empty one where nothing was answered. */
function takerOf({ written, chosen }: Answers, at: Instant) {
  const first = (id: string): string | undefined => chosen[id]?.[0] ?? written[id];
  const all = (id: string): readonly string[] =>
    chosen[id] ?? (written[id] === undefined ? [] : [written[id]]);
  return {
    first,
    all,
    word: <K extends keyof Given>(key: K, ...ids: readonly string[]): { [key in K]?: string } => {
      const value = (ids.length === 0 ? [key] : ids).map(first).find((one) => one !== undefined);
      return (value === undefined ? {} : { [key]: value }) as { [key in K]?: string };
    },
    time: <K extends 'detected' | 'fixed'>(key: K): { [key in K]?: string } => {
      const said = first(key);
      return (said === undefined ? {} : { [key]: formatInstant(saidTime(said, key, at)) }) as {
        [key in K]?: string;
      };
    },
  };
}

function declared({ first, all, word, time }: Taker, at: Instant): Given {
  const facing = first('customer-facing');
  if (facing !== undefined && facing !== 'yes' && facing !== 'no')
    throw new Refused(`"${facing}" is no answer to --customer-facing.`, 'Choose one of the two answers.');
  return {
    detected: formatInstant(toMinute(at)),
    ...word('severity'),
    component: all('component'),
    ...word('impact', 'impact-words', 'impact'),
    ...(facing !== undefined && { customerFacing: facing === 'yes' }),
    ...time('detected'),
    ...word('source'),
    ...word('commander'),
    ...word('contained'),
    ...word('title'),
    ...(all('another').length > 0 && { another: true }),
    ...word('text'),
  };
}

function updated({ first, all, word, time }: Taker): Given {
  const phase = first('phase');
  const text = first('text');
  const again = all('restored').map((id) => `${id} operational`);
  const affects = [...again, ...all('affects')].join(', ');
  return {
    ...word('incident'),
    ...(phase !== undefined && phase !== 'no-change' && { phase }),
    // Own words are something new, whatever was chosen above them.
    ...(phase === 'no-change' && text === undefined && { noChange: true }),
    ...(affects !== '' && { affects }),
    ...word('severity'),
    ...time('fixed'),
    ...word('contained'),
    ...word('text'),
  };
}

function resolved({ all, word, time }: Taker): Given {
  const verified = [...all('verified'), ...all('not-applicable')];
  return {
    ...word('incident'),
    ...word('cause'),
    ...word('fix'),
    ...time('fixed'),
    ...word('tested'),
    ...(verified.length > 0 && { verified }),
    ...word('affects'),
    ...word('text'),
  };
}
