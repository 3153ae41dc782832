import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { applyFixes, selectCompatibleFixes } from '../../src/content/finding.ts';
import { parseIncident } from '../../src/content/parse-incident.ts';
import { parseComponent, parseSite } from '../../src/content/site.ts';
import { parseYaml } from '../../src/content/yaml.ts';
import { TEXT_KEYS } from '../../src/content/yaml-quotes.ts';

const incident = (front: string) => ({
  path: 'incidents/example.md',
  text: `---\n${front}\nseverity: sev-2\ncomponents: { checkout: degraded }\ndetected: 2026-11-22T09:02Z\n---\n\n## 2026-11-22T09:10Z investigating\n\nOrders fail.\n`,
});

describe('a title that YAML does not take', () => {
  test.each([
    ['@mentions are late', '"@mentions are late"'],
    ['"Pay now" does nothing', `'"Pay now" does nothing'`],
    [`"Pay now" doesn't work`, `'"Pay now" doesn''t work'`],
    ["'Pay' does nothing", `"'Pay' does nothing"`],
    ['[EU] Orders are late', '"[EU] Orders are late"'],
    ['[EU]', '"[EU]"'],
    ['{beta} Orders are late', '"{beta} Orders are late"'],
    ['*Some* orders are late', '"*Some* orders are late"'],
    ['%20 is shown', '"%20 is shown"'],
    ['! Orders are late', '"! Orders are late"'],
    ['? Orders are late', '"? Orders are late"'],
    ['& Orders are late', '"& Orders are late"'],
    ['&Orders are late', '"&Orders are late"'],
    ['- Orders are late', '"- Orders are late"'],
    ['> Orders are late', '"> Orders are late"'],
    ['| Orders are late', '"| Orders are late"'],
    ['`Pay` does nothing', '"`Pay` does nothing"'],
    ['Update: orders are late', '"Update: orders are late"'],
    ['@team: order #4 is late', '"@team: order #4 is late"'],
  ])('%s gets one sentence, and the fix quotes it', (title, quoted) => {
    const source = incident(`title: ${title}`);
    const { diagnostics } = parseIncident(source);
    expect(diagnostics.map(({ message }) => message)).toEqual(['This value needs quotes around it.']);
    const text = applyFixes(source, selectCompatibleFixes(diagnostics));
    expect(text).toContain(`\ntitle: ${quoted}\n`);
    expect(parseIncident({ ...source, text }).value?.title).toBe(title);
  });

  test('the other errors of the file keep their places', () => {
    const source = incident('title: @mentions: late\ninternal:\n\tsource: alert');
    const found = parseIncident(source).diagnostics.map(({ location, message }) => [location.line, message]);
    expect(found[0]).toEqual([2, 'This value needs quotes around it.']);
    expect(found.slice(1).every(([line]) => Number(line) >= 3)).toBe(true);
    expect(found.length).toBeGreaterThan(1);
  });
});

describe('a quote that is not closed', () => {
  test.each([
    ['title: "Orders are late', 'title: "Orders are late"'],
    ["title: 'Orders are late", "title: 'Orders are late'"],
  ])('%j ends on its line if another key follows', (front, line) => {
    const source = incident(front);
    const { diagnostics } = parseIncident(source);
    expect(diagnostics.map(({ message }) => message)).toEqual(['The closing quote is missing.']);
    const text = applyFixes(source, selectCompatibleFixes(diagnostics));
    expect(text).toContain(`${line}\n`);
    expect(parseIncident({ ...source, text }).value?.title).toBe('Orders are late');
  });

  test('has no fix if the text may go on', () => {
    const [found] = parseIncident(incident('title: "Orders are late\n  and others fail')).diagnostics;
    expect(found).not.toHaveProperty('fix');
  });
});

test.each([
  ['internal: { commander: @amina }', 'internal: { commander: "@amina" }'],
  [
    'title: a: b\ninternal: { commander: @amina, source: alert }',
    'internal: { commander: "@amina", source: alert }',
  ],
  [
    'internal: { responders: [@amina, @acme/on-call] }',
    'internal: { responders: ["@amina", "@acme/on-call"] }',
  ],
])('V2.2: a person without quotes in brackets, %j, gets them', (front, line) => {
  const source = incident(front);
  const text = applyFixes(source, selectCompatibleFixes(parseIncident(source).diagnostics));
  expect(text).toContain(`${line}\n`);
});

