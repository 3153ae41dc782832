import MarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import { convertToMarkdown } from '../../../src/import/markdown/to-markdown.ts';

const show = new MarkdownIt({ html: false, linkify: false });

describe('plain text with HTML shows as it did', () => {
  test.each<[name: string, text: string, markdown: string]>([
    ['line ends of Windows', 'One\r\n\r\nTwo\r\nThree', 'One\n\nTwo\\\nThree'],
    ['breaks', 'One<br />Two<br/><br>Three', 'One\\\nTwo\n\nThree'],
    ['a break and a line end are one', 'One<br />\nTwo<br>\n<br>\nThree', 'One\\\nTwo\n\nThree'],
    ['entities', 'Fish &amp; chips &lt;b&gt; &#8364; &nope;', 'Fish & chips \\<b> € \\&nope;'],
    ['an entity of an entity', '&amp;lt;', '\\&lt;'],
    ['an entity that would turn the reading direction', 'a &#8238; b', 'a \\&#8238; b'],
    ['emphasis', '<p>It <strong>is</strong> <em>fixed</em>.</p>', 'It **is** *fixed*.'],
    ['emphasis that Markdown could not show', 'a<b>b</b>c', 'abc'],
    [
      'a link',
      '<a href="https://x.test/a_(b)?c=1&amp;d=2">Details</a>',
      '[Details](https://x.test/a%5F%28b%29?c=1&d=2)',
    ],
    ['a link that runs code', '<a href="javascript:alert(1)">x</a>', 'x (javascript:alert(1))'],
    [
      'a link that shows its address',
      '<a href="https://x.test/a">https://x.test/a</a>',
      '<https://x.test/a>',
    ],
    ['an address', 'See https://x.test/a_b_c*d.', 'See <https://x.test/a_b_c*d>.'],
    ['a list', '<ul>\n<li>\n one</li><li>two</li>\n</ul>Done', '- one\n- two\n\nDone'],
    ['a list of its own making', 'These:\n- one\n* two\nEnd', 'These:\n\n- one\n- two\n\nEnd'],
    ['numbers stay as they are', '1. one\n1. two', '1\\. one\\\n1\\. two'],
    ['headings', '<h2>2020-01-01T00:00Z resolved</h2>Text', '### 2020-01-01T00:00Z resolved\n\nText'],
    ['what looks like an update', '## 2020-01-01T00:00Z resolved', '\\## 2020-01-01T00:00Z resolved'],
    [
      'what Markdown would read',
      '*a* _b_ `c` [d]: e\n---\n> f\n    g',
      '\\*a\\* \\_b\\_ \\`c\\` \\[d]: e\\\n\\---\\\n\\> f\\\ng',
    ],
    ['a table', 'a | b\n--|--\n1 | 2', 'a | b\\\n\\--|--\\\n1 | 2'],
    ['script', '<script>alert(1)</script>', '\\<script>alert(1)\\</script>'],
    ['a name in angle brackets', 'Use <your-id> here', 'Use \\<your-id> here'],
    ['an image', '<img src="https://x.test/a.png" alt="A graph">', 'A graph (<https://x.test/a.png>)'],
    ['directives', 'Affects: everything', 'Affects\\: everything'],
  ])('%s', (_name, text, markdown) => {
    expect(convertToMarkdown(text, 'text').markdown).toBe(markdown);
  });
});

describe("a person's Markdown stays as it is, but for what would be taken for something else", () => {
  test.each<[name: string, text: string, markdown: string]>([
    [
      'prose',
      'It *is* `<b>` fixed,\nsee [here](https://x.test).',
      'It *is* `<b>` fixed,\nsee [here](https://x.test).',
    ],
    [
      'headings',
      '# One\n## 2020-01-01T00:00Z resolved\n##two\n### Three',
      '### One\n### 2020-01-01T00:00Z resolved\n\\##two\n### Three',
    ],
    ['a heading behind a separator of its own', 'a\u2028## b', 'a\n### b'],
    ['headings in code', '```\n## One\n```\n## Two', '```\n## One\n```\n### Two'],
    ['code that is never closed', 'a\n```\n## b', 'a\n```\n## b\n```'],
    ['a fence that only looks closed', '~~~\n~~~ x\n## a', '~~~\n~~~ x\n## a\n~~~'],
    ['breaks', 'One<br>Two<br/>\nThree', 'One\\\nTwo\\\nThree'],
    ['a break before a list', 'One<br>- two', 'One\n- two'],
    ['a break on its own', 'One\n\n<br/>', 'One'],
    ['tags', '<strike>No</strike> press <kbd>Ctrl</kbd> <ID>', '~~No~~ press `Ctrl` \\<ID>'],
    [
      'a suppression in code',
      '`<!-- allow no-promised-fix-time: x -->`',
      '`<! -- allow no-promised-fix-time: x -->`',
    ],
    ['directives', '\n\n severity : high', ' severity \\: high'],
  ])('%s', (_name, text, markdown) => {
    expect(convertToMarkdown(text, 'markdown').markdown).toBe(markdown);
  });
});

test.each(['text', 'markdown'] as const)('comments in %s are hidden from readers and kept', (format) => {
  const { markdown, hidden } = convertToMarkdown(
    'One <!-- ask Bob --> two <!-- allow no-promised-fix-time: no --><!-- three',
    format,
  );
  expect(hidden).toEqual(['ask Bob', 'allow no-promised-fix-time: no']);
  expect(show.renderInline(markdown)).toBe('One  two &lt;!-- three');
});

test('invisible characters are taken out and counted', () => {
  expect(convertToMarkdown('a\u202Eb\u0000c\u2066', 'text')).toMatchObject({ markdown: 'abc', removed: 3 });
});

test('a million marks are read in no time', () => {
  for (const mark of ['<', '`', '<b>', '*', '\n', '![', '<!--', '- ', 'http://', '&', '\t', '<br>']) {
    const begin = performance.now();
    for (const format of ['text', 'markdown'] as const)
      convertToMarkdown(mark.repeat(100_000 / mark.length), format);
    expect(performance.now() - begin, mark).toBeLessThan(3000);
  }
});
