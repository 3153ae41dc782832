import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CANDOR } from '../support/run.ts';
import { scratch, SHOP } from '../support/scratch.ts';

/** Root reads everything, so the command runs as the owner of the files, who is no other user's. */
const USER = 65_534;
const isRoot = process.getuid?.() === 0;

const INCIDENT = `---
title: Some orders fail at checkout
severity: sev-2
components: { checkout: partial-outage }
detected: 2026-11-22T09:02Z
---

## 2026-11-22T09:10Z investigating

TODO
`;

function shop(): string {
  const root = scratch({
    ...SHOP,
    'incidents/2026-11-22-checkout.md': INCIDENT,
    'incidents/2026-11-22-orders.md': INCIDENT,
    'incidents/2025/2025-01-01-orders.md': INCIDENT,
  });
  mkdirSync(join(root, 'home'));
  if (isRoot)
    for (const path of ['', ...readdirSync(root, { recursive: true, encoding: 'utf8' })])
      chownSync(join(root, path), USER, USER);
  return root;
}

function validate(root: string): { code: number | null; out: string } {
  const done = spawnSync(process.execPath, [CANDOR, 'validate', '--root', root], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, HOME: join(root, 'home'), NODE_COMPILE_CACHE: '', NO_COLOR: '1' },
    ...(isRoot && { uid: USER, gid: USER }),
  });
  return { code: done.status, out: done.stdout + done.stderr };
}

test.skipIf(process.platform === 'win32')(
  'a file and a folder without permission are findings, and the rest is checked',
  () => {
    const root = shop();
    chmodSync(join(root, 'incidents/2026-11-22-orders.md'), 0o000);
    chmodSync(join(root, 'incidents/2025'), 0o000);
    try {
      const { code, out } = validate(root);
      expect(code).toBe(1);
      const why = 'There is no permission to read this: make it readable for the user who runs the command.';
      for (const path of ['incidents/2026-11-22-orders.md', 'incidents/2025'])
        expect(out).toMatch(new RegExp(`^${path}:1:1 error valid-format\\n(?:.*\\n){0,3}  ${why}`, 'm'));
      expect(out).toContain('incidents/2026-11-22-checkout.md:10:1 error no-placeholder');
    } finally {
      chmodSync(join(root, 'incidents/2025'), 0o755);
    }
  },
);
