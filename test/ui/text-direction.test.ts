import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ENGINE_ROOT } from '../../src/files/engine.ts';

/** What says left or right, where a language may be written the other way. */
const SIDED: readonly (readonly [RegExp, string])[] = [
  [/^(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)/, 'inline-start or inline-end'],
  [/^(?:left|right)$/, 'inset-inline-start or inset-inline-end'],
  [/^border-(?:top|bottom)-(?:left|right)-radius$/, 'border-start-start-radius and its like'],
];
const SIDED_VALUES: readonly (readonly [RegExp, RegExp])[] = [
  [/^(?:text-align|float|clear|caption-side)$/, /\b(?:left|right)\b/],
  [/^(?:background-position|transform-origin|object-position)$/, /\b(?:left|right)\b/],
];

/** Each declaration of a style sheet, or of styles in other text, that says a side. */
function sidedIn(text: string): string[] {
  const plain = text.replace(/\/\*.*?\*\//gs, '');
  return [...plain.matchAll(/(?<=[{;\s"'`])([a-z-]+)\s*:\s*([^;{}"'`]+)/g)].flatMap(
    ([, name = '', value = '']) => {
      const sided =
        SIDED.some(([pattern]) => pattern.test(name)) ||
        SIDED_VALUES.some(([property, side]) => property.test(name) && side.test(value)) ||
        isLopsided(name, value.trim());
      return sided ? [`${name}: ${value.trim()}`] : [];
    },
  );
}

/** Four lengths say a side where the second is not the fourth. */
function isLopsided(name: string, value: string): boolean {
  if (!/^(?:margin|padding|inset|border-width|scroll-margin)$/.test(name)) return false;
  const sides = value.match(/(?:[\w-]+\([^()]*(?:\([^()]*\)[^()]*)*\)|[^\s()]+)/g) ?? [];
  return sides.length === 4 && sides[1] !== sides[3];
}

test('no style says left or right: a page that is written from right to left is the same page turned round', () => {
  const stylesheets = globSync(['src/ui/*.css', 'src/site/embed/*'], { cwd: ENGINE_ROOT });
  expect(stylesheets.length).toBeGreaterThan(4);
  const found = stylesheets.flatMap((path) =>
    sidedIn(readFileSync(join(ENGINE_ROOT, path), 'utf8')).map((said) => `${path}: ${said}`),
  );
  expect(found).toEqual([]);
});

test.each([
  ['a{margin-left:1px}', 1],
  ['a { left: 0 }', 1],
  ['a{color:red;text-align: right}', 1],
  ['a{float:left}', 1],
  ['a{border-top-left-radius:1px}', 1],
  ['a{padding:0 1px 0 var(--x, calc(1px + 2px))}', 1],
  ['a{padding:0 1px 0 1px;margin-inline:auto}', 0],
  ['a{text-align:start;inset-inline-start:0;margin-block:1px}', 0],
  ['/* margin-left: no */ .left{color:red}', 0],
])('%s', (css, count) => {
  expect(sidedIn(css)).toHaveLength(count);
});
