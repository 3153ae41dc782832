import { describe, expect, test } from 'vitest';
import { shopRepository, squashed } from '../../support/shop-repository.ts';
import type { Repository } from '../../support/shop-repository.ts';
import { SHOP } from '../../support/scratch.ts';

const RECURRING = `recurring-maintenance:
  database:
    first: 2026-12-06T02:00
    duration: 2h
    repeat: FREQ=WEEKLY;BYDAY=SU
    components: { orders: degraded }
    text: Orders will be slow from [starts] to [ends], while we replace a part of our equipment.
`;
const ID = '2026-12-06-database';
const FILE = `incidents/${ID}.md`;

function repository(): Repository {
  return shopRepository({ files: { 'status.yaml': `${SHOP['status.yaml']}${RECURRING}` } });
}

function schedule(shop: Repository, day: string, ...more: string[]) {
  return shop.incident(['schedule', '--now', `${day}T09:10Z`, ...more]);
}

describe('recurring maintenance', { timeout: 240_000 }, () => {
  test('each window is written once, on a branch of its own', () => {
    const shop = repository();
    expect(schedule(shop, '2026-11-20').out).toBe('No recurring maintenance is due to be announced.\n');
    const dry = schedule(shop, '2026-11-22', '--dry-run');
    expect(dry).toMatchObject({ code: 0, err: '' });
    expect(dry.out).toContain('This would be done:');
    expect(shop.git('branch', '--list', 'incident/*')).toBe('');

    const ran = schedule(shop, '2026-11-22');
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(shop.git('show', `origin/incident/${ID}:${FILE}`)).toContain('starts: 2026-12-06T01:00Z');
    expect(schedule(shop.colleague(), '2026-11-22').out).toBe(`${ID} has its file already.\n`);
    squashed(shop, ID);
    expect(schedule(shop, '2026-11-24').out).toBe(`${ID} has its file already.\n`);
    expect(schedule(shop, '2026-11-29').out).toContain('incidents/2026-12-13-database.md');
  });

  test('a window whose file or branch a person removed is not written again', () => {
    const shop = repository();
    schedule(shop, '2026-11-22');
    shop.git('push', '-q', 'origin', '--delete', `incident/${ID}`);
    expect(schedule(shop, '2026-11-23').out).toBe(
      `The branch of ${ID} was deleted on origin before it was published.\n`,
    );
    shop.git('push', '-q', 'origin', `incident/${ID}`);
    squashed(shop, ID);
    shop.git('pull', '-q', 'origin', 'main');
    shop.git('rm', '-q', FILE);
    shop.git('commit', '-q', '-m', 'Take it off');
    shop.git('push', '-q', 'origin', 'main', `:incident/${ID}`);
    shop.git('branch', '-q', '-D', `incident/${ID}`);
    expect(schedule(shop, '2026-11-24').out).toMatch(
      /^The file of 2026-12-06-database was removed in commit [0-9a-f]+\.\n$/,
    );
  });

  test('a rule that can not be read is a finding, and nothing is written', () => {
    const wrong = `${SHOP['status.yaml']}${RECURRING.replace('WEEKLY', 'WEEKLI')}`;
    const shop = shopRepository({ files: { 'status.yaml': wrong } });
    const scheduled = schedule(shop, '2026-11-22');
    expect(scheduled.code).toBe(1);
    expect(scheduled.out).toContain('"recurring-maintenance.database.repeat" in status.yaml has the unknown');
    const ran = shop.command('validate', ['--now', '2026-11-22T09:10Z']);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('has the unknown frequency "WEEKLI". Did you mean "WEEKLY"?');
  });
});
