import fc from 'fast-check';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { parsePlainYaml } from '../../src/content/yaml-fast-path.ts';

const library = (text: string): unknown => {
  try {
    return parse(text, { version: '1.2', schema: 'core', uniqueKeys: true, logLevel: 'silent' });
  } catch {
    return 'refused';
  }
};

const TAKEN = [
  'title: Some orders fail at checkout',
  'title: Payments by card: slow',
  'detected: 2026-11-22T09:02Z',
  'detected: 2026-11-22 09:02+01:00',
  'drill: true\norder: 12',
  'components:\n  checkout: partial-outage\n  orders: degraded\nseverity: sev-2',
  'internal:\n  commander: "@amina"\n  verified: { metrics: true, user: not-applicable }\n# a comment\ntracking: https://example.com/INC-42',
  'on: [sev-1, sev-2]',
  'slo: 99.9',
  'internal:\n  source: { kind: alert, url: "https://example.com/alerts/884" }\n  roles: { on-call-engineer: "@chidi", support-lead: "@zainab" }',
  'updates: ["2026-08-27T13:50Z", "2026-08-27T14:05Z"]',
  'cause: The supplier’s job ran again & again (2025–2026); was it "checked"?',
  'aliases: [merchant dashboard, "the, dashboard"]',
  'internal:\n  notes: |\n    The second update was late: why?\n    - "Two" people  \n\n      share # this.\n\n  fix: rollback\na: 1',
  'notes: |\n  one\n# a comment\na: 1',
  'notes: |\n  one\n\n\na: 1',
  'notes: |\n  one',
  'notes: |\n  one \n',
  'a:\n  notes: |\n    one\n\n    two\n\n\n',
];

const LEFT = [
  'null: a\n',
  'a: { null: b }\n',
  'a: 1\na: 2',
  'a: &x 1',
  'a: *x',
  'a: !t 1',
  'a: |\n\n  text\nb: 1',
  'a: |\n  text\n \nb: 1',
  'a: |\n    text\n  less\nb: 1',
  'a: |\n  text\n\tb\nb: 1',
  'a: |\n  \ttext\nb: 1',
  'a: |\nb: 1',
  'a: |2\n  text\nb: 1',
  'a: |-\n  text\nb: 1',
  'a:\n  b: |\n  text\nc: 1',
  'a: "\\n"',
  'a: b: c',
  'a:',
  'a: - b',
  '- a',
  'a: 1\n b: 2',
  'a: [b: c]',
  'a: {b}',
  'a: 012',
  'a: 1e3',
  'a: ~',
  'a: [b, ]',
  'a: ["b"c]',
  'a: { b: "c", b: d }',
  'a: { b: {} }',
  'a: .5',
  'a: 1.',
];

describe('the plain subset of YAML', () => {
  test.each(TAKEN)('reads %j as the library does', (text) => {
    const plain = parsePlainYaml(text);
    if (text.includes('card: slow')) expect(plain).toBeUndefined();
    else expect(plain).toEqual(library(text));
  });

  test.each(LEFT)('leaves %j to the library', (text) => {
    expect(parsePlainYaml(text)).toBeUndefined();
  });

  test('never reads a text otherwise than the library', () => {
    const piece = fc.constantFrom(
      ...[
        'a',
        'b-c',
        'title',
        'on',
        'null',
        'true',
        'no',
        '12',
        '012',
        '1.5',
        '.5',
        '-1',
        '0x1f',
        '1e3',
        '~',
        '2026-11-22T09:02Z',
        '09:02',
      ],
      ...[
        ': ',
        ':',
        ' ',
        '  ',
        '\n',
        '\n  ',
        '\n    ',
        '- ',
        ', ',
        ',',
        '{ ',
        ' }',
        '[',
        ']',
        '"b"',
        '{ a: "b", c: 1.5 }',
        '["a", b]',
        '"',
        "'",
        '#',
        ' # ',
        '@',
        '&',
        '*',
        '!',
        '|',
        '|\n    b\n',
        '|\n  b: # c\n\n  d\n',
        '>',
        '%',
        '\t',
        '\\',
        '---',
        '...',
        'é',
        '(',
        ')',
        '$',
        ';',
        '/',
        '.',
        '+',
        '_',
      ],
    );
    const text = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(''));
    const line = fc.tuple(
      fc.constantFrom('', '  ', '    '),
      fc.constantFrom('a', 'b', 'c-d', 'on'),
      fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('')),
    );
    const lines = fc
      .array(
        line.map(([indent, key, value]) => `${indent}${key}: ${value}`),
        { maxLength: 6 },
      )
      .map((all) => all.join('\n'));
    fc.assert(
      fc.property(fc.oneof(text, lines), (yaml) => {
        const plain = parsePlainYaml(yaml);
        if (plain !== undefined) expect(plain).toEqual(library(yaml) ?? {});
      }),
      { numRuns: 20_000 },
    );
  });
});
