import { hash } from 'node:crypto';
import type { WordingLevel, WordingRule } from '../match.ts';
import { extractProse } from '../prose.ts';
import { splitSentences } from '../sentences.ts';
import type { CheckedUpdate } from './score.ts';

/** A finding with the sentence it stands in, to read whether its answer helps the writer. */
export interface DrawnFinding {
  readonly rule: WordingRule;
  readonly entry: string;
  readonly level: WordingLevel;
  readonly sentence: string;
  readonly text: string;
  /** The sentence with the fix applied, if there is a fix. */
  readonly rewritten?: string;
  /** What the answer says to write instead. */
  readonly instead: string;
}

/** Draws findings at random; the same seed draws the same ones of the same updates. */
export function drawFindings(
  checked: readonly CheckedUpdate[],
  count: number,
  seed: string,
): readonly DrawnFinding[] {
  return checked
    .flatMap(({ update: { id, body }, matches }) =>
      matches.map((match) => ({
        order: hash('sha256', `${seed} ${id} ${match.entry} ${match.start}`, 'hex'),
        body,
        match,
      })),
    )
    .toSorted((a, b) => (a.order < b.order ? -1 : 1))
    .slice(0, count)
    .map(({ body, match }) => {
      const { start, end } = sentenceAround(body, match.start);
      const { rule, entry, level, text, fix } = match;
      return {
        rule,
        entry,
        level,
        sentence: flatten(body.slice(start, Math.max(end, match.end))),
        text: flatten(text),
        ...(fix !== undefined && {
          rewritten: flatten(
            body.slice(start, fix.start) + fix.text + body.slice(fix.end, Math.max(end, fix.end)),
          ),
        }),
        instead: match.instead ?? '',
      };
    });
}

/** The sentence of the Markdown that has this offset. */
function sentenceAround(body: string, offset: number): { readonly start: number; readonly end: number } {
  const { text, starts, ends } = extractProse(body);
  const found = splitSentences(text)
    .map(({ start, end }) => ({ start: starts[start]!, end: ends[end - 1]! }))
    .findLast(({ start }) => start <= offset);
  return found ?? { start: 0, end: body.length };
}

const flatten = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Each finding as a few lines: the sentence, and below it the rewritten one or the advice. */
export function renderDrawn(findings: readonly DrawnFinding[]): string {
  return findings
    .map(
      ({ rule, entry, level, sentence, text, rewritten, instead }, index) =>
        `${index + 1}. ${rule} ${entry} ${level} "${text}"\n   - ${sentence}\n   ${rewritten === undefined ? `= ${instead}` : `+ ${rewritten}`}\n`,
    )
    .join('');
}
