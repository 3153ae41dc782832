import { expect, test } from 'vitest';
import { enMessages } from '../../src/site/i18n/en.ts';
import { formatOverallSentence, renderOverallSentence } from '../../src/site/overall-sentence.ts';
import { escapeHtml } from '../../src/ui/markup.ts';
import type { OverallStatus } from '../../src/status/overall.ts';

function overall(...names: string[]): OverallStatus {
  const affected = names.map((name) => ({ id: name, name, state: 'degraded' as const, hasPage: true }));
  return { state: 'degraded', isUncertain: false, affected, components: 9, open: 1, monitoringOnly: false };
}

test('as HTML each name has its own direction, and stays text', () => {
  expect(renderOverallSentence(enMessages, overall('תשלום', '<b>'), escapeHtml)).toMatchInlineSnapshot(
    `"<bdi>תשלום</bdi> and <bdi>&#60;b&#62;</bdi> are having problems."`,
  );
});

test('as text only names in another direction are marked', () => {
  expect(formatOverallSentence(enMessages, overall('Checkout'))).toBe('Checkout is having problems.');
  expect(formatOverallSentence(enMessages, overall('תשלום'))).toBe('\u2068תשלום\u2069 is having problems.');
  const rightToLeft = { ...enMessages, dir: 'rtl' as const };
  expect(formatOverallSentence(rightToLeft, overall('Checkout', 'תשלום'))).toContain('\u2068Checkout\u2069');
});

test('a name with marks of its own closes nothing', () => {
  expect(renderOverallSentence(enMessages, overall('a\u2069\u2069b\u2068'), escapeHtml)).toBe(
    '<bdi>ab</bdi> is having problems.',
  );
});
