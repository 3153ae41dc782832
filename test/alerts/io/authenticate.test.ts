import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { isEqualInConstantTime, verifyBearer, verifyHmac } from '../../../src/alerts/io/authenticate.ts';
import type { AlertSource, HmacAuth } from '../../../src/alerts/source.ts';
import { grafana } from '../../../src/alerts/sources/grafana.ts';
import { pagerduty } from '../../../src/alerts/sources/pagerduty.ts';
import { sentry } from '../../../src/alerts/sources/sentry.ts';

const SECRET = 'a-secret-that-nobody-knows';
const hmacOf = ({ auth: { hmac } }: AlertSource): HmacAuth => hmac!;
const BODY = Buffer.from('{"title":"äöü \\u0000"}');
const right = createHmac('sha256', SECRET).update(BODY).digest('hex');
const wrong = createHmac('sha256', 'another').update(BODY).digest('hex');

describe('U3.1: who may raise an alert', () => {
  test.each<[string | undefined, boolean]>([
    [`Bearer ${SECRET}`, true],
    [`bearer   ${SECRET}`, true],
    [`Bearer ${SECRET}x`, false],
    [`Bearer ${SECRET.slice(0, -1)}`, false],
    [`Bearer ${SECRET} ${SECRET}`, false],
    ['Bearer ', false],
    ['Bearer', false],
    [`Basic ${SECRET}`, false],
    [SECRET, false],
    ['', false],
    [undefined, false],
  ])('bearer: %j is %s', (header, expected) => {
    expect(verifyBearer(header, SECRET)).toBe(expected);
  });

  test.each<[string, string | undefined, boolean]>([
    ['the right one', right, true],
    ['in capitals', right.toUpperCase(), true],
    ['of another secret', wrong, false],
    ['one digit too short', right.slice(1), false],
    ['one digit too long', `${right}0`, false],
    ['with a prefix that Sentry has not', `sha256=${right}`, false],
    ['no digits', 'zz'.repeat(32), false],
    ['letters beyond ASCII', 'ä'.repeat(64), false],
    ['empty', '', false],
    ['none', undefined, false],
    ['very long', 'a'.repeat(100_000), false],
  ])('HMAC over the raw body: %s', (_name, header, expected) => {
    expect(verifyHmac(hmacOf(sentry), header, BODY, SECRET)).toBe(expected);
  });

  test('HMAC: one other byte of the body is another body', () => {
    expect(verifyHmac(hmacOf(sentry), right, Buffer.concat([BODY, Buffer.from(' ')]), SECRET)).toBe(false);
  });

  test.each<[string, string | undefined, boolean]>([
    ['one', `v1=${right}`, true],
    ['two, while the secret is changed', `v1=${wrong},v1=${right}`, true],
    ['with spaces', `v1=${wrong}, v1=${right} `, true],
    ['of another version', `v0=${right}`, false],
    ['without its version', right, false],
    ['of another secret', `v1=${wrong}`, false],
    ['too short', `v1=${right.slice(2)}`, false],
    ['empty ones', ',,,v1=,', false],
    ['none', undefined, false],
    ['hidden behind many', `${'v1=0,'.repeat(10)}v1=${right}`, false],
  ])('PagerDuty: %s', (_name, header, expected) => {
    expect(verifyHmac(hmacOf(pagerduty), header, BODY, SECRET)).toBe(expected);
  });

  const now = Date.UTC(2026, 10, 22, 9, 3);
  const signed = (time: string): string =>
    createHmac('sha256', SECRET).update(`${time}:`).update(BODY).digest('hex');
  const seconds = (offset: number): string => String(now / 1000 + offset);

  test.each<[string, string | undefined, string | undefined, boolean]>([
    ['signed just now', seconds(0), signed(seconds(0)), true],
    ['four minutes ago', seconds(-240), signed(seconds(-240)), true],
    ['six minutes ago: a replay', seconds(-360), signed(seconds(-360)), false],
    ['six minutes ahead', seconds(360), signed(seconds(360)), false],
    ['another time than the one that was signed', seconds(-1), signed(seconds(0)), false],
    ['the body alone', seconds(0), right, false],
    ['no time', undefined, signed(seconds(0)), false],
    ['no number', 'now', signed('now'), false],
    ['several', `${seconds(0)},1`, signed(`${seconds(0)},1`), false],
  ])('Grafana with a time: %s', (_name, time, header, expected) => {
    expect(verifyHmac(hmacOf(grafana), header, BODY, SECRET, { time, now })).toBe(expected);
  });

  test('Grafana without one signs the body alone', () => {
    expect(
      [right, wrong, signed(seconds(0))].map((header) => verifyHmac(hmacOf(grafana), header, BODY, SECRET)),
    ).toEqual([...[true, false, false]]);
  });

  test('texts of any length are compared, and none throws', () => {
    const texts = ['', 'a', 'ä', SECRET, `${SECRET} `, 'a'.repeat(10_000), '\uD800'];
    for (const a of texts) for (const b of texts) expect(isEqualInConstantTime(a, b)).toBe(a === b);
  });
});
