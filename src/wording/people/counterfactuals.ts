import { isOneOf } from './clause-words.ts';
import type { PersonMention } from './mentions.ts';
import type { FaultFound, Scope } from './scope.ts';
import { found, isDone, wordAt } from './scope.ts';

/** "if the author had tested", "had Ada read the plan". */
export function* counterfactual(scope: Scope, mention: PersonMention): Generator<FaultFound> {
  const { words, vocabulary } = scope;
  const { start, end, certain, own, nobody } = mention;
  if (own || nobody) return;
  const inverted = wordAt(scope, start - 1) === 'had';
  const opens =
    start - 2 < 0 ||
    /^[^\p{L}]/u.test(wordAt(scope, start - 2)) ||
    isOneOf(wordAt(scope, start - 2), 'and but that') ||
    words
      .slice(0, start - 1)
      .some(
        ({ word }, index) =>
          isOneOf(word, 'would could') && isOneOf(words[index + 1]?.word ?? '', 'have not'),
      );
  if (inverted && !opens) return;
  const would = words.some(
    ({ word }, index) =>
      isOneOf(word, 'would could') &&
      (words[index + 1]?.word === 'have' || words[index + 2]?.word === 'have'),
  );
  const past = wordAt(scope, end);
  if (
    !inverted &&
    would &&
    certain &&
    (vocabulary.has('duties', vocabulary.verbs.base.get(past) ?? '') || past === 'did') &&
    isDone(past, vocabulary)
  )
    return yield found('should-have', start - 1, end + 1);
  let at = end;
  while (at < end + 8 && at < words.length) {
    const word = wordAt(scope, at);
    if (!inverted && (word === 'had' || word === 'would')) break;
    if (inverted && (isDone(word, vocabulary) || word === 'been')) break;
    if (word === ',' || word === '.') return;
    at++;
  }
  let verb = inverted ? at : at + 1;
  while (
    isOneOf(wordAt(scope, verb), "not only just simply n't have at least properly carefully actually") ||
    wordAt(scope, verb).endsWith('ly')
  )
    verb++;
  const word = wordAt(scope, verb);
  if (word === 'been') {
    if (
      isOneOf(
        wordAt(scope, verb + 1),
        'more less faster quicker paying awake careful better at there alert watching attentive sober',
      )
    )
      yield found('should-have', start, verb + 2);
    return;
  }
  if (!isDone(word, vocabulary)) return;
  const base = vocabulary.verbs.base.get(word) ?? word;
  if (isOneOf(base, 'have need receive get')) return;
  if (
    !certain &&
    !vocabulary.has('human-duties', base) &&
    !isOneOf(base, 'wait test do roll call see take make raise')
  )
    return;
  yield found('should-have', start - 1, verb + 1);
}

/** "the third time that Kunle breaks production". */
export function* again(scope: Scope, { start, end }: PersonMention): Generator<FaultFound> {
  const { vocabulary } = scope;
  const nth = wordAt(scope, start - 1) === 'that' ? start - 3 : start - 2;
  const not = [nth - 2, nth - 1].find(
    (index) => wordAt(scope, index) === 'not' || wordAt(scope, index) === "n't",
  );
  if (wordAt(scope, nth) === 'first' && not !== undefined) return yield found('fault-of-person', not, end);
  const verb = isOneOf(wordAt(scope, end), 'has had') ? end + 1 : end;
  const base = vocabulary.verbs.base.get(wordAt(scope, verb)) ?? '';
  if (base === 'break' || base === 'delete' || base === 'miss' || vocabulary.has('fault', base))
    yield found('fault-of-person', start, verb + 1);
}

/** "it took the on-call person almost an hour to realise". */
export function* tookLong(scope: Scope, { start, end, certain, own }: PersonMention): Generator<FaultFound> {
  if (own) return;
  const { words, vocabulary } = scope;
  for (let at = end; at < Math.min(end + 8, words.length - 2); at++) {
    if (
      !/^(?:minutes?|hours?|days?|ages|long|weeks?)$/.test(wordAt(scope, at)) ||
      wordAt(scope, at + 1) !== 'to'
    )
      continue;
    if (certain && vocabulary.has('reactions', wordAt(scope, at + 2)))
      yield found('left-undone', start, at + 3);
    return;
  }
}

