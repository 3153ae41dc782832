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

/** What has made a reader slow or run out of stack, nearly as much of it as a file may hold. */
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
])('a file of nothing but %j is validated in time that grows with its size', { retry: 2 }, (piece) => {
  const update =
    '---\ntitle: x\nseverity: sev-2\ndetected: 2026-11-22T09:02Z\n---\n## 2026-11-22T09:10Z investigating\n';
  const timeFor = (size: number): number => {
    const begin = performance.now();
    for (const start of ['', '---\n', update, `${update}Affects: `]) {
      const text = start + piece.repeat((size - start.length) / piece.length);
      for (const [path, parse] of Object.entries(PARSERS)) parse({ path, text });
    }
    return performance.now() - begin;
  };
  const [quarter, whole] = [timeFor(200_000), timeFor(800_000)];
  // 4 if it is linear, 16 if it is quadratic; what takes less than a second is too short to tell.
  expect(whole < 1000 ? 4 : whole / quarter).toBeLessThan(10);
});
