import { describe, expect, test } from 'vitest';
import { parseContent } from '../../src/content/content.ts';
import type { Content, ContentSources } from '../../src/content/content.ts';
import { openParsedRecord } from '../../src/files/parsed-record.ts';
import { isIncidentFileRule } from '../../src/rules/engine/rule.ts';
import { RULES } from '../../src/rules/index.ts';
import { examplesOf, readPage } from '../rules/rule-pages.ts';
import { PRESETS } from '../support/example-content.ts';
import { scratch } from '../support/scratch.ts';

/** Every incident on the pages of the rules, those that fail and those that pass. */
const INCIDENTS = RULES.filter(isIncidentFileRule)
  .flatMap(({ id }) => examplesOf(readPage(id)))
  .filter(({ info }) => info.startsWith('incident'))
  .map(({ text }, index) => ({ path: `incidents/example-${index}.md`, text }));

const SOURCES: ContentSources = {
  site: {
    path: 'status.yaml',
    text: 'name: Vayva\nurl: https://vayva.shop/status\npolicy: vayva\ntimezone: Africa/Lagos\n',
  },
  policies: PRESETS,
  components: [{ path: 'components/checkout.md', text: '---\nname: Checkout\n---\n' }],
  incidents: INCIDENTS,
  postmortems: [],
};

async function parseWithRecord(folder: string, sources: ContentSources, code = 'code') {
  const record = (await openParsedRecord('/root', { code, folder }))!;
  let parsed = 0;
  const add: typeof record.events.add = (event) => {
    parsed += 1;
    record.events.add(event);
  };
  const content = parseContent(sources, undefined, { ...record.events, add });
  await record.save();
  return { content, parsed };
}

/** Without the order of keys, with keys whose value is undefined: toStrictEqual finds both missing and surplus ones. */
function expectSame(content: Content, expected: Content): void {
  expect(content.incidents).toStrictEqual(expected.incidents);
  expect(content.diagnostics).toStrictEqual(expected.diagnostics);
  expect(content.partialIncidents).toStrictEqual(expected.partialIncidents);
  expect(content.invalidSources).toStrictEqual(expected.invalidSources);
}

describe('events that an earlier run has parsed', () => {
  test('are what parsing gives, for all examples of the rules; none is parsed again', async () => {
    const folder = scratch();
    const expected = parseContent(SOURCES);
    const first = await parseWithRecord(folder, SOURCES);
    expectSame(first.content, expected);
    expect(first.parsed).toBeGreaterThan(expected.incidents.length / 2);
    const second = await parseWithRecord(folder, SOURCES);
    expectSame(second.content, expected);
    expect(second.parsed).toBe(0);
  });

  const [one, two, ...rest] = INCIDENTS.filter(
    (source) => parseContent({ ...SOURCES, incidents: [source] }).diagnostics.length === 0,
  ) as [(typeof INCIDENTS)[0], (typeof INCIDENTS)[0]];
  const formerly = { path: 'components/till.md', text: '---\nname: Till\nformerly: [checkout]\n---\n' };
  const site = { path: 'status.yaml', text: SOURCES.site!.text.replace('Africa/Lagos', 'Europe/Berlin') };
  test.each<[string, ContentSources, number]>([
    ['another text', { ...SOURCES, incidents: [{ ...one, text: `${one.text}\nMore.\n` }, two] }, 1],
    ['another name', { ...SOURCES, incidents: [{ ...one, path: 'incidents/renamed.md' }, two] }, 1],
    ['a file less', { ...SOURCES, incidents: [two, ...rest] }, 0],
    ['a text that breaks the format', { ...SOURCES, incidents: [{ ...one, text: 'none' }, two] }, 0],
    ['a component that has another id', { ...SOURCES, components: [formerly] }, 0],
    ['another time zone', { ...SOURCES, site }, 0],
    ['an unreadable file', { ...SOURCES, incidents: [{ ...one, unreadable: 'A reason.' }] }, 0],
  ])('with %s, are as without a record', async (_, sources, count) => {
    const folder = scratch();
    await parseWithRecord(folder, SOURCES);
    const { content, parsed } = await parseWithRecord(folder, sources);
    expectSame(content, parseContent(sources));
    expect(parsed).toBe(count);
  });

  test('of other code are parsed again', async () => {
    const folder = scratch();
    const { parsed } = await parseWithRecord(folder, SOURCES);
    expect((await parseWithRecord(folder, SOURCES, 'other code')).parsed).toBe(parsed);
  });

  test('that are gone are forgotten', async () => {
    const folder = scratch();
    await parseWithRecord(folder, SOURCES);
    await parseWithRecord(folder, { ...SOURCES, incidents: [two] });
    expect((await parseWithRecord(folder, { ...SOURCES, incidents: [one, two] })).parsed).toBe(1);
  });
});
