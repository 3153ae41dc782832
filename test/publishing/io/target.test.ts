import { existsSync, mkdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  performDeployActions,
  planDeployRollback,
  planDeploy,
  readDeployTarget,
} from '../../../src/publishing/io/target.ts';
import { scratch } from '../../support/scratch.ts';

const STAMPS = ['20261122T100000Z', '20261122T110000Z', '20261122T120000Z', '20261122T130000Z'];

async function publish(folder: string, words: string, stamp: string): Promise<void> {
  const from = scratch({ 'index.html': words });
  const place = await readDeployTarget(join(folder, 'live'));
  await performDeployActions(place, planDeploy(place, from, stamp));
}

const live = (folder: string): string => readFileSync(join(folder, 'live', 'index.html'), 'utf8');

describe('a folder that a web server serves', () => {
  test('is switched in one step, keeps the builds before, and goes back', async () => {
    const folder = scratch();
    for (const [index, stamp] of STAMPS.entries()) {
      await publish(folder, `build ${index}`, stamp);
      expect(live(folder)).toBe(`build ${index}`);
    }
    const place = await readDeployTarget(join(folder, 'live'));
    expect(place.keptBuilds).toEqual(STAMPS.slice(1));
    await performDeployActions(place, [planDeployRollback(place)]);
    expect(live(folder)).toBe('build 2');
    expect(readlinkSync(join(folder, 'live'))).toBe(`live.builds/${STAMPS[2]}`);
  });

  test('has nothing before its first build', async () => {
    const folder = scratch();
    await publish(folder, 'only', STAMPS[0]!);
    const place = await readDeployTarget(join(folder, 'live'));
    expect(() => planDeployRollback(place)).toThrow('no build before');
  });

  test('may be there and empty, but not with files of others', async () => {
    const folder = scratch();
    mkdirSync(join(folder, 'live'));
    await publish(folder, 'first', STAMPS[0]!);
    expect(live(folder)).toBe('first');
    const other = scratch({ 'live/precious.txt': 'mine' });
    await expect(publish(other, 'x', STAMPS[0]!)).rejects.toThrow('was not created by this command');
    expect(existsSync(join(other, 'live', 'precious.txt'))).toBe(true);
  });

  test('never shows a copy that was cut off', async () => {
    const folder = scratch();
    await publish(folder, 'first', STAMPS[0]!);
    const unfinished = join(folder, 'live.builds', `.${STAMPS[1]}`);
    mkdirSync(unfinished);
    writeFileSync(join(unfinished, 'half.html'), 'half');
    await publish(folder, 'second', STAMPS[1]!);
    expect([live(folder), existsSync(join(folder, 'live', 'half.html'))]).toEqual(['second', false]);
  });
});
