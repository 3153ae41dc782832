import type { ClauseWord } from './clause-words.ts';
import { isOneOf } from './clause-words.ts';
import { endsNounPhrase, headKind, isDeterminer, isFunctionWord } from './noun-phrases.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Words that name a person or a group of people. */
export interface PersonMention {
  /** Indices of the first word and of the word after the last. */
  readonly start: number;
  readonly end: number;
  /** Whether the words alone say that it is a person; a name or "support" may be a program. */
  readonly certain: boolean;
  /** "nobody", "none of the engineers". */
  readonly nobody: boolean;
  /** "we": the company itself, which may say what it did. */
  readonly own: boolean;
  /** "an experienced engineer", "any operator": a person who was not there. */
  readonly imagined: boolean;
  /** "a careless engineer". */
  readonly criticised: boolean;
}

/** All people in a sentence, in order. */
export function findMentions(words: readonly ClauseWord[], vocabulary: Vocabulary): readonly PersonMention[] {
  const mentions: PersonMention[] = [];
  for (let index = 0; index < words.length;) {
    const mention = mentionAt(words, index, vocabulary);
    if (mention === undefined) index++;
    else {
      // "they" are the people named before
      const bound = words[index]?.word === 'they' && mentions.some(({ own, nobody }) => !own && !nobody);
      mentions.push(bound ? { ...mention, certain: true } : mention);
      index = mention.end;
    }
  }
  return mentions;
}

function mentionAt(
  words: readonly ClauseWord[],
  index: number,
  vocabulary: Vocabulary,
): PersonMention | undefined {
  const word = words[index]?.word ?? '';
  const simple = {
    start: index,
    end: index + 1,
    certain: true,
    nobody: false,
    own: false,
    imagined: false,
    criticised: false,
  };
  if (/^@[a-z]/.test(word)) return simple;
  if (vocabulary.has('pronouns', word) || vocabulary.has('indefinite', word) || word === 'whoever')
    return {
      ...simple,
      end: word.startsWith('some') && words[index + 1]?.word === 'else' ? index + 2 : index + 1,
      imagined: word.startsWith('any'),
    };
  if (words[index]?.raw === 'I') return simple;
  if (word === 'we') return { ...simple, own: true };
  if (word === 'they') return { ...simple, certain: false };
  const nobody = nobodyAt(words, index, vocabulary);
  if (nobody !== undefined) return nobody;
  return (
    roleAt(words, index, vocabulary) ??
    departmentAt(words, index, vocabulary) ??
    nameAt(words, index, vocabulary)
  );
}

function nobodyAt(
  words: readonly ClauseWord[],
  index: number,
  vocabulary: Vocabulary,
): PersonMention | undefined {
  const [word = '', next = ''] = [words[index]?.word, words[index + 1]?.word];
  const mention = {
    start: index,
    certain: true,
    nobody: true,
    own: false,
    imagined: false,
    criticised: false,
  };
  const after = word === 'no' && next === 'one' ? index + 2 : vocabulary.has('nobody', word) ? index + 1 : 0;
  if (after > 0) {
    if (word !== 'none' && word !== 'neither') return { ...mention, end: after };
    const of = words[after]?.word === 'of' ? after + 1 : after;
    if (words[of]?.word === 'us' || words[of]?.word === 'them') return { ...mention, end: of + 1 };
    const people = roleAt(words, of, vocabulary);
    return people === undefined ? undefined : { ...mention, end: people.end };
  }
  if (word === 'not' && (next === 'one' || next === 'a')) {
    const people = roleAt(words, index + 1, vocabulary);
    return people === undefined || !people.certain ? undefined : { ...mention, end: people.end };
  }
  return undefined;
}

