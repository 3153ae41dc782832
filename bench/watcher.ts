import { DAY, MINUTE } from '../src/time/duration.ts';
import { runDefinedCommand } from '../src/cli/define-command.ts';
import { killWatcher } from './watcher-kills.ts';

const HELP = `Usage: npm run bench:watcher -- [options]

Kills a watcher again and again over a simulated week, with real git and an emulated GitHub, and counts the reminders that
were missed or sent twice. Takes about half an hour.

Options:
  --kills N       at least this many kills (default: 200)
  --days N        simulated days (default: 7)
  --incidents N   how many incidents there are (default: 14)
  --rate N        how many times faster the watcher's clock runs (default: 400)
  --no-github     only print reminders
  --minutes N     stop after this many minutes all the same (default: 60)
  --seed N        the seed of the moments of the kills (default: 1)

Exit codes:
  0  no reminder was missed, none was sent twice
  1  otherwise
  2  the command could not run
`;

await runDefinedCommand({
  help: HELP,
  options: {
    kills: { type: 'string', default: '200' },
    days: { type: 'string', default: '7' },
    incidents: { type: 'string', default: '14' },
    rate: { type: 'string', default: '400' },
    'no-github': { type: 'boolean', default: false },
    minutes: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
  },
  run: async (values) => {
    const result = await killWatcher({
      kills: Number(values.kills),
      duration: Number(values.days) * DAY,
      incidents: Number(values.incidents),
      rate: Number(values.rate),
      seed: Number(values.seed),
      github: !values['no-github'],
      limit: Number(values.minutes) * MINUTE,
      log: (line) => void process.stdout.write(`${line}\n`),
    });
    process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    const isWhole = values['no-github'] || result.issues === result.incidents;
    return isWhole && result.missed.length + result.twice.length === 0 ? 0 : 1;
  },
});
