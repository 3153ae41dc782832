import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { run } from './support/run.ts';
import { scratch } from './support/scratch.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

const pages = globSync(['*.md', 'docs/**/*.md'], { cwd: ROOT }).map((path) => ({
  path,
  text: readFileSync(`${ROOT}${path}`, 'utf8'),
}));

/** Relative links and pictures of a page, as paths from the root. */
function linksOf({ path, text }: { readonly path: string; readonly text: string }): string[] {
  return [...text.replace(/`[^`\n]*`/g, '').matchAll(/\]\(([^)\s#]+)[^)]*\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => posix.join(posix.dirname(path), target));
}

describe('the documentation', () => {
  test('links only to files that exist', () => {
    const broken = pages.flatMap((page) =>
      linksOf(page)
        .filter((target) => !existsSync(`${ROOT}${target}`))
        .map((target) => `${page.path} links ${target}`),
    );
    expect(pages.flatMap(linksOf)).toContain('docs/glossary.md');
    expect(broken).toEqual([]);
  });

  test('names only commands that exist', () => {
    const { scripts } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')) as { scripts: object };
    const unknown = pages.flatMap(({ path, text }) =>
      [...text.matchAll(/npm run ([\w:-]+)/g)]
        .filter(([, name = '']) => !(name in scripts))
        .map(([command]) => `${path} names ${command}`),
    );
    expect(unknown).toEqual([]);
  });

  test('tells a company only commands that its repository has', () => {
    const forCompanies = pages.filter(({ path }) =>
      /^docs\/(adopter|responder|reviewer|reference)\//.test(path),
    );
    const ofACheckout = forCompanies.flatMap(({ path, text }) =>
      [...text.matchAll(/npm run (?!bench:|lexicon|patterns)[\w:-]+|src\/cli\/candor\.ts/g)].map(
        ([command]) => `${path} names ${command}`,
      ),
    );
    expect(forCompanies.length).toBeGreaterThan(20);
    expect(ofACheckout).toEqual([]);
  });

  test.each([
    'README.md',
    'docs/adopter/getting-started.md',
    'docs/reference/api.md',
    'create-candor/README.md',
  ])('%s names the oldest Node that both packages accept', (page) => {
    const text = readFileSync(`${ROOT}${page}`, 'utf8');
    for (const path of ['package.json', 'create-candor/package.json']) {
      const { engines } = JSON.parse(readFileSync(`${ROOT}${path}`, 'utf8')) as { engines: { node: string } };
      expect(text).toContain(`Node ${engines.node.replace('>=', '')} or later`);
    }
  });

  test('has an index that links every page', () => {
    const linked = linksOf(pages.find(({ path }) => path === 'docs/README.md')!);
    const all = pages.map(({ path }) => path).filter((path) => path.startsWith('docs/'));
    expect(all.filter((path) => path !== 'docs/README.md' && !linked.includes(path))).toEqual([]);
  });

  test('opens with a picture of less than 150 kB', () => {
    expect(statSync(`${ROOT}docs/images/status-page.png`).size).toBeLessThan(150_000);
  });

  test('shows in the README what validate prints', () => {
    const text = readFileSync(`${ROOT}README.md`, 'utf8');
    const incident = /```markdown\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
    const output = /\$ npx candor validate\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
    const own = globSync(['status.yaml', 'components/*'], { cwd: ROOT });
    const root = scratch({
      ...Object.fromEntries(own.map((path) => [path, readFileSync(`${ROOT}${path}`)])),
      'incidents/2026-11-22-checkout.md': incident,
    });
    const { out } = run('validate', ['--root', root, '--now', '2026-11-22T09:11Z']);
    expect(output).toContain('error no-promised-fix-time');
    expect(out.startsWith(output)).toBe(true);
  });
});
