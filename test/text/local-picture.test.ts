import { expect, test } from 'vitest';
import { findPictureUses } from '../../src/text/find-pictures.ts';
import { addressOfLocalPicture, pathOfLocalPicture } from '../../src/text/local-picture.ts';

test.each([
  ['media/a.png', 'media/a.png'],
  ['../media/a.png', 'media/a.png'],
  ['../../media/2026/a.png', 'media/2026/a.png'],
  ['./media/a.png', 'media/a.png'],
  ['/media/a.png', 'media/a.png'],
  ['media/a%20b.png', 'media/a b.png'],
  ['media/%E0%A4%A.png', 'media/%E0%A4%A.png'],
  ['https://x.example/media/a.png', undefined],
  ['//x.example/media/a.png', undefined],
  ['Media/a.png', undefined],
  ['images/media/a.png', undefined],
  ['media/', undefined],
  ['media/a.png?x', undefined],
  ['javascript:media/a.png', undefined],
])('%s names %s', (address, path) => {
  expect(pathOfLocalPicture(address)).toBe(path);
});

test('the address that Candor writes names its path', () => {
  expect(pathOfLocalPicture(addressOfLocalPicture('media/a.png'))).toBe('media/a.png');
});

test('pictures are found where a page shows them, with their place', () => {
  const text =
    'A ![one](media/a.png).\n\n- ![two *b*](../media/a.png "t") `![no](media/c.png)`\n\n<!-- ![no](media/d.png) -->\n\n~~~\n![no](media/e.png)\n~~~\n\n[no](media/f.png) ![three][r]\n\n[r]: /media/g.png\n';
  const uses = findPictureUses(text);
  expect(uses.map(({ path, alt }) => [path, alt])).toEqual([
    ['media/a.png', 'one'],
    ['media/a.png', 'two *b*'],
    ['media/g.png', 'three'],
  ]);
  expect(uses.map(({ span }) => text.slice(span.start, span.end).trim())).toEqual([
    'media/a.png',
    'media/a.png',
    '[no](media/f.png) ![three][r]',
  ]);
  expect(uses[1]!.span.start).toBeGreaterThan(uses[0]!.span.end);
});
