import { z } from 'zod';
import type { AudienceScores } from './by-site.ts';

const figure = z.number().min(0).max(100).nullable();

/** Figures in per cent with one decimal, of one set of files: by audience, by rule; null where there is nothing to count. */
const baselineSchema = z.record(
  z.string(),
  z.record(z.string(), z.record(z.string(), z.strictObject({ precision: figure, recall: figure }))),
);

/** By a name for the data, such as `labelled.jsonl 1a2b3c4d5e6f`. It holds figures only, no text. */
export type Baseline = z.infer<typeof baselineSchema>;

/** @throws if it has another shape */
export function parseBaseline(text: string): Baseline {
  return baselineSchema.parse(JSON.parse(text));
}

export function toFigures(scores: readonly AudienceScores[]): Baseline[string] {
  return Object.fromEntries(
    scores.map(({ audience, rules, falseErrors }) => [
      audience,
      {
        ...Object.fromEntries(
          Object.entries(rules).map(([rule, { precision, recall }]) => [
            rule,
            { precision: toPercent(precision?.share), recall: toPercent(recall?.share) },
          ]),
        ),
        clean: { precision: toPercent(falseErrors && 1 - falseErrors.share), recall: null },
      },
    ]),
  );
}

const toPercent = (share: number | undefined): number | null =>
  share === undefined ? null : Math.round(share * 1000) / 10;

/** A line for each figure that is lower than before. */
export function findLoweredFigures(before: Baseline[string], now: Baseline[string]): readonly string[] {
  return Object.entries(before).flatMap(([audience, rules]) =>
    Object.entries(rules).flatMap(([rule, figures]) =>
      (['precision', 'recall'] as const).flatMap((kind) => {
        const was = figures[kind];
        const is = now[audience]?.[rule]?.[kind] ?? null;
        const name = rule === 'clean' ? 'updates without a false error' : `${rule}, ${kind}`;
        return was !== null && (is === null || is < was)
          ? [`${audience}: ${name} fell from ${was} % to ${is ?? '-'} %`]
          : [];
      }),
    ),
  );
}
