import type { Score, WordingFigures } from './evaluate.ts';
import { WORDING_RULES } from './evaluate.ts';
import type { PublicWordingRule } from './hit.ts';

interface FiguresReport extends WordingFigures {
  /** Updates judged in a second. */
  readonly perSecond: number;
  readonly unread: Readonly<Record<string, readonly PublicWordingRule[]>>;
}

interface DrawOptions {
  readonly misses: boolean;
  readonly rule?: PublicWordingRule;
}

/** The figures as a table for a terminal, with every disagreement below it if asked for. */
export function drawFigures(report: FiguresReport, { misses, rule }: DrawOptions): string {
  const rows = rule === undefined ? [...WORDING_RULES, 'all' as const] : [rule];
  const { clean, unread } = report;
  const lines = [
    `${'rule'.padEnd(14)}${'by update: P, R, right/wrong/missed'.padEnd(42)}by span: P, R`,
    ...rows.map(
      (name) =>
        name.padEnd(14) +
        `${share(report.byUpdate[name])}   ${counts(report.byUpdate[name])}`.padEnd(42) +
        share(report.bySpan[name]),
    ),
    '',
    `${clean.updates} updates without any label: ${percent(clean.alarmed, clean.updates)} get an error, ` +
      `${percent(clean.otherThanJargon, clean.updates)} one of another rule than jargon`,
    ...Object.entries(unread).map(
      ([part, rules]) => `not scored, nobody labelled it: ${rules.join(', ')} in ${part}`,
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

const share = ({ right, wrong, missed }: Score): string =>
  `${percent(right, right + wrong).padStart(7)} ${percent(right, right + missed).padStart(7)}`;

const counts = ({ right, wrong, missed }: Score): string => `${right}/${wrong}/${missed}`;

const percent = (part: number, whole: number): string =>
  whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`;
