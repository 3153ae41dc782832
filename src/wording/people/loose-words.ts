import { isOneOf } from './clause-words.ts';
import type { PersonMention } from './mentions.ts';
import { findPhrase, phraseAt } from './phrases.ts';
import type { FaultFound, Scope } from './scope.ts';
import { found, wordAt } from './scope.ts';

export function* atWord(scope: Scope, at: number, mentions: readonly PersonMention[]): Generator<FaultFound> {
  const { words, vocabulary } = scope;
  const word = wordAt(scope, at);
  const next = wordAt(scope, at + 1);
  if (
    vocabulary.has('erring', word) &&
    ['error', 'mistake', 'oversight', 'failing', 'factor'].some(
      (noun) => next === noun || next === `${noun}s`,
    )
  )
    yield* humanError(scope, at);
  if (/^fat-?finger/.test(word) || (word === 'fat' && next.startsWith('finger')))
    yield found('fault-of-person', at, at + 2);
  if (
    vocabulary.has('character', word) &&
    !(word === 'lazily' && next === 'loaded') &&
    !isOneOf(next, 'loading init evaluation loaded quorum') &&
    word !== 'cavalier'
  )
    yield found('state-of-person', at, at + 1, word !== 'lazily');
  if (word === 'lack' && next === 'of' && lacksVirtue(scope, at)) yield found('state-of-person', at, at + 3);
  if (vocabulary.has('poor', word) && vocabulary.has('poor-alone', next))
    yield found('state-of-person', at, at + 2);
  if (word === 'at' && next === 'fault' && at > 0) yield found('person-as-cause', at, at + 2);
  if (word === 'to' && next === 'blame') yield found('person-as-cause', at, at + 2);
  if (isOneOf(word, 'blame blames blamed')) {
    const object = mentions.find(({ start }) => start === at + 1);
    if (object !== undefined && wordAt(scope, at - 1) !== 'to')
      yield found('person-as-cause', at, object.end);
    if (word === 'blame' && /^(?:lies|rests|falls|sits|belongs)$/.test(next))
      yield found('person-as-cause', at, at + 2);
    if (word === 'blame' && next === 'for' && wordAt(scope, at - 1) === 'the')
      yield found('person-as-cause', at, at + 2);
  }
  if (isOneOf(word, 'mistake error fault oversight slip') && isOneOf(next, 'was is were')) {
    const owner = mentions.find(({ start }) => start === at + 2);
    if (
      owner !== undefined &&
      !owner.nobody &&
      wordAt(scope, owner.end) === "'s" &&
      !/^\p{L}/u.test(wordAt(scope, owner.end + 1))
    )
      yield found('person-as-cause', at, owner.end + 1);
    if (isOneOf(wordAt(scope, at + 2), 'mine theirs his hers')) yield found('person-as-cause', at, at + 3);
  }
  if (word === 'whose' && isOneOf(next, 'fault mistake error responsibility idea'))
    yield found('person-as-cause', at, at + 2);
  if (word === 'with' || word === 'by') {
    const better = mentions.find(({ start }) => start === at + 1);
    const from = isOneOf(next, 'a an') ? at + 2 : at + 1;
    if (
      isOneOf(wordAt(scope, from), 'more less') &&
      vocabulary.has('good', wordAt(scope, from + 1)) &&
      (better?.certain === true ||
        mentions.some(({ start, certain }) => certain && start >= from && start <= from + 3))
    )
      yield found('should-have', at, from + 3);
  }
  if (word === 'no' && next === 'excuse') yield found('state-of-person', at, at + 2);
  if (vocabulary.has('ill-done', word) && /^\p{L}/u.test(next) && next !== 'by')
    yield found('state-of-person', at, at + 2, false);
  if (
    isOneOf(word, 'was were') &&
    isOneOf(next, 'ignored disregarded dismissed neglected brushed rubber-stamped') &&
    wordAt(scope, at + 2) !== 'by' &&
    words
      .slice(Math.max(0, at - 6), at)
      .some(
        ({ word: subject }) =>
          vocabulary.has('rules', subject) ||
          isOneOf(subject, 'emails email page pages reports report ticket tickets complaints signs'),
      ) &&
    !words.slice(at + 2, at + 9).some(({ word: other }) => isOneOf(other, 'because since as by'))
  )
    yield found('fault-of-person', at, at + 2, false);
  if (
    isOneOf(word, 'simple quick single brief careful closer proper basic cursory moment') &&
    isOneOf(next, "glance look read reading question call message inspection 's")
  ) {
    const would = words
      .slice(at + 2, at + 14)
      .findIndex(
        ({ word: other }, index, all) => isOneOf(other, 'would could') && all[index + 1]?.word === 'have',
      );
    if (would >= 0) yield found('should-have', at, at + would + 4, false);
  }
  if (
    word === 'be' &&
    isOneOf(next, 'trusted relied') &&
    isOneOf(wordAt(scope, at - 1), "not n't") &&
    mentions.some(({ own, start }) => !own && start < at)
  )
    yield found('state-of-person', at - 2, at + 2);
  if (vocabulary.has('vices', word)) {
    const from = isOneOf(wordAt(scope, at - 1), 'of out from by with')
      ? at - 1
      : isOneOf(wordAt(scope, at - 2), 'of out from by')
        ? at - 2
        : undefined;
    const owner = mentions.find(
      ({ own, end }) =>
        !own && (wordAt(scope, end) === "'s" || wordAt(scope, end) === "'") && end < at && at - end <= 4,
    );
    const driven =
      from !== undefined &&
      mentions.some(({ own, nobody, start }) => !own && !nobody && start < at) &&
      ['because', 'out', 'driven', 'from', 'due', 'moved', 'motivated'].some((lead) =>
        words.slice(Math.max(0, at - 4), at).some(({ word: other }) => other === lead),
      );
    if (owner !== undefined) yield found('person-as-cause', owner.start, at + 1);
    else if (driven) yield found('state-of-person', at - 1, at + 1);
  }
  const care = phraseAt(words, at, words.length, 'care-more', vocabulary);
  if (
    care !== undefined &&
    isOneOf(wordAt(scope, at - 1), 'be being pay take to must should') &&
    wordAt(scope, at) !== 'next' &&
    mentions.some(({ own, start }) => !own && start < at)
  )
    yield found('state-of-person', at - 1, care);
  if (word === 'avoided' || word === 'prevented' || word === 'caught') {
    if (next === 'with' && wordAt(scope, at + 2) === 'one') yield found('should-have', at, at + 3);
  }
  if (
    (word === 'hold' || word === 'held' || word === 'holding') &&
    findPhrase(words, at + 1, Math.min(at + 6, words.length), 'accountable', vocabulary) === undefined
  ) {
    const accountable = words.slice(at + 1, at + 6).findIndex(({ word: other }) => other === 'accountable');
    if (accountable >= 0) yield found('person-as-cause', at, at + accountable + 2);
  }
}

