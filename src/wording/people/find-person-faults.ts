import type { SentenceWordingMatch } from '../match.ts';
import { findAttributions } from './attributions.ts';
import { splitClauseWords } from './clause-words.ts';
import type { FaultFound } from './scope.ts';
import { judgeConduct } from './conduct.ts';
import { findMentions } from './mentions.ts';
import { findPredicates } from './predicates.ts';
import type { PeopleLexicon, Vocabulary } from './vocabulary.ts';
import { createVocabulary } from './vocabulary.ts';

const vocabularies = new WeakMap<PeopleLexicon, Vocabulary>();

/**
 * Blame of people in one sentence of a postmortem (V8.6), by its grammar: who is meant, what the sentence says that they did, left out
 * or were, and what makes that a fault. What happened, and why, is left alone.
 */
export function findPersonFaults(sentence: string, lexicon: PeopleLexicon): readonly SentenceWordingMatch[] {
  let vocabulary = vocabularies.get(lexicon);
  if (vocabulary === undefined) vocabularies.set(lexicon, (vocabulary = createVocabulary(lexicon.words)));
  const words = splitClauseWords(sentence);
  const known = vocabulary;
  const mentions = findMentions(words, known);
  const found: FaultFound[] = mentions
    .flatMap((mention) =>
      findPredicates(words, mention, known).map((predicate) =>
        judgeConduct(words, mention, predicate, known),
      ),
    )
    .filter((fault) => fault !== undefined);
  found.push(...findAttributions(words, mentions, known));
  return found.flatMap(({ fault, sure, start, end }) => {
    const entry = lexicon.faults.find(({ id }) => id === fault);
    const [first, last] = [words[start], words[Math.min(end, words.length) - 1]];
    if (entry === undefined || first === undefined || last === undefined) return [];
    const { id, why, instead } = entry;
    return [
      {
        rule: 'blameless' as const,
        entry: id,
        level: sure ? ('error' as const) : ('warn' as const),
        why,
        instead,
        start: first.start,
        end: last.end,
      },
    ];
  });
}
