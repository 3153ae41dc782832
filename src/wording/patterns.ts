import type { PhraseEntry } from './lexicon.ts';
import { expandMacros } from './macros.ts';
import type { Span } from './span.ts';
import type { Rewriter } from './rewrite.ts';
import { phraseRewriter } from './rewrite.ts';
import { overlaps } from './span.ts';

/** A phrase entry ready to run. Its expressions are compiled on the first sentence that has its cue. */
export interface CompiledPhrase {
  readonly entry: PhraseEntry;
  readonly cue: RegExp;
  readonly find: (text: string) => readonly Span[];
  readonly rewrite: Rewriter | undefined;
}

export function compilePhrase(entry: PhraseEntry, macros: Readonly<Record<string, string>>): CompiledPhrase {
  const regExp = (pattern: string): RegExp => new RegExp(expandMacros(pattern, macros), 'g');
  const lazy = (patterns: readonly string[] = []): (() => readonly RegExp[]) => {
    let compiled: readonly RegExp[] | undefined;
    return () => (compiled ??= patterns.map(regExp));
  };
  const match = lazy(entry.match);
  const unless = lazy(entry.unless);
  const never = lazy(entry.never);
  return {
    entry,
    cue: new RegExp(expandMacros(entry.cue, macros)),
    rewrite: phraseRewriter(entry, macros),
    find: (text) => {
      let spans = match().flatMap((pattern) => spansOf(pattern, text));
      if (spans.length === 0) return spans;
      if (never().some((pattern) => spansOf(pattern, text).length > 0)) return [];
      for (const pattern of unless()) {
        const excused = spansOf(pattern, text);
        if (excused.length > 0) spans = spans.filter((span) => !excused.some((good) => overlaps(good, span)));
      }
      return spans;
    },
  };
}

/** All places where a global pattern matches, without the space around them. */
export function spansOf(pattern: RegExp, text: string): Span[] {
  const spans: Span[] = [];
  pattern.lastIndex = 0;
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
    if (found[0] === '') {
      pattern.lastIndex++;
      continue;
    }
    const lead = /^[\s,;:.]*/.exec(found[0])?.[0].length ?? 0;
    const tail = /[\s,;:]*$/.exec(found[0])?.[0].length ?? 0;
    const start = found.index + lead;
    const end = found.index + found[0].length - tail;
    if (end > start) spans.push({ start, end });
  }
  return spans;
}
