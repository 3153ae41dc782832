import fc from 'fast-check';
import { runScript } from '../src/cli/run-candor.ts';
import { UsageError } from '../src/files/command-errors.ts';
import { FUZZ_TARGETS } from '../test/fuzz/targets.ts';

await runScript(
  'npm run fuzz --',
  {
    summary:
      'Gives random input to the parsers, the Markdown renderer, feeds, API, forms, alerts and importers, and checks what must hold for any input.',
    description: 'Prints the seed of each run, with which it can be repeated.',
    options: {
      cases: { value: 'N', default: '100000', help: 'the number of inputs for each target' },
      seed: { value: 'N', help: 'an integer (default: from the clock)' },
      only: { value: 'TEXT', default: '', help: 'only targets with this text in their name' },
    },
    exitCodes: { 0: 'no fault', 1: 'faults', 2: 'the command could not run' },
  },
  async (values) => {
    const numRuns = parseWhole('cases', values.cases);
    const seed = parseWhole('seed', values.seed ?? String(Date.now() % 2 ** 31));
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
  },
);

function parseWhole(name: string, text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new UsageError(`--${name} takes a whole number, not "${text}".`);
  return Number(text);
}