/** The longest noun phrase that starts here and has a role or a group as its head. */
function roleAt(
  words: readonly ClauseWord[],
  index: number,
  vocabulary: Vocabulary,
): PersonMention | undefined {
  const first = words[index]?.word ?? '';
  let at = index;
  if (first === 'one' || first === 'two' || first === 'some' || first === 'both' || first === 'most') {
    if (words[at + 1]?.word === 'of') at += 2;
    if (at > index && words[at]?.word === 'us') return person(index, at + 1);
  }
  const determined = isDeterminer(words[at]?.word ?? '');
  if (determined) at++;
  if (determined && isOneOf(words[at]?.word ?? '', 'few same other two three four')) at++;
  for (let head = at; head <= at + 4 && head < words.length; head++) {
    const { raw } = words[head] as ClauseWord;
    const word = words[head]?.word.replace(/-\d+$/, '') ?? '';
    if (!/^\p{L}/u.test(word)) return undefined;
    const modifiers = words.slice(at, head).map((other) => other.word);
    if (
      head === at &&
      determined &&
      isOneOf(words[at - 1]?.word ?? '', 'that this each which every these those') &&
      vocabulary.has('mixed-groups', word)
    )
      return undefined;
    const kind = headKind(word, modifiers, determined, vocabulary);
    if (kind !== undefined && endsNounPhrase(words, head, vocabulary)) {
      const nobody = words[index]?.word === 'no';
      const lettered = /^[A-Z\d]$/.test(words[head + 1]?.raw ?? '') ? head + 2 : head + 1;
      return {
        ...person(index, lettered),
        certain: kind,
        nobody,
        imagined:
          isOneOf(first, 'a an any every no most') &&
          modifiers.some((other) => vocabulary.has('good', other)),
        criticised: modifiers.some((other) => vocabulary.has('bad-person', other)),
      };
    }
    // a verb, a preposition or a second determiner ends the noun phrase; so does a name of a program in the middle
    if (isFunctionWord(word, vocabulary)) return undefined;
    if (!determined && head === at && /^\p{Lu}/u.test(raw) && index > 0) return undefined;
  }
  return undefined;
}

const person = (start: number, end: number): PersonMention => ({
  start,
  end,
  certain: true,
  nobody: false,
  own: false,
  imagined: false,
  criticised: false,
});

/** "Support was slow": a department without an article, where a clause starts. */
function departmentAt(
  words: readonly ClauseWord[],
  index: number,
  vocabulary: Vocabulary,
): PersonMention | undefined {
  const { word, raw } = words[index] as ClauseWord;
  if (word === 'it' && raw !== 'IT') return undefined;
  if (!vocabulary.has('departments', word) || !startsClause(words, index)) return undefined;
  if (!endsNounPhrase(words, index, vocabulary)) return undefined;
  return { ...person(index, index + 1), certain: false };
}

const STARTS =
  'and but because when after that as since so while if then had by of from to although though before until';

const startsClause = (words: readonly ClauseWord[], index: number): boolean => {
  const before = words[index - 1]?.word;
  return before === undefined || !/^[\p{L}\p{N}]/u.test(before) || isOneOf(before, STARTS);
};

/** A given name, maybe with a family name; what it does decides whether it is a person. */
function nameAt(
  words: readonly ClauseWord[],
  index: number,
  vocabulary: Vocabulary,
): PersonMention | undefined {
  const { raw, word } = words[index] as ClauseWord;
  const given = /^\p{Lu}/u.test(raw) && vocabulary.has('given-names', word);
  if (
    !given &&
    (!/^\p{Lu}\p{Ll}+$/u.test(raw) ||
      vocabulary.has('no-names', word) ||
      /(?:ing|tion|ment|ness|ity|ance|ware|base|ers|ies|ents|ests|ages|ions|ures|ons|ches|ts|ps|ks)$/.test(
        word,
      ))
  )
    return undefined;
  const family = words[index + 1];
  const two =
    family !== undefined && /^\p{Lu}\p{Ll}+$/u.test(family.raw) && !vocabulary.has('no-names', family.word);
  return { ...person(index, two ? index + 2 : index + 1), certain: given };
}
