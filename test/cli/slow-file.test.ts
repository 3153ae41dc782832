import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { CANDOR_SOURCE, run } from '../support/run.ts';
import type { Ran } from '../support/run.ts';
import { scratch, SHOP } from '../support/scratch.ts';

const NOW = ['--now', '2026-11-22T09:30Z'];
const SLOW = 'incidents/2026-11-22-checkout.md';

const incident = (title: string): string => `---
title: ${title}
severity: sev-2
components: { checkout: partial-outage }
detected: 2026-11-22T09:02Z
---

## 2026-11-22T09:10Z investigating

TODO
`;

/**
 * No text is known that takes long, so a fault is put into a module of the engine as it is loaded: an expression that
 * backtracks for years where a title asks for it. The time limit of a file is shortened to 2 seconds.
 */
const FAULT = `import { registerHooks } from 'node:module';
registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    const hang = (text) => \`if (\${text}.includes('hang while')) /^(?:a+)+$/.test('a'.repeat(40) + 'b');\`;
    const at = url.endsWith('/src/content/parse-incident.ts')
      ? ['const front = parseFrontMatter(source);', \`if (source.text.includes('reading')) {\${hang('source.text')}}\`]
      : url.endsWith('/src/rules/valid-title.ts')
        ? ['const problem = findTitleProblem(event, context);', hang('event.title')]
        : url.endsWith('/src/content/time-limit.ts')
          ? ['FILE_TIME_LIMIT: Duration = ', '2 * SECOND; // ']
          : undefined;
    if (!at) return loaded;
    const source = String(loaded.source);
    if (!source.includes(at[0])) throw new Error('the engine has changed: ' + url);
    return { ...loaded, source: source.replace(at[0], at[0] + at[1]) };
  },
});
`;

function runWithFault(name: string, root: string, args: readonly string[]): Ran & { seconds: number } {
  const begin = performance.now();
  const hook = pathToFileURL(join(scratch({ 'fault.mjs': FAULT }), 'fault.mjs')).href;
  const ran = run(name, ['--root', root, ...args], {
    entry: CANDOR_SOURCE,
    env: { NODE_OPTIONS: `--import ${hook}`, NODE_COMPILE_CACHE: '' },
  });
  return { ...ran, seconds: (performance.now() - begin) / 1000 };
}

test.each(['reading', 'checking'])(
  'validate: a file that hangs while %s is a finding after its time limit, and the others are checked',
  { timeout: 120_000 },
  (what) => {
    const root = scratch({
      ...SHOP,
      [SLOW]: incident(`These orders hang while ${what}`),
      'incidents/2026-11-22-orders.md': incident('Some orders fail'),
    });
    const ran = runWithFault('validate', root, NOW);
    expect(ran.code).toBe(1);
    const verb = what === 'reading' ? 'Reading' : 'Checking';
    expect(ran.out).toMatch(
      new RegExp(
        `^${SLOW}:1:1 error valid-format\\n(?:.*\\n){0,3}  ${verb} this file took longer than 2 seconds`,
        'm',
      ),
    );
    expect(ran.out).toContain('incidents/2026-11-22-orders.md:10:1 error no-placeholder');
    expect(ran.seconds).toBeLessThan(60);
  },
);

test('build: the page shows the last version that could be read, and the rest', { timeout: 240_000 }, () => {
  const root = scratch({
    ...SHOP,
    [SLOW]: incident('Some orders fail').replace('TODO', 'We are looking into it.'),
    'incidents/2026-11-22-orders.md': incident('Some receipts are late'),
  });
  const git = (...args: string[]): void => {
    const named = ['-c', 'user.name=A', '-c', 'user.email=a@shop.example', ...args];
    execFileSync('git', named, { cwd: root, stdio: 'pipe' });
  };
  git('init', '-q', '-b', 'main');
  git('add', '.');
  git('commit', '-qm', 'Publish');
  writeFileSync(join(root, SLOW), incident('These orders hang while reading'));
  git('commit', '-qam', 'Publish more');
  const ran = runWithFault('build', root, [...NOW, '--out', join(root, 'dist')]);
  expect(ran).toMatchObject({ code: 1 });
  const home = readFileSync(join(root, 'dist/index.html'), 'utf8');
  expect(home).toContain('We are looking into it.');
  expect(home).toContain('Some receipts are late');
  expect(home).not.toContain('hang while');
});
