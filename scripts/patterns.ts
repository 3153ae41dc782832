import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENGINE_ROOT } from '../src/files/read-content.ts';
import { checkPattern } from './patterns/check.ts';
import type { PatternVerdict } from './patterns/check.ts';
import { collectPatterns, readPatternPolicy } from './patterns/collect.ts';

const HELP = `Usage: npm run patterns

Checks how much time the regular expressions of the engine and of the lexicon can take, with recheck, and writes the result
to scripts/patterns/results.json. Only new patterns are checked. The patterns test fails for a pattern that isn't in the
file, and for one that takes more than quadratic time.
`;

const RESULTS = join(ENGINE_ROOT, 'scripts/patterns/results.json');

if (process.argv.includes('--help')) process.stdout.write(HELP);
else checkNewPatterns();

function checkNewPatterns(): void {
  const { patterns } = collectPatterns(readPatternPolicy());
  const known = JSON.parse(readFileSync(RESULTS, 'utf8')) as Record<string, PatternVerdict>;
  const verdicts: Record<string, PatternVerdict> = {};
  const counts = new Map<PatternVerdict, number>();
  const write = (): void => {
    const missing = Object.entries(known).filter(
      ([key]) => patterns.has(key) && !Object.hasOwn(verdicts, key),
    );
    const all = [...Object.entries(verdicts), ...missing].toSorted(([a], [b]) => (a < b ? -1 : 1));
    writeFileSync(RESULTS, `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`);
  };
  for (const [key, pattern] of patterns) {
    const isNew = !Object.hasOwn(known, key);
    const verdict = isNew ? checkPattern(pattern) : known[key]!;
    verdicts[key] = verdict;
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
    if (!isNew) continue;
    process.stdout.write(`${verdict}: ${pattern.places.join(', ')}\n`);
    write();
  }
  write();
  for (const [verdict, count] of [...counts].toSorted()) process.stdout.write(`${count} ${verdict}\n`);
}
