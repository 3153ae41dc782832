import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openLogStore } from '../../../src/delivery-log/io/log-store.ts';
import { scratch } from '../../support/scratch.ts';

test.each([
  ['one of its refs', '[ "$1" = refs/candor/ledger-head ] && echo "No other refs." && exit 1; exit 0'],
  ['both of its refs', 'echo "No other refs."; exit 1'],
])('a hook refuses %s: that is an error, not a faster runner', async (_name, script) => {
  const folder = scratch();
  const git = (...args: readonly string[]): void => void execFileSync('git', args, { cwd: folder });
  git('init', '-q', '--bare', 'remote.git');
  git('init', '-q', 'clone');
  mkdirSync(join(folder, 'remote.git/hooks'), { recursive: true });
  writeFileSync(join(folder, 'remote.git/hooks/update'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const store = openLogStore(join(folder, 'clone'), join(folder, 'remote.git'));
  await expect(store.write(await store.read(), { deliveries: [] }, 'Nothing\n')).rejects.toThrow(
    /^The remote repository refused refs\/candor\/ledger: hook declined: No other refs\./,
  );
});
