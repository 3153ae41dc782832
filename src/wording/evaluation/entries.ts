import type { WordingLevel } from '../match.ts';
import type { Audience } from '../context.ts';
import type { CheckedUpdate } from './score.ts';

/** How often a lexicon entry was right: its matches that overlap a firm label, and those in updates without a label of the rule. */
export interface EntryScore {
  readonly entry: string;
  readonly rule: string;
  /** As the lexicon sets it. */
  readonly level: WordingLevel;
  readonly right: number;
  readonly wrong: number;
}

/**
 * Fewer matches than this say nothing about an entry, nor does a single wrong one: readers disagree on one update in ten. The
 * level of the lexicon holds then.
 */
const MIN_MATCHES = 8;
/** The share of right matches from which an entry is an error, and a warning. */
export const ERROR_PRECISION = 0.95;
const WARN_PRECISION = 0.7;

/** Counts the matches of each entry, most wrong first. Readers differ on jargon, so its key includes the audience. */
export function scoreEntries(
  checked: readonly CheckedUpdate[],
  audienceOf: (org: string) => Audience,
): ReadonlyMap<string, EntryScore> {
  const scores = new Map<string, { -readonly [Key in keyof EntryScore]: EntryScore[Key] }>();
  for (const { update, matches, unlabelled } of checked) {
    for (const match of matches) {
      if (match.rule === 'blameless' || unlabelled.includes(match.rule)) continue;
      const labels = update.labels.filter(({ rule }) => rule === match.rule);
      const key = keyOf(match.entry, match.rule, audienceOf(update.org));
      let score = scores.get(key);
      if (score === undefined) {
        score = { entry: key, rule: match.rule, level: match.level, right: 0, wrong: 0 };
        scores.set(key, score);
      }
      const isRight = labels.some(
        ({ start, end, borderline }) => !borderline && start < match.end && match.start < end,
      );
      if (isRight) score.right++;
      else if (labels.length === 0) score.wrong++;
    }
  }
  return new Map([...scores].toSorted(([, a], [, b]) => b.wrong - a.wrong || b.right - a.right));
}

export const keyOf = (entry: string, rule: string, audience: Audience): string =>
  rule === 'jargon' ? `${entry} (${audience})` : entry;

/** The level that a score deserves: at least 95 % right is an error, at least 70 % a warning, less is not said. */
export function deservedLevel(score: EntryScore | undefined, level: WordingLevel): WordingLevel {
  if (score === undefined || score.right + score.wrong < MIN_MATCHES || score.wrong < 2) return level;
  const precision = score.right / (score.right + score.wrong);
  if (precision >= ERROR_PRECISION) return level;
  return precision >= WARN_PRECISION && level !== 'hint' ? 'warn' : 'hint';
}
