import { expect, test } from 'vitest';
import { parseContent } from '../../../src/content/content.ts';
import { createFault } from '../../../src/content/pictures/picture.ts';
import type { PictureFile } from '../../../src/content/pictures/picture.ts';
import { checkPictures } from '../../../src/rules/engine/check-pictures.ts';
import { PRESETS } from '../../support/example-content.ts';

const size = { width: 8, height: 4 };
const incident = (text: string): string =>
  `---\ntitle: Orders fail\nseverity: sev-2\ncomponents: { checkout: degraded }\ndetected: 2026-11-22T09:02Z\n---\n\n## 2026-11-22T09:10Z investigating\n\n${text}\n`;

function check(pictures: readonly PictureFile[], text: string, description = '', policy = ''): string[] {
  const content = parseContent({
    site: { path: 'status.yaml', text: 'name: Vayva\nurl: https://vayva.shop\npolicy: own\ntimezone: UTC\n' },
    policies: [{ path: 'policies/own.yaml', text: `extends: vayva\n${policy}` }, ...PRESETS],
    components: [{ path: 'components/checkout.md', text: `---\nname: Checkout\n---\n\n${description}\n` }],
    incidents: [{ path: 'incidents/2026-11-22-orders.md', text: incident(text) }],
    postmortems: [],
    pictures,
  });
  return checkPictures(content).map(
    ({ location: { path, line, column }, level, message }) => `${path}:${line}:${column} ${level} ${message}`,
  );
}

test.each<[string, PictureFile, string, string[]]>([
  ['is shown', { path: 'media/a.png', size }, '![What failed](../media/a.png)', []],
  [
    'is shown nowhere',
    { path: 'media/a.png', size },
    '`![What failed](../media/a.png)`',
    ['media/a.png:1:1 warn No text shows this picture, so it is not published.'],
  ],
  [
    'tells where it was taken',
    { path: 'media/a.jpg', size: { ...size, hasLocation: true } },
    '![The till](../media/a.jpg)',
    ['media/a.jpg:1:1 warn This photo says where it was taken.'],
  ],
  [
    'is refused and shown nowhere',
    { path: 'media/a.svg', fault: createFault('SVG is not published.', 'Export it.') },
    'Text.',
    ['media/a.svg:1:1 warn SVG is not published.'],
  ],
  // The finding is in the text.
  [
    'is refused and shown',
    { path: 'media/a.svg', fault: createFault('SVG is not published.', 'Export it.') },
    '![What failed](../media/a.svg)',
    [],
  ],
])('a file in media/ that %s', (_, file, text, expected) => {
  expect(check([file], text)).toEqual(expected);
});

test('the description of a component is checked like an update, in its place', () => {
  expect(check([], 'Text.', 'How customers pay.\n\n![The way of a payment](../media/pay.png)')).toEqual([
    'components/checkout.md:7:28 error There is no picture media/pay.png.',
  ]);
});

test('a policy that turns the rule off gets no findings', () => {
  const off = 'rules: { valid-picture: off }\n';
  expect(check([{ path: 'media/a.png', size }], 'Text.', '![a](../media/b.png)', off)).toEqual([]);
});
