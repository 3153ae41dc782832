import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { siteSchema } from '../../../src/content/schema/site.ts';
import {
  createCalendarReader,
  keepCalendars,
  openCalendarReader,
} from '../../../src/on-call/io/read-calendars.ts';
import { KEPT_REF } from '../../../src/on-call/io/kept-lists.ts';
import { execFileSync } from 'node:child_process';
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

describe('the list that the repository keeps for runs in new clones', () => {
  const siteOf = (calendar: object) =>
    siteSchema.parse({
      ...{ name: 'Shop', url: 'https://status.example.com', policy: 'vayva' },
      'on-call': { commander: { calendar } },
    });
  const git = (folder: string, ...args: string[]): string =>
    execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8' }).trim();
  const clone = (remote: string): string => {
    const folder = scratch({});
    git(folder, 'clone', '-q', remote, '.');
    return folder;
  };
  const addressOf = (at: string) => (name: string) => (name === 'ROTA' ? at : undefined);

  /** A remote that keeps the list of the address. */
  async function kept(): Promise<string> {
    const remote = scratch({});
    git(remote, 'init', '-q', '--bare');
    answer = { status: 200, body: SHIFTS };
    expect(await keepCalendars(clone(remote), siteOf({ secret: 'ROTA' }), NOW, addressOf(address))).toEqual({
      kept: ['commander'],
      unread: new Map(),
    });
    answer = { status: 503, body: '' };
    return remote;
  }

  async function leader(remote: string, calendar: object = { url: address }): Promise<object> {
    const site = siteOf(calendar);
    const now = NOW + 6 * 60 * MINUTE;
    const readings = await (await openCalendarReader(clone(remote)))(site, now);
    const { people, note } = peopleOnCallAt(createRotas(site, readings), now).get('commander')!;
    return { people, note };
  }

  test('leads in a clone that never read the calendar, and the note says so', async () => {
    expect(await leader(await kept())).toEqual({
      people: ['@amina'],
      note: 'Its calendar could not be read: Its address answered 503. The last known list, of 2026-11-25T03:00Z, is used: it is 6 hours old.',
    });
  });

  test('tells nothing to those who do not know the address', async () => {
    const remote = await kept();
    expect(git(remote, 'ls-tree', '--name-only', KEPT_REF)).toBe('commander');
    const text = git(remote, 'show', `${KEPT_REF}:commander`);
    expect(text).toMatch(/^[A-Za-z0-9+/=]+$/);
    for (const encoded of [text, Buffer.from(text, 'base64').toString('latin1')])
      expect(encoded).not.toMatch(/@jo|@amina|127\.0\.0\.1/);
    const other = { url: address.replace('abc123', 'abc124') };
    expect(await leader(remote, other)).toEqual({
      people: [],
      note: 'Its calendar could not be read: Its address answered 503. The list that the repository keeps is damaged, or comes from another address.',
    });
  });

  test('stays when the calendar does not answer the next time', async () => {
    const remote = await kept();
    const before = git(remote, 'rev-parse', `${KEPT_REF}^{tree}`);
    const site = siteOf({ secret: 'ROTA' });
    expect(await keepCalendars(clone(remote), site, NOW, addressOf(address))).toEqual({
      kept: ['commander'],
      unread: new Map([['commander', 'Its address answered 503.']]),
    });
    expect(git(remote, 'rev-parse', `${KEPT_REF}^{tree}`)).toBe(before);
  });

  const replace = (text: string) => (remote: string) => {
    const from = clone(remote);
    const blob = execFileSync('git', ['-C', from, 'hash-object', '-w', '--stdin'], {
      input: text,
      encoding: 'utf8',
    });
    const entry = `100644 blob ${blob.trim()}\tcommander\n`;
    const tree = execFileSync('git', ['-C', from, 'mktree'], { input: entry, encoding: 'utf8' }).trim();
    const author = ['-c', 'user.name=A', '-c', 'user.email=a@example.com'];
    const commit = git(from, ...author, 'commit-tree', tree, '-m', 'x');
    git(from, 'push', '-qf', 'origin', `${commit}:${KEPT_REF}`);
  };
  test.each([
    ['a list in the open, that anyone can write', replace(SHIFTS)],
    ['bytes of something else', replace(Buffer.alloc(4000, 7).toString('base64'))],
    ['one byte', replace('A')],
    ['nothing', replace('')],
    ['no list', (remote: string) => void git(remote, 'update-ref', '-d', KEPT_REF)],
  ])('replaced by %s: no one is known', async (_, change) => {
    const remote = await kept();
    change(remote);
    expect(await leader(remote)).toMatchObject({ people: [] });
  });

  test.each([
    ['a time that no clock has', '{"readAt":1e300,"periods":[]}'],
    [
      'people who are not names',
      '{"readAt":1,"periods":[{"from":1,"to":2e15,"people":["<b>"],"backups":[]}]}',
    ],
    ['half of it', '{"readAt":1,"peri'],
  ])('a list in the git folder with %s is not used', async (_, text) => {
    answer = { status: 503, body: '' };
    const folder = scratch({ 'on-call-commander.json': text });
    expect(await whoLeads({ url: address }, folder)).toEqual({
      people: [],
      note: 'Its calendar could not be read: Its address answered 503.',
    });
  });
});