function* humanError(scope: Scope, at: number): Generator<FaultFound> {
  const before = wordAt(scope, at - 1);
  const earlier = wordAt(scope, at - 2);
  if (
    isOneOf(wordAt(scope, at), 'user users client') &&
    isOneOf(before, 'a the an saw see') &&
    wordAt(scope, at) !== 'human'
  ) {
    if (
      /^(?:see|saw|sees|got|get|received|shown|showed|returned|displayed)$/.test(before) ||
      /^(?:see|saw|sees|got|get|received|shown|showed|returned|displayed)$/.test(earlier)
    )
      return;
  }
  if (
    scope.words
      .slice(Math.max(0, at - 4), at)
      .some(({ word }) => isOneOf(word, 'if unless whether when whenever'))
  )
    return;
  if (
    scope.vocabulary.has('guarded', before) &&
    !(before === 'to' && isOneOf(earlier, 'due down traced owing attributed attributable led ascribed'))
  )
    return;
  if (
    isOneOf(wordAt(scope, at + 2), 'is are') &&
    isOneOf(wordAt(scope, at + 3), 'inevitable not never a always expected normal')
  )
    return;
  yield found('person-as-cause', at, at + 2);
}

function lacksVirtue(scope: Scope, at: number): boolean {
  const { vocabulary } = scope;
  for (let index = at + 2; index < at + 5; index++) {
    const word = wordAt(scope, index);
    if (
      vocabulary.has('virtues', word) ||
      phraseAt(scope.words, index, index + 2, 'virtues', vocabulary) !== undefined
    )
      return !isOneOf(word, 'effort knowledge experience interest responsibility focus');
    if (!isOneOf(word, 'any basic proper due sufficient the necessary')) return false;
  }
  return false;
}
