import type { Swaps } from './lexicon.ts';
import type { ProseSpan } from './span.ts';

/** What replaces a term, and where the replaced text begins: an article before the term may change too. */
export interface Swap {
  readonly text: string;
  readonly start: number;
}

/** What may follow a noun that no other noun follows. */
const AFTER_NOUN =
  /^(?:$|[.,;:!?)]| (?:for|in|on|at|of|to|from|by|with|without|within|across|during|since|between|behind|under|over|after|before|until|through|via|near|per|and|or|but|so|as|than|that|which|who|where|when|while|because|is|are|was|were|be|been|has|have|had|will|would|can|cannot|could|may|might|must|should|do|does|did|not|now|again|back|online|offline|today|affecting|impacting|causing|caused|running|located|restored|affected|impacted|hosted|used|involved|available|unavailable|written|correctly|properly|normally|successfully|directly|failed|fails|stopped|that's|only|also|still)\b)/;
/** After a singular term whose plain word is a plural, no verb may follow. */
const AFTER_PLURAL =
  /^(?:$|[.,;:!?)]| (?:for|in|on|at|of|to|from|by|with|across|during|and|or|so|as|that we|which we|we|today|yesterday)\b)/;
const VERB_LATER = /^[^.,;]*\b(?:is|was|has|needs|does)\b/;
const AFTER_ALONE =
  /^(?:$|[.,;:!?)]| (?:and|or|but|so|when|while|because|for|in|at|on|again|now|before|after|across|with)\b)/;
const ARTICLE = /\b(an?) $/;
const SINGLE = /\b(?:an?|each|every|one|another|any) (?:[\w-]+ ){0,2}$/;
/** A participle after these is an adjective, and a verb is a noun. */
const DETERMINER =
  /\b(?:the|an?|our|your|their|its|this|that|these|those|some|all|any|no|newly|already|recently|each|every|new|of|from|with|by|bad|next|last|latest|first|failed|faulty) $/;
const AUXILIARY =
  /\b(?:have|has|had|'ve|be|been|being|is|are|was|were|get|gets|got|having)(?: (?:been|now|since|also|already|just|successfully|fully|then|completely|not|all|both))* $/;
/** A singular noun needs one of these before it: "beginning deployment" has no article. */
const DETERMINED =
  /\b(?:the|an?|our|your|their|its|this|that|each|every|one|another|any|no|first|second|third|initial|\w+'s) (?:[\w-]+ ){0,3}$/;
/** What may be before plain words that begin with an adjective: "a CORS wrong setting" is not English. */
const BEFORE_ADJECTIVE =
  /(?:^|[,;:(] ?|\b(?:the|an?|our|your|their|its|this|that|these|those|some|all|any|other|several|many|more|multiple|existing|new|old|affected|remaining|different|every|each|one|two|three|single|of|to|in|on|for|with|by|from|and|or|at|as|into|between|across|is|are|was|were|have|has|had|see|seeing|saw|experienc\w+|caus\w+|creat\w+|launch\w+|running|using|fixing|including|getting|fewer|possible|such|previous|default|storage|high|unusually) )$/;
const WORD_NEXT = /^ [a-z]/;
const OBJECT =
  /^ (?:the|an?|our|your|their|its|this|that|these|those|some|all|any|it|them|one|several|both|every|more|new|additional|\d+|requests?|users?|changes?|traffic|fix|fixes)\b/;

/** Finds plain words that can stand where a technical term stands, or undefined if the sentence would not be English. */
export function swapTerm(
  swaps: Swaps,
  form: string,
  lower: string,
  { start, end }: ProseSpan,
): Swap | undefined {
  const before = lower.slice(Math.max(0, start - 40), start);
  const after = lower.slice(end);
  if (/[\w)/-]$/.test(before) || /^['/-]\w/.test(after)) return undefined;
  const noun = swaps.nouns[form];
  if (
    noun !== undefined &&
    AFTER_NOUN.test(after) &&
    (form.endsWith('s') || DETERMINED.test(before)) &&
    (!noun.includes(' ') || BEFORE_ADJECTIVE.test(before))
  )
    return withArticleBefore(noun, before, start);
  const mass = swaps.mass[form];
  if (mass !== undefined && AFTER_NOUN.test(after) && !SINGLE.test(before)) return { text: mass, start };
  const plural = swaps.plural[form];
  if (plural !== undefined && AFTER_PLURAL.test(after) && !VERB_LATER.test(after) && !SINGLE.test(before))
    return { text: plural, start };
  const anywhere = swaps.anywhere[form];
  if (anywhere !== undefined && !/\b(?:being|been|gets?|got) $/.test(before))
    return withArticleBefore(anywhere, before, start);
  const adjective = swaps.before[form];
  if (adjective !== undefined && WORD_NEXT.test(after) && !AFTER_NOUN.test(after))
    return withArticleBefore(adjective, before, start);
  const followed = swaps.followed.find(
    ([term, pattern]) => term === form && new RegExp(`^ (?:${pattern})`).test(after),
  );
  if (followed !== undefined) return withArticleBefore(followed[2], before, start);
  const verb = swaps.verbs[form] ?? swaps.alone[form];
  return verb === undefined ? undefined : swapVerb(verb, before, after, start, form in swaps.alone);
}

function swapVerb(
  verb: string,
  before: string,
  after: string,
  start: number,
  alone: boolean,
): Swap | undefined {
  if (DETERMINER.test(before)) return undefined;
  const [past, participle = past] = verb.split(' / ');
  const isPassiveOrPerfect = AUXILIARY.test(before) && !past!.endsWith('ing');
  if (/^ (?:to|into|from) /.test(after)) return undefined;
  if (alone ? !AFTER_ALONE.test(after) : !isPassiveOrPerfect && !OBJECT.test(after)) return undefined;
  return { text: (isPassiveOrPerfect ? participle : past)!, start };
}

/** "a cluster" becomes "a group of servers", and "a legacy system" "an older system". */
function withArticleBefore(text: string, before: string, start: number): Swap {
  const article = ARTICLE.exec(before)?.[1];
  const needed = /^[aeiou]/i.test(text) ? 'an' : 'a';
  return article === undefined || article === needed
    ? { text, start }
    : { text: `${needed} ${text}`, start: start - article.length - 1 };
}
