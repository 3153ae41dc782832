import type { WordingContext } from './context.ts';
import type { WordingMatch } from './hit.ts';
import { LEXICON } from './lexicon.gen.ts';
import type { Lexicon } from './lexicon.ts';
import { extractProse } from './prose.ts';
import type { SentenceMatcher } from './sentence-judge.ts';
import { createSentenceMatcher } from './sentence-judge.ts';
import { splitSentences } from './sentences.ts';

/** Sentences remembered per context; status updates say the same things again and again. */
const MAX_CACHED_SENTENCES = 2000;

const matcherCache = new WeakMap<WordingContext, SentenceMatcher>();

/**
 * Judges the words of one update or title against the SOP (V4.2, V6.1, V6.2, V6.3, V8.6, V13.1, V13.2). Offsets are
 * UTF-16 code units of the Markdown given. Pure and total: any string is judged, none throws. Work is linear in the
 * length of the text.
 */
export function matchWording(
  markdown: string,
  context: WordingContext,
  lexicon: Lexicon = LEXICON,
): readonly WordingMatch[] {
  const prose = extractProse(markdown);
  const own = announcesPlannedWork(prose.text) ? asMaintenance(context) : context;
  const judge = lexicon === LEXICON ? cachedMatcher(own) : createSentenceMatcher(own, lexicon);
  return splitSentences(prose.text).flatMap(({ start: offset, end: stop }) =>
    judge(prose.text.slice(offset, stop)).map((inSentence) => {
      const start = prose.starts[offset + inSentence.start] as number;
      const end = prose.ends[offset + inSentence.end - 1] as number;
      const { rule, entry, level, why, instead, rewrite } = inSentence;
      const text = markdown.slice(start, end);
      const match = { rule, entry, level, start, end, text, why, instead };
      return rewrite === undefined || MARKUP.test(text)
        ? match
        : { ...match, fix: { start, end, text: rewrite } };
    }),
  );
}

const PLANNED =
  /\bwill be (?:undergoing|performing|doing|carrying out|upgraded|upgrading)\b|\bmaintenance will (?:begin|start|take place)|\bwe(?: will|'ll) upgrade\b/i;

/** Planned work is often posted as an incident; its times are told in other sentences than its name. */
const announcesPlannedWork = (text: string): boolean =>
  /maintenance|upgrad/i.test(text) && PLANNED.test(text) && !/emergency/i.test(text);

const planned = new WeakMap<WordingContext, WordingContext>();

function asMaintenance(context: WordingContext): WordingContext {
  if (context.kind !== 'incident') return context;
  let own = planned.get(context);
  if (own === undefined) planned.set(context, (own = { ...context, kind: 'maintenance' }));
  return own;
}

/** Marks that a rewrite of the words would lose or leave half open. */
const MARKUP = /[*_`[\]<>&\\~|]/;

function cachedMatcher(context: WordingContext): SentenceMatcher {
  const known = matcherCache.get(context);
  if (known !== undefined) return known;
  const judge = createSentenceMatcher(context, LEXICON);
  const memory = new Map<string, ReturnType<SentenceMatcher>>();
  const remembering: SentenceMatcher = (sentence) => {
    let matches = memory.get(sentence);
    if (matches === undefined) {
      matches = judge(sentence);
      if (memory.size >= MAX_CACHED_SENTENCES) memory.clear();
      memory.set(sentence, matches);
    }
    return matches;
  };
  matcherCache.set(context, remembering);
  return remembering;
}
