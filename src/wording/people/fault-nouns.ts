import { isOneOf } from './clause-words.ts';
import { findMark } from './marks.ts';
import type { PersonMention } from './mentions.ts';
import { isFunctionWord } from './noun-phrases.ts';
import { isFinite } from './predicates.ts';
import type { FaultFound, Scope } from './scope.ts';
import { found, wordAt } from './scope.ts';

/** "Tom's failure to escalate", "the supervisor's inadequate oversight". */
export function* possession(
  scope: Scope,
  { start, certain }: PersonMention,
  from: number,
): Generator<FaultFound> {
  const { vocabulary } = scope;
  let poor = false;
  for (let at = from; at < from + 4; at++) {
    const word = wordAt(scope, at);
    if (!/^\p{L}/u.test(word) || (at > from && endsNoun(scope, at))) return;
    if (isFault(scope, at, certain)) return yield found('person-as-cause', start, at + 1);
    if (poor && vocabulary.has('conduct', word)) return yield found('person-as-cause', start, at + 1);
    if (isOneOf(word, 'attitude behaviour behavior conduct'))
      return yield found('person-as-cause', start, at + 1);
    if (
      isOneOf(word, 'lack absence') &&
      wordAt(scope, at + 1) === 'of' &&
      (certain || vocabulary.has('virtues', wordAt(scope, at + 2)))
    )
      return yield found('person-as-cause', start, at + 3);
    if (
      isOneOf(word, 'change commit patch script code release migration deploy') &&
      isOneOf(wordAt(scope, at + (wordAt(scope, at + 1) === 'that' ? 2 : 1)), 'broke killed wrecked')
    )
      return yield found('person-as-cause', start, at + 2);
    if (
      certain &&
      isOneOf(word, 'decision decisions choice action actions insistence behaviour behavior omission')
    ) {
      const led = scope.words
        .slice(at + 1)
        .findIndex(
          ({ word: verb }, index, all) =>
            (isOneOf(verb, 'led contributed') && all[index + 1]?.word === 'to') ||
            verb === 'caused' ||
            (verb === 'resulted' && all[index + 1]?.word === 'in'),
        );
      if (led >= 0) return yield found('person-as-cause', start, at + led + 2);
    }
    if (
      word === 'decision' &&
      wordAt(scope, at + 1) === 'to' &&
      vocabulary.has('fault', wordAt(scope, at + 2))
    )
      return yield found('person-as-cause', start, at + 3);
    if (poor && certain) return yield found('person-as-cause', start, at + 1);
    poor ||=
      vocabulary.has('poor', word) ||
      vocabulary.has('character', word) ||
      vocabulary.has('fault-objects', word);
  }
}

/** "the engineers' report of the fault", "the vendor's engineers confirmed the fault": what follows is not theirs. */
const endsNoun = ({ words, vocabulary }: Scope, at: number): boolean => {
  const word = words[at]?.word ?? '';
  return isFunctionWord(word, vocabulary) || isFinite(word, vocabulary);
};

/** A noun of fault; one that systems have too needs a person for certain, or "failure to". */
function isFault(scope: Scope, at: number, certain: boolean): boolean {
  const { vocabulary } = scope;
  const word = wordAt(scope, at);
  if (!vocabulary.has('faults', word)) return false;
  const next = wordAt(scope, at + 1);
  if (word === 'fault' && isOneOf(next, 'tolerance domain')) return false;
  if (
    isOneOf(word, 'error errors failure failures fault') &&
    /^(?:message|messages|rate|rates|log|logs|page|pages|report|reports|budget|code|codes|mode|modes|count|handling)$/.test(
      next,
    )
  )
    return false;
  if (word === 'failure' || word === 'failures')
    return next === 'to' && (certain || vocabulary.has('human-duties', wordAt(scope, at + 2)));
  return certain || !vocabulary.has('mixed-faults', word) || isOneOf(word, 'fault mistake error');
}

