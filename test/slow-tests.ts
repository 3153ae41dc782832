import { globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** Test helpers that start something large. A test that imports one, directly or through other helpers, is slow. */
const SLOW_HELPERS: readonly (readonly [what: string, file: RegExp])[] = [
  ['a browser', /^test\/support\/browser\.ts$/],
  ['the GitHub emulator', /^test\/github-emulator\//],
  ['the workflow executor', /^test\/workflows\/executor\//],
  ['Alertmanager', /^test\/alerts\/alertmanager\.ts$/],
  ['builds of whole sites', /^test\/support\/shop-site\.ts$/],
  ['a pseudo-terminal or a repository with a remote', /^test\/support\/shop-repository\.ts$/],
  ['histories in real repositories', /^test\/publication-history\/repository-with-history\.ts$/],
  ['copies of the engine', /^test\/support\/engine-copy\.ts$/],
];

/** Slow for what they do themselves: many processes, thousands of generated cases, minutes of simulated time. */
const SLOW_FILES = new Set([
  'test/alerts/io/webhook-server.test.ts',
  'test/cli/completion.test.ts',
  'test/cli/rollback.test.ts',
  'test/cli/slow-file.test.ts',
  'test/cli/validate.test.ts',
  'test/content/branding/branding.test.ts',
  'test/content/fuzz.test.ts',
  'test/fuzz/targets.test.ts',
  'test/deadlines/all-deadlines-simulation.test.ts',
  'test/deadlines/command.test.ts',
  'test/compliance/command.test.ts',
  'test/import/command.test.ts',
  'test/import/export/export.test.ts',
  'test/import/import-records.test.ts',
  'test/notifications/io/killed-runners.test.ts',
  'test/reminders/io/watch.test.ts',
  'test/reminders/kills.test.ts',
  'test/rules/bundled-content.test.ts',
  'test/secrets/command.test.ts',
  'test/setup/doctor.test.ts',
  'test/setup/package.test.ts',
  'test/site/markdown-speed.test.ts',
  'test/site/og/draw.test.ts',
  'test/site/preview.test.ts',
  'test/site/renderer/render-pages.test.ts',
  'test/wording/match-wording-speed.test.ts',
]);

/** Test files that `npm run test:fast` leaves out, as paths from the root, sorted. */
export function slowTests(): string[] {
  const importsOf = importReader();
  const isSlow = (path: string, seen: Set<string>): boolean =>
    SLOW_HELPERS.some(([, file]) => file.test(path)) ||
    importsOf(path).some((target) => !seen.has(target) && isSlow(target, seen.add(target)));
  return globSync('test/**/*.test.ts', { cwd: ROOT })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => SLOW_FILES.has(path) || isSlow(path, new Set([path])))
    .toSorted();
}

/** Reads which test helpers a file imports, other than types; each file is read once. */
function importReader(): (path: string) => string[] {
  const known = new Map<string, string[]>();
  return (path) => {
    const before = known.get(path);
    if (before) return before;
    const names = [
      ...readFileSync(join(ROOT, path), 'utf8').matchAll(
        /^(?:import (?!type)|\} )[^;']*from '(\.[^']+\.ts)'/gm,
      ),
    ];
    const targets = names.map(([, name]) => posix.join(posix.dirname(path), name!));
    const helpers = targets.filter((target) => target.startsWith('test/'));
    known.set(path, helpers);
    return helpers;
  };
}
