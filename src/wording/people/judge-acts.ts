import type { Check, Clause } from './clause.ts';
import { givesReason } from './clause.ts';
import { isOneOf } from './clause-words.ts';
import { findMark } from './marks.ts';
import { wordAt } from './scope.ts';

/** "deleted the wrong bucket", "merged without asking". */
export const checkAct: Check = (clause) => {
  const { phrase, words, predicate, vocabulary, mention } = clause;
  if (phrase.negated || phrase.modal !== undefined) return 'none';
  const { main, verb } = phrase;
  const human = vocabulary.has('acts', verb);
  if (
    phrase.be &&
    !isOneOf(wordAt(clause, main), 'in at') &&
    !(wordAt(clause, main).endsWith('ing') && human && isOneOf(wordAt(clause, main - 1), 'was were'))
  )
    return undefined;
  if (vocabulary.has('correcting', verb)) return undefined;
  if (!mention.certain && !human) return undefined;
  const { start } = predicate;
  const open = unprotects(clause);
  if (open !== undefined) return { fault: 'marked-act', sure: false, end: open };
  const mark =
    findMark({
      words,
      vocabulary,
      start,
      end: Math.min(predicate.end, start + 30),
      certain: mention.certain,
    }) ??
    concession(clause) ??
    preposed(clause);
  if (mark === undefined) return undefined;
  return { fault: 'marked-act', sure: mention.certain || human, end: mark };
};

/** ", even though the calendar said not to" may follow the clause. */
const concession = ({ words, predicate, vocabulary, mention }: Clause): number | undefined => {
  const known = words.findIndex(
    ({ word }, at) =>
      at >= predicate.end && /^every(?:one|body)$/.test(word) && words[at + 1]?.word === 'knows',
  );
  if (known >= 0) return known + 2;
  for (let at = predicate.start; at < Math.min(predicate.end + 3, words.length); at++)
    if (words[at]?.word === 'though' || words[at]?.word === 'although' || words[at]?.word === 'despite')
      return findMark({
        words,
        vocabulary,
        start: at,
        end: Math.min(at + 8, words.length),
        certain: mention.certain,
      });
  return undefined;
};

/** "disabled the firewall", "turned off monitoring", without a reason or a time: the end of the noun. */
function unprotects(clause: Clause): number | undefined {
  const { phrase, predicate, vocabulary, mention, words } = clause;
  if (!mention.certain || !vocabulary.has('unprotect', phrase.verb) || givesReason(clause)) return undefined;
  const { main } = phrase;
  if (
    isOneOf(phrase.verb, 'turn switch') &&
    !words.slice(main + 1, main + 6).some(({ word }) => word === 'off')
  )
    return undefined;
  if (
    words
      .slice(main, predicate.end)
      .some(
        ({ word }) =>
          /^\d/.test(word) ||
          isOneOf(
            word,
            'for until during after while prevent restore stop reduce protect avoid mitigate affected old outdated obsolete unused duplicate',
          ),
      )
  )
    return undefined;
  for (let at = main + 1; at < Math.min(main + 6, predicate.end); at++)
    if (vocabulary.has('protections', wordAt(clause, at))) return at + 1;
  return undefined;
}

/** "Instead of reading the guide, the operator …", "Without asking, …": returns the end of the verb. */
function preposed({ words, mention, phrase, vocabulary }: Clause): number | undefined {
  if (words[mention.start - 1]?.word !== ',') return undefined;
  let from = mention.start - 2;
  while (from > 0 && mention.start - from < 16 && !isOneOf(words[from - 1]?.word ?? '', ', ; : .')) from--;
  const first = words[from]?.word ?? '';
  const opens =
    isOneOf(
      first,
      'instead rather without despite against contrary ignoring by in out not once yet as of to for even after',
    ) ||
    vocabulary.has('fault-adverbs', first) ||
    first.endsWith('ing');
  if (
    !opens ||
    findMark({ words, vocabulary, start: from, end: mention.start - 1, certain: mention.certain }) ===
      undefined
  )
    return undefined;
  return Math.min(phrase.main + 1, phrase.end);
}

/** "somehow managed to", "as usual", "of course": irony marks whatever act follows. */
export const checkIrony: Check = (clause) => {
  const { phrase, mention, vocabulary } = clause;
  if (!mention.certain || phrase.negated || phrase.be) return undefined;
  const scorned =
    ['clearly', 'obviously', 'evidently', 'merely', 'just'].filter((word) => phrase.adverbs.includes(word))
      .length > 1 && vocabulary.has('acts', phrase.verb);
  if (!phrase.adverbs.includes('somehow') && !scorned) return undefined;
  return { fault: 'fault-of-person', sure: true, end: phrase.main + 1 };
};

/** "thought the message was spam and deleted it": a belief as the reason of a fault, told after it turned out wrong. */
export const checkBelief: Check = (clause) => {
  const { phrase, mention, words, vocabulary, predicate } = clause;
  if (
    !mention.certain ||
    !isOneOf(phrase.verb, 'think assume presume figure reckon imagine believe') ||
    phrase.be ||
    givesReason(clause)
  )
    return undefined;
  for (let at = phrase.main + 2; at < predicate.end; at++) {
    const word = wordAt(clause, at);
    const next = vocabulary.verbs.base.get(wordAt(clause, at + 1)) ?? '';
    if (
      isOneOf(word, 'and so') &&
      (vocabulary.has('acts', next) || vocabulary.has('fault', next)) &&
      words[at + 1]?.word !== next
    )
      return { fault: 'fault-of-person', sure: false, end: at + 2 };
    if (isOneOf(word, 'unnecessary overkill else beneath'))
      return { fault: 'fault-of-person', sure: true, end: at + 1 };
  }
  return undefined;
};

const KNOWN_LISTS = [
  'neutral',
  'acts',
  'correcting',
  'duties',
  'lacked',
  'reactions',
  'fault',
  'harms',
  'habits',
] as const;

/** A verb that no work in an incident needs: "froze", "brushed the customer off". */
export const checkUnusual: Check = (clause) => {
  const { phrase, mention, words, vocabulary } = clause;
  const { verb, main } = phrase;
  const word = words[main]?.word ?? '';
  if (!mention.certain || phrase.be || phrase.negated || phrase.modal !== undefined || givesReason(clause))
    return undefined;
  if (!(word.endsWith('ed') && word.length > 4) && !vocabulary.verbs.past.has(word)) return undefined;
  if (verb === 'freeze' && main + 1 >= phrase.end)
    return { fault: 'fault-of-person', sure: false, end: main + 1 };
  const forms = [verb, `${verb}e`, verb.slice(0, -1)];
  if (KNOWN_LISTS.some((list) => forms.some((form) => vocabulary.has(list, form)))) return undefined;
  if (/^(?:re|co|pre|auto|multi|un|de)-?[a-z]{4,}/.test(word) || word.includes('-')) return undefined;
  return { fault: 'fault-of-person', sure: false, end: main + 1 };
};
