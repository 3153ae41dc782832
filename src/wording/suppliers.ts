import type { WordingContext } from './context.ts';
import { foldAccents, lowerCase } from './word-forms.ts';
import type { Lexicon } from './lexicon.ts';
import { expandMacros } from './macros.ts';
import { findPatternSpans } from './patterns.ts';
import type { TokenizedSentence } from './tokens.ts';
import { SUPPLIER_TOKEN, replaceWithToken } from './tokens.ts';
import type { ProseSpan } from './span.ts';
import { containsSpan, spansOverlap } from './span.ts';
import type { TermIndex } from './terms.ts';
import { findTerms, indexTerms } from './terms.ts';
import type { IndexedWords } from './words.ts';
import { splitIntoWords } from './words.ts';

/** Replaces each mention of another company; undefined if there is none. */
export type SupplierTokenizer = (
  sentence: string,
  lower: string,
  words: IndexedWords,
) => TokenizedSentence | undefined;

interface SupplierName {
  readonly capital: boolean;
  readonly declared: boolean;
}

/** Finds generic phrases ("our hosting provider"), well-known companies and declared suppliers. */
export function createSupplierTokenizer(context: WordingContext, lexicon: Lexicon): SupplierTokenizer {
  const names = vendorIndex(context, lexicon);
  const normalize = lexicon.folded === true ? foldAccents : lowerCase;
  const ownNames = indexTerms(context.names.map((name) => [normalize(name), true] as const));
  const siteWords = new Set(splitIntoWords(normalize(context.names[0] ?? '')).words);
  /** On the page of a bank, "our bank" is no supplier. */
  const namesSite = (mention: string): boolean =>
    splitIntoWords(mention).words.some((word) => OWN_KIND.test(word) && siteWords.has(word));
  const phrase = lazyPattern(lexicon.supplierPhrase, lexicon);
  const cue = lexicon.supplierCue === undefined ? GENERIC_CUE : new RegExp(lexicon.supplierCue);
  const unless = lexicon.supplierUnless.map((pattern) => lazyPattern(pattern, lexicon));
  return (sentence, lower, words) => {
    const named = findTerms(words, names).filter(
      (found) => !found.value.capital || /\p{Lu}/u.test(sentence[found.start] ?? ''),
    );
    const phrases = cue.test(lower) ? findPatternSpans(phrase(), lower) : [];
    if (named.length === 0 && phrases.length === 0) return undefined;
    const own = findTerms(words, ownNames);
    const excluded = unless.flatMap((pattern) => findPatternSpans(pattern(), lower));
    const others = [...phrases, ...named.filter(({ value }) => !value.declared)].filter(
      (span) =>
        !excluded.some((good) => spansOverlap(good, span)) &&
        !own.some((name) => containsSpan(name, span)) &&
        !namesSite(lower.slice(span.start, span.end)),
    );
    const spans = mergeMentions([...others, ...named.filter(({ value }) => value.declared)], lower);
    return spans.length === 0 ? undefined : replaceWithToken(lower, spans, SUPPLIER_TOKEN);
  };
}

const GENERIC_CUE =
  /provider|vendor|supplier|carrier|\bisps?\b|partner|hosting|hoster|registr|third|3rd|operator|compan|upstream|data ?cent|telco|telecom|processor|acquirer|network|external|construction|traffic control|customs|border|immigration|manufactur|haulier|bureau|incumbent|security|marketplace|we (?:connect|buy|use|rely|depend|source|rent|lease|get)|own (?:\w+ )?(?:engine|filter|shop|till|feed|app)|harbou?r ?master|handler|agent|print(?:ing)? |software house|caretaker|janitor|fire(?:fighter|men)|bailiff|burglar|squatter|protester|demonstrator|(?:lorry|truck|crane|excavator) |roofer|painter|lessor|solicitor|notary|liquidator|tenant|promoter|organi[sz]er|police|fire (?:brigade|department|service|marshal)|emergency services|\boem\b|consultanc|forwarder|backbone|plumber|surveyor|owner|upstream|third-party|external|coloc|co-loc|landlord|grid|reseller|contractor|hyperscaler|card (?:scheme|issuer|association)|utilit|electricity board|\bbanks?\b|airline|airport|courier|insurer|broker|exchange|agenc|authorit|regulator|ministry|council|clearing|(?:tax|post|met|weather|customs|patent|land|revenue|weather) (?:office|service|bureau|department|administration)|postal|publisher|console maker|app stores?|wholesaler|outsource|integrator|distributor|underwriter|accountant|auditor|(?:building|facility|property) manage|\bcolo\b|\bfirms?\b|(?:exam|examination|health|school|tourist|trade) board|translator|broadcaster|caretaker|\bhost\b|interpreter|builder|caterer|cleaner|plumber|locksmith|electrician|municipalit|(?:maker|manufacturer|owner)s? of|rights holder|content owner|credit bureau|(?:organi[sz]ation|business) (?:that|which|who)|national|interbank|federal|government|(?:chain|club|manufacturer|maker|lab|laboratory|depot|universit(?:y|ies)|college|school|hospital|state|city|court|health service|army|league|federation|building|hotel|stadium|venue|railway|port)(?:'s|s') /;

/** What a company can be itself, as a word of its name. */
const OWN_KIND =
  /^(?:bank|airline|airport|airways|broker|courier|insurer|exchange|agency|publisher|university|college|school|hospital|ministry|government|state|city|council|authority|court|registry|police|army|league|federation|carrier|hotel|stadium|railway|port|club|post|utility|grid|water|power|energy|gas|telecom|telephone|mobile|office|board|network|service)$/;

const lazyPattern = (source: string, lexicon: Lexicon): (() => RegExp) => {
  let pattern: RegExp | undefined;
  return () => (pattern ??= new RegExp(expandMacros(source, lexicon.macros), 'g'));
};

function vendorIndex(context: WordingContext, lexicon: Lexicon): TermIndex<SupplierName> {
  const ambiguous = new Set(lexicon.ambiguousVendors);
  const own = new Set([
    ...context.names.map(lowerCase),
    ...splitIntoWords(lowerCase(context.names[0] ?? '')).words,
  ]);
  const isOwn = (name: string): boolean => own.has(name) || name.split(' ').some((word) => own.has(word));
  const vendors = lexicon.vendors.filter((names) => !names.some(isOwn)).flat();
  const declared = context.suppliers.map(lexicon.folded === true ? foldAccents : lowerCase);
  return indexTerms<SupplierName>([
    ...vendors.map((name) => [name, { capital: ambiguous.has(name), declared: false }] as const),
    ...declared.map(
      (name) => [name, { capital: name.length < 4 || ambiguous.has(name), declared: true }] as const,
    ),
  ]);
}

/** Joins mentions that follow each other: "our CDN provider (Fastly)", "our provider Linode". */
function mergeMentions(spans: readonly ProseSpan[], text: string): ProseSpan[] {
  const merged: ProseSpan[] = [];
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
