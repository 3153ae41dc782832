import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ENGINE_ROOT } from '../../src/files/engine.ts';
import { chooseRollbackTag, formatTagTime } from '../../src/publishing/io/rollback-tags.ts';
import type { StableTag } from '../../src/publishing/io/rollback-tags.ts';
import { scratch } from '../support/scratch.ts';
import type { Ran } from '../support/run.ts';
import { statusRepository } from '../workflows/executor/repository.ts';
import type { StatusRepository } from '../workflows/executor/repository.ts';
import { CLEAN_ENVIRONMENT } from '../support/clean-environment.ts';

const tag = (name: string, engine: string): StableTag => ({ name: `stable/${name}`, commit: name, engine });
const TAGS = [tag('1', 'a'), tag('2', 'b'), tag('3', 'c'), tag('4', 'c')];

describe('U5.2: the tag to go back to', () => {
  test.each<[string, Parameters<typeof chooseRollbackTag>, string]>([
    ['the newest that builds otherwise', [TAGS, 'c', [], undefined], 'stable/2'],
    ['not what was rolled back before', [TAGS, 'c', ['b'], undefined], 'stable/1'],
    ['the newest, if what is there never was stable', [TAGS, 'x', [], undefined], 'stable/4'],
    ['the one that is asked for', [TAGS, 'c', ['a'], 'stable/1'], 'stable/1'],
    ['by its time alone', [TAGS, 'c', [], '1'], 'stable/1'],
  ])('%s', (_called, asked, name) => {
    expect(chooseRollbackTag(...asked)).toMatchObject({ tag: { name } });
  });

  test('or why there is none', () => {
    expect(chooseRollbackTag([], 'a', [], undefined)).toEqual({
      none: expect.stringContaining('no tag under'),
    });
    expect(chooseRollbackTag(TAGS, 'c', ['a', 'b'], undefined)).toEqual({
      none: expect.stringContaining('Every stable tag'),
    });
    expect(chooseRollbackTag(TAGS, 'c', [], '9')).toEqual({ none: 'There is no tag 9 under stable/.' });
  });

  test('a stamp is a time that sorts', () => {
    expect(formatTagTime(Date.UTC(2026, 10, 22, 10, 15, 0, 7))).toBe('20261122T101500Z');
  });
});

const incident = (title: string, day: string): string => `---
title: ${title}
severity: sev-2
components: { checkout: partial-outage }
detected: ${day}T09:02Z
internal: { source: alert, commander: "@amina-vayva" }
---

## ${day}T09:05Z investigating

We are experiencing degraded performance with Checkout. Some users may experience failed payments. Our team is investigating.
`;

function rollback(repository: StatusRepository, ...args: string[]): Ran {
  const done = spawnSync(process.execPath, ['src/cli/candor.ts', 'rollback', ...args], {
    cwd: repository.root,
    encoding: 'utf8',
    env: { ...CLEAN_ENVIRONMENT, NO_COLOR: '1' },
  });
  return { code: done.status ?? -1, out: done.stdout, err: done.stderr };
}

/** A good engine with one incident, tagged; then a faulty one that builds green, tagged too; then another incident. */
function faulty(before: Record<string, string> = {}): StatusRepository {
  const repository = statusRepository(
    { 'incidents/2026-11-20-first.md': incident('Slow checkout', '2026-11-20'), ...before },
    { engine: 'source' },
  );
  symlinkSync(join(ENGINE_ROOT, 'node_modules'), join(repository.root, 'node_modules'));
  writeFileSync(join(repository.root, '.git', 'info', 'exclude'), 'node_modules\n');
  expect(rollback(repository, '--mark', '--now', '2026-11-20T10:00Z').code).toBe(0);
  const status = readFileSync(join(repository.root, 'status.yaml'), 'utf8');
  repository.commit({
    'status.yaml': status.replace('name: Vayva', 'name: Wrong'),
    'src/cli/build.ts': readFileSync(join(ENGINE_ROOT, 'src/cli/build.ts'), 'utf8'),
  });
  expect(rollback(repository, '--mark', '--now', '2026-11-21T10:00Z').out).toContain(
    'stable/20261121T100000Z',
  );
  repository.commit({ 'incidents/2026-11-22-second.md': incident('Checkout fails again', '2026-11-22') });
  return repository;
}

const remote = (repository: StatusRepository, ...args: string[]): string =>
  execFileSync('git', args, { cwd: repository.folder, encoding: 'utf8' }).trim();

describe('U5.2: a rollback', () => {
  test('publishes the old build with all text of today, and keeps the rollback', () => {
    const repository = faulty();
    const out = scratch();
    const ran = rollback(repository, '--out', join(out, 'site'), '--keep', '--now', '2026-11-22T10:00Z');
    expect(ran.out).toContain('back to stable/20261120T100000Z');
    expect(readFileSync(join(out, 'site', 'index.html'), 'utf8')).toContain('Vayva status');
    expect(existsSync(join(out, 'site', 'incidents', '2026-11-22-second', 'index.html'))).toBe(true);
    expect(remote(repository, 'show', 'main:status.yaml')).toContain('name: Vayva');
    expect(remote(repository, 'show', 'main:incidents/2026-11-22-second.md')).toContain('fails again');
    expect(remote(repository, 'tag', '-l').split('\n')).toContain('rolled-back/20261122T100000Z');
    expect(repository.git('worktree', 'list').split('\n')).toHaveLength(1);
    repository.git('pull', '-q', '--tags', 'origin', 'main');
    expect(rollback(repository, '--dry-run').err).toContain(
      'Every stable tag has the current code and policy',
    );
  });

  test('pushes to a separate branch if main refuses the push', () => {
    const repository = faulty();
    const hook = join(repository.folder, 'hooks', 'update');
    writeFileSync(hook, '#!/bin/sh\ntest "$1" != refs/heads/main || { echo "protected" >&2; exit 1; }\n', {
      mode: 0o755,
    });
    const before = remote(repository, 'rev-parse', 'main');
    const ran = rollback(repository, '--keep', '--now', '2026-11-22T10:00Z');
    expect([ran.code, remote(repository, 'rev-parse', 'main')]).toEqual([1, before]);
    expect(ran.out).toContain('Merge rollback/20261122T100000Z into main');
    expect(remote(repository, 'show', 'rollback/20261122T100000Z:status.yaml')).toContain('name: Vayva');
  });

  test('publishes the tag unchanged where its engine can’t read the newest content, and says what is missing', () => {
    const build = readFileSync(join(ENGINE_ROOT, 'src/cli/build.ts'), 'utf8');
    const fails = `import { existsSync as there } from 'node:fs';\nif (there('incidents/2026-11-22-second.md')) process.exit(2);\n${build}`;
    const repository = faulty({ 'src/cli/build.ts': fails });
    const place = join(scratch(), 'live');
    const ran = rollback(repository, '--to', place);
    expect([ran.code, ran.err]).toEqual([1, '']);
    expect(ran.out).toContain('current version missing from the page: incidents/2026-11-22-second.md');
    expect(readFileSync(join(place, 'index.html'), 'utf8')).toContain('Vayva status');
  });

  test('changes nothing in a dry run', () => {
    const repository = faulty();
    const refs = remote(repository, 'for-each-ref');
    const ran = rollback(repository, '--keep', '--to', join(scratch(), 'live'), '--dry-run');
    expect(ran.out).toContain('would push');
    expect(remote(repository, 'for-each-ref')).toBe(refs);
  });
});
