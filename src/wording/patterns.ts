import type { PhraseEntry } from './lexicon.ts';
import { expandMacros } from './macros.ts';
import type { ProseSpan } from './span.ts';
import type { PhraseRewriter } from './rewrite.ts';
import { createPhraseRewriter } from './rewrite.ts';
import { spansOverlap } from './span.ts';

/** A phrase entry whose expressions are compiled on the first sentence that has its cue. */
export interface CompiledPhrase {
  readonly entry: PhraseEntry;
  readonly cue: RegExp;
  readonly find: (text: string) => readonly ProseSpan[];
  readonly rewrite: PhraseRewriter | undefined;
  /** Whether the text of a match counts in a notice. */
  readonly countsInNotice: (match: string) => boolean;
}

export function compilePhrase(entry: PhraseEntry, macros: Readonly<Record<string, string>>): CompiledPhrase {
  const regExp = (pattern: string): RegExp => new RegExp(expandMacros(pattern, macros), 'g');
  const lazy = (patterns: readonly string[] = []): (() => readonly RegExp[]) => {
    let compiled: readonly RegExp[] | undefined;
    return () => (compiled ??= patterns.map(regExp));
  };
  const match = entry.match.map((pattern, index) => ({
    needs: entry.needs?.[index] ?? [],
    patterns: lazy([pattern]),
  }));
  const unless = lazy(entry.unless);
  const never = lazy(entry.never);
  const notices = lazy(entry.notices === undefined ? [] : [entry.notices]);
  return {
    entry,
    cue: new RegExp(expandMacros(entry.cue, macros)),
    rewrite: createPhraseRewriter(entry, macros),
    countsInNotice: (text) => notices().every((pattern) => findPatternSpans(pattern, text).length > 0),
    find: (text) => {
      let spans = match
        .filter(({ needs }) => needs.every((texts) => texts.some((one) => text.includes(one))))
        .flatMap(({ patterns }) => patterns())
        .flatMap((pattern) => findPatternSpans(pattern, text));
      if (spans.length === 0) return spans;
      if (never().some((pattern) => findPatternSpans(pattern, text).length > 0)) return [];
      for (const pattern of unless()) {
        const excluded = findPatternSpans(pattern, text);
        if (excluded.length > 0)
          spans = spans.filter((span) => !excluded.some((good) => spansOverlap(good, span)));
      }
      return spans;
    },
  };
}

/** All matches of a global pattern, without surrounding space and punctuation. */
export function findPatternSpans(pattern: RegExp, text: string): ProseSpan[] {
  const spans: ProseSpan[] = [];
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
