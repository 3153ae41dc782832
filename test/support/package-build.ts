import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const RECORD = join(ROOT, 'lib', '.built-from');

/** Tests run the commands as the package has them, so it is built first if its source has changed. */
export function setup(): void {
  const files = globSync(['src/**/*', 'scripts/package/*', 'package-lock.json', '.github/**/*'], {
    cwd: ROOT,
    withFileTypes: true,
  })
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name))
    .toSorted();
  const source = hash('sha256', files.map((file) => `${file}\0${readFileSync(file, 'latin1')}`).join('\0'));
  if (readRecord() === source) return;
  execFileSync(process.execPath, [join(ROOT, 'scripts', 'build-package.ts')], { stdio: 'inherit' });
  writeFileSync(RECORD, source);
}

function readRecord(): string | undefined {
  try {
    return readFileSync(RECORD, 'utf8');
  } catch {
    return undefined;
  }
}
