import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/content/finding.ts';
import { locateSpan } from '../../src/content/source.ts';
import { applyFixes } from '../../src/content/finding.ts';
import { parseMarkerKeys } from '../../src/text/comment-marker.ts';
import {
  partitionByDiff,
  reconcileSuggestions,
  createSuggestions,
} from '../../src/pull-requests/suggestions.ts';

const path = 'incidents/x.md';

function findingOf(text: string, what: string, instead: string, more: Partial<Diagnostic> = {}): Diagnostic {
  const start = text.indexOf(what);
  const fix = { start, end: start + what.length, text: instead };
  const place = locateSpan({ path, text }, fix);
  return {
    rule: 'no-minimising',
    clause: 'V13.2',
    level: 'error',
    location: place,
    message: `Not "${what}".`,
    help: '',
    fix,
    ...more,
  };
}

/** The text after every suggestion was taken, as GitHub does it: whole lines. */
function taken(text: string, suggestions: ReturnType<typeof createSuggestions>): string {
  const lines: (string | undefined)[] = text.split('\n');
  for (const { from, to, body } of suggestions.toReversed()) {
    const [, , instead] = /(`{3,})suggestion\n([^]*?)\n\1(?!`)/.exec(body)!;
    lines.splice(from - 1, to - from + 1, instead!);
  }
  return lines.join('\n');
}

describe('suggestions', () => {
  test('two fixes of a line are one suggestion, with both reasons', () => {
    const text = 'one two\nthree four five\nsix\n';
    const diagnostics = [findingOf(text, 'three', '3'), findingOf(text, 'five', '5', { help: 'Say 5.' })];
    const suggestions = createSuggestions({ path, text }, diagnostics);
    expect(suggestions).toMatchObject([{ path, from: 2, to: 2 }]);
    expect(suggestions[0]!.body.replace(/<!--.*-->/, '<!-- -->')).toMatchInlineSnapshot(`
      "Not "three". (no-minimising, V13.2)

      Not "five". Say 5. (no-minimising, V13.2)

      \`\`\`suggestion
      3 four 5
      \`\`\`

      <!-- -->"
    `);
    expect(taken(text, suggestions)).toBe('one two\n3 four 5\nsix\n');
  });

  test.each<[string, string, string, string]>([
    ['over a line end', 'a b\nc d\ne', 'b\nc', 'x'],
    ['of a whole line with its end', 'a\nb\nc\n', 'b\n', ''],
    ['that adds lines', 'a\nb\nc\n', 'b', 'b\n\nmore'],
    ['with fences in the text', 'a\n```` b ```\nc\n', 'b', '`````'],
    ['at the end of a file without a line end', 'a\nb', 'b', 'c'],
  ])('a fix %s has the same result by a click', (_name, text, what, instead) => {
    const diagnostic = findingOf(text, what, instead);
    expect(taken(text, createSuggestions({ path, text }, [diagnostic]))).toBe(
      applyFixes({ path, text }, [diagnostic.fix!]),
    );
  });

  test('for any text and any fixes', () => {
    const piece = fc.oneof(
      fc.constantFrom('\n', '`', '```', '```suggestion\n', ' ', 'word', '-->'),
      fc.string({ maxLength: 3 }),
    );
    const words = fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('').replace(/\r/g, ''));
    fc.assert(
      fc.property(words, fc.nat(30), fc.nat(6), words, (text, at, length, instead) => {
        const start = Math.min(at, text.length);
        const fix = { start, end: Math.min(start + length, text.length), text: instead };
        const diagnostic = { ...findingOf(text, '', ''), fix, location: locateSpan({ path, text }, fix) };
        const made = createSuggestions({ path, text }, [diagnostic]);
        expect(taken(text, made)).toBe(applyFixes({ path, text }, [fix]));
        for (const { body, key } of made) expect(parseMarkerKeys(body, 'suggestion').at(-1)).toBe(key);
      }),
      { numRuns: 500 },
    );
  });

  test('only lines within one hunk of the diff can carry one', () => {
    const text = 'a\nb\nc\nd\n';
    const suggestions = createSuggestions({ path, text }, [
      findingOf(text, 'a', '1'),
      findingOf(text, 'c\nd', '3'),
    ]);
    const shown = (hunks: { from: number; to: number }[]) =>
      partitionByDiff(suggestions, new Map([[path, hunks]])).shown.map(({ from }) => from);
    expect(shown([{ from: 1, to: 4 }])).toEqual([1, 3]);
    expect(shown([{ from: 1, to: 3 }])).toEqual([1]);
    expect(
      shown([
        { from: 3, to: 3 },
        { from: 4, to: 4 },
      ]),
    ).toEqual([]);
    expect(partitionByDiff(suggestions, new Map()).outsideDiff).toHaveLength(2);
  });

  test('a current comment is not posted again; an outdated one is deleted, unless someone answered', () => {
    const text = 'a\nb\n';
    const wanted = createSuggestions({ path, text }, [findingOf(text, 'a', '1'), findingOf(text, 'b', '2')]);
    const [a, b] = wanted as [(typeof wanted)[number], (typeof wanted)[number]];
    const existing = (id: number, body: string, more = {}) => ({
      id,
      body,
      outdated: false,
      hasReply: false,
      ...more,
    });
    expect(reconcileSuggestions(wanted, [existing(1, a.body)])).toEqual({ write: [b], remove: [] });
    expect(
      reconcileSuggestions([a], [existing(1, a.body), existing(2, b.body), existing(3, 'Thanks!')]),
    ).toEqual({
      write: [],
      remove: [2],
    });
    expect(reconcileSuggestions([a], [existing(1, a.body, { outdated: true })])).toEqual({
      write: [a],
      remove: [1],
    });
    expect(reconcileSuggestions([], [existing(1, a.body, { hasReply: true })])).toEqual({
      write: [],
      remove: [],
    });
  });

  test('a line that moved keeps its suggestion; the same line twice has two', () => {
    const keyOf = (text: string) =>
      createSuggestions({ path, text }, [findingOf(text, 'bad', 'good')])[0]!.key;
    expect(keyOf('bad\n')).toBe(keyOf('more\nbad\n'));
    expect(keyOf('bad\n')).not.toBe(keyOf('bad!\n'));
    const text = 'bad\nx\nbad\n';
    const second = { ...findingOf(text, 'bad', 'good'), fix: { start: 6, end: 9, text: 'good' } };
    const keys = createSuggestions({ path, text }, [findingOf(text, 'bad', 'good'), second]).map(
      ({ key }) => key,
    );
    expect(new Set(keys).size).toBe(2);
  });
});