/** "why did the reviewer not", "why didn't the reviewer". */
export function* whyDid(
  scope: Scope,
  { start, end, certain, own, nobody }: PersonMention,
): Generator<FaultFound> {
  if (own || nobody) return;
  let why = start - 1;
  while (why > start - 4 && why >= 0 && wordAt(scope, why) !== 'why') why--;
  if (wordAt(scope, why) !== 'why') return;
  if (certain || /^[^a-z]/.test(scope.words[start]?.raw ?? '')) yield found('should-have', why, end);
}

/** "this outage is on the payments team", "it was Sam who", "unacceptable that the engineer", "how three engineers could miss". */
export function* judged(
  scope: Scope,
  { start, end, certain, nobody, own }: PersonMention,
): Generator<FaultFound> {
  const { vocabulary } = scope;
  if (nobody || own) return;
  const [before, earlier, third] = [
    wordAt(scope, start - 1),
    wordAt(scope, start - 2),
    wordAt(scope, start - 3),
  ];
  const after = wordAt(scope, end);
  if (
    before === 'on' &&
    isOneOf(earlier, 'is was') &&
    isOneOf(third, 'this that it one outage incident failure delay loss miss mess blame fault') &&
    !/^\p{L}/u.test(after) &&
    certain
  )
    yield found('person-as-cause', start - 3, end);
  if (isOneOf(before, 'was is') && earlier === 'it' && after === 'who')
    yield found('person-as-cause', start - 2, end + 1, certain);
  if (isOneOf(before, 'that of for') && vocabulary.has('evaluative', earlier) && certain)
    yield found('state-of-person', start - 2, end);
  if (
    scope.vocabulary.has('talks', earlier) &&
    isOneOf(before, 'to with') &&
    isOneOf(after, 'concerned responsible in involved') &&
    (after !== 'in' || wordAt(scope, end + 1) === 'question')
  )
    yield found('state-of-person', start - 2, end + 1);
  const verb = vocabulary.verbs.base.get(wordAt(scope, end + 1)) ?? '';
  if (
    before === 'how' &&
    isOneOf(after, 'could can') &&
    (verb === 'miss' ||
      vocabulary.has('fault', verb) ||
      isOneOf(wordAt(scope, end + 1), "not n't possibly ever"))
  )
    yield found('should-have', start - 1, end + 2);
  if (
    isOneOf(before, 'did could') &&
    earlier === 'how' &&
    (isOneOf(after, 'not miss fail possibly ever') || vocabulary.has('fault', after))
  )
    yield found('should-have', start - 2, end + 1);
  if (isOneOf(before, 'was were is') && earlier === 'what' && after === 'thinking')
    yield found('should-have', start - 2, end + 1);
  if (before === 'on' && after === "'s" && wordAt(scope, end + 1) === 'watch')
    yield found('person-as-cause', start - 1, end + 2);
  if (
    isOneOf(before, 'was is') &&
    earlier === 'it' &&
    after === "'s" &&
    isOneOf(wordAt(scope, end + 1), 'job duty responsibility task turn')
  )
    yield found('should-have', start - 2, end + 2, false);
  if (before === 'for' && earlier === 'been' && third === 'not')
    yield found('person-as-cause', start - 3, end);
  if (before === 'to' && earlier === 'obvious' && isOneOf(third, 'been have'))
    yield found('should-have', start - 2, end);
  if (isOneOf(after, 'is was are were') && certain) {
    const two = `${wordAt(scope, end + 1)} ${wordAt(scope, end + 2)}`;
    if (['the bottleneck', 'the weak', 'the weakest', 'nowhere to', 'asleep at'].includes(two))
      yield found('person-as-cause', start, end + 3);
  }
}
