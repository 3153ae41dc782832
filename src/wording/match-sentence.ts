import { findLatePromisedUpdates } from './cadence.ts';
import type { WordingContext } from './context.ts';
import { foldAccents, lowerCase } from './word-forms.ts';
import type { SentenceWordingMatch, WordingRule } from './match.ts';
import { deduplicateMatches } from './match.ts';
import {
  createKnownWordTest,
  createOwnNameTest,
  findQuotedMessages,
  createJargonMatcher,
  knownEntries,
} from './jargon.ts';
import type { Lexicon, PhraseEntry } from './lexicon.ts';
import { expandMacros } from './macros.ts';
import type { CompiledPhrase } from './patterns.ts';
import { compilePhrase, findPatternSpans } from './patterns.ts';
import { extractProse } from './prose.ts';
import { answerFor } from './answer.ts';
import { dropCause, dropTime } from './rewrite.ts';
import { splitSentences } from './sentences.ts';
import type { ProseSpan } from './span.ts';
import { containsSpan, spansOverlap } from './span.ts';
import type { TokenizedSentence } from './tokens.ts';
import { DATE_TOKEN, DURATION_TOKEN, TIME_TOKEN, replaceWithToken } from './tokens.ts';
import { createSupplierTokenizer } from './suppliers.ts';
import { findPersonFaults } from './people/find-person-faults.ts';
import { findTerms, indexTerms } from './terms.ts';
import { splitIntoWords } from './words.ts';

/** Offsets are relative to the sentence. */
export type SentenceMatcher = (sentence: string) => readonly SentenceWordingMatch[];

/** More fixes than this in one sentence are left for a person. */
const MAX_FIXES = 4;

const POSTMORTEM_RULES: readonly WordingRule[] = ['blame', 'blameless', 'speculation'];

const phrases = new WeakMap<Lexicon, readonly CompiledPhrase[]>();

/** Finds all matches in a sentence, deduplicated, with the fixes that are safe. */
export function createSentenceMatcher(context: WordingContext, lexicon: Lexicon): SentenceMatcher {
  const find = createMatchFinder(context, lexicon);
  const withoutExcluded = createExclusionFilter(context, lexicon);
  return (sentence) => {
    const matches = find(sentence);
    if (matches.length === 0) return matches;
    let tried = 0;
    const kept = deduplicateMatches(withoutExcluded(sentence, matches));
    // an answer to a guess must not repeat the supplier that the sentence blames
    const quoting = !kept.some(({ rule }) => rule === 'blame');
    return kept.map((match) => {
      const answer = answerFor(lexicon, sentence, match, quoting || match.rule === 'blame');
      const answered = answer === undefined ? match : { ...match, instead: answer };
      if (match.rewrite === undefined) return answered;
      const { rewrite, rewriteStart: _, rewriteSaysAll, ...plain } = answered;
      if (tried++ >= MAX_FIXES || !isSafeFix(match, rewrite!, sentence)) return plain;
      return rewriteSaysAll === true ? { ...match, instead: rewrite! } : answered;
    });
  };

  /** The rule must not match the text that the fix writes. */
  function isSafeFix(match: SentenceWordingMatch, rewrite: string, sentence: string): boolean {
    const { rule, end, rewriteStart: start = match.start } = match;
    const fixed = sentence.slice(0, start) + rewrite + sentence.slice(end);
    const written = { start, end: start + rewrite.length };
    return !withoutExcluded(fixed, find(fixed)).some(
      (left) => left.rule === rule && spansOverlap(left, written),
    );
  }
}

function createMatchFinder(context: WordingContext, lexicon: Lexicon): SentenceMatcher {
  const known = knownEntries(context, lexicon);
  const entries = compiledPhrases(lexicon).filter(
    ({ entry }) => applies(entry, context) && !known.has(entry.id),
  );
  const tokenizeSuppliers = createSupplierTokenizer(context, lexicon);
  const tokenizeTimes = createTimeTokenizer(lexicon);
  const matchTerms = context.kind === 'postmortem' ? undefined : createJargonMatcher(context, lexicon);
  return (sentence) => {
    const lower = lexicon.folded === true ? foldAccents(sentence) : lowerCase(sentence);
    const words = splitIntoWords(lower);
    const matches: SentenceWordingMatch[] = [];
    const prepared = {
      sentence,
      lower,
      suppliers: lazy(() => tokenizeSuppliers(sentence, lower, words)),
      times: lazy(() => tokenizeTimes(lower)),
    };
    for (const phrase of entries) {
      for (const span of findPhraseSpans(phrase, prepared)) {
        if (context.kind === 'notice' && !phrase.countsInNotice(lower.slice(span.start, span.end))) continue;
        const { rule, id, why, instead, warnFor } = phrase.entry;
        const level = warnFor?.includes(context.audience) === true ? 'warn' : phrase.entry.level;
        const replaced = phrase.rewrite?.(sentence, span);
        const cause = rule === 'blame' ? dropCause(sentence, span) : undefined;
        const rewrite =
          replaced ??
          cause?.text ??
          (phrase.entry.times === true ? dropTime(sentence, span, prepared.times()?.mentions) : undefined);
        matches.push({
          rule,
          entry: id,
          level,
          why,
          instead,
          start: span.start,
          end: span.end,
          ...(rewrite !== undefined && { rewrite }),
          ...(replaced !== undefined && { rewriteSaysAll: true as const }),
          ...(cause !== undefined && { rewriteStart: cause.start }),
          ...((rule === 'blame' || rule === 'blameless') && phrase.entry.cased === true && { named: true }),
        });
      }
    }
    if (context.cadence !== undefined && lexicon.folded !== true)
      matches.push(...findLatePromisedUpdates(lower, context.cadence));
    if (context.kind === 'postmortem' && lexicon.people !== undefined)
      matches.push(...findPersonFaults(sentence, lexicon.people));
    if (matchTerms !== undefined) matches.push(...matchTerms(sentence, lower, words));
    return matches;
  };
}

