import type { ClauseWord } from './clause-words.ts';
import { isOneOf } from './clause-words.ts';
import type { PersonMention } from './mentions.ts';
import type { FaultFound, Scope } from './scope.ts';
import { found, wordAt } from './scope.ts';
import { again, counterfactual, judged, tookLong, whyDid } from './counterfactuals.ts';
import { causedBy, faultOf, passive, possession } from './fault-nouns.ts';
import { atWord } from './loose-words.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Blame that needs no verb of a person: "human error", "a mistake of the release manager", "caused by an intern". */
export function findAttributions(
  words: readonly ClauseWord[],
  mentions: readonly PersonMention[],
  vocabulary: Vocabulary,
): readonly FaultFound[] {
  const scope = { words, vocabulary };
  return [
    ...mentions.flatMap((mention) => [...ofMention(scope, mention)]),
    ...words.flatMap((_, at) => [...atWord(scope, at, mentions)]),
  ].filter(
    ({ fault, start, end }) =>
      fault === 'should-have' ||
      (fault === 'state-of-person' && words[end - 1]?.word === 'trusted') ||
      !isDenied(words, start, end, vocabulary),
  );
}

function* ofMention(scope: Scope, mention: PersonMention): Generator<FaultFound> {
  const { start, end } = mention;
  const before = wordAt(scope, start - 1);
  if (mention.criticised) yield found('state-of-person', start, end);
  if (mention.nobody) return;
  if (wordAt(scope, end) === "'s" || wordAt(scope, end) === "'") yield* possession(scope, mention, end + 1);
  if (
    isOneOf(before, 'of by from in with among within') ||
    (before === 'part' && wordAt(scope, start - 2) === 'the')
  )
    yield* faultOf(scope, mention);
  if (isOneOf(before, 'by of to from with on lies')) yield* causedBy(scope, mention);
  if (before === 'by') yield* passive(scope, mention);
  if (before === 'if' || (wordAt(scope, start - 2) === 'if' && before === 'only') || before === 'had')
    yield* counterfactual(scope, mention);
  if (before === 'time' || (before === 'that' && wordAt(scope, start - 2) === 'time'))
    yield* again(scope, mention);
  yield* judged(scope, mention);
  if (before === 'took') yield* tookLong(scope, mention);
  if (isOneOf(before, "did was were had n't not does do")) yield* whyDid(scope, mention);
  if (isOneOf(wordAt(scope, end), 'is was are were') && mention.certain && !mention.own) {
    let at = end + 1;
    while (isOneOf(wordAt(scope, at), 'the a root real main true only sole clearly')) at++;
    if (at > end + 1 && isOneOf(wordAt(scope, at), 'cause culprit problem reason'))
      yield found('person-as-cause', start, at + 1);
  }
}

/** "nobody is at fault", "we do not call it human error", "was not anybody's mistake". */
function isDenied(words: readonly ClauseWord[], start: number, end: number, vocabulary: Vocabulary): boolean {
  if (words.slice(start, end).every(({ quoted }) => quoted)) return true;
  for (let at = start - 1; at >= Math.max(0, start - 8); at--) {
    const word = words[at]?.word ?? '';
    if (isOneOf(word, '; : .')) return false;
    if (word === 'not' && words[at + 1]?.word === 'only') return false;
    if (
      vocabulary.has('denials', word) &&
      !(word === 'not' && isOneOf(words[at - 1]?.word ?? '', 'did does could') && start - at > 5)
    )
      return true;
    if (word === 'no' && (words[at + 1]?.word === 'one' || start - at <= 4)) return true;
    if (
      (word === 'rather' && words[at + 1]?.word === 'than') ||
      (word === 'instead' && words[at + 1]?.word === 'of')
    )
      return true;
  }
  return words
    .slice(end, end + 3)
    .some(
      ({ word }, index, all) =>
        isOneOf(word, 'is was are') && isOneOf(all[index + 1]?.word ?? '', 'not no never'),
    );
}
