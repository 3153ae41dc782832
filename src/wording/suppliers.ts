import type { WordingContext } from './context.ts';
import { lowerCase } from './fold.ts';
import type { Lexicon } from './lexicon.ts';
import { expandMacros } from './macros.ts';
import { spansOf } from './patterns.ts';
import type { SignText } from './signs.ts';
import { SUPPLIER_SIGN, withSigns } from './signs.ts';
import type { Span } from './span.ts';
import { holds, overlaps } from './span.ts';
import type { TermIndex } from './terms.ts';
import { findTerms, indexTerms } from './terms.ts';
import type { Words } from './words.ts';
import { wordsOf } from './words.ts';

/** Reads who else a sentence speaks of; undefined if of nobody. */
export type SupplierReader = (sentence: string, lower: string, words: Words) => SignText | undefined;

interface Name {
  readonly capital: boolean;
  readonly declared: boolean;
}

/** Reads who else is spoken of: generic phrases ("our hosting provider"), well-known companies, declared suppliers. */
export function supplierReader(context: WordingContext, lexicon: Lexicon): SupplierReader {
  const names = vendorIndex(context, lexicon);
  const ownNames = indexTerms(context.names.map((name) => [lowerCase(name), true] as const));
  const phrase = lazyPattern(lexicon.supplierPhrase, lexicon);
  const unless = lexicon.supplierUnless.map((pattern) => lazyPattern(pattern, lexicon));
  return (sentence, lower, words) => {
    const named = findTerms(words, names).filter(
      (found) => !found.value.capital || /\p{Lu}/u.test(sentence[found.start] ?? ''),
    );
    const phrases = GENERIC_CUE.test(lower) ? spansOf(phrase(), lower) : [];
    if (named.length === 0 && phrases.length === 0) return undefined;
    const mine = findTerms(words, ownNames);
    const excused = unless.flatMap((pattern) => spansOf(pattern(), lower));
    const others = [...phrases, ...named.filter(({ value }) => !value.declared)].filter(
      (span) => !excused.some((good) => overlaps(good, span)) && !mine.some((name) => holds(name, span)),
    );
    const spans = merge([...others, ...named.filter(({ value }) => value.declared)], lower);
    return spans.length === 0 ? undefined : withSigns(lower, spans, SUPPLIER_SIGN);
  };
}

const GENERIC_CUE =
  /provider|vendor|supplier|carrier|\bisps?\b|partner|hosting|hoster|registr|third|3rd|operator|compan|upstream|data ?cent|telco|telecom|processor|acquirer|network|external|construction|landlord|grid|reseller|contractor|hyperscaler|card scheme|utility/;

const lazyPattern = (source: string, lexicon: Lexicon): (() => RegExp) => {
  let pattern: RegExp | undefined;
  return () => (pattern ??= new RegExp(expandMacros(source, lexicon.macros), 'g'));
};

function vendorIndex(context: WordingContext, lexicon: Lexicon): TermIndex<Name> {
  const ambiguous = new Set(lexicon.ambiguousVendors);
  const own = new Set([...context.names.map(lowerCase), ...wordsOf(lowerCase(context.names[0] ?? '')).words]);
  const isOwn = (name: string): boolean => own.has(name) || name.split(' ').some((word) => own.has(word));
  const vendors = lexicon.vendors.filter((names) => !names.some(isOwn)).flat();
  const declared = context.suppliers.map(lowerCase);
  return indexTerms<Name>([
    ...vendors.map((name) => [name, { capital: ambiguous.has(name), declared: false }] as const),
    ...declared.map(
      (name) => [name, { capital: name.length < 4 || ambiguous.has(name), declared: true }] as const,
    ),
  ]);
}

/** Joins mentions that follow each other: "our CDN provider (Fastly)", "our provider Linode". */
function merge(spans: readonly Span[], text: string): Span[] {
  const merged: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const before = merged.at(-1);
    const joined = before !== undefined && /^[ ,(/&-]*$/.test(text.slice(before.end, span.start));
    if (before === undefined || !joined) merged.push({ start: span.start, end: span.end });
    else merged[merged.length - 1] = { start: before.start, end: Math.max(before.end, span.end) };
  }
  return merged.map((span) => {
    const opened = text.slice(span.start, span.end).includes('(');
    return opened && text[span.end] === ')' ? { start: span.start, end: span.end + 1 } : span;
  });
}
