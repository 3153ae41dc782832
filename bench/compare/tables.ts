import { median, ratiosOf } from './measure.ts';
import type { Measured } from './measure.ts';

/** Which commands are compared with which others. */
const PAIRS = [
  ['build', 'node -e 0'],
  ['build', 'plain writer'],
  ['build', 'hugo'],
  ['build', 'cstate'],
  ['build again', 'build'],
  ['validate', 'node -e 0'],
  ['validate', 'plain writer'],
  ['validate again', 'validate'],
] as const;

export function renderRuns(measured: ReadonlyMap<string, Measured>): string {
  const rows = [...measured].map(([name, { runs, memory }]) => [
    name,
    median(runs.map(({ wall }) => wall)).toFixed(2),
    median(runs.map(({ cpu }) => cpu)).toFixed(2),
    memory?.toFixed(0) ?? '',
    [...new Set(runs.map(({ code }) => code))].join(', '),
  ]);
  return renderTable(['command', 'seconds', 'processor seconds', 'peak MB', 'exit code'], rows);
}

export function renderRatios(measured: ReadonlyMap<string, Measured>): string {
  const rows = PAIRS.flatMap(([name, other]) => {
    const [one, two] = [measured.get(name), measured.get(other)];
    if (!one || !two) return [];
    return (['wall', 'cpu'] as const).map((figure) => {
      const ratios = ratiosOf(one.runs, two.runs, figure);
      const pairs = ratios.map((ratio) => ratio.toFixed(2)).join(' ');
      const what = figure === 'wall' ? 'seconds' : 'processor seconds';
      return [`${name} / ${other}`, what, median(ratios).toFixed(2), pairs];
    });
  });
  return renderTable(['ratio', 'of', 'median', 'round by round'], rows);
}

function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return `${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`;
}
