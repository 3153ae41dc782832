import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** The beginnings of paths that only one machine has; temporary folders come from `os.tmpdir()`. */
const OF_A_MACHINE = /(?<![\w.$}~-])\/(?:tmp|work|root|home)\/[\w.-]/;

test('no file names a path of one machine', () => {
  const paths = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0');
  const found = paths
    .filter(
      (path) =>
        /\.(?:ts|js|mjs|astro|md|ya?ml|json|py)$|^\.ci\//.test(path) && !/\.gen\.ts$|-lock\.json$/.test(path),
    )
    .flatMap((path) =>
      readFileSync(join(ROOT, path), 'utf8')
        .split('\n')
        .flatMap((line, index) => (OF_A_MACHINE.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [])),
    );
  expect(found).toEqual([]);
});
