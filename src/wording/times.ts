import type { Lexicon } from './lexicon.ts';
import { expandMacros } from './macros.ts';
import { spansOf } from './patterns.ts';
import type { SignText } from './signs.ts';
import { TIME_SIGN, withSigns } from './signs.ts';

/** A sentence without one of these names no time. */
const CUE =
  /\d|minute|min\b|mins\b|hour|hrs?\b|day|week|month|morning|afternoon|evening|night|noon|second|eod|business|\bcob\b|weekend|today|tomorrow/;

/** Reads the times and lengths of time in a sentence: "by 3pm", "within two hours", "tomorrow"; undefined where nothing looks like one. */
export function timeReader(lexicon: Lexicon): (lower: string) => SignText | undefined {
  let pattern: RegExp | undefined;
  return (lower) => {
    if (!CUE.test(lower)) return undefined;
    pattern ??= new RegExp(expandMacros(lexicon.timePhrase, lexicon.macros), 'g');
    return withSigns(lower, spansOf(pattern, lower), TIME_SIGN);
  };
}
