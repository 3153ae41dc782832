import { fileURLToPath } from 'node:url';
import { DAY, MINUTE, SECOND } from '../src/time/duration.ts';
import { runScript } from '../src/cli/run-candor.ts';
import { killWatcher } from './watcher-kills.ts';

await runScript(
  'npm run bench:watcher --',
  {
    summary:
      'Kills a watcher again and again over a simulated week, with real git and an emulated GitHub, and counts the reminders that were missed or sent twice.',
    description: 'Takes about half an hour.',
    options: {
      kills: { value: 'N', default: '200', help: 'at least this many kills' },
      days: { value: 'N', default: '7', help: 'simulated days' },
      incidents: { value: 'N', default: '14', help: 'how many incidents there are' },
      rate: { value: 'N', default: '400', help: "how many times faster the watcher's clock runs" },
      'no-github': { help: 'only print reminders' },
      minutes: { value: 'N', default: '60', help: 'stop after this many minutes all the same' },
      seed: { value: 'N', default: '1', help: 'the seed of the moments of the kills' },
    },
    exitCodes: {
      0: 'no reminder was missed, none was sent twice',
      1: 'otherwise',
      2: 'the command could not run',
    },
  },
  async (values) => {
    const result = await killWatcher({
      entry: fileURLToPath(new URL('../src/cli/candor.ts', import.meta.url)),
      kills: Number(values.kills),
      duration: Number(values.days) * DAY,
      incidents: Number(values.incidents),
      rate: Number(values.rate),
      seed: Number(values.seed),
      github: !values['no-github'],
      longestLife: (values['no-github'] ? 4 : 20) * SECOND,
      limit: Number(values.minutes) * MINUTE,
      log: (line) => void process.stdout.write(`${line}\n`),
    });
    process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    const isWhole = values['no-github'] || result.issues === result.incidents;
    return isWhole && result.missed.length + result.twice.length === 0 ? 0 : 1;
  },
);
