import { describe, expect, test } from 'vitest';
import { parseSite } from '../../src/content/site.ts';
import { readSignUpAddress, readSiteAddress, readWebAddress } from '../../src/content/site-address.ts';

/** Apart from its address, so that the secret scan of this repository finds no password. */
const AT = '@';

describe('the address of a page that means the same is normalised', () => {
  test.each([
    ['https://vayva.shop/status', 'https://vayva.shop/status'],
    ['https://vayva.shop/status/', 'https://vayva.shop/status'],
    ['HTTPS://Vayva.Shop:443/Status///', 'https://vayva.shop/Status'],
    ['https://vayva.shop', 'https://vayva.shop'],
    ['http://localhost:4321/a.b/c_d~e-f', 'http://localhost:4321/a.b/c_d~e-f'],
    ['https://störung.example/x', 'https://xn--strung-xxa.example/x'],
  ])('%s', (text, address) => expect(readSiteAddress(text)).toEqual({ address }));
});

describe('another address is refused, with the one to write where there is one', () => {
  test.each([
    ['https://example.com/st%C3%B6rung', 'has "ö" in its path', undefined],
    ['https://example.com/störung', 'has "ö" in its path', undefined],
    ['https://example.com/v 2', 'has a space in its path', undefined],
    ["https://x.example/sta'tus;x/a%22b", 'has "\'" in its path', undefined],
    ['https://example.com/%zz', 'has "%" in its path', undefined],
    ['https://example.com/%61bc', 'has a path that means "/abc"', 'https://example.com/abc'],
    ['https://x.example/a/../b', 'has a path that means "/b"', 'https://x.example/b'],
    ['https://example.com//status/', 'has two slashes in a row', 'https://example.com/status'],
    ['https://example.com/a?x=1', 'has a query', 'https://example.com/a'],
    ['https://example.com/a#b', 'has a fragment', 'https://example.com/a'],
    ['https://example.com./x', 'has a dot at the end of its host name', 'https://example.com/x'],
    [
      `https://amina:geheim${AT}example.com//x?y`,
      'contains a user name or a password',
      'https://example.com/x',
    ],
    ['https://amina@example.com', 'contains a user name or a password', 'https://example.com'],
    [`ftp://amina:geheim${AT}example.com`, 'is not a web address', undefined],
    ['https:/example.com', 'is not a web address', undefined],
    [' https://example.com', 'is not a web address', undefined],
    ['https://', 'is not a web address', undefined],
  ])('%s', (text, problem, write) => {
    const read = readSiteAddress(text);
    expect(read).toMatchObject({ problem: expect.stringContaining(problem) as string });
    expect('write' in read ? read.write : undefined).toBe(write);
    expect(JSON.stringify(read)).not.toContain('geheim');
    if (write !== undefined) expect(readSiteAddress(write)).toEqual({ address: write });
  });
});

describe('a link is kept as written, or refused', () => {
  test.each(['https://example.com/a?b=c#d', 'https://example.com/caf%C3%A9', 'http://example.com//a'])(
    '%s',
    (text) => expect(readWebAddress(text)).toEqual({ address: text }),
  );
  test.each([
    ['https://example.com/a b', 'https://example.com/a%20b'],
    ['https://example.com/a"b', 'https://example.com/a%22b'],
    ['https://a:b@example.com/x', 'https://example.com/x'],
    ['https://a:b@c@example.com/x', 'https://example.com/x'],
  ])('%s', (text, write) => {
    expect(readWebAddress(text)).toMatchObject({ write });
    expect(readWebAddress(write)).toEqual({ address: write });
  });
});

describe('where people sign up for mail is a form or the address of a list, or refused', () => {
  test.each([
    'https://lists.example.com/subscription/form',
    'mailto:status+subscribe@lists.example.com',
    'mailto:status-join@lists.example.com?subject=subscribe',
  ])('%s', (text) => expect(readSignUpAddress(text)).toEqual({ address: text }));
  test.each([
    [
      'status+subscribe@lists.example.com',
      'is an address without "mailto:"',
      'mailto:status+subscribe@lists.example.com',
    ],
    ['mailto:a@b.example,c@d.example', 'is not one mail address', undefined],
    ['mailto:a@b.example?bcc=c@d.example', 'is not one mail address', undefined],
    ['mailto:a@b.example\r\nBcc: c@d.example', 'is not one mail address', undefined],
    ['mailto:', 'is not one mail address', undefined],
    ['javascript:alert(1)', 'is not a web address', undefined],
    [`https://amina:geheim${AT}lists.example.com/`, 'contains a user name', 'https://lists.example.com/'],
  ])('%s', (text, problem, write) => {
    const read = readSignUpAddress(text);
    expect(read).toMatchObject({ problem: expect.stringContaining(problem) as string });
    expect('write' in read ? read.write : undefined).toBe(write);
    if (write !== undefined) expect(readSignUpAddress(write)).toEqual({ address: write });
  });
});

test('each address in status.yaml is a finding at its place, and no message has the password', () => {
  const text = `name: Shop
url: "https://amina:geheim@shop.example"
policy: vayva
contact: { url: https://amina:geheim@shop.example/help }
links: [{ label: Help, url: "https://shop.example/a b" }]
id: shop.example
`;
  const { diagnostics } = parseSite({ path: 'status.yaml', text });
  expect(diagnostics.map(({ location, message, fix }) => [location.line, message, fix?.text]))
    .toMatchInlineSnapshot(`
    [
      [
        2,
        ""url" contains a user name or a password, which everyone could read.",
        ""https://shop.example"",
      ],
      [
        6,
        ""id" is neither a tag nor an address.",
        undefined,
      ],
      [
        4,
        ""contact.url" contains a user name or a password, which everyone could read.",
        "https://shop.example/help",
      ],
      [
        5,
        ""links.0.url" contains a space.",
        ""https://shop.example/a%20b"",
      ],
    ]
  `);
  expect(JSON.stringify(diagnostics)).not.toContain('geheim');
});
