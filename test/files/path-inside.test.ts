import { posix, win32 } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pathInside } from '../../src/files/path-inside.ts';

describe('the path of a file in a folder', () => {
  test.each<[typeof posix, string, string, string | undefined]>([
    [posix, '/site', '/site/incidents/a.md', 'incidents/a.md'],
    [posix, '/site', '/site', ''],
    [posix, '/', '/incidents/a.md', 'incidents/a.md'],
    [posix, '/site', '/site-2/a.md', undefined],
    [posix, '/site', '/', undefined],
    [posix, '/site', '/site/..data/a.md', '..data/a.md'],
    [posix, '/site', '/site/a\\b.md', 'a\\b.md'],
    [win32, 'C:\\site', 'C:\\site\\incidents\\a.md', 'incidents/a.md'],
    [win32, 'C:\\site', 'c:\\Site\\incidents\\a.md', 'incidents/a.md'],
    [win32, 'C:\\site', 'C:/site/.git/refs/a.lock', '.git/refs/a.lock'],
    [win32, 'C:\\', 'C:\\incidents\\a.md', 'incidents/a.md'],
    [win32, 'C:\\site', 'D:\\site\\a.md', undefined],
    [win32, 'C:\\site', 'C:\\site-2\\a.md', undefined],
    [win32, '\\\\server\\share\\site', '\\\\server\\share\\site\\a.md', 'a.md'],
    [win32, '\\\\server\\share', '\\\\other\\share\\a.md', undefined],
  ])('%#: of %s, in %s: %s', (path, folder, file, expected) => {
    expect(pathInside(folder, file, path)).toBe(expected);
  });
});
