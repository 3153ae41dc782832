import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { collectThemeCssErrors } from '../../src/content/branding/theme-css-file.ts';
import { readThemeCss } from '../../src/files/read-theme-css.ts';

const folder = mkdtempSync(join(tmpdir(), 'candor-theme-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const root = join(folder, 'page');
mkdirSync(join(root, 'brand'), { recursive: true });
writeFileSync(join(folder, 'outside.css'), ':root { --round: 0 }');
writeFileSync(join(root, 'brand', 'custom.css'), '\uFEFF:root {\r\n  --round: 0;\r\n  --ink: #777;\r\n}\r\n');
writeFileSync(join(root, 'brand', 'long.css'), `/* ${'x'.repeat(20_000)} */`);
writeFileSync(join(root, 'brand', 'binary.css'), new Uint8Array([0x61, 0xff, 0x62]));
symlinkSync(join(folder, 'outside.css'), join(root, 'brand', 'link.css'));

function siteWith(css: string): { path: string; text: string } {
  return {
    path: 'status.yaml',
    text: `name: A\nurl: https://a.example/\npolicy: vayva\ntheme: { css: ${css} }\n`,
  };
}

test('a stylesheet is read with the place of what is wrong in it', async () => {
  const site = siteWith('brand/custom.css');
  const file = await readThemeCss(root, site);
  expect(file?.css?.tokens.light.round).toBe('0rem');
  expect(collectThemeCssErrors(site, file!).map(({ location: { path, line } }) => `${path}:${line}`)).toEqual(
    ['brand/custom.css:3'],
  );
});

test('a stylesheet is read also if its key is written with an escape', async () => {
  writeFileSync(join(root, 'brand', 'own'), ':ROOT { --round: 0PX; }');
  const { path, text } = siteWith('brand/own');
  const site = { path, text: text.replace('css:', String.raw`"\x63ss":`) };
  expect((await readThemeCss(root, site))?.css?.tokens.light.round).toBe('0rem');
});

test.each([
  ['../outside.css', 'there is no such file in the content root'],
  ['brand/none.css', 'there is no such file in the content root'],
  ['brand/link.css', 'there is no such file in the content root'],
  ['brand/long.css', 'it is longer than 20000 characters'],
  [
    'brand/binary.css',
    `it can't be read as text (This text is Latin-1, not UTF-8. Save it as UTF-8 in your editor, or run "iconv -f ISO-8859-1 -t UTF-8 old.md > new.md".)`,
  ],
  ['brand', "it can't be read as text (This is not a file: replace it with a text file of the same name.)"],
])('%s is refused at its name: %s', async (css, reason) => {
  const site = siteWith(css);
  const file = await readThemeCss(root, site);
  expect(file?.css).toBeUndefined();
  expect(
    collectThemeCssErrors(site, file!).map(({ location: { path, line }, message }) => [path, line, message]),
  ).toEqual([['status.yaml', 4, `"theme.css" is "${css}": ${reason}.`]]);
});

test('a site without a stylesheet loads no parser', async () => {
  const site = { path: 'status.yaml', text: 'name: A\nurl: https://a.example/\npolicy: vayva\n' };
  expect(await readThemeCss(root, site)).toBeUndefined();
});
