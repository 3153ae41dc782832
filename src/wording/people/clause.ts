import { isOneOf } from './clause-words.ts';
import type { PersonMention } from './mentions.ts';
import type { Predicate } from './predicates.ts';
import type { FaultFound, Scope } from './scope.ts';
import type { VerbPhrase } from './verb-phrase.ts';

/** A person with one thing that the sentence says of them. */
export interface Clause extends Scope {
  readonly mention: PersonMention;
  readonly predicate: Predicate;
  readonly phrase: VerbPhrase;
}

export type Judged = Pick<FaultFound, 'fault' | 'sure' | 'end'>;

/** "none" ends the search: the clause tells what happened, or its reason. */
export type Check = (clause: Clause) => Judged | 'none' | undefined;

/** Whether the clause goes on with what made it happen: "because", "since", "whose", or a colon. */
export function givesReason({ words, predicate, vocabulary }: Clause): boolean {
  const at = predicate.end;
  const word = words[at]?.word ?? '';
  const next = words[at + 1]?.word ?? '';
  if (isOneOf(word, 'because since as whose which ; : —'))
    return (
      !vocabulary.has('no-reasons', next) &&
      !(word === 'which' && isOneOf(next, 'is was led caused cost made meant')) &&
      at + 2 < words.length &&
      !(word === ';' && vocabulary.has('pronouns', next))
    );
  return word === 'so' && next === 'that';
}
