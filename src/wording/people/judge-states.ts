import type { Check } from './clause.ts';
import { givesReason } from './clause.ts';
import { isOneOf } from './clause-words.ts';
import { phraseAt } from './phrases.ts';
import { wordAt } from './scope.ts';

/** "was asleep", "were not careful", "is at fault". */
export const checkState: Check = (clause) => {
  const { phrase, words, predicate, vocabulary, mention } = clause;
  if (!phrase.be) return undefined;
  let { main } = phrase;
  while (isOneOf(wordAt(clause, main), 'too more less very so quite rather a an the far bit little')) main++;
  const word = wordAt(clause, main);
  const end = Math.min(main + 1, predicate.end);
  if (phrase.negated) {
    if (!vocabulary.has('good-states', word)) return 'none';
    if (vocabulary.has('excusing-states', word)) return 'none';
    if (
      givesReason(clause) ||
      (!mention.certain && isOneOf(word, 'looking listening checking reading following up watching'))
    )
      return 'none';
    return { fault: 'state-of-person', sure: true, end };
  }
  const phraseEnd = phraseAt(words, main, predicate.end, 'bad-states', vocabulary);
  const bad = vocabulary.has('bad-states', word) || phraseEnd !== undefined;
  if (bad) {
    const two = `${word} ${wordAt(clause, main + 1)}`;
    const slowTo =
      (word === 'slow' || word === 'late') &&
      wordAt(clause, main + 1) === 'to' &&
      vocabulary.has('reactions', wordAt(clause, main + 2));
    if (!mention.certain && !slowTo && vocabulary.has('mixed-states', phraseEnd === undefined ? word : two))
      return 'none';
    if (two === 'out of' && !isOneOf(wordAt(clause, main + 2), 'his her their our')) return 'none';
    if (two === 'in over' && !isOneOf(wordAt(clause, main + 2), 'his her their')) return 'none';
    if (
      isOneOf(wordAt(clause, main + 1), 'by about') &&
      isOneOf(word, 'confused overwhelmed distracted rushed')
    )
      return 'none';
    const weak = isOneOf(
      word,
      'unaware unfamiliar confused overwhelmed unprepared untrained mistaken wrong blind unreachable late tired asleep exhausted',
    );
    if (weak && givesReason(clause)) return 'none';
    return { fault: 'state-of-person', sure: true, end: phraseEnd ?? end };
  }
  if (word === 'responsible' && wordAt(clause, main + 1) === 'for') {
    for (let at = main + 2; at < Math.min(main + 8, predicate.end); at++)
      if (
        isOneOf(
          wordAt(clause, at),
          'outage incident failure loss downtime error mistake breaking deleting this damage disaster mess',
        )
      )
        return { fault: 'person-as-cause', sure: true, end: at + 1 };
  }
  if (
    mention.certain &&
    !phrase.perfect &&
    /(?:ive|ful|less|ous|ent|ant|ble|ic|ish|al)$/.test(word) &&
    word.length > 4 &&
    !vocabulary.has('neutral-states', word) &&
    !vocabulary.has('roles', word) &&
    !givesReason(clause) &&
    !/^\p{L}/u.test(
      isOneOf(wordAt(clause, main + 1), 'to for of in about with and at that')
        ? ''
        : wordAt(clause, main + 1),
    )
  )
    return { fault: 'state-of-person', sure: false, end };
  if (wordAt(clause, main - 1) === 'too' && mention.certain)
    return { fault: 'state-of-person', sure: wordAt(clause, main + 1) === 'to', end };
  return undefined;
};

/** "chose cost over safety", "was watching a film". */
export const checkPriorities: Check = (clause) => {
  const { phrase, mention, predicate, vocabulary } = clause;
  if (!mention.certain || phrase.negated) return undefined;
  for (let at = phrase.main + 1; at < Math.min(predicate.end, phrase.main + 8); at++) {
    const word = wordAt(clause, at);
    if (
      isOneOf(word, 'over above ahead before') &&
      isOneOf(phrase.verb, 'choose put prioritise prioritize value place prefer favour favor')
    ) {
      const value = [1, 2, 3].find((step) => vocabulary.has('values', wordAt(clause, at + step)));
      if (value !== undefined) return { fault: 'fault-of-person', sure: true, end: at + value + 1 };
    }
    if (vocabulary.has('pastimes', word)) return { fault: 'state-of-person', sure: true, end: at + 1 };
  }
  return undefined;
};
