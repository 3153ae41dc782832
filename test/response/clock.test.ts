import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { formatClockOffset, readClockOffset, timeServerOf } from '../../src/response/clock-offset.ts';
import { shopRepository, squashed } from '../support/shop-repository.ts';
import { at } from '../support/incident-content.ts';

const MINUTE = 60_000;

test.each([
  ['https://github.com/acme/status.git', 'https://github.com/'],
  ['https://bola@github.com/acme/status', 'https://github.com/'],
  ['git@github.com:acme/status.git', 'https://github.com/'],
  ['ssh://git@git.example.com/acme/status', 'https://git.example.com/'],
  ['/srv/status.git', undefined],
  ['../status.git', undefined],
  [undefined, undefined],
])('the time of %s is read at %s', (remote, server) => {
  expect(timeServerOf(remote)).toBe(server);
});

test.each([
  ['equal', '2026-11-22T09:10:00Z', 0],
  ['a minute off', '2026-11-22T09:11:00Z', 0],
  ['20 minutes slow', '2026-11-22T09:30:00Z', 20 * MINUTE],
  ['20 minutes fast', '2026-11-22T08:50:00Z', -20 * MINUTE],
])('a clock that is %s', (_name, server, offset) => {
  const date = new Date(server).toUTCString();
  expect(readClockOffset(date, at('09:10'), at('09:10'))).toBe(offset);
});

test('a header that can not be read says nothing', () => {
  expect(readClockOffset('soon', at('09:10'), at('09:10'))).toBe(0);
  expect(readClockOffset(null, at('09:10'), at('09:10'))).toBe(0);
});

test('what is said about it', () => {
  expect(formatClockOffset(-20 * MINUTE - 1000, at('09:30'))).toContain('20 minutes ahead');
  expect(formatClockOffset(-20 * MINUTE, at('09:30'))).toMatchInlineSnapshot(
    `"This computer's clock is 20 minutes ahead. This command uses the right time, 2026-11-22T09:10Z. Set the clock."`,
  );
});

/** A server of git whose clock is right, seen from a computer that is 20 minutes fast. */
async function startServer(): Promise<string> {
  const server = createServer((_request, response) => {
    const date = new Date(Date.now() - 20 * MINUTE).toUTCString();
    response.writeHead(404, { date }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/acme/status.git`;
}

describe('a clock that is 20 minutes fast', { timeout: 60_000 }, () => {
  test('is noticed before the commit, and put right', async () => {
    const shop = shopRepository();
    shop.git('remote', 'set-url', 'origin', await startServer());
    const began = Date.now();
    const ran = await shop.incidentBeside(['open', '--severity', 'sev-1', '--component', 'checkout']);
    expect(ran.out).toContain("This computer's clock is 20 minutes ahead. This command uses the right time");
    const [, written = ''] = /^detected: (\S+)$/m.exec(ran.out.replaceAll(/^ {2}/gm, '')) ?? [];
    expect(Math.abs(Date.parse(written) - (began - 20 * MINUTE))).toBeLessThan(2 * MINUTE);
  });

  test('one command corrects a time, of an update that is public and of one that is not', () => {
    const shop = shopRepository();
    const id = '2026-11-22-checkout';
    const read = (): string => shop.git('show', `origin/incident/${id}:incidents/${id}.md`);
    shop.incident(['open', '--severity', 'sev-1', '--component', 'checkout', '--now', '2026-11-22T09:30Z']);
    const correct = ['correct', '--time', '2026-11-22T09:10Z', '--detected', '2026-11-22T09:10Z'];
    expect(shop.incident([...correct, '--now', '2026-11-22T09:31Z'])).toMatchObject({ code: 0, err: '' });
    expect(read()).toContain('detected: 2026-11-22T09:10Z');
    expect(read()).toContain('## 2026-11-22T09:10Z investigating\n');
    squashed(shop, id);
    const again = shop.incident(['correct', '--time', '2026-11-22T09:12Z', '--now', '2026-11-22T09:40Z']);
    expect(again).toMatchObject({ code: 0, err: '' });
    expect(read()).toContain('## 2026-11-22T09:12Z investigating (corrected 2026-11-22T09:40Z)\n');
  });
});
