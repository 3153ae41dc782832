import { expect, test } from 'vitest';
import { extractPatterns } from '../../../scripts/patterns/extract.ts';

const FILES: Readonly<Record<string, string>> = {
  'src/a.ts': [
    'import { DAY as day } from "./parts/b.ts";',
    'const YEAR = String.raw`\\d{4}`;',
    "const LIST = new RegExp([YEAR, 'x'].join('|'), 'g');",
    'const both = RegExp(`^${YEAR}-${day}$`);',
    'const found = text.replace(/a\\/b/gi, "");',
    'const same = new RegExp(MARK.source + "+");',
    'const MARK = /#/;',
    'const late = (word: string) => new RegExp(`\\\\b${word}\\n`, "g");',
    '// no /comment/ and "no /string/"',
  ].join('\n'),
  'src/parts/b.ts': "export const DAY = '(?:0[1-9]|[12]\\\\d|3[01])';",
  'src/c.astro': [
    '---',
    'const title = name.trim().replace(/\\s+/, " ");',
    '---',
    '<p class="a/b/c">{title.split(/,/)[0]}</p>',
    '<script>',
    'document.title.match(/x{2}/);',
    '</script>',
    '<style>p { color: red /* /no/ */ }</style>',
  ].join('\n'),
};
const extract = (path: string) => extractPatterns(path, (name) => FILES[name]);

test('finds literals and constant expressions, also from imported files, and lists what a caller decides', () => {
  const { patterns, composed } = extract('src/a.ts');
  expect(patterns.map(({ line, source, flags }) => `${line} /${source}/${flags}`)).toEqual([
    '3 /\\d{4}|x/g',
    '4 /^\\d{4}-(?:0[1-9]|[12]\\d|3[01])$/',
    '5 /a\\/b/gi',
    '6 /#+/',
    '7 /#/',
  ]);
  expect(composed).toEqual([{ path: 'src/a.ts', line: 8, code: 'new RegExp(`\\\\b${word}\\n`, "g")' }]);
});

test('reads the code, the markup and the scripts of an Astro file', () => {
  expect(extract('src/c.astro').patterns.map(({ line, source }) => [line, source])).toEqual([
    [2, '\\s+'],
    [4, ','],
    [6, 'x{2}'],
  ]);
});
