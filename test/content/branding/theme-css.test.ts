import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deriveAccent } from '../../../src/content/branding/accent.ts';
import { leastContrast } from '../../../src/content/branding/contrast.ts';
import { parseThemeCss } from '../../../src/content/branding/theme-css.ts';
import { COLOUR_SCHEMES, DEFAULT_COLOURS, TOKENS } from '../../../src/content/branding/tokens.ts';
import { applyFixes } from '../../../src/content/finding.ts';
import { parseContent } from '../../../src/content/content.ts';
import { PRESETS } from '../../support/example-content.ts';
import { SHOP } from '../../support/shop-files.ts';

function parse(text: string, accent?: string): ReturnType<typeof parseThemeCss> {
  return parseThemeCss({ path: 'brand/custom.css', text }, accent);
}

function describeFindings(text: string): string[] {
  return parse(text).diagnostics.map(
    ({ location: { line, column }, message, help }) => `${line}:${column} ${message} ${help}`,
  );
}

test('colours, corners, width and font are read, and written as the page writes them', () => {
  const { tokens, diagnostics } = parse(`/* Brand */
:root {
  --link: RebeccaPurple;
  --paper: rgb(255 250 240);
  --round: 4px;
  --measure: 50rem;
  --font: "IBM Plex Sans", Georgia, serif;
}
@media (prefers-color-scheme: dark) {
  :root { --link: #cba6ff }
}
`);
  expect(diagnostics).toEqual([]);
  expect(tokens).toEqual({
    light: {
      link: '#663399',
      paper: '#fffaf0',
      round: '0.25rem',
      measure: '50rem',
      font: "'IBM Plex Sans','Georgia',serif",
    },
    dark: { link: '#cba6ff' },
  });
});

test.each([
  ['another selector', '.update { --link: #1d4f91 }'],
  ['a list of selectors', ':root, .late { --link: #1d4f91 }'],
  ['a property of CSS', ':root { display: none }'],
  ['a misspelt token', ':root { --papr: #fff }'],
  ['an address', ':root { --paper: url(https://evil.example/x.png) }'],
  ['an address in a font', ':root { --font: url(x.woff2), serif }'],
  ['another token’s value', ':root { --link: var(--ink) }'],
  ['a transparent colour', ':root { --ink: rgb(0 0 0 / 50%) }'],
  ['a length out of bounds', ':root { --measure: 10rem }'],
  ['an import', '@import "x.css";'],
  ['a font file', '@font-face { font-family: x; src: url(x.woff2) }'],
  ['another medium', '@media print { :root { --ink: #000 } }'],
  ['a rule in a rule', ':root { .update { color: red } }'],
  [
    'a medium in a medium',
    '@media (prefers-color-scheme: dark) { @media (prefers-color-scheme: dark) { :root { --ink: #fff } } }',
  ],
  ['an important value', ':root { --link: #1d4f91 !important }'],
  ['a token twice', ':root { --link: #1d4f91; --link: #1d4f92 }'],
  ['corners of dark pages', '@media (prefers-color-scheme: dark) { :root { --round: 0 } }'],
  ['no colon', ':root {\n  --link #1d4f91;\n}'],
  ['an end tag', ':root { --font: "</style><script>alert(1)</script>", serif }'],
])('%s is refused with its place, and left out', (_, text) => {
  expect(describeFindings(text)).toMatchSnapshot();
  const { light, dark } = parse(text).tokens;
  const kept = text.includes('--link: #1d4f92') ? { link: '#1d4f91' } : {};
  expect([light, dark]).toEqual([kept, {}]);
});

