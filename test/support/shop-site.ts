import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NOW } from './shop-files.ts';
import type { Files } from './shop-files.ts';
import { CLEAN_ENVIRONMENT } from './clean-environment.ts';
import { CANDOR } from './run.ts';

export const ENGINE = fileURLToPath(new URL('../../', import.meta.url));

/** A folder of its own for one test file; `remove` when done. */
export function temporary(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'candor-site-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export function writeFiles(root: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

export interface Build {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly dist: string;
}

/** Runs the build command on a root, as a person would. */
export function build(root: string, ...options: string[]): Build {
  const dist = join(root, 'dist');
  const command = [CANDOR, 'build', '--root', root, '--now', NOW, ...options];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: ENGINE, encoding: 'utf8' });
  return { code: status, stdout, stderr, dist };
}

/** Every file of a built site, by its path. */
export function filesOf(dist: string): Map<string, string> {
  const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  const paths = files.map((file) => join(file.parentPath, file.name)).toSorted();
  return new Map(paths.map((path) => [path.slice(dist.length + 1), readFileSync(path, 'latin1')]));
}

export function read(dist: string, path: string): string {
  return readFileSync(join(dist, path), 'utf8');
}

/** Runs git in a folder, as a person who has no settings. */
export function git(folder: string, ...args: string[]): string {
  const env = {
    ...CLEAN_ENVIRONMENT,
    GIT_AUTHOR_DATE: '2026-11-22T11:15:00Z',
    GIT_COMMITTER_DATE: '2026-11-22T11:15:00Z',
  };
  const who = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...who, ...args], {
    cwd: folder,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