describe('text behind " #"', () => {
  const message = 'The text after " #" is a comment, so it is not published.';

  test.each([
    ['title: Shop #42 fails', 'title: "Shop #42 fails"'],
    ['title: Shop\t#42 fails', 'title: "Shop\t#42 fails"'],
    ['title: Shop fails\ninternal:\n  cause: Release #1 failed', '  cause: "Release #1 failed"'],
    ['title: Shop "A" #42', `title: 'Shop "A" #42'`],
  ])('%j is an error, and the fix quotes it', (front, line) => {
    const source = incident(front);
    const { diagnostics } = parseIncident(source);
    expect(diagnostics.map((one) => one.message)).toEqual([message]);
    const text = applyFixes(source, selectCompatibleFixes(diagnostics));
    expect(text).toContain(`${line}\n`);
    expect(parseIncident({ ...source, text }).diagnostics).toEqual([]);
  });

  test.each([
    ['over two lines', 'title: Some orders\n  fail #42'],
    ['in a list of notes', 'title: x\nimported:\n  from: y\n  id: "1"\n  notes:\n    - Ticket #4'],
  ])('is an error %s', (_name, front) => {
    expect(parseIncident(incident(front)).diagnostics.map((one) => one.message)).toEqual([message]);
  });

  test.each([
    ['behind a quoted title', 'title: "Shop fails" # for the team'],
    ['on a line of its own', 'title: Shop fails\n# for the team'],
    ['behind a time', 'title: Shop fails\nstarted: 2026-11-22T09:00Z # about'],
    ['inside a block', 'title: Shop fails\ninternal:\n  notes: |\n    Ticket #4 and #5'],
  ])('is left alone %s', (_name, front) => {
    expect(parseIncident(incident(front)).diagnostics).toEqual([]);
  });

  test('is an error in components and status.yaml', () => {
    const component = { path: 'components/a.md', text: '---\nname: Orders #2\naliases: [Carts]\n---\n' };
    expect(parseComponent(component).diagnostics.map((one) => one.message)).toEqual([message]);
    const site = { path: 'status.yaml', text: 'name: Shop #1\nurl: https://shop.example\npolicy: vayva\n' };
    expect(parseSite(site).diagnostics.map((one) => one.message)).toEqual([message]);
  });
});

test.each([
  ['{ starts: 2026-11-22T09:10Z }', 'a group of keys'],
  ['[maintenance]', 'a list'],
  ['', 'empty'],
])('the kind %j is not a word', (kind, what) => {
  const { diagnostics } = parseIncident({
    path: 'incidents/a.md',
    text: `---\nkind: ${kind}\ntitle: x\n---\n\n## 2026-11-22T09:10Z scheduled\n\nx\n`,
  });
  expect(diagnostics.map(({ message }) => message)).toEqual([`"kind" is ${what}.`]);
});

test.each(['outage', 'Maintenance', 'incidents', '3'])('the unknown kind %s is the only error', (kind) => {
  const source = {
    path: 'incidents/example.md',
    text: `---\nkind: ${kind}\ntitle: x\nstarts: 2026-11-22T09:10Z\n---\n\n## 2026-11-22T09:10Z scheduled\n\nx\n`,
  };
  const { diagnostics } = parseIncident(source);
  expect(diagnostics).toHaveLength(1);
  expect(diagnostics[0]!.message).toContain(`Unknown kind "${kind}".`);
  expect(diagnostics[0]!.help).toBe('Write incident, maintenance or notice.');
});

test.each([
  ['Europe/Berlin', '2026-10-25 02:30', ['2026-10-25T02:30+02:00', '2026-10-25T02:30+01:00']],
  ['Europe/London', '2026-10-25 01:30', ['2026-10-25T01:30+01:00', '2026-10-25T01:30Z']],
  ['America/New_York', '2026-11-01T01:10', ['2026-11-01T01:10-04:00', '2026-11-01T01:10-05:00']],
  ['Australia/Lord_Howe', '2026-04-05 01:45', ['2026-04-05T01:45+11:00', '2026-04-05T01:45+10:30']],
])('in %s, %s occurs twice and both readings are offered', (zone, time, readings) => {
  const source = incident(`title: x\nstarted: ${time}`);
  const { diagnostics } = parseIncident(source, zone);
  expect(diagnostics).toHaveLength(1);
  expect(diagnostics[0]!.help).toContain('occurs twice');
  for (const reading of readings) expect(diagnostics[0]!.help).toContain(reading);
});

