import type { Check, Clause } from './clause.ts';
import { givesReason } from './clause.ts';
import { isOneOf } from './clause-words.ts';
import { findPhrase, phraseAt } from './phrases.ts';
import { wordAt } from './scope.ts';

export const checkModal: Check = (clause) => {
  const { phrase, mention, vocabulary } = clause;
  const { modal, perfect, negated, be, main } = phrase;
  if (modal === undefined) return undefined;
  if (wordAt(clause, main) === 'bothered' || phrase.verb === 'bother')
    return { fault: 'left-undone', sure: true, end: main + 1 };
  if (perfect) {
    if (modal === 'would')
      return mention.imagined ? { fault: 'should-have', sure: true, end: main + 1 } : 'none';
    if (modal === 'may' || modal === 'might' || modal === 'will') return 'none';
    if (modal === 'must') return undefined;
    if (be && !vocabulary.has('bad-states', wordAt(clause, main)) && !isCharacter(clause, main))
      return 'none';
    const they = wordAt(clause, mention.start) === 'they' && vocabulary.has('duties', phrase.verb);
    return mention.certain || they || vocabulary.has('human-duties', phrase.verb) || be
      ? { fault: 'should-have', sure: true, end: main + 1 }
      : 'none';
  }
  if (isOneOf(modal, 'should must ought will would')) {
    const care = findPhrase(clause.words, main, clause.predicate.end, 'care-more', vocabulary);
    if (care !== undefined) return { fault: 'state-of-person', sure: true, end: care.end };
    if (
      !negated &&
      mention.certain &&
      isOneOf(modal, 'should must ought') &&
      isOneOf(phrase.verb, 'apologise apologize resign explain learn listen reflect improve')
    )
      return { fault: 'state-of-person', sure: true, end: main + 1 };
  }
  if (
    modal === 'would' &&
    negated &&
    vocabulary.has('duties', phrase.verb) &&
    wordAt(clause, mention.end - 1) !== 'people'
  )
    return { fault: 'fault-of-person', sure: mention.certain, end: main + 1 };
  if (
    modal === 'could' &&
    negated &&
    mention.certain &&
    !givesReason(clause) &&
    isOneOf(
      wordAt(clause, main),
      'handle cope decide explain agree grasp concentrate resist justify manage keep',
    )
  )
    return { fault: 'state-of-person', sure: false, end: main + 1 };
  if (modal === 'should' && be && negated) return undefined;
  return 'none';
};

const isCharacter = (clause: Clause, at: number): boolean =>
  isOneOf(
    wordAt(clause, at),
    'more less faster quicker paying working awake better sooner earlier there at on careful aware watching looking alert',
  );

/** "had been told not to", "was supposed to", "has been spoken to". */
export const checkOrders: Check = (clause) => {
  const { phrase, words, predicate, vocabulary, mention } = clause;
  if (!phrase.be || phrase.negated) return undefined;
  const { main } = phrase;
  const participle = wordAt(clause, main);
  const be = wordAt(clause, main - 1);
  const past = isOneOf(be, 'was were been') || phrase.adverbs.length > 0;
  if (
    isOneOf(participle, 'supposed meant expected') &&
    past &&
    mention.certain &&
    wordAt(clause, main + 1) === 'to'
  )
    return { fault: 'should-have', sure: true, end: main + 2 };
  if (vocabulary.has('orders', participle)) {
    if (findPhrase(words, main, predicate.end, 'care-more', vocabulary) !== undefined)
      return { fault: 'state-of-person', sure: true, end: predicate.end };
    for (let at = main; at < predicate.end; at++) {
      const word = wordAt(clause, at);
      if (word === 'not' || isOneOf(word, 'repeatedly times again twice explicitly specifically'))
        return { fault: 'should-have', sure: true, end: at + 1 };
    }
    if (
      participle === 'warned' &&
      isOneOf(wordAt(clause, main + 1), 'about of that against in before beforehand last')
    )
      return { fault: 'should-have', sure: true, end: main + 1 };
    if (phrase.perfect && isOneOf(participle, 'warned reminded'))
      return { fault: 'should-have', sure: true, end: main + 1 };
    return undefined;
  }
  const told = phraseAt(words, main, predicate.end, 'discipline', vocabulary);
  if (
    told !== undefined &&
    (!participle.startsWith('given') ||
      /warning|reprimand/.test(wordAt(clause, told) + wordAt(clause, told + 1))) &&
    !isOneOf(participle, 'put taken')
  )
    return { fault: 'state-of-person', sure: true, end: told };
  if (participle === 'given')
    for (let at = main + 1; at < Math.min(main + 9, predicate.end); at++)
      if (
        isOneOf(wordAt(clause, at), 'warning reprimand talking-to ultimatum') ||
        (/^(?:training|coaching|instruction)$/.test(wordAt(clause, at)) &&
          /^(?:additional|more|extra|further|remedial|refresher)$/.test(wordAt(clause, at - 1)))
      )
        return { fault: 'state-of-person', sure: true, end: at + 1 };
  if (vocabulary.has('discipline', participle))
    return { fault: 'state-of-person', sure: true, end: main + 1 };
  return undefined;
};
