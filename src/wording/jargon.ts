import type { WordingContext } from './context.ts';
import { foldAccents, lowerCase, singular } from './word-forms.ts';
import type { SentenceWordingMatch } from './match.ts';
import type { Lexicon, TermEntry, WordPack } from './lexicon.ts';
import { expandMacros } from './macros.ts';
import { findPatternSpans } from './patterns.ts';
import { matchCase, rewriteGlossaryTerm, rewriteTerm } from './rewrite.ts';
import type { ProseSpan } from './span.ts';
import { spansOverlap } from './span.ts';
import type { TermIndex } from './terms.ts';
import { swapTerm } from './swap.ts';
import { findTerms, indexTerms } from './terms.ts';
import type { IndexedWords } from './words.ts';
import { splitIntoWords } from './words.ts';

/** Tests whether a text consists of words from the company's own names. */
export function createOwnNameTest({ names }: WordingContext): (lower: string) => boolean {
  return createWordTest(names);
}

/** Tests whether the readers know every word of a text: from the company's names and terms, and from their word packs. */
export function createKnownWordTest(context: WordingContext, lexicon: Lexicon): (lower: string) => boolean {
  const packed = packsOf(context, lexicon).flatMap(({ words }) => words);
  return createWordTest([...context.names, ...context.terms, ...packed]);
}

function createWordTest(texts: readonly string[]): (lower: string) => boolean {
  // both spellings: a lexicon with `folded` looks for words without accents
  const known = new Set(
    texts.flatMap((text) =>
      [lowerCase(text), foldAccents(text)].flatMap((one) => splitIntoWords(one).words.map(singular)),
    ),
  );
  return (lower) => splitIntoWords(lower).words.every((word) => known.has(singular(word)));
}

const packsOf = (context: WordingContext, { packs, audiences }: Lexicon): readonly WordPack[] =>
  [...audiences[context.audience], ...context.packs].map((name) => packs[name]);

/** The ids of the jargon entries that the readers know. */
export function knownEntries(context: WordingContext, lexicon: Lexicon): ReadonlySet<string> {
  return new Set(packsOf(context, lexicon).flatMap(({ knows }) => knows));
}

export type JargonMatcher = (
  sentence: string,
  lower: string,
  words: IndexedWords,
) => readonly SentenceWordingMatch[];

const indexes = new WeakMap<Lexicon, TermIndex<TermEntry>>();

/** Finds the lexicon's terms and those of the company's glossary, except words of the company's own names (V6.2). */
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
  const exceptionsOf = (entry: TermEntry): readonly RegExp[] => {
    let compiled = patterns.get(entry);
    if (compiled === undefined) {
      compiled = (entry.unless ?? []).map((source) => new RegExp(expandMacros(source, lexicon.macros), 'g'));
      patterns.set(entry, compiled);
    }
    return compiled;
  };
  const known = createKnownWordTest(context, lexicon);
  const packed = knownEntries(context, lexicon);
  /** If "DNS" is a component, customers know "DNS records" too. */
  const ownsTerm = (text: string, { forms }: TermEntry): boolean =>
    splitIntoWords(text).words.some((word) => known(word) && forms.includes(singular(word)));
  return (sentence, lower, words) => {
    const company = findTerms(words, glossary);
    const general = findTerms(words, index).filter((found) => {
      if (packed.has(found.value.id)) return false;
      if (ownsTerm(lower.slice(found.start, found.end), found.value)) return false;
      if (found.value.proper !== true && lexicon.folded !== true && isProductName(sentence, found))
        return false;
      if (company.some((term) => spansOverlap(term, found))) return false;
      return !exceptionsOf(found.value).some((pattern) =>
        findPatternSpans(pattern, lower).some((good) => spansOverlap(good, found)),
      );
    });
    return [...company, ...general].map((found) => {
      const { value, start, end } = found;
      const form = lower.slice(start, end).replaceAll('-', ' ');
      const plain = value.rewrites?.[form];
      const replaced =
        plain !== undefined && value.forms.length === 0
          ? rewriteGlossaryTerm(plain, lower, { start, end })
          : rewriteTerm(plain, lower, { start, end });
      const swap =
        replaced === undefined && lexicon.swaps !== undefined && value.forms.length > 0
          ? swapTerm(lexicon.swaps, form, lower, { start, end })
          : undefined;
      const rewrite = replaced ?? swap?.text;
      const from = swap?.start ?? start;
      // inside a sentence a term has capitals of its own: "One SKU"
      const rewritten =
        rewrite !== undefined && from === 0 ? matchCase(rewrite, sentence.slice(from, end)) : rewrite;
      return {
        rule: 'jargon',
        entry: value.id,
        level: value.level,
        why: value.why,
        instead: formatAdvice(
          rewrite ?? value.says?.[form] ?? value.says?.[singular(form)] ?? value.say,
          rewrite !== undefined || company.includes(found),
        ),
        start,
        end,
        ...(rewritten !== undefined && { rewrite: rewritten }),
        ...(from !== start && { rewriteStart: from }),
      };
    });
  };
}

/** More than one capitalised word inside a sentence is a product name: "Cloudflare Workers". */
const isProductName = (sentence: string, { start, end }: ProseSpan): boolean => {
  const words = sentence.slice(start, end).split(' ');
  if (start === 0 || !words.every((word) => /^\p{Lu}\p{Ll}+$/u.test(word))) return false;
  const before = sentence.slice(Math.max(0, start - 30), start);
  const beside =
    /(?:^| )\p{Lu}[\p{L}\p{N}]+ $/u.test(before) || /^ \p{Lu}/u.test(sentence.slice(end, end + 2));
  return beside || words.length > 1;
};

/**
 * Advice in brackets is a sentence of its own; plain words are quoted, with ` / ` between two of them and a remark in brackets
 * after them. They explain the term; only a rewrite can replace it as it is.
 */
function formatAdvice(say: string, replaces: boolean): string {
  const inner = /^\((.*)\)$/.exec(say)?.[1];
  if (inner !== undefined) return `${inner[0]?.toUpperCase()}${inner.slice(1)}.`;
  const [, words = say, remark] = /^(.*?)(?: \((.*)\))?$/.exec(say) ?? [];
  const quoted = words.split(' / ').map((word) => `"${word}"`);
  const start = replaces ? 'Say' : 'Say it in plain words:';
  return `${start} ${quoted.join(' or ')}${remark === undefined ? '' : `, ${remark}`}.`;
}

const glossaryEntry = (term: WordingContext['glossary'][number]): TermEntry => ({
  id: `glossary:${term.term}`,
  level: 'error',
  why: term.why ?? 'Customers do not know our internal terms.',
  say: term.say,
  forms: [],
  rewrites: { [lowerCase(term.term).replaceAll('-', ' ')]: term.say },
});

const QUOTED_MESSAGE = /"[^"]{3,120}"/g;
const SAYS =
  /(?:error|message|messages|see|seeing|saw|says?|saying|shows?|showing|shown|displays?|displayed|reads?|reading|receive|received|receiving|get|getting|got|prompt|screen|page|warning|titled|text|with|like|as|returns?|returned|returning)(?: only| just)?[ :,(]*$/;

/** Messages on the customer's own screen, in quotes; customers have seen these words. */
export function findQuotedMessages(lower: string): readonly ProseSpan[] {
  if (!lower.includes('"')) return [];
  return findPatternSpans(QUOTED_MESSAGE, lower).filter(
    ({ start, end }) =>
      SAYS.test(lower.slice(Math.max(0, start - 30), start)) ||
      /error|[45]\d\d/.test(lower.slice(start, end)),
  );
}