interface PreparedSentence {
  readonly sentence: string;
  readonly lower: string;
  readonly suppliers: () => TokenizedSentence | undefined;
  readonly times: () => TokenizedSentence | undefined;
}

function findPhraseSpans(
  { entry, cue, find }: CompiledPhrase,
  prepared: PreparedSentence,
): readonly ProseSpan[] {
  if (entry.suppliers === true || entry.times === true) {
    if (entry.times === true && !cue.test(prepared.lower)) return [];
    const tokenized = entry.times === true ? prepared.times() : prepared.suppliers();
    if (tokenized === undefined) return [];
    return find(tokenized.text).map(tokenized.toOriginalSpan);
  }
  const text = entry.cased === true ? prepared.sentence : prepared.lower;
  return cue.test(text) ? find(text) : [];
}

/** Drops terms that the company allows, template text, and messages on the reader's own screen. */
function createExclusionFilter(
  context: WordingContext,
  lexicon: Lexicon,
): (sentence: string, matches: readonly SentenceWordingMatch[]) => readonly SentenceWordingMatch[] {
  const templatesIn = createTemplateMatcher(context.templates);
  const isOwnName = createOwnNameTest(context);
  const isKnown = createKnownWordTest(context, lexicon);
  const namesOwn = (words: string): boolean =>
    (words.match(CAPITAL) ?? []).some((word) => isOwnName(lowerCase(word)));
  const allowed = indexTerms(context.allowed.map(({ term }) => [lowerCase(term), true] as const));
  return (sentence, matches) => {
    const lower = lowerCase(sentence);
    const excluded = [...templatesIn(lower), ...findTerms(splitIntoWords(lower), allowed)];
    const quoted = findQuotedMessages(lower);
    return matches.filter(
      (found) =>
        (found.level !== 'hint' || context.hints === true) &&
        !excluded.some((span) => containsSpan(span, found)) &&
        !(found.rule === 'jargon' && quoted.some((span) => containsSpan(span, found))) &&
        !(found.rule === 'jargon' && isKnown(lower.slice(found.start, found.end))) &&
        !(found.named === true && namesOwn(sentence.slice(found.start, found.end))),
    );
  };
}

const CAPITAL = /\p{Lu}[\p{L}\p{N}]+/gu;

const applies = (entry: PhraseEntry, context: WordingContext): boolean => {
  if (context.kind === 'postmortem' && !POSTMORTEM_RULES.includes(entry.rule)) return false;
  const kind = context.kind === 'notice' ? 'incident' : context.kind;
  return entry.kinds === undefined || entry.kinds.includes(kind);
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

/** Every sentence with a time contains one of these. */
const TIME_CUE =
  /\d|minute|min\b|mins\b|hour|hrs?\b|day|week|month|morning|afternoon|evening|night|noon|second|eod|\beob\b|business|\bcob\b|weekend|today|tomorrow|(?:early|mid-?|late) ?[jfmasond]|next year|dawn|sunrise|sunset|dusk|lunch|dinner|breakfast|tea ?time|bedtime|school|rush|match|kick|concert|draw|race|show|play|trading|opens?\b|starts?\b|begins?\b|closes?\b|o'clock|half past|opening|start of|(?:by|at|before|until|around) (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b/;

const MONTH = /january|february|march|april|may|june|july|august|september|october|november|december/;

/** Replaces times and durations ("by 3pm", "within two hours", "tomorrow"); undefined where there can't be one. */
function createTimeTokenizer(lexicon: Lexicon): (lower: string) => TokenizedSentence | undefined {
  let pattern: RegExp | undefined;
  return (lower) => {
    if (!TIME_CUE.test(lower)) return undefined;
    pattern ??= new RegExp(expandMacros(lexicon.timePhrase, lexicon.macros), 'g');
    return replaceWithToken(lower, findPatternSpans(pattern, lower), (mention) =>
      /^(?:for|during|from) /.test(mention) ? DURATION_TOKEN : MONTH.test(mention) ? DATE_TOKEN : TIME_TOKEN,
    );
  };
}

/** Finds the parts of a text that are template text of the policy. */
type TemplateMatcher = (lower: string) => readonly ProseSpan[];

/** Shorter fragments also occur outside templates. */
const MIN_FRAGMENT_LENGTH = 12;

/** Finds the fixed text of templates between their `[placeholders]`, sentence by sentence. */
function createTemplateMatcher(templates: readonly string[]): TemplateMatcher {
  const fragments = [...new Set(templates.flatMap(fragmentsOf))];
  return (lower) =>
    fragments.flatMap((fragment) => {
      const spans: ProseSpan[] = [];
      for (let at = lower.indexOf(fragment); at >= 0; at = lower.indexOf(fragment, at + fragment.length)) {
        spans.push({ start: at, end: at + fragment.length });
      }
      return spans;
    });
}

const fragmentsOf = (template: string): readonly string[] => {
  const { text } = extractProse(template);
  return splitSentences(text).flatMap(({ start, end }) =>
    lowerCase(text.slice(start, end))
      .split(/\[[^\]]*\]/)
      .map((fragment) => fragment.trim())
      .filter((fragment) => fragment.length >= MIN_FRAGMENT_LENGTH),
  );
};
