import type { WordingContext } from './context.ts';
import type { WordingMatch } from './match.ts';
import { LEXICON } from './lexicon.gen.ts';
import type { Lexicon } from './lexicon.ts';
import { extractProse } from './prose.ts';
import type { SentenceMatcher } from './match-sentence.ts';
import { createSentenceMatcher } from './match-sentence.ts';
import { splitSentences } from './sentences.ts';

/** Sentences cached per context; status updates repeat many sentences. */
const MAX_CACHED_SENTENCES = 2000;

const matcherCache = new WeakMap<Lexicon, WeakMap<WordingContext, SentenceMatcher>>();

/**
 * Checks the wording of one update or title against the SOP (V4.2, V6.1, V6.2, V6.3, V8.6, V13.1, V13.2). Offsets are
 * UTF-16 code units of the Markdown. Accepts any string, never throws, and is linear in its length.
 */
export function matchWording(
  markdown: string,
  context: WordingContext,
  lexicon: Lexicon = LEXICON,
): readonly WordingMatch[] {
  const prose = extractProse(markdown);
  const own = announcesPlannedWork(prose.text) ? asMaintenance(context) : context;
  const matchSentence = cachedMatcher(own, lexicon);
  return splitSentences(prose.text).flatMap(({ start: offset, end: stop }) =>
    matchSentence(prose.text.slice(offset, stop)).map((inSentence) => {
      const start = prose.starts[offset + inSentence.start] as number;
      const end = prose.ends[offset + inSentence.end - 1] as number;
      const { rule, entry, level, why, instead, rewrite, rewriteStart = inSentence.start } = inSentence;
      const text = markdown.slice(start, end);
      const match = { rule, entry, level, start, end, text, why, instead };
      const from = prose.starts[offset + rewriteStart] as number;
      return rewrite === undefined || MARKUP.test(markdown.slice(from, end))
        ? match
        : { ...match, fix: { start: from, end, text: rewrite } };
    }),
  );
}

const PLANNED =
  /\bwill be (?:undergoing|performing|doing|carrying out|upgraded|upgrading)\b|\bmaintenance will (?:begin|start|take place)|\bwe(?: will|'ll) upgrade\b/i;

/** Maintenance is often posted as an incident, so the whole text decides which rules its sentences get. */
const announcesPlannedWork = (text: string): boolean =>
  /maintenance|upgrad/i.test(text) && PLANNED.test(text) && !/emergency/i.test(text);

const planned = new WeakMap<WordingContext, WordingContext>();

function asMaintenance(context: WordingContext): WordingContext {
  if (context.kind !== 'incident' && context.kind !== 'notice') return context;
  let own = planned.get(context);
  if (own === undefined) planned.set(context, (own = { ...context, kind: 'maintenance' }));
  return own;
}

/** Markdown syntax that a rewrite would lose or leave unbalanced. */
const MARKUP = /[*_`[\]<>&\\~|]/;

function cachedMatcher(context: WordingContext, lexicon: Lexicon): SentenceMatcher {
  let matchers = matcherCache.get(lexicon);
  if (matchers === undefined) matcherCache.set(lexicon, (matchers = new WeakMap()));
  const known = matchers.get(context);
  if (known !== undefined) return known;
  const matchSentence = createSentenceMatcher(context, lexicon);
  const cache = new Map<string, ReturnType<SentenceMatcher>>();
  const cached: SentenceMatcher = (sentence) => {
    let matches = cache.get(sentence);
    if (matches === undefined) {
      matches = matchSentence(sentence);
      if (cache.size >= MAX_CACHED_SENTENCES) cache.clear();
      cache.set(sentence, matches);
    }
    return matches;
  };
  matchers.set(context, cached);
  return cached;
}
