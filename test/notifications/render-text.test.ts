import { expect, test } from 'vitest';
import { renderText } from '../../src/notifications/render-text.ts';
import { INTERNAL_MESSAGE, MESSAGE } from './support/message.ts';

const PLAIN = {
  escape: (text: string) => text,
  strong: (text: string) => text,
  link: (label: string, url: string) => (label === url ? url : `${label}: ${url}`),
  code: (text: string) => text,
};

test('a message as plain text', () => {
  expect(renderText(INTERNAL_MESSAGE, { ...PLAIN, limit: 2000 })).toMatchInlineSnapshot(`
    "Some orders fail at checkout: Investigating

    We are experiencing degraded performance with Checkout.

    Our team is investigating.

    Severity: Major (sev-2)
    Commander: @amina-vayva
    Post an update: npx candor incident update --incident 2026-11-22-checkout
    https://vayva.shop/status/incidents/2026-11-22-checkout/"
  `);
});

test('French has a space before the colon, in messages to customers', () => {
  const french = { ...MESSAGE, site: { ...MESSAGE.site, language: 'fr-CA' } };
  const facts = [{ label: 'Services touchés', value: 'Paiements' }];
  const text = renderText({ ...french, title: 'Échecs', state: 'Résolu', facts }, { ...PLAIN, limit: 2000 });
  expect(text).toContain('Échecs : Résolu\n');
  expect(text).toContain('Services touchés : Paiements\n');
  expect(renderText({ ...INTERNAL_MESSAGE, site: french.site }, { ...PLAIN, limit: 2000 })).toContain(
    'Severity: Major',
  );
});

test('a text that is too long is cut at the end of a word, and keeps its link', () => {
  for (let limit = 130; limit < 250; limit += 1) {
    const text = renderText(MESSAGE, { ...PLAIN, limit });
    expect(text.length).toBeLessThanOrEqual(Math.max(limit, 143));
    expect(text.endsWith(MESSAGE.url!)).toBe(true);
    const body = text.split('\n\n').slice(1, -1).join('\n\n').replace(/ …$/, '');
    expect(MESSAGE.body.startsWith(body)).toBe(true);
    if (body !== '') expect(MESSAGE.body.charAt(body.length)).toMatch(/^\s?$/);
  }
});
