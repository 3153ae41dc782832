import { expect, test } from 'vitest';
import { decodeSource } from '../../src/files/decode.ts';
import { COMPONENT, INCIDENT, PARSERS, POLICY, POSTMORTEM, SITE } from '../fuzz/content-files.ts';

test('whole files have no findings', () => {
  const read = (path: string, text: string) =>
    PARSERS[path]!(decodeSource(path, new TextEncoder().encode(text)));
  expect(read('incidents/2026-11-22-checkout.md', INCIDENT)).toEqual([]);
  expect(read('components/checkout.md', COMPONENT)).toEqual([]);
  expect(read('status.yaml', SITE)).toEqual([]);
  expect(read('policies/shop.yaml', POLICY)).toEqual([]);
  expect(read('postmortems/2026-11-22-checkout.md', POSTMORTEM)).toEqual([]);
});

/** What has made a reader slow or run out of stack: as much of it as a file may hold. */
test.each([
  '\n',
  '\u2028',
  '\n## ',
  '<!-- allow ',
  '<!--',
  ',',
  'a degraded,',
  '\naffects: a degraded,',
  '```\n',
  '"',
  '[',
  '{a: ',
  '- - ',
  '\na: ',
  '&a ',
  '## (',
  ' ',
])('a file of nothing but %j is validated in time', (piece) => {
  const size = 900_000;
  const repeated = (start: string): string => start + piece.repeat((size - start.length) / piece.length);
  const update =
    '---\ntitle: x\nseverity: sev-2\ndetected: 2026-11-22T09:02Z\n---\n## 2026-11-22T09:10Z investigating\n';
  const begin = performance.now();
  for (const start of ['', '---\n', update, `${update}Affects: `]) {
    for (const [path, parse] of Object.entries(PARSERS)) parse({ path, text: repeated(start) });
  }
  expect(performance.now() - begin).toBeLessThan(20_000);
});
