import { findLatePromisedUpdates } from './cadence.ts';
import type { WordingContext } from './context.ts';
import type { SentenceWordingMatch } from './finding.ts';
import { deduplicateMatches } from './finding.ts';
import { lowerCase } from './fold.ts';
import type { WordingRule } from './hit.ts';
import { createOwnNameTest, findQuotedMessages, createJargonMatcher } from './jargon.ts';
import type { Lexicon, PhraseEntry } from './lexicon.ts';
import type { CompiledPhrase } from './patterns.ts';
import { compilePhrase } from './patterns.ts';
import type { ProseSpan } from './span.ts';
import { containsSpan, spansOverlap } from './span.ts';
import type { TokenizedSentence } from './signs.ts';
import { createSupplierTokenizer } from './suppliers.ts';
import { createTemplateMatcher } from './templates.ts';
import { findTerms, indexTerms } from './terms.ts';
import { createTimeTokenizer } from './times.ts';
import { splitIntoWords } from './words.ts';

/** Judges one sentence; offsets are the sentence's own. */
export type SentenceMatcher = (sentence: string) => readonly SentenceWordingMatch[];

/** A sentence with more to rewrite than this needs a person. */
const MAX_FIXES = 4;

const POSTMORTEM_RULES: readonly WordingRule[] = ['blame', 'blameless', 'speculation'];

const phrases = new WeakMap<Lexicon, readonly CompiledPhrase[]>();

/** Everything the rules say on a sentence of this company, settled and with the fixes that hold. */
export function createSentenceMatcher(context: WordingContext, lexicon: Lexicon): SentenceMatcher {
  const find = createMatchFinder(context, lexicon);
  const excuse = createExclusionFilter(context);
  return (sentence) => {
    const matches = find(sentence);
    if (matches.length === 0) return matches;
    let tried = 0;
    return deduplicateMatches(excuse(sentence, matches)).map((match) => {
      if (match.rewrite === undefined) return match;
      if (tried++ < MAX_FIXES && holdsGood(match, match.rewrite, sentence)) return match;
      const { rewrite: _, ...plain } = match;
      return plain;
    });
  };

  /** A fix must leave its rule nothing to say on the words it wrote. */
  function holdsGood({ rule, start, end }: SentenceWordingMatch, rewrite: string, sentence: string): boolean {
    const mended = sentence.slice(0, start) + rewrite + sentence.slice(end);
    const written = { start, end: start + rewrite.length };
    return !excuse(mended, find(mended)).some((left) => left.rule === rule && spansOverlap(left, written));
  }
}

function createMatchFinder(context: WordingContext, lexicon: Lexicon): SentenceMatcher {
  const entries = compiledPhrases(lexicon).filter(({ entry }) => applies(entry, context));
  const readSuppliers = createSupplierTokenizer(context, lexicon);
  const readTimes = createTimeTokenizer(lexicon);
  const readTerms = context.kind === 'postmortem' ? undefined : createJargonMatcher(context, lexicon);
  return (sentence) => {
    const lower = lowerCase(sentence);
    const words = splitIntoWords(lower);
    const matches: SentenceWordingMatch[] = [];
    const read = {
      sentence,
      lower,
      suppliers: lazy(() => readSuppliers(sentence, lower, words)),
      times: lazy(() => readTimes(lower)),
    };
    for (const phrase of entries) {
      for (const span of findPhraseSpans(phrase, read)) {
        const { rule, id, level, why, instead } = phrase.entry;
        const rewrite = phrase.rewrite?.(sentence, span);
        matches.push({
          rule,
          entry: id,
          level,
          why,
          instead: rewrite ?? instead,
          start: span.start,
          end: span.end,
          ...(rewrite !== undefined && { rewrite }),
          ...((rule === 'blame' || rule === 'blameless') && phrase.entry.cased === true && { named: true }),
        });
      }
    }
    if (context.cadence !== undefined) matches.push(...findLatePromisedUpdates(lower, context.cadence));
    if (readTerms !== undefined) matches.push(...readTerms(sentence, lower, words));
    return matches;
  };
}

interface PreparedSentence {
  readonly sentence: string;
  readonly lower: string;
  readonly suppliers: () => TokenizedSentence | undefined;
  readonly times: () => TokenizedSentence | undefined;
}

function findPhraseSpans({ entry, cue, find }: CompiledPhrase, read: PreparedSentence): readonly ProseSpan[] {
  if (entry.suppliers === true || entry.times === true) {
    if (entry.times === true && !cue.test(read.lower)) return [];
    const signed = entry.times === true ? read.times() : read.suppliers();
    if (signed === undefined) return [];
    return find(signed.text).map(signed.toOriginalSpan);
  }
  const text = entry.cased === true ? read.sentence : read.lower;
  return cue.test(text) ? find(text) : [];
}

/** Drops what the company allows, its templates say, or the reader's own screen showed. */
function createExclusionFilter(
  context: WordingContext,
): (sentence: string, matches: readonly SentenceWordingMatch[]) => readonly SentenceWordingMatch[] {
  const templatesIn = createTemplateMatcher(context.templates);
  const isOwnName = createOwnNameTest(context);
  const namesOwn = (words: string): boolean =>
    (words.match(CAPITAL) ?? []).some((word) => isOwnName(lowerCase(word)));
  const allowed = indexTerms(context.allowed.map(({ term }) => [lowerCase(term), true] as const));
  return (sentence, matches) => {
    const lower = lowerCase(sentence);
    const excused = [...templatesIn(lower), ...findTerms(splitIntoWords(lower), allowed)];
    const quoted = findQuotedMessages(lower);
    return matches.filter(
      (found) =>
        (found.level !== 'hint' || context.hints === true) &&
        !excused.some((span) => containsSpan(span, found)) &&
        !(found.rule === 'jargon' && quoted.some((span) => containsSpan(span, found))) &&
        !(found.rule === 'jargon' && isOwnName(lower.slice(found.start, found.end))) &&
        !(found.named === true && namesOwn(sentence.slice(found.start, found.end))),
    );
  };
}

const CAPITAL = /\p{Lu}[\p{L}\p{N}]+/gu;

const applies = (entry: PhraseEntry, context: WordingContext): boolean => {
  if (context.kind === 'postmortem' && !POSTMORTEM_RULES.includes(entry.rule)) return false;
  return entry.kinds === undefined || entry.kinds.includes(context.kind);
};

function compiledPhrases(lexicon: Lexicon): readonly CompiledPhrase[] {
  let compiled = phrases.get(lexicon);
  if (compiled === undefined) {
    compiled = lexicon.phrases.map((entry) => compilePhrase(entry, lexicon.macros));
    phrases.set(lexicon, compiled);
  }
  return compiled;
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
