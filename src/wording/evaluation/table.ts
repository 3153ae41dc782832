import type { DecisionCounts, WordingScores } from './score.ts';
import { WORDING_RULES } from './score.ts';
import type { PublicWordingRule } from '../match.ts';

interface EvaluationReport extends WordingScores {
  readonly perSecond: number;
  readonly unlabelled: Readonly<Record<string, readonly PublicWordingRule[]>>;
}

interface RenderOptions {
  readonly misses: boolean;
  readonly rule?: PublicWordingRule;
}

/** The scores as a table for a terminal, optionally with every disagreement below it. */
export function renderEvaluation(report: EvaluationReport, { misses, rule }: RenderOptions): string {
  const rows = rule === undefined ? [...WORDING_RULES, 'all' as const] : [rule];
  const { clean, unlabelled } = report;
  const lines = [
    `${'rule'.padEnd(14)}${'by update: P, R, right/wrong/missed'.padEnd(42)}by span: P, R`,
    ...rows.map(
      (name) =>
        name.padEnd(14) +
        `${formatShares(report.byUpdate[name])}   ${formatCounts(report.byUpdate[name])}`.padEnd(42) +
        formatShares(report.bySpan[name]),
    ),
    '',
    `${clean.updates} updates without any label: ${formatPercentage(clean.flagged, clean.updates)} have an error, ` +
      `${formatPercentage(clean.otherThanJargon, clean.updates)} an error other than jargon`,
    ...Object.entries(unlabelled).map(
      ([part, rules]) => `not scored, because not labelled: ${rules.join(', ')} in ${part}`,
    ),
    `${report.updates} updates, ${report.perSecond} a second`,
  ];
  if (misses) {
    const shown = report.disagreements.filter((one) => rule === undefined || one.rule === rule);
    lines.push(
      '',
      ...shown.map((one) => {
        const mark = one.kind === 'miss' ? 'missed' : 'false ';
        const by = one.entry === undefined ? '' : ` (${one.entry})`;
        return `${mark} ${one.rule} ${one.id}${by}: "${one.text.replace(/\s+/g, ' ')}" in: ${one.sentence}`;
      }),
    );
  }
  return `${lines.join('\n')}\n`;
}

const formatShares = ({ right, wrong, missed }: DecisionCounts): string =>
  `${formatPercentage(right, right + wrong).padStart(7)} ${formatPercentage(right, right + missed).padStart(7)}`;

const formatCounts = ({ right, wrong, missed }: DecisionCounts): string => `${right}/${wrong}/${missed}`;

const formatPercentage = (part: number, whole: number): string =>
  whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`;
