import { spawn } from 'node:child_process';
import { UsageError } from '../src/files/command-errors.ts';
import { splitCommand } from '../src/response/editor-command.ts';
import { runScript } from '../src/cli/run-candor.ts';
import { cpuTime } from './cpu-time.ts';
import type { Measured } from './cpu-time.ts';

await runScript(
  'npm run bench:pairs --',
  {
    summary:
      'Runs two commands in turn, and prints the median time of each and of their ratio, by the clock and by the processor.',
    description:
      'In turn, so that both meet the same load of the machine; the processor\'s time depends least on it. The first pair warms caches up and does not count. For example: --before "node ../older/scripts/validate.ts --root SITE" --after "node_modules/.bin/candor validate --root SITE".',
    options: {
      before: { value: 'COMMAND', required: true, help: 'the command to compare with' },
      after: { value: 'COMMAND', required: true, help: 'the command to measure' },
      runs: { value: 'N', default: '9', help: 'how many pairs' },
    },
    exitCodes: { 0: 'done', 2: 'a command could not run' },
  },
  async ({ before, after, runs }) => {
    const pairs: (readonly [Measured, Measured])[] = [];
    for (let run = 0; run <= Number(runs); run += 1) {
      const pair = [await measure(before), await measure(after)] as const;
      if (run > 0) pairs.push(pair);
    }
    for (const [name, read] of [
      ['by the clock', ({ wall }: Measured) => wall],
      ['by the processor', ({ cpu }: Measured) => cpu],
    ] as const) {
      const [first, second] = [median(pairs.map(([a]) => read(a))), median(pairs.map(([, b]) => read(b)))];
      const ratio = median(pairs.map(([a, b]) => read(b) / read(a)));
      process.stdout.write(
        `${name}: before ${(first / 1000).toFixed(3)} s, after ${(second / 1000).toFixed(3)} s, ratio ${ratio.toFixed(2)}\n`,
      );
    }
    return 0;
  },
);

/** The output is dropped; an exit code other than 0 is a finding of the command. */
function measure(command: string): Promise<Measured> {
  const [program = '', ...args] = splitCommand(command);
  const began = performance.now();
  const cpuBefore = cpuTime();
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'ignore' });
    child.on('error', () => reject(new UsageError(`"${program}" could not be started.`)));
    child.on('close', () => resolve({ wall: performance.now() - began, cpu: cpuTime() - cpuBefore }));
  });
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}
