import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The folder with `status.yaml`: the given one, or the nearest above it in the same repository; else the given one. */
export function findContentRoot(folder: string): string {
  const start = resolve(folder);
  for (let at = start; ; at = dirname(at)) {
    if (existsSync(join(at, 'status.yaml'))) return at;
    if (existsSync(join(at, '.git')) || at === dirname(at)) return start;
  }
}
