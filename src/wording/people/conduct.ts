import type { Check } from './clause.ts';
import type { FaultFound } from './scope.ts';
import type { ClauseWord } from './clause-words.ts';
import { checkAct, checkBelief, checkIrony, checkUnusual } from './judge-acts.ts';
import { checkFault } from './judge-faults.ts';
import { checkModal, checkOrders } from './judge-modals.ts';
import { checkNobody, checkOmission } from './judge-omissions.ts';
import { checkPriorities, checkState } from './judge-states.ts';
import type { PersonMention } from './mentions.ts';
import type { Predicate } from './predicates.ts';
import { wordAt } from './scope.ts';
import { parseVerbPhrase } from './verb-phrase.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What one predicate says against a person; undefined if it tells only what happened. */
export function judgeConduct(
  words: readonly ClauseWord[],
  mention: PersonMention,
  predicate: Predicate,
  vocabulary: Vocabulary,
): FaultFound | undefined {
  const phrase = parseVerbPhrase(words, predicate, vocabulary);
  const clause = { words, mention, predicate, phrase, vocabulary };
  const judge = mention.own ? ownChecks : mention.nobody ? nobodyChecks : checks;
  for (const check of judge) {
    const judged = check(clause);
    if (judged === 'none') return undefined;
    if (judged !== undefined) return { start: mention.start, ...judged };
  }
  return undefined;
}

/** Of the company itself only character is blame: what it did or left out, it may say. */
const checkOwn: Check = (clause) => {
  const { phrase, vocabulary } = clause;
  const word = wordAt(clause, phrase.main);
  if (phrase.be && !phrase.negated && vocabulary.has('own-character', word))
    return { fault: 'state-of-person', sure: true, end: phrase.main + 1 };
  if (phrase.adverbs.includes('somehow') && vocabulary.verbs.base.has(word))
    return { fault: 'fault-of-person', sure: true, end: phrase.main + 1 };
  return 'none';
};

const checks = [
  checkModal,
  checkOrders,
  checkIrony,
  checkState,
  checkOmission,
  checkFault,
  checkAct,
  checkBelief,
  checkPriorities,
  checkUnusual,
];

const nobodyChecks = [checkNobody];

const ownChecks = [checkOwn];
