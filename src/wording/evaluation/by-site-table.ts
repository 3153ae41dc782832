import type { AudienceScores } from './by-site.ts';
import type { EntryScore } from './entries.ts';
import { deservedLevel } from './entries.ts';
import type { Share } from './intervals.ts';
import { wilsonInterval } from './intervals.ts';
import { WORDING_RULES } from './score.ts';

/** The cross-validated figures as a table for a terminal. */
export function renderBySite(scores: readonly AudienceScores[]): string {
  return scores
    .map(({ audience, sites, updates, rules, falseErrors }) =>
      [
        `${audience}: ${updates} updates of ${sites} ${sites === 1 ? 'site' : 'sites'}`,
        `  ${'rule'.padEnd(14)}${'precision, 95 % interval'.padEnd(32)}recall, 95 % interval`,
        ...WORDING_RULES.map((rule) => {
          const { precision, recall } = rules[rule];
          return `  ${rule.padEnd(14)}${formatShare(precision).padEnd(32)}${formatShare(recall)}`;
        }),
        `  ${'false errors'.padEnd(14)}${formatShare(falseErrors)} updates without a label`,
      ].join('\n'),
    )
    .join('\n\n')
    .concat('\n');
}

/** What each lexicon entry found: right, wrong, precision with its interval, its level and the one it deserves. */
export function renderEntries(scores: Iterable<EntryScore>): string {
  const rows = [...scores].map((score) => {
    const { entry, rule, level, right, wrong } = score;
    const { low, high } = wilsonInterval(right, Math.max(1, right + wrong));
    const share = right + wrong === 0 ? '-' : formatRange(right / (right + wrong), low, high);
    const deserved = deservedLevel(score, level);
    const advice = deserved === level ? '' : ` deserves ${deserved}`;
    return `${rule.padEnd(12)}${entry.padEnd(38)}${`${right}/${wrong}`.padEnd(10)}${share.padEnd(24)}${level}${advice}`;
  });
  return `${'rule'.padEnd(12)}${'entry'.padEnd(38)}${'right/wrong'.padEnd(10)} ${'precision'.padEnd(23)}level\n${rows.join('\n')}\n`;
}

const formatShare = (value: Share | undefined): string =>
  value === undefined ? '-' : `${formatRange(value.share, value.low, value.high)} of ${value.of}`;

const formatRange = (share: number, low: number, high: number): string =>
  `${percent(share)} % (${percent(low)}–${percent(high)})`;

const percent = (share: number): string => (share * 100).toFixed(1);
