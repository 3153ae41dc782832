import { expect, test } from 'vitest';
import { createPasteFilter } from '../../src/response/paste-filter.ts';
import type { PasteMode } from '../../src/response/paste-filter.ts';

const [BEGIN, END] = ['\u001B[200~', '\u001B[201~'];

test.each<[name: string, mode: PasteMode, chunks: readonly string[], typed: string]>([
  ['lines become one', 'join', [`${BEGIN}Payments\r\nfail\r\n${END}`, '\r'], 'Payments fail\r'],
  ['lines are kept', 'keep', [`${BEGIN}One.\r\rTwo.${END}`, '\r', '\r'], 'One.⏎⏎Two.\r\r'],
  ['a paste answers no question with choices', 'drop', [`${BEGIN}y\ry\r${END}`, '\r'], '\r'],
  ['marks that arrive in parts', 'join', ['\u001B[20', '0~a\nb\u001B[', '201~', '\r'], 'a b\r'],
  ['keys before and after it', 'join', [`x${BEGIN}a\nb${END}y\r`], 'xa by\r'],
  ['control characters and tabs', 'join', [`${BEGIN}a\tb\u0003\u001B[Ac${END}`], 'a b[Ac'],
  ['a terminal without marks', 'join', ['Payments\rfail\r'], 'Payments fail\r'],
  ['a terminal without marks, longer text', 'keep', ['One.\r\rTwo.\r\r'], 'One.⏎⏎Two.\r\r'],
  ['typed keys stay', 'join', ['a', 'b', '\r', '\u001B[A', '\u001B', 'yes\r'], 'ab\r\u001B[A\u001Byes\r'],
  ['Return twice', 'keep', ['a\r\r'], 'a\r\r'],
])('%s', (_name, mode, chunks, typed) => {
  const filter = createPasteFilter(mode);
  expect(chunks.map(filter).join('')).toBe(typed);
});
