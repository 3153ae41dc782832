import { expect, test } from 'vitest';
import { parseComponentListing } from '../../../src/rules/detectors/component-names.ts';
import type { RuleContext } from '../../../src/rules/engine/rule.ts';

const IDS: Readonly<Record<string, string>> = {
  shop: 'חנות',
  checkout: 'お支払い',
  orders: 'الطلبات',
  api: 'API',
};

function contextIn(locale: string): RuleContext {
  const components = Object.entries(IDS).map(([id, name]) => ({ id, name, aliases: [], formerly: [] }));
  return { components, words: { locale } } as unknown as RuleContext;
}

test.each([
  ['en-GB', 'API and الطلبات', ['api', 'orders']],
  ['de-DE', 'API und חנות', ['api', 'shop']],
  ['ja-JP', 'お支払い、API、חנות', ['checkout', 'api', 'shop']],
  ['ar-AE', 'API والطلبات', ['api', 'orders']],
  ['he-IL', 'חנות ו-API', ['shop', 'api']],
  ['he-IL', 'API וחנות', ['api', 'shop']],
  ['zh-CN', 'API和お支払い', ['api', 'checkout']],
])('in %s, "%s" names components', (locale, text, ids) => {
  expect(parseComponentListing(text, contextIn(locale))).toEqual({ ids });
});
