import { describe, expect, test } from 'vitest';
import { run } from '../support/run.ts';
import { shopRepository, squashed } from '../support/shop-repository.ts';

const ID = '2026-11-22-checkout';
const FILE = `incidents/${ID}.md`;
const BRANCH = `incident/${ID}`;
const now = (time: string): string[] => ['--now', `2026-11-22T${time}Z`];
const OPEN = ['open', '--severity', 'sev-2', '--component', 'checkout', '--impact', 'failed payments'];
const MAINTENANCE = [
  ...[
    'open',
    '--kind',
    'maintenance',
    '--component',
    'orders',
    '--starts',
    '2026-11-28T01:00Z',
    '--ends',
    '2h',
  ],
  ...['--text', 'Orders can be read but not changed.'],
];

describe('a way back, and what customers see', { timeout: 240_000 }, () => {
  test('a false alarm that is not public: the branch is gone, here and on the remote, and from every list', () => {
    const shop = shopRepository();
    shop.incident([...OPEN, ...now('09:10')]);
    const colleague = shop.colleague();
    const ran = shop.incident(['withdraw', ...now('09:12')]);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain(`${ID} is discarded. Customers never saw it, and nothing is due for it.`);
    expect(shop.git('ls-remote', 'origin', `refs/heads/${BRANCH}`)).toBe('');
    expect(shop.git('branch', '--list', 'incident/*')).toBe('');
    expect(colleague.incident(['list', ...now('09:13')]).out).toBe('No incident is open.\n');
  });

  test('a false alarm that is public: withdrawn at once, without a fix, a wait or a postmortem', () => {
    const shop = shopRepository();
    shop.incident([...OPEN, ...now('09:10')]);
    squashed(shop, ID);
    const ran = shop.incident(['withdraw', ...now('09:15')]);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain(
      'Customers see the update of 10:10 Africa/Lagos (investigating), not what is newer',
    );
    expect(ran.out).not.toContain('Next:');
    expect(shop.git('show', `${BRANCH}:${FILE}`)).toContain(
      '## 2026-11-22T09:15Z withdrawn\n\nWe reported a problem with Checkout by mistake. Checkout worked as usual, and no customers were affected. We apologize for the confusion.',
    );
    expect(shop.incident(['resolve', '--fixed', '09:14Z', ...now('09:16')]).err).toContain(
      `The last one, ${ID}, was withdrawn at 2026-11-22 10:15 Africa/Lagos.`,
    );
    shop.git('checkout', '-q', BRANCH);
    expect(run('validate', ['--root', shop.root, ...now('09:15')])).toMatchObject({ code: 0 });
  });

  test('a branch that was deleted on the remote is not open, and is never pushed again', () => {
    const shop = shopRepository();
    shop.incident([...OPEN, ...now('09:10')]);
    shop.git('push', '-q', 'origin', '--delete', BRANCH);
    const listed = shop.incident(['list', ...now('09:12')]);
    expect(listed.out).toContain(
      `No incident is open.\n\nThe branch of ${ID} was deleted on origin before it was published.`,
    );
    const ran = shop.incident(['update', '--no-change', '--incident', ID, ...now('09:13')]);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('was deleted on origin');
    expect(shop.git('ls-remote', 'origin', `refs/heads/${BRANCH}`)).toBe('');
  });

  test('what was left on this computer is pushed by "publish", and said until then', () => {
    const shop = shopRepository();
    shop.incident([...OPEN, '--offline', ...now('09:10')]);
    expect(shop.incident(['list', ...now('09:12')]).out).toContain(
      'Customers see nothing of it yet: it is only on this computer. To push it: npx candor incident publish',
    );
    const before = shop.git('rev-parse', BRANCH);
    const ran = shop.incident(['publish', ...now('09:13')]);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(shop.git('ls-remote', 'origin', `refs/heads/${BRANCH}`)).toContain(before);
    expect(shop.incident(['publish', ...now('09:14')]).out).toContain(
      'Everything on this computer is pushed.',
    );
  });

  test('two people who opened one incident without seeing each other end with one file', () => {
    const shop = shopRepository();
    const colleague = shop.colleague();
    shop.incident([...OPEN, '--offline', ...now('09:10')]);
    colleague.incident(['open', '--severity', 'sev-1', '--component', 'checkout', ...now('09:11')]);
    expect(shop.incident(['publish', ...now('09:13')])).toMatchObject({ code: 0, err: '' });
    const text = shop.git('show', `origin/${BRANCH}:${FILE}`);
    expect(text).toContain('severity: sev-1');
    expect(text.match(/^## .*$/gm)).toEqual([
      '## 2026-11-22T09:11Z investigating',
      '## 2026-11-22T09:12Z update',
    ]);
  });

  test('one incident is merged into another: both files in one pull request, and one message', () => {
    const shop = shopRepository();
    shop.incident([...OPEN, ...now('09:10')]);
    squashed(shop, ID);
    const orders = ['open', '--severity', 'sev-1', '--component', 'orders', ...now('09:12')];
    shop.incident(orders);
    squashed(shop, '2026-11-22-orders');
    const ran = shop.incident(['merge', '2026-11-22-orders', '--into', ID, ...now('09:20')]);
    expect(ran).toMatchObject({ code: 0, err: '' });
    shop.git('checkout', '-q', 'incident/2026-11-22-orders');
    expect(shop.git('diff', '--stat', 'origin/main')).toContain('2 files changed');
    expect(run('validate', ['--root', shop.root, ...now('09:20')])).toMatchObject({ code: 0 });
    squashed(shop, '2026-11-22-orders');
    const listed = shop.incident(['list', ...now('09:21')]);
    expect(listed.out).toContain(`${ID}  SEV-1`);
    expect(listed.out).not.toContain('2026-11-22-orders  SEV');
    const again = shop.incident(['merge', '2026-11-22-orders', '--into', ID, ...now('09:22')]);
    expect(again).toMatchObject({ code: 2 });
    expect(again.err).toContain('2026-11-22-orders is already over.');
  });

  test('a maintenance is planned, extended and called off', () => {
    const shop = shopRepository();
    expect(shop.incident([...MAINTENANCE, ...now('09:10')])).toMatchObject({ code: 0, err: '' });
    const id = '2026-11-28-orders';
    squashed(shop, id);
    const moved = shop.incident(['update', '--incident', id, '--ends', '2026-11-28T04:00Z', ...now('09:20')]);
    expect(moved).toMatchObject({ code: 0, err: '' });
    const text = shop.git('show', `incident/${id}:incidents/${id}.md`);
    expect(text).toContain('ends: 2026-11-28T04:00Z');
    expect(text).toContain(
      'The planned maintenance of Orders is now planned from 28 November 2026 at 02:00 GMT+1 to 28 November 2026 at 05:00 GMT+1.',
    );
    expect(shop.incident(['withdraw', '--incident', id, ...now('09:30')])).toMatchObject({
      code: 0,
      err: '',
    });
    expect(shop.git('show', `incident/${id}:incidents/${id}.md`)).toContain(
      '## 2026-11-22T09:30Z cancelled\n\nThe planned maintenance of Orders is cancelled and will not take place.',
    );
    shop.git('checkout', '-q', `incident/${id}`);
    expect(run('validate', ['--root', shop.root, ...now('09:30')])).toMatchObject({ code: 0 });
  });
});
