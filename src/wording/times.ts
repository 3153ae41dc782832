import type { Lexicon } from './lexicon.ts';
import { expandMacros } from './macros.ts';
import { findPatternSpans } from './patterns.ts';
import type { TokenizedSentence } from './signs.ts';
import { TIME_TOKEN, replaceWithToken } from './signs.ts';

/** A sentence without one of these names no time. */
const CUE =
  /\d|minute|min\b|mins\b|hour|hrs?\b|day|week|month|morning|afternoon|evening|night|noon|second|eod|business|\bcob\b|weekend|today|tomorrow/;

/** Reads the times and lengths of time in a sentence: "by 3pm", "within two hours", "tomorrow"; undefined where nothing looks like one. */
export function createTimeTokenizer(lexicon: Lexicon): (lower: string) => TokenizedSentence | undefined {
  let pattern: RegExp | undefined;
  return (lower) => {
    if (!CUE.test(lower)) return undefined;
    pattern ??= new RegExp(expandMacros(lexicon.timePhrase, lexicon.macros), 'g');
    return replaceWithToken(lower, findPatternSpans(pattern, lower), TIME_TOKEN);
  };
}
