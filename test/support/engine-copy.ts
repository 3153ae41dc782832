import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ENGINE_ROOT } from '../../src/files/engine.ts';
import { scratch } from './scratch.ts';

/** A copy of this repository as it lies here, without git, with the same dependencies: gone when the test is over. */
export function copyOfTheEngine(): string {
  const copy = scratch();
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const paths = execFileSync('git', list, { cwd: ENGINE_ROOT, encoding: 'utf8' }).split('\0');
  for (const path of new Set(paths)) {
    if (path !== '') cpSync(join(ENGINE_ROOT, path), join(copy, path), { force: true });
  }
  symlinkSync(join(ENGINE_ROOT, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

/** What every file of a folder holds, by its path; what is made (`dist/`) or linked is left out. */
export function readAll(root: string): Map<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name).slice(root.length + 1))
    .filter((path) => !/^(?:node_modules|dist|\.astro)(?:\/|$)/.test(path));
  return new Map(files.map((path) => [path, readFileSync(join(root, path), 'latin1')]));
}
