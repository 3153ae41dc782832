import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { runCommand, UsageError } from '../src/files/command-errors.ts';
import { FUZZ_TARGETS } from '../test/fuzz/targets.ts';

const HELP = `Usage: npm run fuzz -- [options]

Gives random input to the parsers, the Markdown renderer, feeds, API, forms, alerts and importers, and checks what must hold
for any input. Prints the seed of each run, with which it can be repeated.

Options:
  --cases N    the number of inputs for each target (default: 100000)
  --seed N     an integer (default: from the clock)
  --only TEXT  only targets with this text in their name

Exit code: 0 no fault, 1 faults, 2 it could not run.
`;

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      cases: { type: 'string', default: '100000' },
      seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
      only: { type: 'string', default: '' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const numRuns = parseWhole('cases', values.cases);
  const seed = parseWhole('seed', values.seed);
  let faults = 0;
  for (const { name, property } of FUZZ_TARGETS.filter((target) => target.name.includes(values.only))) {
    const begin = performance.now();
    const result = await fc.check(property, { numRuns, seed });
    const seconds = ((performance.now() - begin) / 1000).toFixed(0);
    process.stdout.write(`${name}: ${result.numRuns} cases, seed ${seed}, ${seconds} s\n`);
    if (!result.failed) continue;
    faults++;
    process.stdout.write(`${fc.defaultReportMessage(result)}\n`);
  }
  process.stdout.write(`${faults} faults\n`);
  return faults === 0 ? 0 : 1;
});

function parseWhole(name: string, text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new UsageError(`--${name} takes a whole number, not "${text}".`);
  return Number(text);
}
