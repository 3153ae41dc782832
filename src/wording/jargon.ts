import type { WordingContext } from './context.ts';
import { lowerCase, singular } from './fold.ts';
import type { SentenceWordingMatch } from './finding.ts';
import type { Lexicon, TermEntry } from './lexicon.ts';
import { expandMacros } from './macros.ts';
import { findPatternSpans } from './patterns.ts';
import { rewriteGlossaryTerm, rewriteTerm } from './rewrite.ts';
import type { ProseSpan } from './span.ts';
import { spansOverlap } from './span.ts';
import type { TermIndex } from './terms.ts';
import { findTerms, indexTerms } from './terms.ts';
import type { IndexedWords } from './words.ts';
import { splitIntoWords } from './words.ts';

/** Whether a text consists of the words of the company's own names. */
export function createOwnNameTest(context: WordingContext): (lower: string) => boolean {
  const known = new Set(context.names.flatMap((name) => splitIntoWords(lowerCase(name)).words.map(singular)));
  return (lower) => splitIntoWords(lower).words.every((word) => known.has(singular(word)));
}

/** Finds technical terms in one sentence. */
export type JargonMatcher = (
  sentence: string,
  lower: string,
  words: IndexedWords,
) => readonly SentenceWordingMatch[];

const indexes = new WeakMap<Lexicon, TermIndex<TermEntry>>();

/** Reads the lexicon's terms and the company's glossary; the words of the company's own names pass (V6.2). */
export function createJargonMatcher(context: WordingContext, lexicon: Lexicon): JargonMatcher {
  let shared = indexes.get(lexicon);
  if (shared === undefined) {
    shared = indexTerms(lexicon.terms.flatMap((entry) => entry.forms.map((form) => [form, entry] as const)));
    indexes.set(lexicon, shared);
  }
  const index = shared;
  const glossary = indexTerms(
    context.glossary.map((term) => [lowerCase(term.term), glossaryEntry(term)] as const),
  );
  const patterns = new Map<TermEntry, readonly RegExp[]>();
  const excuses = (entry: TermEntry): readonly RegExp[] => {
    let compiled = patterns.get(entry);
    if (compiled === undefined) {
      compiled = (entry.unless ?? []).map((source) => new RegExp(expandMacros(source, lexicon.macros), 'g'));
      patterns.set(entry, compiled);
    }
    return compiled;
  };
  const known = createOwnNameTest(context);
  /** Where "DNS" is a component, "DNS records" are no news to its customers either. */
  const ownsTerm = (text: string, { forms }: TermEntry): boolean =>
    splitIntoWords(text).words.some((word) => known(word) && forms.includes(singular(word)));
  return (sentence, lower, words) => {
    const company = findTerms(words, glossary);
    const general = findTerms(words, index).filter((found) => {
      if (ownsTerm(lower.slice(found.start, found.end), found.value)) return false;
      if (found.value.proper !== true && isProductName(sentence, found)) return false;
      if (company.some((term) => spansOverlap(term, found))) return false;
      return !excuses(found.value).some((pattern) =>
        findPatternSpans(pattern, lower).some((good) => spansOverlap(good, found)),
      );
    });
    return [...company, ...general].map(({ value, start, end }) => {
      const form = lower.slice(start, end).replaceAll('-', ' ');
      const plain = value.rewrites?.[form];
      const rewrite =
        plain !== undefined && value.forms.length === 0
          ? rewriteGlossaryTerm(plain, lower, { start, end })
          : rewriteTerm(plain, lower, { start, end });
      return {
        rule: 'jargon',
        entry: value.id,
        level: value.level,
        why: value.why,
        instead: formatAdvice(rewrite ?? value.say),
        start,
        end,
        ...(rewrite === undefined ? {} : { rewrite }),
      };
    });
  };
}

/** "Cloudflare Workers", "our Load Balancers": capitals inside a sentence, and not only one, make a product's name. */
const isProductName = (sentence: string, { start, end }: ProseSpan): boolean => {
  const words = sentence.slice(start, end).split(' ');
  if (start === 0 || !words.every((word) => /^\p{Lu}\p{Ll}+$/u.test(word))) return false;
  const before = sentence.slice(Math.max(0, start - 30), start);
  const beside =
    /(?:^| )\p{Lu}[\p{L}\p{N}]+ $/u.test(before) || /^ \p{Lu}/u.test(sentence.slice(end, end + 2));
  return beside || words.length > 1;
};

/** Plain words are said in quotes; advice in brackets is a sentence by itself. */
const formatAdvice = (say: string): string => {
  const inner = /^\((.*)\)$/.exec(say)?.[1];
  return inner === undefined ? `Say "${say}".` : `${inner[0]?.toUpperCase()}${inner.slice(1)}.`;
};

const glossaryEntry = (term: WordingContext['glossary'][number]): TermEntry => ({
  id: `glossary:${term.term}`,
  level: 'error',
  why: term.why ?? 'Customers do not know this word of ours.',
  say: term.say,
  forms: [],
  rewrites: { [lowerCase(term.term).replaceAll('-', ' ')]: term.say },
});

const QUOTED_MESSAGE = /"[^"]{3,120}"/g;
const SAYS =
  /(?:error|message|messages|see|seeing|saw|says?|saying|shows?|showing|shown|displays?|displayed|reads?|reading|receive|received|receiving|get|getting|got|prompt|screen|page|warning|titled|text|with|like|as|returns?|returned|returning)(?: only| just)?[ :,(]*$/;

/** What customers read on their own screen, in quotes: their words, whatever they are. */
export function findQuotedMessages(lower: string): readonly ProseSpan[] {
  if (!lower.includes('"')) return [];
  return findPatternSpans(QUOTED_MESSAGE, lower).filter(
    ({ start, end }) =>
      SAYS.test(lower.slice(Math.max(0, start - 30), start)) ||
      /error|[45]\d\d/.test(lower.slice(start, end)),
  );
}