test.each([
  ['internal: { cause: Release #4 }', 3, 28],
  ['internal: { cause: Release #4, notes: b }', 3, 28],
  ['imported: { from: x, aliases: [a #b, c] }', 3, 34],
  ['imported: [a # b', 3, 14],
  ['internal: { cause: "a [b", mitigation: Release #4 }', 3, 48],
])('a closing bracket behind " #" is an error: %s', (line, row, column) => {
  const { diagnostics } = parseIncident(incident(`title: A\n${line}`));
  expect(diagnostics.map(({ location, message }) => [location.line, location.column, message])).toEqual([
    [row, column, 'The text after " #" is a comment, also the closing bracket.'],
  ]);
});

test('a quoted value with an escaped quote, a bracket and a "#" has only the error that it has', () => {
  const { diagnostics } = parseIncident(incident('title: "a \\" [2J ## b\\u001b"'));
  expect(diagnostics.map(({ message }) => message)).not.toEqual([]);
  for (const { message } of diagnostics) expect(message).not.toContain('closing bracket');
});

test.each(['internal: { # why\n  cause: x }', 'internal: { cause: "Release #4" } # why'])(
  'a comment in or behind a map is allowed: %j',
  (line) => {
    expect(parseIncident(incident(`title: A\n${line}`)).diagnostics).toEqual([]);
  },
);

test.each(['title: #42', 'title: Shop #42'])('the help has the text to write: %s', (line) => {
  const helps = parseIncident(incident(line)).diagnostics.map(({ help }) => help);
  expect(helps).toContain(`Write "${line.slice(7)}".`);
});

interface Schema {
  readonly [key: string]: unknown;
  readonly $ref?: string;
  readonly type?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** The keys of a schema whose values, or the values in whose list, are text of any form. */
function textKeysOf(root: Schema): string[] {
  const resolve = (schema: Schema): Schema =>
    schema.$ref === undefined
      ? schema
      : resolve(
          schema.$ref
            .slice(2)
            .split('/')
            .reduce((at, key) => at[key] as Schema, root),
        );
  const isText = (written: Schema): boolean => {
    const schema = resolve(written);
    if (schema.type === 'string')
      return ['pattern', 'enum', 'const', 'format'].every((key) => !(key in schema));
    if (schema.type === 'array') return isText(schema.items ?? {});
    return ['anyOf', 'oneOf', 'allOf'].some((key) => ((schema[key] ?? []) as Schema[]).some(isText));
  };
  const walk = (schema: unknown): string[] => {
    if (typeof schema !== 'object' || schema === null) return [];
    const { properties = {} } = schema as Schema;
    const own = Object.entries(properties).filter(([, value]) => isText(value));
    return [...own.map(([key]) => key), ...Object.values(schema).flatMap(walk)];
  };
  return [...new Set(walk(root))];
}

/** Ids, durations, paths, names of zones and people; and keys that have a time or an id in another file. */
const OTHER_KEYS =
  `severity commander id version every acknowledge first-update next-update internal-update customer-email
  fix monitoring resolution summary postmortem action-item maintenance-notice maintenance-end sop-review disclosure clause timezone
  language postmortems logo people backups hand-over repeat`.split(/\s+/);

test('the keys with text for people are those of the schemas', () => {
  const schemas = ['incident', 'component', 'policy', 'site', 'postmortem'].map(
    (name) =>
      JSON.parse(
        readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), 'utf8'),
      ) as Schema,
  );
  const keys = new Set(schemas.flatMap(textKeysOf));
  expect([...keys].filter((key) => !OTHER_KEYS.includes(key)).toSorted()).toEqual([...TEXT_KEYS].toSorted());
  expect(OTHER_KEYS.filter((key) => !keys.has(key))).toEqual([]);
});

test.each([
  ['components: { checkout: degraded }}\ndetected: 2026-11-22T09:02Z\ninternal: { source: alert }\n'],
  ['components: [checkout]]\ndetected: 2026-11-22T09:02Z\ninternal: { source: alert }\n'],
])('an unexpected bracket is one error, not one for each word after it: %j', (text) => {
  const errors = parseYaml(text, 0).errors.map(({ message, start }) => [message.split(':')[0], text[start]]);
  expect(errors).toEqual([['Invalid YAML', text.startsWith('components: {') ? '}' : ']']]);
});
