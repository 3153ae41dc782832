import type { Audience } from '../context.ts';
import type { PublicWordingRule } from '../match.ts';
import { deservedLevel, keyOf, scoreEntries } from './entries.ts';
import type { EntryScore } from './entries.ts';
import { shareOverSites } from './intervals.ts';
import type { Share } from './intervals.ts';
import { scoreUpdates, WORDING_RULES } from './score.ts';
import type { CheckedUpdate, DecisionCounts, WordingScores } from './score.ts';

/** Precision and recall of one rule, over whole updates. */
export interface RuleShares {
  readonly precision?: Share;
  readonly recall?: Share;
}

/** The figures of all sites with one audience; `all` is every site. */
export interface AudienceScores {
  readonly audience: Audience | 'all';
  readonly sites: number;
  readonly updates: number;
  readonly rules: Readonly<Record<PublicWordingRule, RuleShares>>;
  /** The share of updates without a label that have an error. */
  readonly falseErrors?: Share;
}

/**
 * Scores each site by what the other sites taught: the level of each entry, from its precision there. It can't show whether a pattern was written from
 * text of these sites: that takes sites that no one has read.
 */
export function crossValidate(
  checked: readonly CheckedUpdate[],
  audienceOf: (org: string) => Audience,
): readonly AudienceScores[] {
  const sites = [...Map.groupBy(checked, ({ update }) => update.org)];
  const all = scoreEntries(checked, audienceOf);
  const scores = sites.map(([org, own]) => {
    const others = subtract(all, scoreEntries(own, audienceOf));
    const audience = audienceOf(org);
    const scored = scoreUpdates(
      own,
      ({ entry, rule, level }) => deservedLevel(others.get(keyOf(entry, rule, audience)), level) === 'error',
    );
    return { audience, scored };
  });
  const audiences = [...new Set(scores.map(({ audience }) => audience))].toSorted();
  return [
    summarize(
      'all',
      scores.map(({ scored }) => scored),
    ),
    ...audiences.map((audience) =>
      summarize(
        audience,
        scores.filter((one) => one.audience === audience).map(({ scored }) => scored),
      ),
    ),
  ];
}

function subtract(
  all: ReadonlyMap<string, EntryScore>,
  own: ReadonlyMap<string, EntryScore>,
): ReadonlyMap<string, EntryScore> {
  return new Map(
    [...all].map(([key, score]) => [
      key,
      {
        ...score,
        right: score.right - (own.get(key)?.right ?? 0),
        wrong: score.wrong - (own.get(key)?.wrong ?? 0),
      },
    ]),
  );
}

function summarize(audience: AudienceScores['audience'], sites: readonly WordingScores[]): AudienceScores {
  const sharesOf = (counts: readonly DecisionCounts[]): RuleShares => {
    const precision = shareOverSites(counts, 'precision');
    const recall = shareOverSites(counts, 'recall');
    return { ...(precision && { precision }), ...(recall && { recall }) };
  };
  const falseErrors = shareOverSites(
    sites.map(({ clean }) => ({ right: clean.flagged, wrong: clean.updates - clean.flagged, missed: 0 })),
    'precision',
  );
  return {
    audience,
    sites: sites.length,
    updates: sites.reduce((sum, { updates }) => sum + updates, 0),
    rules: Object.fromEntries(
      WORDING_RULES.map((rule) => [rule, sharesOf(sites.map(({ byUpdate }) => byUpdate[rule]))]),
    ) as Record<PublicWordingRule, RuleShares>,
    ...(falseErrors && { falseErrors }),
  };
}
