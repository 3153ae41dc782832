import { expect, test } from 'vitest';
import { blankOutComments, findComments, replaceComments } from '../../src/text/html-comments.ts';

test.each([
  ['no comment', 'no comment', 'no comment'],
  ['a<!-- b -->c', 'ac', 'ac'],
  ['a<!-- b\n--><!---->c', 'ac', 'ac'],
  ['a<!-- b --> --> c', 'a --> c', 'a --> c'],
  ['a<!--> b -->c', 'ac', 'ac'],
  ['a<!-- b <!-- c --> d', 'a d', 'a d'],
  ['a<!-- b --> c <!-- d', 'a c ', 'a c <!-- d'],
])('%j without its comments is %j, without the closed ones %j', (text, all, closed) => {
  expect(replaceComments(text, () => '')).toBe(all);
  expect(replaceComments(text, () => '', 'closed')).toBe(closed);
});

test('a blanked comment keeps offsets and lines', () => {
  expect(blankOutComments('a<!-- b\nc -->d')).toBe('a      \n     d');
});

test('a comment is found with its text', () => {
  expect(findComments('a<!-- b -->c<!--d')).toEqual([
    { start: 1, end: 11, inner: ' b ', closed: true },
    { start: 12, end: 17, inner: 'd', closed: false },
  ]);
});
