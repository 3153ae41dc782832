import { expect, test } from 'vitest';
import { killWatcher } from '../../bench/watcher-kills.ts';
import { HOUR, SECOND } from '../../src/time/duration.ts';
import { CANDOR } from '../support/run.ts';

/** `npm run bench:watcher` does the same with 200 kills over a week. */
test(
  'V10.1: a watcher that is killed ten times misses no reminder and sends none twice',
  { timeout: 400_000 },
  async () => {
    const log: string[] = [];
    const result = await killWatcher({
      ...{ entry: CANDOR, kills: 10, duration: HOUR, incidents: 1, rate: 800, seed: 7 },
      ...{ github: true, longestLife: 8 * SECOND, limit: 300_000 },
      log: (line) => void log.push(line),
    });
    expect({ ...result, log }).toMatchObject({ missed: [], twice: [], issues: result.incidents });
    expect(result.kills).toBeGreaterThanOrEqual(10);
    expect(result.due).toBeGreaterThan(3);
  },
);
