import { describe, expect, test } from 'vitest';
import type { ContentSources } from '../../../src/content/content.ts';
import type { Diagnostic } from '../../../src/content/finding.ts';
import { downgradePreexisting } from '../../../src/rules/engine/compare-to-base.ts';

const PATH = 'incidents/2026-11-22-a.md';
const FIRST = '## 2026-11-22T09:00Z investigating\n\nWe are looking into it.\nIt is slow.\n';
const NEXT = '\n## 2026-11-22T10:00Z monitoring\n\nIt is slow.\n';
const file = (updates: string, front = 'title: A\n'): string => `---\n${front}---\n\n${updates}`;

/** The error of a rule at each line with a text. */
function checked(text: string, on: string, message = 'Too short.') {
  const sources: ContentSources = {
    ...{ policies: [], components: [], postmortems: [] },
    incidents: [{ path: PATH, text }],
  };
  const diagnostics = text.split('\n').flatMap((line, index): Diagnostic[] => {
    const at = { line: index + 1, column: 1, endLine: index + 1, endColumn: 2 };
    const found = { rule: 'new-rule', level: 'error' as const, message, help: '' };
    return line === on ? [{ ...found, location: { path: PATH, ...at } }] : [];
  });
  return { sources, diagnostics };
}

const before = checked(file(FIRST), 'It is slow.');
const levels = (text: string, message?: string): string[] =>
  downgradePreexisting(checked(text, 'It is slow.', message), before).map(({ level }) => level);

describe('V12.1 an error that was there before the change', () => {
  test.each<[string, string, string[], string?]>([
    ['nothing changed', file(FIRST), ['warn']],
    ['an update follows', file(FIRST + NEXT.replace('It is slow.', 'Fine.')), ['warn']],
    ['the same error is in the update that follows', file(FIRST + NEXT), ['warn', 'error']],
    ['internal fields moved it to another line', file(FIRST, 'title: A\ninternal: { a: b }\n'), ['warn']],
    ['its update changed elsewhere', file(FIRST.replace('into it', 'on')), ['error']],
    ['its update has another time', file(FIRST.replace('09:00', '09:01')), ['error']],
    ['another message', file(FIRST), ['error'], 'Too long.'],
  ])('%s', (_, text, expected, message) => {
    expect(levels(text, message)).toEqual(expected);
  });

  test('in front matter it counts again once the file is changed', () => {
    const front = (text: string) => checked(text, 'title: A');
    const only = (text: string): string[] =>
      downgradePreexisting(front(text), front(file(FIRST))).map(({ level }) => level);
    expect([only(file(FIRST)), only(file(FIRST + NEXT))]).toEqual([['warn'], ['error']]);
  });
});
