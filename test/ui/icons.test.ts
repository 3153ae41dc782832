import { expect, test } from 'vitest';
import { iconSymbols } from '../../src/ui/icons.ts';
import { renderStateIcon } from '../../src/ui/markup.ts';

const idsIn = (html: string): string[] => [...html.matchAll(/ id="m-([\w-]+)"/g)].map(([, id]) => id!);

test.each<[readonly Parameters<typeof renderStateIcon>[0][], readonly string[]]>([
  [[], []],
  [['degraded'], ['degraded']],
  [
    ['major-outage', 'operational', 'major-outage'],
    ['operational', 'major-outage'],
  ],
])('a page that shows %j has their pictures, each once', (shown, expected) => {
  const html = `<p>${shown.map((state) => renderStateIcon(state)).join('</p><p>')} "#m-none" "#m-</p>`;
  expect(idsIn(iconSymbols(html))).toEqual(expected);
});
