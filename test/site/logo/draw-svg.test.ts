import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawLogo } from '../../../src/site/logo/draw-svg.ts';
import { hasBrowser, openPage } from '../../support/browser.ts';
import { temporary } from '../../support/shop-site.ts';
import { serve } from '../static-server.ts';

const { folder, remove } = temporary();
afterAll(remove);

const SVG = 'http://www.w3.org/2000/svg';
const RUN = "console.log('ran')";
const AWAY = 'http://127.0.0.1:9/away';

function svg(inner: string, before = '', attributes = ''): string {
  return `${before}<svg xmlns="${SVG}" viewBox="0 0 40 10"${attributes}><path d="M0 0h40v10z"/>${inner}</svg>`;
}

/** Files that do something when they are opened by their own address. */
const HOSTILE: Readonly<Record<string, string>> = {
  'a script': svg(`<script>${RUN}</script>`),
  'a prefix with a hyphen': svg(`<s-v:script xmlns:s-v="${SVG}">${RUN}</s-v:script>`),
  'a prefix with a dot': svg(`<s.v:script xmlns:s.v="${SVG}">${RUN}</s.v:script>`),
  'a prefix with a letter beyond ASCII': svg(`<é:script xmlns:é="${SVG}">${RUN}</é:script>`),
  'a script of XHTML': svg(`<h-h:script xmlns:h-h="http://www.w3.org/1999/xhtml">${RUN}</h-h:script>`),
  'an encoding that hides a script': svg(
    `<s\u001b(Bcript>${RUN}</s\u001b(Bcript>`,
    '<?xml version="1.0" encoding="ISO-2022-JP"?>',
  ),
  'an attribute with a script': svg('', '', ` onload="${RUN}"`),
  'a script in foreign content': svg(
    `<foreignObject><img xmlns="http://www.w3.org/1999/xhtml" src="x" onerror="${RUN}"/></foreignObject>`,
  ),
  'a style with an escaped address': svg(`<style>path{fill:\\75rl(${AWAY}#x)}</style>`),
  'a style with an escaped import': svg(`<style>@\\69mport "${AWAY}";</style>`),
  'a font from elsewhere': svg(`<style>@font-face{font-family:x;src:\\75rl(${AWAY})}</style>`),
  'a frame of XHTML': svg(`<h-h:iframe xmlns:h-h="http://www.w3.org/1999/xhtml" src="${AWAY}"/>`),
  'a refresh of XHTML': svg(
    `<h:meta xmlns:h="http://www.w3.org/1999/xhtml" http-equiv="refresh" content="0;url=${AWAY}"/>`,
  ),
  'an image from elsewhere': svg(`<image href="${AWAY}" width="9" height="9"/>`),
  'an image with a prefix': svg(
    `<image x-l:href="${AWAY}" xmlns:x-l="http://www.w3.org/1999/xlink" width="9" height="9"/>`,
  ),
  'a shape from elsewhere': svg(`<use href="${AWAY}#x"/>`),
  'an animated link': svg(`<a><set attributeName="href" to="javascript:${RUN}"/><path d="M0 0h9v9z"/></a>`),
  'an entity': svg('&x;', `<!DOCTYPE svg [<!ENTITY x "<script xmlns='${SVG}'>${RUN}</script>">]>`),
  'a stylesheet from elsewhere': svg('', `<?xml-stylesheet href="${AWAY}"?>`),
  'an image in an image': svg(
    `<image href="data:image/svg+xml,${encodeURIComponent(svg(`<script>${RUN}</script>`))}" width="9" height="9"/>`,
  ),
};

const toLogo = (text: string) => ({
  kind: 'svg' as const,
  width: 40,
  height: 10,
  bytes: new TextEncoder().encode(text),
});

async function draw(text: string): Promise<string> {
  const drawn = await drawLogo(toLogo(text));
  return 'error' in drawn ? `refused: ${drawn.error}` : new TextDecoder().decode(drawn.bytes);
}

test('a logo keeps its shapes, colours and size', async () => {
  const logo = svg('<style>.a{fill:#b3261e}</style><circle class="a" cx="5" cy="5" r="2"/>');
  expect(await draw(logo)).toMatch(/^<svg width="40" height="10" viewBox="0 0 40 10"[^]*fill="#b3261e"/);
});

test('a PNG stays as it is', async () => {
  const png = { ...toLogo(''), kind: 'png' as const };
  expect(await drawLogo(png)).toBe(png);
});

test.each([
  ['no XML', '<svg', 'it is not well-formed XML'],
  ['no shape', `<svg xmlns="${SVG}" viewBox="0 0 4 1"/>`, 'the SVG contains no shape'],
  ['a document type', svg('', '<!DOCTYPE svg>'), 'the SVG contains a document type'],
])('an SVG with %s is refused', async (_, text, error) => {
  expect(await draw(text)).toBe(`refused: ${error}`);
});

test('no file of the computer becomes a part of the drawing', async () => {
  const png = join(folder, 'secret.png');
  writeFileSync(
    png,
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
      'base64',
    ),
  );
  for (const name of ['href', 'xlink:href', 'x-l:href']) {
    const text = svg(
      `<image ${name}="${png}" width="9" height="9"/>`,
      '',
      ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:x-l="http://www.w3.org/1999/xlink"',
    );
    expect(await draw(text)).toBe('refused: the SVG contains an external reference');
  }
});

describe.skipIf(!hasBrowser)('opened by its own address in a browser', () => {
  const drawn = new Map<string, string>();
  beforeAll(async () => {
    for (const [what, text] of Object.entries(HOSTILE)) drawn.set(what, await draw(text));
  });

  /** What each file does besides being shown. */
  async function openAll(files: ReadonlyMap<string, string>): Promise<string[]> {
    const paths = [...files].map(([what, text], at) => [what, `/${at}.svg`, text] as const);
    const host = await serve(Object.fromEntries(paths.map(([, path, text]) => [path, text])));
    const deeds: string[] = [];
    let open = '';
    const page = await openPage();
    page.on('console', (message) => message.text() === 'ran' && deeds.push(`${open} runs`));
    page.on('request', (request) => {
      const isOwn = request.url().startsWith(host) || request.url().startsWith('data:');
      if (!isOwn) deeds.push(`${open} asks elsewhere`);
    });
    for (const [what, path] of paths) {
      open = what;
      await page.goto(host + path).catch(() => undefined);
      await page.waitForTimeout(50);
    }
    return deeds;
  }

  test('these files are hostile as they are', async () => {
    const deeds = await openAll(new Map(Object.entries(HOSTILE)));
    expect(new Set(deeds).size).toBeGreaterThanOrEqual(10);
  });

  test('none of 20 hostile files does anything once it is drawn again', async () => {
    expect(drawn.size).toBe(20);
    expect(await openAll(drawn)).toEqual([]);
  });
});
