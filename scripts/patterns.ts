import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ENGINE_ROOT } from '../src/files/engine.ts';
import { checkPattern } from './patterns/check.ts';
import type { PatternResult, PatternVerdict } from './patterns/check.ts';
import { collectPatterns, readPatternPolicy } from './patterns/collect.ts';

const HELP = `Usage: npm run patterns [-- --again TEXT]

Checks how much time the regular expressions of the engine and of the lexicon can take, with recheck, and writes the result
to scripts/patterns/results.json. Only new patterns are checked. The patterns test fails for a pattern that isn't in the
file, and for one that takes more than quadratic time.

--again TEXT also checks known patterns again whose key, result or place ("lexicon: eta") contains TEXT.
`;

const RESULTS = join(ENGINE_ROOT, 'scripts/patterns/results.json');

const { values } = parseArgs({
  options: { again: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } },
});
if (values.help) process.stdout.write(HELP);
else checkPatterns(values.again);

/** The text of a result alone, or with the slowest text that was measured. */
type KnownResult = PatternVerdict | PatternResult;

function checkPatterns(again: string | undefined): void {
  const { patterns } = collectPatterns(readPatternPolicy());
  const known = JSON.parse(readFileSync(RESULTS, 'utf8')) as Record<string, KnownResult>;
  const verdicts: Record<string, KnownResult> = {};
  const counts = new Map<PatternVerdict, number>();
  const write = (): void => {
    const missing = Object.entries(known).filter(
      ([key]) => patterns.has(key) && !Object.hasOwn(verdicts, key),
    );
    const all = [...Object.entries(verdicts), ...missing].toSorted(([a], [b]) => (a < b ? -1 : 1));
    writeFileSync(RESULTS, `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`);
  };
  for (const [key, pattern] of patterns) {
    const text = `${key} ${pattern.places.join(' ')} ${JSON.stringify(known[key])}`;
    const isNew = !Object.hasOwn(known, key) || (again !== undefined && text.includes(again));
    const result = isNew ? simplify(checkPattern(pattern)) : known[key]!;
    const verdict = typeof result === 'string' ? result : result.verdict;
    verdicts[key] = result;
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
    if (!isNew) continue;
    process.stdout.write(`${verdict}: ${pattern.places.join(', ')}\n`);
    write();
  }
  write();
  for (const [verdict, count] of [...counts].toSorted()) process.stdout.write(`${count} ${verdict}\n`);
}

function simplify(result: PatternResult): KnownResult {
  return result.slowest ? result : result.verdict;
}
