import { updateTimes } from './cadence.ts';
import type { WordingContext } from './context.ts';
import type { Finding } from './finding.ts';
import { settle } from './finding.ts';
import { lowerCase } from './fold.ts';
import type { WordingRule } from './hit.ts';
import { ownNames, quotedMessages, termReader } from './jargon.ts';
import type { Lexicon, PhraseEntry } from './lexicon.ts';
import type { CompiledPhrase } from './patterns.ts';
import { compilePhrase } from './patterns.ts';
import type { Span } from './span.ts';
import { holds, overlaps } from './span.ts';
import type { SignText } from './signs.ts';
import { supplierReader } from './suppliers.ts';
import { templateReader } from './templates.ts';
import { findTerms, indexTerms } from './terms.ts';
import { timeReader } from './times.ts';
import { wordsOf } from './words.ts';

/** Judges one sentence; offsets are the sentence's own. */
export type SentenceJudge = (sentence: string) => readonly Finding[];

/** A sentence with more to rewrite than this needs a person. */
const MOST_FIXES = 4;

const POSTMORTEM_RULES: readonly WordingRule[] = ['blame', 'blameless', 'speculation'];

const phrases = new WeakMap<Lexicon, readonly CompiledPhrase[]>();

/** Everything the rules say on a sentence of this company, settled and with the fixes that hold. */
export function sentenceJudge(context: WordingContext, lexicon: Lexicon): SentenceJudge {
  const find = finder(context, lexicon);
  const excuse = excuses(context);
  return (sentence) => {
    const findings = find(sentence);
    if (findings.length === 0) return findings;
    let tried = 0;
    return settle(excuse(sentence, findings)).map((finding) => {
      if (finding.rewrite === undefined) return finding;
      if (tried++ < MOST_FIXES && holdsGood(finding, finding.rewrite, sentence)) return finding;
      const { rewrite: _, ...plain } = finding;
      return plain;
    });
  };

  /** A fix must leave its rule nothing to say on the words it wrote. */
  function holdsGood({ rule, start, end }: Finding, rewrite: string, sentence: string): boolean {
    const mended = sentence.slice(0, start) + rewrite + sentence.slice(end);
    const written = { start, end: start + rewrite.length };
    return !excuse(mended, find(mended)).some((left) => left.rule === rule && overlaps(left, written));
  }
}

function finder(context: WordingContext, lexicon: Lexicon): SentenceJudge {
  const entries = compiledPhrases(lexicon).filter(({ entry }) => applies(entry, context));
  const readSuppliers = supplierReader(context, lexicon);
  const readTimes = timeReader(lexicon);
  const readTerms = context.kind === 'postmortem' ? undefined : termReader(context, lexicon);
  return (sentence) => {
    const lower = lowerCase(sentence);
    const words = wordsOf(lower);
    const findings: Finding[] = [];
    const read = {
      sentence,
      lower,
      suppliers: lazy(() => readSuppliers(sentence, lower, words)),
      times: lazy(() => readTimes(lower)),
    };
    for (const phrase of entries) {
      for (const span of phraseSpans(phrase, read)) {
        const { rule, id, level, why, instead } = phrase.entry;
        const rewrite = phrase.rewrite?.(sentence, span);
        findings.push({
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
    if (context.cadence !== undefined) findings.push(...updateTimes(lower, context.cadence));
    if (readTerms !== undefined) findings.push(...readTerms(sentence, lower, words));
    return findings;
  };
}

interface ReadSentence {
  readonly sentence: string;
  readonly lower: string;
  readonly suppliers: () => SignText | undefined;
  readonly times: () => SignText | undefined;
}

function phraseSpans({ entry, cue, find }: CompiledPhrase, read: ReadSentence): readonly Span[] {
  if (entry.suppliers === true || entry.times === true) {
    if (entry.times === true && !cue.test(read.lower)) return [];
    const signed = entry.times === true ? read.times() : read.suppliers();
    if (signed === undefined) return [];
    return find(signed.text).map(signed.original);
  }
  const text = entry.cased === true ? read.sentence : read.lower;
  return cue.test(text) ? find(text) : [];
}

/** Drops what the company allows, its templates say, or the reader's own screen showed. */
function excuses(
  context: WordingContext,
): (sentence: string, findings: readonly Finding[]) => readonly Finding[] {
  const templatesIn = templateReader(context.templates);
  const isOwnName = ownNames(context);
  const namesOwn = (words: string): boolean =>
    (words.match(CAPITAL) ?? []).some((word) => isOwnName(lowerCase(word)));
  const allowed = indexTerms(context.allowed.map(({ term }) => [lowerCase(term), true] as const));
  return (sentence, findings) => {
    const lower = lowerCase(sentence);
    const excused = [...templatesIn(lower), ...findTerms(wordsOf(lower), allowed)];
    const quoted = quotedMessages(lower);
    return findings.filter(
      (found) =>
        (found.level !== 'hint' || context.hints === true) &&
        !excused.some((span) => holds(span, found)) &&
        !(found.rule === 'jargon' && quoted.some((span) => holds(span, found))) &&
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
