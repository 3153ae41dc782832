import { expect, test } from 'vitest';
import { findUnsafeMarkup } from '../../../src/rules/detectors/unsafe-markdown.ts';
import { findLeftoverSyntax } from '../../../src/text/markdown-dialect.ts';
import { renderMarkdown } from '../../../src/site/markdown.ts';

test.each([
  '[a](javascript:x)',
  '[a [b] c](javascript:x)',
  '[a [b](javascript:x)',
  '[![a](b)](javascript:x)',
  '[a\\]](javascript:x)',
  '[a](<javascript: x>)',
  '![a](https://other.test/x.png)',
  '![a][b]\n\n[b]: https://other.test/x.png',
  '![b]\n\n[b]: https://other.test/x.png',
  '![b][]\n\n[B]: //other.test/x.png',
  '<javascript:x>',
])('%j has a link that is not shown', (text) => {
  expect(findUnsafeMarkup(text)).toHaveLength(1);
});

test.each([
  '[a](https://b.test)',
  '![a](b.png)',
  '[a] (javascript:x)',
  'a](javascript:x)',
  '\\[a](javascript:x)',
])('%j has none', (text) => {
  expect(findUnsafeMarkup(text)).toEqual([]);
});

/** Each took quadratic time once: seconds for 60,000 characters. */
const SLOW: readonly (readonly [(text: string) => unknown, readonly string[]])[] = [
  [findUnsafeMarkup, ['[', '![', '[a][', '(a)[', '<![CDATA[', '<!-- ']],
  [findLeftoverSyntax, ['[a]() ', '<https://a|b> ', '[[a&amp;b]] ', '\n#a']],
  [renderMarkdown, ['![a](b) ']],
];

test.each(SLOW.flatMap(([read, pumps]) => pumps.map((pump) => ({ name: read.name, read, pump }))))(
  '$name takes little time for many $pump',
  ({ read, pump }) => {
    const text = pump.repeat(60_000 / pump.length);
    const begin = process.cpuUsage();
    read(text);
    const { user, system } = process.cpuUsage(begin);
    expect((user + system) / 1000).toBeLessThan(1500);
  },
);
