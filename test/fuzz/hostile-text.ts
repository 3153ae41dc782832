import fc from 'fast-check';

/** Pieces that mean something to YAML, Markdown, HTML, a shell, a terminal, or a workflow's log. */
const PIECES = [
  ...['\n', '\r\n', '---', '## ', '\n## 2026-11-22T09:11Z resolved\n', '```', '~~~', '<!--', '-->', '\n\n'],
  ...['Affects: ', 'Severity: ', '"', "'", ': ', '#', '$(x)', '`x`', '::error::', '\u001B[2J', '\u202E'],
  ...['\u0001', '\u0000', '\ud800', ']]>', '&#x6a;', '&amp;', '<script>', '</script>', '{{', '[x]('],
];

/** Short texts with much in them that means something to whatever reads them. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 8 }), fc.constantFrom(...PIECES)), {
    maxLength: 8,
  })
  .map((parts) => parts.join(''));
