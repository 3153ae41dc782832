import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderMarkdown } from '../../src/site/markdown.ts';
import { NO_PICTURES } from '../../src/site/pictures.ts';
import { renderPlainText } from '../../src/site/statuspage-api/plain-body.ts';
import { findLeftoverSyntax } from '../../src/text/markdown-dialect.ts';

const find = (text: string): string[] =>
  findLeftoverSyntax(text).map(({ start, end, name }) => `${name}: ${text.slice(start, end)}`);

describe('V6.1 what the page would show as source is found at its place', () => {
  test.each([
    ['[a](/x)', '[a](/x)'],
    ['![a](x.png)', '![a](x.png)'],
    ['see [a](../x) and more', '[a](../x)'],
    ['[a](#top)', '[a](#top)'],
    ['[a]()', '[a]()'],
    ['![a]()', '[a]()'],
    ['![]()', '![]()'],
    ['[a][b]', '[a][b]'],
    ['[a] (https://x.example)', '[a] ('],
    ['(a)[https://x.example]', '(a)['],
    ['<https://x.example|a>', '<https://x.example|a>'],
    ['- [ ] open', '[ ]'],
    ['1. [x] done', '[x]'],
    ['text[^1]', '[^1]'],
    ['> [!NOTE]\n> hello', '[!NOTE]'],
    ['fine :smile:', ':smile:'],
    ['fine :+1:', ':+1:'],
    ['see www.vayva.shop/help', 'www.vayva.shop'],
    ['a ==marked== word', '==marked=='],
    ['an ~old~ word', '~old~'],
    ['an ++added++ word', '++added++'],
    ['$a^2 + b$ is', '$a^2 + b$'],
    ['H~2~O', '~2~'],
    ['10^6^ orders', '^6^'],
    ['**bold', '**'],
    ['`code', '`'],
    ['#Heading', '#'],
    ['Term\n: meaning', ':'],
    ['[[Page]]', '[[Page]]'],
    ['::: note', '::: note'],
    ['| a | b |\n|---|\n| 1 | 2 |', '| a | b |'],
  ])('%j', (text, place) => {
    expect(find(text)[0]).toMatch(/^.+: /);
    expect(find(text)[0]).toContain(`: ${place}`);
  });
});

test.each([
  '[a](tel:+123) [b](mailto:a@b.example) [c](https://x.example "t") <https://x.example>',
  '[a][b]\n\n[b]: https://x.example',
  'Orders [EU] fail, error 10:30:45, a::b::c, snake_case, 2 * 3, a == b, about ~5 and ~6, #123',
  'C++ and C++, a++ + ++b, $5 and $10, USD$ and $HOME/x, pay $EUR, 2^10 and 3^4, ~5~6',
  '~~old~~ __bold__ *slanted* `[ ] **` \\*\\*x\\*\\* \\[ ]',
  '```\n- [ ] :smile: ==\n```',
  '| a | b |\n|---|---|\n| 1 | 2 |',
  'https://x.example/a__b**c',
])('what is rendered is not found: %j', (text) => {
  expect(find(text)).toEqual([]);
});

test('the text to write instead is rendered', () => {
  for (const text of ['see www.vayva.shop/help', '==x y==', '~x~', '#Heading', '<https://x.example|a>']) {
    const { start, end, write = '' } = findLeftoverSyntax(text)[0]!;
    expect(find(text.slice(0, start) + write + text.slice(end))).toEqual([]);
  }
});

const PARTS = fc.oneof(
  fc.constantFrom(
    ...'[ ] ( ) ! ` ~ * _ : # > - | = ^ < \n \\'.split(' '),
    ...[
      '\n\n',
      '\n- ',
      '\n1. ',
      '- [ ] ',
      '[^1]',
      '[!NOTE]',
      ':ok:',
      'www.a.example',
      '](',
      '][',
      '**',
      '==',
      '~~',
      '|---|',
    ],
    ...[
      'https://a.example',
      'mailto:a@b.c',
      '/rel',
      'tel:+1',
      '[a](https://b.example)',
      '> ',
      '\n## ',
      '    ',
    ],
  ),
  fc.constantFrom('we', 'are ', 'on it', ' ', 'orders'),
);

test('V6.1 generated: text without findings leaves no source syntax on the page or in the API', () => {
  const SOURCE =
    /^\[[ xX]\](?=\s|$)|\[\^\w[^\]\s]*\]|^\[!NOTE\]|(?<![\w:]):ok:(?![\w:])|(?<![\w/.@-])www\.a\.example(?![\w@])|\[[^\][\n]*\]\(|\[[^\][\n]+\]\[[^\][\n]*\]|\*\*|~~|`/m;
  let clean = 0;
  fc.assert(
    fc.property(fc.array(PARTS, { maxLength: 14 }), (parts) => {
      const text = parts.join('');
      if (text.includes('\\') || find(text).length > 0) return;
      clean += 1;
      const shown = renderMarkdown(text)
        .replace(/<pre>[\s\S]*?<\/pre>|<code>[\s\S]*?<\/code>|<a [\s\S]*?<\/a>/g, 'x')
        .replace(/<[^>]*>/g, '\n');
      expect(shown).not.toMatch(SOURCE);
      expect(() => renderPlainText(text, NO_PICTURES)).not.toThrow();
    }),
    { numRuns: 3000, seed: 12 },
  );
  expect(clean).toBeGreaterThan(500);
});
