import { expect, test } from 'vitest';
import { renderExcerpt, renderMarkdown } from '../../src/site/markdown.ts';

const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '[a](javascript:alert(1))',
  '[a](JaVaScRiPt:alert(1))',
  '[a](java\tscript:alert(1))',
  '[a](&#106;avascript:alert(1))',
  '[a](\u0001javascript:alert(1))',
  '[a](data:text/html;base64,PHNjcmlwdD4=)',
  '[a](vbscript:x)',
  '[a](file:///etc/passwd)',
  '[a](//evil.example/x)',
  '[a](/relative)',
  '<javascript:alert(1)>',
  '![a](javascript:alert(1))',
  '![a](data:image/svg+xml,<svg onload=alert(1)>)',
  '[a](https://x.example "\\"><script>alert(1)</script>")',
  '[a]: javascript:alert(1)\n\n[a]',
  '![<script>](https://x.example/"onerror=alert(1))',
  '```html"><script>\n<script>alert(1)</script>\n```',
  '[![a](https://x.example/i.png)](https://x.example)',
  '<https://x.example/<script>>',
  '# <style>*{display:none}</style>',
  '&lt;script&gt;',
];

test.each(HOSTILE)('nothing runs and nothing is fetched: %s', (text) => {
  const html = renderMarkdown(text);
  const tags = [...html.matchAll(/<([a-z0-9]+)/gi)].map((match) => match[1]);
  const allowed = ['p', 'a', 'h4', 'pre', 'code', 'em', 'strong', 'ul', 'li'];
  expect(tags.filter((tag) => !allowed.includes(tag!))).toEqual([]);
  for (const [, link] of html.matchAll(/href="([^"]*)"/g)) expect(link).toMatch(/^(?:https?:\/\/|mailto:)/);
  expect(html.replace(/<[^>]*>/g, (tag) => tag.replace(/"[^"]*"/g, ''))).not.toMatch(/<[^>]*\son\w+=/i);
});

test('an image is its words, and leads to it', () => {
  expect(renderMarkdown('![a graph](https://x.example/g.png)')).toBe(
    '<p dir="auto"><a href="https://x.example/g.png" rel="nofollow noopener">a graph</a></p>',
  );
  expect(renderMarkdown('![](https://x.example/g.png)')).toContain('>https://x.example/g.png</a>');
  expect(renderMarkdown('[![a](https://x.example/i)](https://x.example)').match(/<a /g)).toHaveLength(1);
});

const PICTURES = new Map([
  [
    'media/a.png',
    { href: '/status/media/a.png', address: 'https://x.example/status/media/a.png', width: 8, height: 4 },
  ],
]);

test.each([
  [
    '![a graph](../media/a.png)',
    '<img src="/status/media/a.png" alt="a graph" width="8" height="4" loading="lazy">',
  ],
  [
    '![<"a">](/media/a.png)',
    '<img src="/status/media/a.png" alt="&lt;&quot;a&quot;&gt;" width="8" height="4" loading="lazy">',
  ],
  ['![a graph](../media/b.png)', 'a graph'],
  ['![a graph](../media/../../etc/passwd)', 'a graph'],
  ['[a graph](../media/a.png)', '[a graph](../media/a.png)'],
])('a picture of the site is shown with its size, and of another only its words: %s', (text, html) => {
  expect(renderMarkdown(text, { pictures: PICTURES })).toBe(`<p dir="auto">${html}</p>`);
});

test('a picture in a feed has its whole address', () => {
  const html = renderMarkdown('![a graph](media/a.png)', { pictures: PICTURES, isOutside: true });
  expect(html).toContain('<img src="https://x.example/status/media/a.png" alt="a graph"');
});

test('the picture of one site is not that of another with the same text', () => {
  const other = new Map([['media/a.png', { ...PICTURES.get('media/a.png')!, width: 80 }]]);
  const text = '![the same](media/a.png)';
  expect(renderMarkdown(text, { pictures: PICTURES })).toContain('width="8"');
  expect(renderMarkdown(text, { pictures: other })).toContain('width="80"');
  expect(renderMarkdown(text)).toBe('<p dir="auto">the same</p>');
});

const TABLE = '| a | b | c |\n|---|:-:|--:|\n| 1 | 2 | 3 |';

test('columns are aligned by a class, which the policy of the pages allows, and a wide table scrolls', () => {
  const html = renderMarkdown(TABLE);
  expect(html).not.toContain('style=');
  expect(html).toContain('<td dir="auto" class="center">2</td>\n<td dir="auto" class="right">3</td>');
  expect(html).toMatch(/^<div class="scroll" tabindex="0"><table>[\s\S]*<\/table><\/div>$/);
  expect(renderMarkdown(TABLE, { isOutside: true })).toMatch(/^<table>[\s\S]*<\/table>$/);
});

test('code scrolls, also by keyboard', () => {
  expect(renderMarkdown('```sh\ncurl\n```')).toBe(
    '<pre class="scroll" tabindex="0"><code class="language-sh">curl\n</code></pre>',
  );
});

test('links pass on no credit, and bare addresses are links', () => {
  const html = renderMarkdown('See https://x.example/a and [b](mailto:a@b.example), not x.example.');
  expect(html.match(/rel="nofollow noopener"/g)).toHaveLength(2);
});

test('headings stand below that of their update', () => {
  expect(renderMarkdown('# a\n\n### b\n\n##### c')).toBe(
    '<h4 dir="auto">a</h4>\n<h4 dir="auto">b</h4>\n<h6 dir="auto">c</h6>',
  );
});

test('a description is plain words, cut at a word', () => {
  expect(renderExcerpt('**Orders** are [late](https://x.example).\n\nWe are `on` it.', 200)).toBe(
    'Orders are late. We are on it.',
  );
  expect(renderExcerpt('one two three', 9)).toBe('one two…');
});
