import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import {
  leastContrast,
  ensureReadable,
  MIN_TEXT_CONTRAST,
  toOpaqueHex,
} from '../../../src/content/branding/contrast.ts';
import { DEFAULT_COLOURS } from '../../../src/content/branding/tokens.ts';
import { applyFixes } from '../../../src/content/finding.ts';
import { validateLogo, MAX_LOGO_BYTES } from '../../../src/content/branding/logo.ts';
import { parseSite } from '../../../src/content/site.ts';
import { PAGE_BACKGROUNDS } from '../../../src/content/branding/accent.ts';
import { SHOP } from '../../support/shop-files.ts';
import { build, filesOf, read, temporary, writeFiles } from '../../support/shop-site.ts';

const { folder, remove } = temporary();
afterAll(remove);

describe('an accent', () => {
  test('contrast is what WCAG says it is', () => {
    expect(leastContrast('#000000', ['#ffffff'])).toBe(21);
    expect(leastContrast('#777777', ['#ffffff'])).toBeCloseTo(4.48, 2);
    expect(leastContrast('#ffffff', ['#767676'])).toBeCloseTo(4.54, 2);
  });

  test('any colour can be read on both kinds of page once it is corrected, and stays itself where it can', () => {
    const hex = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`);
    fc.assert(
      fc.property(
        hex,
        fc.constantFrom(PAGE_BACKGROUNDS.light, PAGE_BACKGROUNDS.dark),
        (colour, backgrounds) => {
          const corrected = ensureReadable(colour, backgrounds);
          expect(leastContrast(corrected, backgrounds)).toBeGreaterThanOrEqual(MIN_TEXT_CONTRAST);
          if (leastContrast(colour, backgrounds) >= MIN_TEXT_CONTRAST) expect(corrected).toBe(colour);
        },
      ),
    );
  });

  test('the colours are those of the style sheet', () => {
    const tokens = readFileSync(new URL('../../../src/ui/tokens.css', import.meta.url), 'utf8');
    const [light, dark] = tokens
      .split('prefers-color-scheme: dark')
      .map((part) => [...part.matchAll(/--([\w-]+): (#\w+);/g)].map(([, name, colour]) => [name!, colour!]));
    const full = (colours: string[][]): unknown =>
      Object.fromEntries(colours.map(([name, colour]) => [name, toOpaqueHex(colour!)]));
    expect([full(light!), full(dark!)]).toEqual([DEFAULT_COLOURS.light, DEFAULT_COLOURS.dark]);
  });

  test('one that can’t be read is refused with the nearest that can; the site is still there', () => {
    const text = `${SHOP['status.yaml']}theme: { accent: "#ffb000" }\n`;
    const source = { path: 'status.yaml', text };
    const { value, diagnostics } = parseSite(source);
    expect(value?.name).toBe('Vayva');
    expect(diagnostics.map(({ level, message, help }) => [level, message, help])).toMatchInlineSnapshot(`
      [
        [
          "error",
          ""theme.accent" is "#ffb000": its contrast with the page is 1.7; expected at least 4.5, so that links are readable.",
          "The nearest readable colour is "#9c6a00"; the site uses it.",
        ],
      ]
    `);
    const fixed = applyFixes(source, [diagnostics[0]!.fix!]);
    expect(fixed).toContain('accent: "#9c6a00"');
    expect(parseSite({ ...source, text: fixed }).diagnostics).toEqual([]);
  });
});

describe('a mark', () => {
  const bytes = (text: string) => ({ path: 'mark.svg', bytes: new TextEncoder().encode(text) });
  const svg = (inner: string, more = '') =>
    bytes(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"${more}>${inner}</svg>`);

  test('an SVG is taken with its size, also with what drawing programs write before it', () => {
    expect(validateLogo(svg('<path d="M0 0h9"/>'))).toMatchObject({ kind: 'svg', width: 40, height: 20 });
    const drawn = `<?xml version="1.0"?>\n<!-- Made by hand -->\n<svg width="30px" height="15" xmlns="http://www.w3.org/2000/svg"><defs><linearGradient id="g"/></defs><path fill="url(#g)"/><use href="#g"/></svg>`;
    expect(validateLogo(bytes(drawn))).toMatchObject({ kind: 'svg', width: 30, height: 15 });
  });

  test.each([
    ['<script>alert(1)</script>', 'the SVG contains a script'],
    ['<svg:script xmlns:svg="http://www.w3.org/2000/svg"/>', 'the SVG contains a script'],
    ['<path onload="x()"/>', 'the SVG contains a script in an attribute'],
    ['<path\nONCLICK = "x()"/>', 'the SVG contains a script in an attribute'],
    ['<a href="javascript:x()"><path/></a>', 'the SVG contains a script in a URL'],
    ['<a href="java&#115;cript:x()"><path/></a>', 'the SVG contains a script in a URL'],
    ['<image href="https://other.example/x.png"/>', 'the SVG contains an external reference'],
    ['<use xlink:href="other.svg#x"/>', 'the SVG contains an external reference'],
    ['<image href="data:image/svg+xml,x"/>', 'the SVG contains an external reference'],
    ['<style>@import "https://other.example"</style>', 'the SVG contains an external reference'],
    ['<path style="fill:url(//other.example/#x)"/>', 'the SVG contains an external reference'],
    ['<foreignObject><p/></foreignObject>', 'the SVG contains embedded content'],
  ])('%s is refused', (inner, error) => {
    expect(validateLogo(svg(inner))).toEqual({ error });
  });

  test.each([
    ['<!DOCTYPE svg [<!ENTITY x "y">]><svg viewBox="0 0 1 1"/>', 'the SVG contains a document type'],
    ['<html></html>', 'it is neither an SVG nor a PNG'],
    ['', 'it is neither an SVG nor a PNG'],
    ['<svg viewBox="0 0 1 1"></svg>', 'the SVG has no xmlns, so browsers do not display it'],
    ['<svg xmlns="http://www.w3.org/2000/svg"></svg>', 'it has no size; an SVG needs a viewBox'],
  ])('%s is not a logo', (text, error) => {
    expect(validateLogo(bytes(text))).toEqual({ error });
  });

  test('a file is checked by its bytes: a GIF is refused, and what is too large', () => {
    expect(validateLogo({ path: 'a.png', bytes: new TextEncoder().encode('GIF89a') })).toEqual({
      error: 'it is neither an SVG nor a PNG',
    });
    expect(validateLogo({ path: 'a.png', bytes: new Uint8Array(MAX_LOGO_BYTES + 1) })).toEqual({
      error: 'it has 60001 bytes; expected at most 60000',
    });
    expect(validateLogo({ path: 'a.png' })).toEqual({ error: 'there is no such file in the content root' });
  });
});

/** A PNG of one pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

test('mark, accent, links and footer are on every page; the mark is a file of the site under a name of its own', () => {
  const root = join(folder, 'themed');
  writeFiles(root, {
    ...SHOP,
    'brand/mark.png': PNG as unknown as string,
    'status.yaml': `${SHOP['status.yaml']}theme: { accent: "#7a1fa2", logo: brand/mark.png }
links: [{ label: "Our <shop>", url: "https://vayva.shop/" }]
footer: Vayva & Co
`,
  });
  const { dist, code } = build(root);
  expect(code).toBe(0);
  const marks = [...filesOf(dist).keys()].filter((path) => path.startsWith('logo-'));
  expect(marks).toEqual([expect.stringMatching(/^logo-[0-9a-f]{10}\.png$/)]);
  expect(readFileSync(join(dist, marks[0]!))).toEqual(PNG);
  for (const page of ['index.html', 'history/index.html', 'incidents/2026-11-22-checkout/index.html']) {
    const html = read(dist, page);
    expect(html).toContain(`<img src="/status/${marks[0]}" width="32" height="32" alt="">`);
    expect(html).toContain("img-src data: 'self'");
    expect(html).toMatch(/Our &lt;shop>|Our &lt;shop&gt;/);
    expect(html).toContain('Vayva &amp; Co');
  }
  expect(read(dist, 'index.html')).toContain(':root{--link:#7a1fa2}');
  const sheet = [...filesOf(dist)].find(([path]) => path.startsWith('style-'));
  expect(sheet?.[1]).toMatch(/dark\)\{:root\{--link:#/);
});

test('a mark outside of the root, or with a script, is not shown, and said to be at fault', () => {
  const root = join(folder, 'outside');
  writeFiles(folder, { 'secret.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>' });
  writeFiles(root, { ...SHOP, 'status.yaml': `${SHOP['status.yaml']}theme: { logo: ../secret.svg }\n` });
  const { dist, code, stderr } = build(root);
  expect(code).toBe(1);
  expect(stderr).toContain('"theme.logo" is "../secret.svg": there is no such file in the content root.');
  expect(read(dist, 'index.html')).not.toContain('<img');
});
