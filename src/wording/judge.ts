import type { WordingContext } from './context.ts';
import { updateTimes } from './cadence.ts';
import type { Finding } from './finding.ts';
import { settle } from './finding.ts';
import { lowerCase } from './fold.ts';
import type { WordingHit, WordingRule } from './hit.ts';
import { inside, ownNames, quotedMessages, termReader } from './jargon.ts';
import type { Lexicon, PhraseEntry } from './lexicon.ts';
import { LEXICON } from './lexicon.gen.ts';
import type { CompiledPhrase } from './patterns.ts';
import { compilePhrase, spansOf } from './patterns.ts';
import { readProse } from './prose.ts';
import { splitSentences } from './sentences.ts';
import { holds } from './span.ts';
import { supplierReader } from './suppliers.ts';
import { templateReader } from './templates.ts';
import { findTerms, indexTerms } from './terms.ts';
import { wordsOf } from './words.ts';

type SentenceJudge = (sentence: string) => readonly Finding[];

const POSTMORTEM_RULES: readonly WordingRule[] = ['blame', 'speculation'];

/** Sentences remembered per context; status updates say the same things again and again. */
const MEMORY = 2000;

const judges = new WeakMap<WordingContext, SentenceJudge>();
const phrases = new WeakMap<Lexicon, readonly CompiledPhrase[]>();

/**
 * Judges the words of one update or title against the SOP (V4.2, V6.1, V6.2, V6.3, V8.6, V13.1, V13.2). Offsets are
 * UTF-16 code units of the Markdown given. Pure and total: any string is judged, none throws. Work is linear in the
 * length of the text.
 */
export function judgeWording(
  markdown: string,
  context: WordingContext,
  lexicon: Lexicon = LEXICON,
): readonly WordingHit[] {
  const prose = readProse(markdown);
  const judge = lexicon === LEXICON ? remembered(context) : sentenceJudge(context, lexicon);
  const hits: WordingHit[] = [];
  for (const { start: offset, end } of splitSentences(prose.text)) {
    for (const finding of judge(prose.text.slice(offset, end))) {
      const start = prose.starts[offset + finding.start] as number;
      const stop = prose.ends[offset + finding.end - 1] as number;
      const { rule, entry, level, why, instead, rewrite } = finding;
      const text = markdown.slice(start, stop);
      hits.push({
        rule,
        entry,
        level,
        start,
        end: stop,
        text,
        why,
        instead,
        ...(rewrite === undefined ? {} : { fix: { start, end: stop, text: rewrite } }),
      });
    }
  }
  return hits;
}

function remembered(context: WordingContext): SentenceJudge {
  const known = judges.get(context);
  if (known !== undefined) return known;
  const judge = sentenceJudge(context, LEXICON);
  let memory = new Map<string, readonly Finding[]>();
  const remembering: SentenceJudge = (sentence) => {
    let findings = memory.get(sentence);
    if (findings === undefined) {
      findings = judge(sentence);
      if (memory.size >= MEMORY) memory = new Map();
      memory.set(sentence, findings);
    }
    return findings;
  };
  judges.set(context, remembering);
  return remembering;
}

function sentenceJudge(context: WordingContext, lexicon: Lexicon): SentenceJudge {
  const entries = compiledPhrases(lexicon).filter(({ entry }) => applies(entry, context));
  const readSuppliers = supplierReader(context, lexicon);
  const readTerms = context.kind === 'postmortem' ? undefined : termReader(context, lexicon);
  const templatesIn = templateReader(context.templates);
  const isOwnName = ownNames(context);
  const allowed = indexTerms(context.allowed.map(({ term }) => [lowerCase(term), true] as const));
  return (sentence) => {
    const lower = lowerCase(sentence);
    let suppliers: ReturnType<typeof readSuppliers> | null = null;
    const findings: Finding[] = [];
    for (const { entry, cue, find } of entries) {
      if (entry.suppliers === true) {
        if (suppliers === null) suppliers = readSuppliers(sentence, lower);
        if (suppliers === undefined || !cue.test(suppliers.text)) continue;
        for (const span of find(suppliers.text))
          findings.push(finding(entry, suppliers.original(span), lexicon, sentence));
      } else {
        const text = entry.cased === true ? sentence : lower;
        if (!cue.test(text)) continue;
        for (const span of find(text)) findings.push(finding(entry, span, lexicon, sentence));
      }
    }
    if (context.cadence !== undefined) findings.push(...updateTimes(lower, context.cadence));
    if (readTerms !== undefined) findings.push(...readTerms(sentence, lower));
    if (findings.length === 0) return findings;
    const templates = templatesIn(lower);
    const quoted = quotedMessages(lower);
    const agreed = findTerms(wordsOf(lower), allowed);
    return settle(findings).filter(
      (found) =>
        (found.level !== 'hint' || context.hints === true) &&
        !inside(templates, found) &&
        !(
          found.rule === 'jargon' &&
          (inside(quoted, found) || isOwnName(lower.slice(found.start, found.end)))
        ) &&
        !agreed.some((term) => holds(term, found)),
    );
  };
}

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

function finding(
  entry: PhraseEntry,
  span: { readonly start: number; readonly end: number },
  lexicon: Lexicon,
  sentence: string,
): Finding {
  const { rule, id, level, why, instead } = entry;
  void lexicon;
  void sentence;
  void spansOf;
  return { rule, entry: id, level, why, instead, start: span.start, end: span.end };
}
