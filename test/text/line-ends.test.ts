import { expect, test } from 'vitest';
import { keepLineEnds } from '../../src/text/line-ends.ts';

test.each([
  ['a\r\nb\r\n', 'a\r\nc\r\n'],
  ['\uFEFFa\nb\n', '\uFEFFa\nc\n'],
  ['\uFEFFa\r\nb\r\n', '\uFEFFa\r\nc\r\n'],
  ['a\nb\n', 'a\nc\n'],
  ['a\r\nb\nc\n', 'a\nc\n'],
  [undefined, 'a\nc\n'],
])('a file of the shape %j keeps it', (before, after) => {
  expect(keepLineEnds('a\nc\n', before)).toBe(after);
  expect(keepLineEnds('a\r\nc\r\n', before === undefined ? '' : before)).toBe(
    before === undefined ? 'a\nc\n' : after,
  );
});
