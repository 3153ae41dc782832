import { expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { applyFixes } from '../../src/content/finding.ts';
import { checkChangedIdentity } from '../../src/publication-history/changed-identity.ts';
import { parseSite } from '../../src/content/site.ts';
import { createSiteId, identityOf } from '../../src/content/site-identity.ts';
import { EXAMPLE_SITE } from '../../src/setup/example-site.ts';

const site = (...lines: string[]) => ({
  path: 'status.yaml',
  text: `name: Shop\n${lines.join('\n')}\npolicy: vayva\n`,
});
const OLD = 'https://shop.example/status';
const NEW = 'https://status.shop.example';
const TAG = 'tag:shop.example,2026:status';

test.each([
  ['another domain', [`url: ${OLD}`], [`url: ${NEW}`], [`url: ${NEW}`, `id: ${OLD}`]],
  ['another base path', [`url: ${OLD}`], [`url: ${OLD}/x`], [`url: ${OLD}/x`, `id: ${OLD}`]],
  ['another id', [`url: ${OLD}`, `id: ${TAG}`], [`url: ${OLD}`, `id: ${NEW}`], [`url: ${OLD}`, `id: ${TAG}`]],
  ['an id that was removed', [`url: ${NEW}`, `id: ${TAG}`], [`url: ${NEW}`], [`url: ${NEW}`, `id: ${TAG}`]],
  ['a first id that differs', [`url: ${OLD}`], [`url: ${OLD}`, `id: ${TAG}`], [`url: ${OLD}`, `id: ${OLD}`]],
])('V6.4 %s would change ids: refused, with the line that keeps them', (_, before, after, fixed) => {
  const source = site(...after);
  const [finding, ...more] = checkChangedIdentity(site(...before), source, ['2026-11-22-checkout']);
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ rule: 'require-stable-permalink', clause: 'V6.4', level: 'error' });
  expect(applyFixes(source, [finding!.fix!])).toBe(site(...fixed).text);
});

test.each([
  ['another address with an id', [`url: ${OLD}`, `id: ${TAG}`], [`url: ${NEW}`, `id: ${TAG}`], ['a']],
  ['the former address as the id', [`url: ${OLD}`], [`url: ${NEW}`, `id: ${OLD}`], ['a']],
  ['a slash and capitals', [`url: ${OLD}`], ['url: https://SHOP.example/status/'], ['a']],
  ['nothing was published', [`url: ${OLD}`], [`url: ${NEW}`], []],
])('V6.4 no finding: %s', (_, before, after, published) => {
  expect(checkChangedIdentity(site(...before), site(...after), published)).toEqual([]);
});

test('the message says what subscribers would see', () => {
  const [finding] = checkChangedIdentity(site(`url: ${OLD}`), site(`url: ${NEW}`), ['a']);
  expect(`${finding!.message} ${finding!.help}`).toMatchInlineSnapshot(
    `"The address was https://shop.example/status; this change gives every published update another id. Feed readers would show all updates again as new, calendars would list each maintenance twice, and programs would lose the components they watch. Keep the old ids: write id: https://shop.example/status in status.yaml."`,
  );
});

test('a new id is a tag that names host, year and path, and is read again', () => {
  expect(createSiteId('https://acme.github.io/status', '2026')).toBe('tag:acme.github.io,2026:status');
  expect(createSiteId('https://status.acme.example', '2026')).toBe('tag:status.acme.example,2026:status');
  const id = createSiteId('http://localhost:4321/a/b', '2026');
  expect(identityOf({ id, url: OLD })).toMatchObject({ prefix: id, key: 'localhost/2026/a/b' });
});

test.each(['status.yaml', 'examples/vauntico/status.yaml'])(
  '%s keeps the ids that its address gave',
  (path) => {
    const text = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
    const { id, url } = parseSite({ path, text }).value!;
    expect(identityOf({ id, url })).toEqual(identityOf({ url }));
    if (path === 'status.yaml') expect(id).toBe(EXAMPLE_SITE.id);
  },
);
