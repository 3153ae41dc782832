import type { Check, Clause, Judged } from './clause.ts';
import { givesReason } from './clause.ts';
import { isOneOf } from './clause-words.ts';
import { wordAt } from './scope.ts';

/** "did not check", "never asked". */
export const checkOmission: Check = (clause) => {
  const { phrase, words, vocabulary, mention } = clause;
  if (!phrase.negated) return undefined;
  if (phrase.be) return 'none';
  const { verb, main } = phrase;
  if (phrase.adverbs.includes('only') || wordAt(clause, main) === 'only') return 'none';
  if (verb === 'have') {
    return isOneOf(wordAt(clause, main + 1), 'the any a') &&
      isOneOf(wordAt(clause, main + 2), 'idea clue sense courtesy decency patience foresight presence')
      ? { fault: 'left-undone', sure: true, end: main + 3 }
      : 'none';
  }
  if (verb === 'know') {
    const knew = isOneOf(wordAt(clause, main + 1), 'what how better enough about much anything the');
    return knew && !givesReason(clause)
      ? { fault: 'left-undone', sure: mention.certain, end: main + 2 }
      : 'none';
  }
  if (verb === 'bother' || verb === 'care') return { fault: 'left-undone', sure: true, end: main + 1 };
  if (givesReason(clause)) return 'none';
  const duty = vocabulary.has('duties', verb);
  const lacked = vocabulary.has('lacked', verb);
  if (lacked && !(duty && mention.certain && verb === 'see')) return 'none';
  if (!mention.certain && !vocabulary.has('human-duties', verb) && words[mention.start]?.word !== 'they')
    return 'none';
  if (words[mention.start]?.word === 'they' && !duty) return 'none';
  return { fault: 'left-undone', sure: duty, end: main + 1 };
};

/** "nobody looked at the alarms". */
export const checkNobody: Check = (clause) => {
  const { phrase, vocabulary } = clause;
  const { verb, main } = phrase;
  if (phrase.modal !== undefined) {
    if (wordAt(clause, main) === 'bothered') return { fault: 'left-undone', sure: true, end: main + 1 };
    return 'none';
  }
  if (phrase.negated) return 'none';
  const word = wordAt(clause, main);
  if (phrase.be) {
    const watched = vocabulary.has('good-states', word) && !vocabulary.has('excusing-states', word);
    return watched && !givesReason(clause) ? { fault: 'left-undone', sure: true, end: main + 1 } : 'none';
  }
  if (verb === 'bother' || verb === 'care' || verb === 'dare')
    return { fault: 'left-undone', sure: true, end: main + 1 };
  if (givesReason(clause)) return 'none';
  if (
    verb === 'have' &&
    isOneOf(wordAt(clause, main + 1), 'the any') &&
    isOneOf(wordAt(clause, main + 2), 'sense idea courtesy clue decency')
  )
    return { fault: 'left-undone', sure: true, end: main + 3 };
  if (verb === 'see' && !phrase.perfect) return { fault: 'left-undone', sure: false, end: main + 1 };
  if (
    vocabulary.has('lacked', verb) ||
    verb === 'have' ||
    isOneOf(verb, 'tell object complain suffer touch change die use lose')
  )
    return 'none';
  return vocabulary.has('duties', verb) ? { fault: 'left-undone', sure: true, end: main + 1 } : 'none';
};

const UNITS = /^(?:minutes?|hours?|days?|weeks?|ages|months?|forever|long|longer)$/;

/** "took almost an hour to answer", "waited forty minutes before telling anyone". */
export function lateness(clause: Clause): Judged | undefined {
  const { phrase, predicate, vocabulary, mention } = clause;
  const { verb, main } = phrase;
  if (!isOneOf(verb, 'take wait need spend delay leave')) return undefined;
  if (verb === 'delay')
    return mention.certain ? { fault: 'left-undone', sure: false, end: main + 1 } : undefined;
  for (let at = main + 1; at < Math.min(main + 8, predicate.end); at++) {
    const word = wordAt(clause, at);
    if (word === 'until' && verb === 'wait') return undefined;
    if (!UNITS.test(word) && !(word === 'long' && wordAt(clause, at - 1) === 'too')) continue;
    const next = wordAt(clause, at + 1);
    const act = vocabulary.verbs.base.get(wordAt(clause, at + 2)) ?? wordAt(clause, at + 2);
    if (verb === 'wait' && (next === 'before' || next === 'to'))
      return { fault: 'left-undone', sure: false, end: at + 2 };
    if ((verb === 'take' || verb === 'need') && next === 'to' && vocabulary.has('reactions', act))
      return { fault: 'left-undone', sure: true, end: at + 3 };
  }
  return undefined;
}
