import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generateSite } from '../../bench/generate.ts';
import {
  checkHomePage,
  checkScriptsAndPolicies,
  checkHomePageWithoutUptime,
} from '../../bench/look/budget-sizes.ts';
import type { BuiltSite, BudgetResult } from '../../bench/look/budget-measure.ts';
import { TWENTY_COMPONENTS_FILES } from '../../bench/look/screenshot-content.ts';
import { build, temporary, writeFiles } from '../support/shop-site.ts';

const { folder, remove } = temporary();
let twenty: BuiltSite;
let generated: BuiltSite;

beforeAll(() => {
  const sites = [TWENTY_COMPONENTS_FILES, Object.fromEntries(generateSite(100))].map((files, index) => {
    const root = join(folder, String(index));
    writeFiles(root, files);
    return { name: String(index), dist: build(root).dist, base: '' };
  });
  [twenty, generated] = sites as [BuiltSite, BuiltSite];
});
afterAll(remove);

const broken = (measures: readonly BudgetResult[]) => measures.filter(({ passed }) => !passed);

test('home with 20 components, 90 days and an open incident comes in one round trip, and waits for nothing else', () => {
  expect(broken(checkHomePage(twenty))).toEqual([]);
});

test('without bars it is at most nine tenths of cState’s from the same incidents', () => {
  expect(broken([checkHomePageWithoutUptime(generated)])).toEqual([]);
});

test('no page has more script than 3,000 bytes, compressed, or a loose policy', () => {
  expect(broken(checkScriptsAndPolicies([twenty, generated]))).toEqual([]);
});
