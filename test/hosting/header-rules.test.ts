import { Script } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { renderCloudfrontFunction } from '../../src/hosting/cloudfront-function.ts';
import { headersOf, listHeaderRules, patternOf, STABLE_HEADERS } from '../../src/hosting/header-rules.ts';
import { WANTED } from './wanted-headers.ts';

const RULES = listHeaderRules(STABLE_HEADERS);
describe.each(['', '/status', '/a.b/c'])('headers of a site at %s/', (base) => {
  test.each(Object.entries(WANTED))('%s', (path, wanted) => {
    expect(headersOf(RULES, base, `${base}/${path}`)).toEqual(wanted);
  });

  test('no two rules give one header for one path, as hosts would send it twice', () => {
    const twice = Object.keys(WANTED).flatMap((path) => {
      const names = RULES.filter(({ fallback }) => !fallback)
        .filter(({ paths }) =>
          paths.some((one) => new RegExp(`^${patternOf(base, one)}$`).test(`${base}/${path}`)),
        )
        .flatMap(({ headers }) => Object.keys(headers));
      return names.length === new Set(names).size ? [] : [path];
    });
    expect(twice).toEqual([]);
  });

  test('the CloudFront function adds those that S3 does not keep with each file', () => {
    const handler = new Script(
      `(() => {${renderCloudfrontFunction(`https://acme.example${base}`)};return handler})()`,
    ).runInThisContext() as (event: object) => { headers: Record<string, { value: string }> };
    for (const [path, wanted] of Object.entries(WANTED)) {
      const event = { request: { uri: `${base}/${path}` }, response: { headers: {} } };
      const sent = Object.entries(handler(event).headers).map(([name, { value }]) => [name, value]);
      const expected = Object.entries(wanted).filter(
        ([name]) => !/^(?:Content-Type|Cache-Control)$/.test(name),
      );
      expect(Object.fromEntries(sent)).toEqual(
        Object.fromEntries(expected.map(([name, value]) => [name.toLowerCase(), value])),
      );
    }
  });
});

test('a path outside the site has no headers of it', () => {
  expect(headersOf(RULES, '/status', '/statusx/')).toEqual({});
  expect(headersOf(RULES, '/a.b', '/aXb/')).toEqual({});
});
