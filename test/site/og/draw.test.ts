import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Card } from '../../../src/site/og/card.ts';
import { renderCard } from '../../../src/site/og/draw.ts';
import { sizeOfPng } from './png-size.ts';

const CARD: Card = {
  brand: 'Vayva status',
  title: 'Some orders fail at checkout',
  state: 'partial-outage',
  subtitle: 'Partly down · Identified',
  time: '22 Nov 2026, 12:40 GMT+1',
  address: 'vayva.shop/status',
};

const SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><path d="M0 0h2v1H0z"/></svg>';

async function drawn(changed: Partial<Card> = {}): Promise<string> {
  return hash('sha256', await renderCard({ ...CARD, ...changed }));
}

test('a card is a PNG of the size that every network takes', async () => {
  const png = await renderCard(CARD);
  expect(sizeOfPng(png)).toEqual([1200, 630]);
  // Some networks leave larger ones out; this one is flat, and far from it.
  expect(png.length).toBeLessThan(100_000);
});

test('everything on a card is seen', async () => {
  const mark = { src: `data:image/svg+xml;base64,${btoa(SQUARE)}`, width: 2, height: 1 };
  const all = await Promise.all([
    drawn(),
    drawn({ brand: 'Kiosk status' }),
    drawn({ title: 'Some orders fail' }),
    drawn({ state: 'major-outage' }),
    drawn({ subtitle: 'Identified' }),
    drawn({ time: '23 Nov 2026' }),
    drawn({ address: 'kiosk.example' }),
    renderCard(CARD, mark).then((png) => hash('sha256', png)),
  ]);
  expect(new Set(all).size).toBe(all.length);
});

test('the same card is the same bytes in another zone, under another locale, in another process', async () => {
  const module = new URL('../../../src/site/og/draw.ts', import.meta.url).href;
  const program = `const { renderCard } = await import(${JSON.stringify(module)});
process.stdout.write(Buffer.from(await renderCard(${JSON.stringify(CARD)})).toString('base64'));`;
  const there = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
    env: { TZ: 'Asia/Tokyo', LC_ALL: 'tr_TR.UTF-8', LANG: 'ar_EG' },
    maxBuffer: 1e7,
  });
  expect(there).toBe(Buffer.from(await renderCard(CARD)).toString('base64'));
});

describe('what there is no letter for', () => {
  const marked: Partial<Card> = { title: '決済が失敗します' };

  test.each<[string, Partial<Card>, Partial<Card>]>([
    ['a picture is left out', { title: 'Orders 🎉 fail' }, { title: 'Orders fail' }],
    ['a narrow space is a space', { title: 'Vraiment\u202f!' }, { title: 'Vraiment !' }],
    ['a title that would lose a letter is left out whole, and the state is the title', marked, { title: '' }],
    ['half a title is not drawn', { title: 'Checkout 決済' }, { title: '' }],
    ['so is one written from right to left', { title: 'חלק מההזמנות נכשלות' }, { title: '' }],
    ['the address replaces the name', { brand: '東京 status' }, { brand: 'vayva.shop/status' }],
    ['control characters are not drawn', { title: 'Orders\u202E fail\u0007' }, { title: 'Orders fail' }],
    ['half a character is not drawn', { title: 'Orders \ud83d fail' }, { title: 'Orders fail' }],
  ])('%s', async (_, odd, plain) => {
    expect(await drawn(odd)).toBe(await drawn(plain));
  });

  test.each(['Łódź', 'Straße', 'Việt Nam', 'Москва', 'Ελλάδα', 'Đà Nẵng, Ærø'])(
    '%s is drawn',
    async (title) => {
      expect(await drawn({ title })).not.toBe(await drawn({ title: '' }));
    },
  );
});

test.each([
  '<script>alert(1)</script>&amp;"\'',
  '</svg><image href="file:///etc/passwd"/>',
  'x'.repeat(200),
  'Zahlungsverkehrsabwicklungsschnittstellenstörung '.repeat(4),
  '{"type":"img","props":{"src":"https://elsewhere.example"}}',
  ' ',
])('a hostile title does nothing but be drawn: %s', async (title) => {
  expect(sizeOfPng(await renderCard({ ...CARD, title }))).toEqual([1200, 630]);
});

test('of a title that the font can’t draw, the state is shown in its place', async () => {
  expect(await drawn({ title: 'الدفع', fallbacks: ['Down'] })).toBe(await drawn({ title: 'Down' }));
  expect(await drawn({ title: 'お支払い', fallbacks: ['停止', 'Down'] })).toBe(
    await drawn({ title: 'Down' }),
  );
});
