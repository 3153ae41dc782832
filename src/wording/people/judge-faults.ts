import type { Check, Clause } from './clause.ts';
import { givesReason } from './clause.ts';
import { isOneOf } from './clause-words.ts';
import { phraseAt } from './phrases.ts';
import { lateness } from './judge-omissions.ts';
import { wordAt } from './scope.ts';

/** "forgot", "dropped the ball", "took an hour to notice". */
export const checkFault: Check = (clause) => {
  const { phrase, words, predicate, vocabulary, mention } = clause;
  const { main, verb, end } = phrase;
  if (phrase.negated) return 'none';
  const idiom = phraseAt(words, main, end, 'idioms', vocabulary);
  if (
    idiom !== undefined &&
    (mention.certain || phraseAt(words, main, end, 'idioms-of-systems', vocabulary) === undefined)
  )
    return givesReason(clause) && vocabulary.has('excused-idioms', verb)
      ? 'none'
      : { fault: 'fault-of-person', sure: true, end: idiom };
  const late = lateness(clause);
  if (late !== undefined) return late;
  if (verb === 'fail') {
    const duty = vocabulary.verbs.base.get(wordAt(clause, main + 2)) ?? wordAt(clause, main + 2);
    if (wordAt(clause, main + 1) !== 'to')
      return mention.certain && main + 1 >= end ? { fault: 'fault-of-person', sure: true, end } : 'none';
    if (isOneOf(duty, 'reproduce connect start load boot find')) return 'none';
    return mention.certain || vocabulary.has('human-duties', duty)
      ? { fault: 'left-undone', sure: true, end: main + 3 }
      : 'none';
  }
  if (verb === 'miss' || vocabulary.has('fault', verb)) {
    const refused = wordAt(clause, main + 2);
    const refuses =
      isOneOf(verb, 'refuse decline') &&
      wordAt(clause, main + 1) === 'to' &&
      (vocabulary.has('human-duties', refused) || isOneOf(refused, 'fix help pay talk cooperate'));
    if (!mention.certain && !refuses && vocabulary.has('systems-too', verb)) return undefined;
    if (phrase.be && !wordAt(clause, main).endsWith('ing')) return undefined;
    if (vocabulary.has('excusable', verb) && givesReason(clause)) return 'none';
    if (isOneOf(verb, 'skip miss drop') && isOneOf(wordAt(clause, main + 1), 'dinner lunch sleep birthday'))
      return 'none';
    if (
      isOneOf(verb, 'decline override jump trip slip demand hide rush hesitate complain argue') &&
      !strongUse(clause)
    )
      return undefined;
    if (verb === 'blame' || verb === 'screw' || verb === 'mess')
      return { fault: 'fault-of-person', sure: true, end: Math.min(main + 2, end) };
    return { fault: 'fault-of-person', sure: true, end: Math.min(main + 1, predicate.end) };
  }
  if (
    mention.certain &&
    !phrase.be &&
    vocabulary.has('harms', verb) &&
    !isOneOf(wordAt(clause, main + 1), 'down into up off out even no') &&
    main + 1 < end
  )
    return { fault: 'fault-of-person', sure: true, end: Math.min(main + 2, end) };
  if (verb === 'know' && mention.certain && knewLong(clause))
    return { fault: 'fault-of-person', sure: false, end: main + 1 };
  if (
    vocabulary.has('reactions', verb) &&
    mention.certain &&
    words
      .slice(main + 1, Math.min(main + 7, words.length))
      .some(
        ({ word }, index, all) =>
          word === 'only' && isOneOf(all[index + 1]?.word ?? '', 'after when once because'),
      )
  )
    return { fault: 'left-undone', sure: true, end: main + 1 };
  if (verb === 'assume' && mention.certain && !givesReason(clause))
    return { fault: 'fault-of-person', sure: false, end: main + 1 };
  if (
    (phrase.adverbs.includes('finally') || phrase.adverbs.includes('only')) &&
    vocabulary.has('reactions', verb) &&
    (phrase.adverbs.includes('finally') || followed(clause, ['after', 'when', 'once', 'because']))
  )
    return mention.certain || vocabulary.has('human-duties', verb)
      ? { fault: 'left-undone', sure: phrase.adverbs.includes('finally'), end: main + 1 }
      : undefined;
  return undefined;
};

/** "had known of the risk for weeks", "knew about it and still …". */
const knewLong = ({ words, phrase }: Clause): boolean =>
  words.slice(phrase.main + 1, phrase.main + 14).some(({ word }, index, all) => {
    const next = all[index + 1]?.word ?? '';
    return (
      (word === 'for' && /^(?:weeks|months|years|days|hours)$/.test(all[index + 1]?.word ?? '')) ||
      (isOneOf(word, 'and but yet') && isOneOf(next, 'still did chose went never kept'))
    );
  });

const followed = ({ words, phrase }: Clause, list: readonly string[]): boolean =>
  words.slice(phrase.main + 1, phrase.main + 8).some(({ word }) => list.includes(word));

/** "demanded the restart" presses; "hesitated" is a fault only of a person for certain. */
const strongUse = ({ phrase, mention, words }: Clause): boolean => {
  const next = words[phrase.main + 1]?.word ?? '';
  if (phrase.verb === 'trip') return next === 'over';
  if (phrase.verb === 'slip') return next === 'up';
  if (phrase.verb === 'jump') return next === 'to' || next === 'the';
  if (phrase.verb === 'rush')
    return !isOneOf(next, 'to in over out back') || words[phrase.main + 2]?.word !== 'help';
  if (phrase.verb === 'decline') return next === 'to';
  return mention.certain;
};
