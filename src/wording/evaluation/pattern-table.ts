import type { Lexicon } from '../lexicon.ts';
import type { EntryScore } from './entries.ts';
import { deservedLevel } from './entries.ts';
import { wilsonInterval } from './intervals.ts';

/** A phrase of the lexicon: why it is reported, what it leaves out, and how often it was right. */
export interface PatternRow {
  readonly entry: string;
  readonly rule: string;
  readonly level: string;
  readonly deserves: string;
  readonly why: string;
  readonly match: readonly string[];
  /** Patterns that a match must not overlap, and those that its sentence must not contain. */
  readonly exclusions: readonly string[];
  readonly right: number;
  readonly wrong: number;
}

/** Every phrase that finds text of updates, in the order of the lexicon; terms are words, not patterns. */
export function describePatterns(
  { phrases }: Lexicon,
  scores: ReadonlyMap<string, EntryScore>,
): readonly PatternRow[] {
  return phrases
    .filter(({ rule }) => rule !== 'blameless')
    .map(({ id, rule, level, why, match, unless = [], never = [] }) => {
      // a jargon phrase has a score for each audience
      const own = [...scores.values()].filter(
        (score) => score.rule === rule && (score.entry === id || score.entry.startsWith(`${id} (`)),
      );
      const right = own.reduce((sum, score) => sum + score.right, 0);
      const wrong = own.reduce((sum, score) => sum + score.wrong, 0);
      const deserves = deservedLevel({ entry: id, rule, level, right, wrong }, level);
      return {
        entry: id,
        rule,
        level,
        deserves,
        why,
        match,
        exclusions: [...unless, ...never],
        right,
        wrong,
      };
    });
}

/** As a Markdown table. Exclusions are long: it has their number, JSON has their text. */
export function renderPatternTable(rows: readonly PatternRow[]): string {
  const lines = rows.map(({ rule, entry, level, deserves, why, match, exclusions, right, wrong }) => {
    const measured =
      right + wrong === 0 ? 'not found' : `${right} of ${right + wrong}, ${formatShare(right, wrong)}`;
    const said = deserves === level ? level : `${level} (deserves ${deserves})`;
    const cells = [rule, `\`${entry}\``, said, why, match.length, exclusions.length, measured];
    return `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  });
  return [
    '| rule | phrase | level | why | patterns | exclusions | right, precision (95 % interval) |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...lines,
    '',
  ].join('\n');
}

function formatShare(right: number, wrong: number): string {
  const { low, high } = wilsonInterval(right, right + wrong);
  const [share, from, to] = [right / (right + wrong), low, high].map((one) => Math.round(one * 100));
  return `${share} % (${from}–${to})`;
}
