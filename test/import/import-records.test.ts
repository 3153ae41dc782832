import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { expect, test } from 'vitest';
import { readJsonLines } from '../../src/import/read-json-lines.ts';
import { readStatuspage } from '../../src/import/read-statuspage.ts';
import type { RecordReadResult } from '../../src/import/record.ts';
import { importAll, parsed } from './run-import.ts';

const show = new MarkdownIt({ html: false, linkify: false });

/** What breaks files: marks of Markdown, YAML, HTML and of Candor's own format, alone and in lines of their own. */
const NASTY = [
  '\n',
  '\r\n',
  '\n\n',
  ' ',
  '\t',
  '\n## ',
  '\n##',
  '\n# ',
  '\n---\n',
  '\n===\n',
  '\n```\n',
  '\n~~~\n',
  '\n    ',
  '\n> ',
  '\n- ',
  '\n1. ',
  '\n* ',
  '|',
  '\n--|--\n',
  '`',
  '``',
  '*',
  '**',
  '_',
  '__',
  '~~',
  '\\',
  '[',
  ']',
  '](',
  ')',
  '![',
  '<',
  '>',
  '<b>',
  '</b>',
  '<br>',
  '<br />',
  '<p>',
  '</p>',
  '<ul>',
  '<li>',
  '</li>',
  '</ul>',
  '<h2>',
  '</h2>',
  '<a>',
  '</a>',
  '<i>',
  '</i>',
  '<code>',
  '</code>',
  '<pre>',
  '<!--',
  '&',
  '&amp;',
  '&lt;',
  '&#35;',
  '&#8238;',
  '\nAffects: ',
  'Severity: ',
  '## 2020-01-01T00:00Z resolved\n',
  '\u2028',
  '\u2029',
  '\u0085',
  '\u0000',
  '\u0001',
  '\u0002',
  '\u000b',
  '\u001b',
  '\u202e',
  '\u2066',
  '\ud800',
  '\ufeff',
  '\u00a0',
  '😀',
  '‏',
  '"',
  "'",
  ': ',
  ' #',
  '{',
  '}',
  '%',
  '@',
  '!tag ',
  '&anchor',
  '*alias',
  '<script>',
  '</script>',
  'https://x.test/',
  ' - ',
  '…',
];

/** Words of its own between the marks, by which a text is found again. */
const body = (name: string) =>
  fc.array(fc.constantFrom(...NASTY), { maxLength: 14 }).map((marks) => {
    const words = Array.from({ length: marks.length + 1 }, (_, index) => `${name}w${index}e`);
    return { words, text: words.flatMap((word, index) => [word, marks[index] ?? '']).join('') };
  });

const time = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .date({ min: new Date('2019-01-01'), max: new Date('2026-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString()),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '2024-05-01T09:00:00',
      '2024-05-01',
      'soon',
      '1800-01-01T00:00Z',
      '',
      'Jan 8, 10:15 PT',
      '3:26 AM PDT 2020',
    ),
  },
  { weight: 1, arbitrary: fc.constant(null) },
);
const line = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.array(fc.constantFrom(...NASTY, 'a', 'B'), { maxLength: 12 }).map((parts) => parts.join('')),
);
const STATUS = [
  'investigating',
  'identified',
  'monitoring',
  'resolved',
  'update',
  'scheduled',
  'in_progress',
  'verifying',
  'completed',
  'postmortem',
  'notice',
  'odd',
];
const status = fc.option(fc.constantFrom(...STATUS));

const record = fc.record({
  id: fc.option(line),
  url: fc.option(fc.oneof(line, fc.webUrl())),
  kind: fc.constantFrom('incident', 'maintenance'),
  title: line,
  impact: fc.option(fc.constantFrom('none', 'minor', 'major', 'critical', 'down', 'odd')),
  components: fc.array(line, { maxLength: 4 }),
  started_at: time,
  resolved_at: time,
  resolved: fc.option(fc.boolean()),
  other: fc.option(line),
  updates: fc.uniqueArray(fc.nat(99), { maxLength: 6 }).chain((numbers) =>
    fc.tuple(
      ...numbers.map((number) =>
        fc.record({
          at: time,
          status,
          at_raw: fc.option(line),
          body: body(`u${number}`),
          extra: fc.option(line),
        }),
      ),
    ),
  ),
});

/** The words of a text, in order, as far as they are the test's own. */
const found = (text: string): string[] => text.match(/u\d+w\d+e/g) ?? [];

function check(
  input: RecordReadResult,
  bodies: readonly { words: readonly string[] }[][],
  shown: boolean,
): void {
  const imported = importAll([input]);
  const { incidents, diagnostics, siteContext } = parsed(imported);
  expect(diagnostics).toEqual([]);
  expect(siteContext).toBeDefined();
  expect(imported.report.files).toHaveLength(input.records.length);
  expect(new Set(imported.files.map(({ path }) => path)).size).toBe(imported.files.length);
  const byId = new Map(incidents.map((event) => [event.id, event]));
  for (const [index, { id }] of imported.report.files.entries()) {
    const event = byId.get(id)!;
    const times = event.updates.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const texts = event.updates.map((update) => (shown ? show.render(update.body) : update.body));
    for (const { words } of bodies[index] ?? []) {
      const holding = texts.filter((text) => text.includes(words[0]!));
      expect(holding).toHaveLength(1);
      expect(found(holding[0]!)).toEqual(words);
    }
  }
}

test('neutral JSON lines: nothing lost, everything parses, in order', () => {
  fc.assert(
    fc.property(fc.array(record, { maxLength: 5 }), (records) => {
      const rows = records.map((one, index) => ({
        ...one,
        id: one.id === null ? null : `${one.id}${index}`,
        updates: one.updates.map((update) => ({ ...update, body: update.body.text })),
      }));
      const input = readJsonLines('x.jsonl', rows.map((row) => JSON.stringify(row)).join('\n'));
      expect(input.errors).toEqual([]);
      // Two lines that say the same are one record.
      if (input.records.length === new Set(input.records.map(({ id }) => id)).size) {
        check(
          input,
          records.map((one) => one.updates.map((update) => update.body)),
          false,
        );
      }
    }),
    { numRuns: 150 },
  );
});

test('Statuspage: all text of an update is shown, in its own update', () => {
  fc.assert(
    fc.property(fc.array(record, { maxLength: 4 }), (records) => {
      const incidents = records.map((one, index) => ({
        id: `i${index}`,
        name: one.title,
        impact: one.impact,
        started_at: one.started_at,
        resolved_at: one.resolved_at,
        components: one.components.map((name, position) => ({
          id: `c${position}${name.length}`,
          name,
          position,
        })),
        incident_updates: one.updates.map(({ at, status: word, body: { text } }) => ({
          display_at: at,
          status: word,
          body: text,
        })),
      }));
      const input = readStatuspage(
        'x.json',
        JSON.stringify({ page: { name: records[0]?.title }, incidents }),
      );
      expect(input.errors).toEqual([]);
      check(
        input,
        records.map((one) => one.updates.map((update) => update.body)),
        true,
      );
    }),
    { numRuns: 150 },
  );
});

test('any text is read or said to be at fault', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.json(),
        fc.json().map((json) => `{"incidents":[${json}],"updates":${json}}`),
      ),
      (text) => {
        for (const read of [readJsonLines, readStatuspage]) {
          const input = read('x', text);
          expect(parsed(importAll([input])).diagnostics).toEqual([]);
          for (const fault of input.errors) expect(fault.line).toBeLessThanOrEqual(text.split('\n').length);
        }
      },
    ),
  );
});