/** "a mistake by a database administrator", "poor judgement by the shift lead", "lack of attention on the part of the reviewer". */
export function* faultOf(scope: Scope, mention: PersonMention): Generator<FaultFound> {
  const { vocabulary } = scope;
  const part = wordAt(scope, mention.start - 1) === 'part' || wordAt(scope, mention.start - 2) === 'part';
  let at = mention.start - (part ? 5 : 2);
  const lead = wordAt(scope, mention.start - 1);
  if (isOneOf(wordAt(scope, at), 'made committed introduced caused')) {
    at--;
    while (isOneOf(wordAt(scope, at), 'was were been had that which')) at--;
  }
  if (part) while (at > 0 && isOneOf(wordAt(scope, at), 'on the part')) at--;
  const word = wordAt(scope, at);
  const human = mention.certain || lead === 'by' || part;
  if (
    isFault(scope, at, human) &&
    !(lead === 'in' && !mention.certain) &&
    !(lead === 'from' && vocabulary.has('mixed-faults', word))
  )
    return yield found('person-as-cause', at, mention.end);
  if (word === 'failure' && mention.certain && lead === 'of' && wordAt(scope, mention.end) === 'to')
    return yield found('person-as-cause', at, mention.end);
  if (
    vocabulary.has('conduct', word) &&
    (vocabulary.has('poor', wordAt(scope, at - 1)) || vocabulary.has('character', wordAt(scope, at - 1)))
  )
    return yield found('person-as-cause', at - 1, mention.end);
  if (
    vocabulary.has('virtues', word) &&
    wordAt(scope, at - 1) === 'of' &&
    isOneOf(wordAt(scope, at - 2), 'lack absence want')
  )
    return yield found('person-as-cause', at - 2, mention.end);
  if (isOneOf(word, 'behaviour behavior conduct attitude') && lead === 'of')
    yield found('person-as-cause', at, mention.end);
}

/** "caused by an intern", "due to a technician pulling the cable", "the blame lies with the data team". */
export function* causedBy(scope: Scope, { start, end, certain }: PersonMention): Generator<FaultFound> {
  const { words, vocabulary } = scope;
  const lead = words
    .slice(Math.max(0, start - 3), start)
    .map(({ word }) => word)
    .join(' ');
  if (
    /(?:blame|fault|guilt|responsibility) (?:lies|rests|sits|falls|belongs) (?:with|on|to)$/.test(
      words
        .slice(Math.max(0, start - 4), start)
        .map(({ word }) => word)
        .join(' '),
    )
  )
    return yield found('person-as-cause', start - 3, end);
  if (
    !/(?:caused by|because of|due to|fault of|down to|traced to|result of|triggered by|thanks to|blamed on|consequence of|provoked by|hands of|courtesy of|work of|doing of|owing to|attributable to|attributed to|stemmed from|arose from|resulted from)$/.test(
      lead,
    )
  )
    return;
  const next = wordAt(scope, end);
  if (next === "'s" || next === "'") return;
  const acts = next.endsWith('ing') && next === words[end]?.raw && !isOneOf(next, 'being having');
  const absent = next === 'not' && words[end + 1]?.word.endsWith('ing') === true;
  const after = next === '' || /^[^\p{L}]/u.test(next) || isOneOf(next, 'who and in at on from');
  if (certain ? acts || absent || after : acts || absent || next === 'who' || next === '.' || next === '') {
    if (!certain && !/(?:caused by|because of|due to|fault of|down to)$/.test(lead)) return;
    if (isOneOf(next, 'who that') && vocabulary.has('prepositions', wordAt(scope, end + 1))) return;
    yield found('person-as-cause', start - 2, end + (acts ? 1 : absent ? 2 : 0));
  }
}

/** "overlooked by the night shift", "accidentally deleted by an operator". */
export function* passive(scope: Scope, { start, end, certain }: PersonMention): Generator<FaultFound> {
  const { words, vocabulary } = scope;
  let from = start - 2;
  while (
    from > 0 &&
    start - from < 14 &&
    !/^[;:,.(]$/.test(wordAt(scope, from)) &&
    !isOneOf(wordAt(scope, from), 'because since which when after although')
  )
    from--;
  const participle = wordAt(scope, start - 2);
  const verb = vocabulary.verbs.base.get(participle);
  if (
    verb !== undefined &&
    (verb === 'miss' || vocabulary.has('fault', verb)) &&
    (certain || !vocabulary.has('systems-too', verb)) &&
    (participle.endsWith('ed') || vocabulary.verbs.past.has(participle))
  )
    return yield found('fault-of-person', start - 2, end);
  const base = verb ?? (participle.endsWith('ed') ? participle.slice(0, -2) : '');
  const before = words.slice(from, start - 1).map(({ word }) => word);
  if (
    certain &&
    (before.includes('never') || before.includes('not')) &&
    before.includes('been') &&
    vocabulary.has('duties', base) &&
    !words.slice(end).some(({ word }) => isOneOf(word, 'because since as which'))
  )
    return yield found('left-undone', from, end);
  const was = words.slice(from, start - 1).some(({ word }) => isOneOf(word, 'was were been being'));
  if (!was && !(participle.endsWith('ed') && wordAt(scope, start - 3).endsWith('ly'))) return;
  const correcting = verb !== undefined && vocabulary.has('correcting', verb);
  if (correcting || !certain) return;
  if (
    findMark({ words, vocabulary, start: from, end: start - 1, certain }) !== undefined ||
    (findMark({ words, vocabulary, start: end, end: Math.min(end + 7, words.length), certain }) !==
      undefined &&
      !isOneOf(wordAt(scope, end), 'who that'))
  )
    yield found('marked-act', start - 2, end);
}
