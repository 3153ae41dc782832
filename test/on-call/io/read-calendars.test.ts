import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { siteSchema } from '../../../src/content/schema/site.ts';
import { createCalendarReader } from '../../../src/on-call/io/read-calendars.ts';
import { createRotas, peopleOnCallAt } from '../../../src/on-call/on-call.ts';
import { MINUTE } from '../../../src/time/duration.ts';
import { scratch } from '../../support/scratch.ts';

const NOW = Date.parse('2026-11-25T03:00Z');
const SHIFTS = JSON.stringify([
  { from: '2026-11-24T18:00Z', to: '2026-11-25T08:00Z', people: ['@jo'] },
  { from: '2026-11-25T08:00Z', to: '2026-11-25T18:00Z', people: ['@amina'] },
]);

let answer: { readonly status: number; readonly body: string } = { status: 200, body: SHIFTS };
let asked = 0;
const server = createServer((_, response) => {
  asked += 1;
  response.writeHead(answer.status).end(answer.body);
});
let address = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/key-abc123`;
});
afterAll(() => void server.close());

async function whoLeads(calendar: object, folder: string, now = NOW): Promise<object> {
  const site = siteSchema.parse({
    ...{ name: 'Shop', url: 'https://status.example.com', policy: 'vayva' },
    'on-call': { commander: { calendar } },
  });
  const read = createCalendarReader({ folder, secret: (name) => (name === 'ROTA' ? address : undefined) });
  const { people, note } = peopleOnCallAt(createRotas(site, await read(site, now)), now).get('commander')!;
  return { people, ...(note !== undefined && { note }) };
}

describe('a calendar that is read at run time', () => {
  test('names who leads at 3 a.m.; its address may be a secret', async () => {
    answer = { status: 200, body: SHIFTS };
    const folder = scratch({});
    expect(await whoLeads({ url: address }, folder)).toEqual({ people: ['@jo'] });
    expect(await whoLeads({ secret: 'ROTA' }, folder)).toEqual({ people: ['@jo'] });
  });

  test.each([
    ['an error', { status: 503, body: '' }, 'Its address answered 503.'],
    ['a page to log in', { status: 200, body: '<html>' }, 'It is neither iCalendar nor JSON.'],
    ['too much', { status: 200, body: 'x'.repeat(5_000_000) }, 'It is larger than 4 MB.'],
  ])('answers with %s: the last known list is used, and the note says so', async (_, bad, reason) => {
    const folder = scratch({});
    answer = { status: 200, body: SHIFTS };
    await whoLeads({ url: address }, folder);
    answer = bad;
    expect(await whoLeads({ url: address }, folder, NOW + 6 * 60 * MINUTE)).toEqual({
      people: ['@amina'],
      note: `Its calendar could not be read: ${reason} The last known list, of 2026-11-25T03:00Z, is used: it is 6 hours old.`,
    });
  });

  test('never answered: no one is known, and no message contains the address', async () => {
    const calendar = { url: 'http://127.0.0.1:9/key-abc123' };
    expect(await whoLeads(calendar, scratch({}))).toEqual({
      people: [],
      note: 'Its calendar could not be read: Its address did not answer.',
    });
  });

  test('without its secret', async () => {
    expect(await whoLeads({ secret: 'OTHER' }, scratch({}))).toEqual({
      people: [],
      note: 'Its calendar could not be read: The secret OTHER with its address is not set.',
    });
  });

  test('overlaps and unknown people are mentioned', async () => {
    answer = {
      status: 200,
      body: JSON.stringify([
        { from: '2026-11-24T18:00Z', to: '2026-11-25T08:00Z', people: ['@jo'] },
        { from: '2026-11-25T02:00Z', to: '2026-11-25T18:00Z', people: ['@amina'] },
      ]),
    };
    expect(await whoLeads({ url: address }, scratch({}))).toEqual({
      people: ['@jo'],
      note: 'Two shifts of its calendar overlap at 2026-11-25T02:00Z: the one that began first leads.',
    });
    const event =
      'BEGIN:VEVENT\nUID:1\nDTSTART:20261125T000000Z\nDTEND:20261126T000000Z\nSUMMARY:Kim\nEND:VEVENT';
    answer = { status: 200, body: `BEGIN:VCALENDAR\n${event}\nEND:VCALENDAR` };
    expect(await whoLeads({ url: address }, scratch({}))).toEqual({
      people: [],
      note: 'Its calendar names people who are not in status.yaml (Kim): add them to names.',
    });
  });

  test('a watcher asks at most every five minutes', async () => {
    answer = { status: 200, body: SHIFTS };
    const site = siteSchema.parse({
      ...{ name: 'Shop', url: 'https://status.example.com', policy: 'vayva' },
      'on-call': { commander: { calendar: { url: address } } },
    });
    const read = createCalendarReader({});
    asked = 0;
    await read(site, NOW);
    await read(site, NOW + 4 * MINUTE);
    expect(asked).toBe(1);
    await read(site, NOW + 5 * MINUTE);
    expect(asked).toBe(2);
  });
});