describe('contrast (WCAG 2.2, 1.4.3)', () => {
  test('a colour that can’t be read is reported, and the nearest one is used and offered as a fix', () => {
    const source = { path: 'custom.css', text: ':root { --quiet: #999 }' };
    const { tokens, diagnostics } = parse(source.text);
    expect(describeFindings(source.text)).toMatchInlineSnapshot(`
      [
        "1:17 "--quiet" is "#999999": its contrast with light pages is 2.7; expected at least 4.5, so that it is readable. The nearest readable colour is "#727272"; the page uses it.",
      ]
    `);
    const fixed = applyFixes(
      source,
      diagnostics.flatMap(({ fix }) => (fix ? [fix] : [])),
    );
    expect(parse(fixed)).toEqual({ tokens, diagnostics: [] });
  });

  test('a background changes the colours of the page that can’t be read on it, and says which', () => {
    const source = { path: 'custom.css', text: ':root { --paper: #e8d9b0; --raised: #f5ecd2 }' };
    expect(describeFindings(source.text)).toMatchInlineSnapshot(`
      [
        "1:17 "--paper" is "#e8d9b0", so --operational, --maintenance, --unknown, --degraded, --partial-outage and --major-outage have too little contrast on light pages: 3.6; expected at least 4.5. Also write "--operational: #16643b; --maintenance: #295797; --unknown: #58554f; --degraded: #7a4e00; --partial-outage: #963908; --major-outage: #a9231c;", the nearest readable colours; the page uses them.",
      ]
    `);
    const { tokens, diagnostics } = parse(source.text);
    const fixed = applyFixes(
      source,
      diagnostics.flatMap(({ fix }) => (fix ? [fix] : [])),
    );
    expect(parse(fixed)).toEqual({ tokens, diagnostics: [] });
  });

  test('two backgrounds without a colour for both are left out', () => {
    const { tokens } = parse(':root { --paper: #fff; --raised: #000 }');
    expect(describeFindings(':root { --paper: #fff; --raised: #000 }')).toMatchInlineSnapshot(`
      [
        "1:17 Text is hard to read on "--paper" (#ffffff) and "--raised" (#000000) of light pages: neither black nor white has a contrast of 7 with both. Make both lighter, and set both. The page is built without them.",
      ]
    `);
    expect(tokens.light).toEqual({});
  });

  test('the page’s own colours need no correction', () => {
    const render = (scheme: 'light' | 'dark'): string =>
      Object.entries(DEFAULT_COLOURS[scheme])
        .map(([name, value]) => `--${name}: ${value};`)
        .join(' ');
    const css = `:root { ${render('light')} } @media (prefers-color-scheme: dark) { :root { ${render('dark')} } }`;
    expect(parse(css)).toEqual({ tokens: DEFAULT_COLOURS, diagnostics: [] });
  });

  test('an accent is left to be made readable where it is used', () => {
    expect(parse(':root { --paper: #e8e0d0 }', '#8a2be2').tokens.light).not.toHaveProperty('link');
  });

  test.each([
    ['#ffb000', ':root { --paper: #101010; --raised: #181818 }', undefined],
    ['#777777', ':root { --paper: #c8c8c8 }', '#525252'],
  ])('an accent %s is checked on the backgrounds of the file', (accent, css, better) => {
    const source = { path: 'brand/custom.css', text: css };
    const themeCss = { path: source.path, source, css: parse(css, accent) };
    const text = `${SHOP['status.yaml']}theme: { accent: "${accent}", css: brand/custom.css }\n`;
    const site = { path: 'status.yaml', text };
    const none = { components: [], incidents: [], postmortems: [] };
    const { diagnostics, siteContext } = parseContent({ site, policies: PRESETS, themeCss, ...none });
    const ofSite = diagnostics.filter(({ location }) => location.path === site.path);
    expect(ofSite.map(({ fix }) => fix?.text)).toEqual(better === undefined ? [] : [`"${better}"`]);
    expect(deriveAccent(accent, siteContext!.tokens).light).toBe(better ?? accent);
  });

  test('whatever is set, all text can be read', () => {
    const names = Object.entries(TOKENS).flatMap(([name, { type }]) => (type === 'colour' ? [name] : []));
    const hex = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`);
    const set = fc.dictionary(fc.constantFrom(...names), hex, { maxKeys: 5 });
    const render = (own: Record<string, string>): string =>
      Object.entries(own)
        .map(([name, value]) => `--${name}:${value};`)
        .join('');
    fc.assert(
      fc.property(set, set, (light, dark) => {
        const { tokens } = parse(
          `:root{${render(light)}}@media (prefers-color-scheme:dark){:root{${render(dark)}}}`,
        );
        for (const scheme of COLOUR_SCHEMES) {
          const colours: Record<string, string> = { ...DEFAULT_COLOURS[scheme], ...tokens[scheme] };
          for (const name of names.filter((one) => !['paper', 'raised', 'line'].includes(one)))
            expect(
              leastContrast(colours[name]!, [colours['paper']!, colours['raised']!]),
              name,
            ).toBeGreaterThanOrEqual(4.5);
        }
      }),
      { numRuns: 60 },
    );
  });
});
