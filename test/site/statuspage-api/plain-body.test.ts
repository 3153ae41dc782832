import { expect, test } from 'vitest';
import { NO_PICTURES } from '../../../src/site/pictures.ts';
import { renderPlainText } from '../../../src/site/statuspage-api/plain-body.ts';

test.each([
  ['Wrapped\nin the file.', 'Wrapped in the file.'],
  ['Broken\\\non purpose.', 'Broken\non purpose.'],
  ['One.\n\nTwo.', 'One.\n\nTwo.'],
  ['**Bold**, _slanted_ and `code`.', 'Bold, slanted and code.'],
  ['- one\n- two\n\nafter', '- one\n- two\n\nafter'],
  ['- one\n\n- two', '- one\n\n- two'],
  ['1. one\n2. two', '1. one\n2. two'],
  ['3) one\n4) two', '3. one\n4. two'],
  ['1. one\n   - a\n   - b\n2. two', '1. one\n   - a\n   - b\n2. two'],
  ['- one\n\n  more\n\n- two\n  1. a', '- one\n\n  more\n\n- two\n  1. a'],
  ['- a\n  - b\n    - c', '- a\n  - b\n    - c'],
  ['Call [us](tel:+49301234).', 'Call us (+49301234).'],
  ['## Heading\ntext', 'Heading\n\ntext'],
  ['```\nif (a <  b)\n    go\n```\nafter', 'if (a <  b)\n    go\n\nafter'],
  ['> quoted\n\nafter', 'quoted\n\nafter'],
  ['| a | b |\n| - | - |\n| 1 | 2 |', 'a b\n1 2'],
  ['See [the guide](https://vayva.shop/?a=1&b=2).', 'See the guide (https://vayva.shop/?a=1&b=2).'],
  [
    'See https://vayva.shop/guide and <help@vayva.shop>.',
    'See https://vayva.shop/guide and help@vayva.shop.',
  ],
  ['Tom & "Jerry" <b>not bold</b> &amp; a < b', 'Tom & "Jerry" <b>not bold</b> & a < b'],
  ['&lt;br&gt; stays', '<br> stays'],
  ['', ''],
])('%j reads %j', (markdown, plain) => {
  expect(renderPlainText(markdown, NO_PICTURES)).toBe(plain);
});

test('a picture is its description with its whole address, or its description alone', () => {
  const picture = { href: '/media/a.png', address: 'https://x.example/media/a.png', width: 8, height: 4 };
  const pictures = new Map([['media/a.png', picture]]);
  expect(renderPlainText('See ![a graph](../media/a.png) and ![another](../media/b.png).', pictures)).toBe(
    'See a graph (https://x.example/media/a.png) and another.',
  );
});
