import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseFragment } from 'parse5';
import type { DefaultTreeAdapterTypes } from 'parse5';
import { renderMarkdown } from '../../src/site/markdown.ts';
import { createTarget } from './target.ts';

/** Every element that an update can have, with its attributes. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    ['p', 'br', 'hr', 'em', 'strong', 's', 'code', 'blockquote', 'ul', 'li', 'table', 'thead', 'tbody', 'tr']
      .concat(['h3', 'h4', 'h5', 'h6'])
      .map((name) => [name, ['class', 'dir']]),
  ),
  pre: ['class', 'tabindex'],
  div: ['class', 'tabindex'],
  ol: ['start', 'dir'],
  th: ['class', 'dir'],
  td: ['class', 'dir'],
  a: ['href', 'rel', 'title'],
};

/** Of a text's own, the language of its code alone. */
const CLASSES = /^(?:scroll|left|center|right|language-.*)$/s;

const PIECES = [
  ...[
    '[',
    ']',
    '(',
    ')',
    '](',
    '![',
    '<',
    '>',
    '<a href=',
    '<img src=x onerror=',
    '<script>',
    '</p>',
    '<!--',
    '-->',
  ],
  ...[
    'javascript:',
    'JaVaScRiPt:',
    'data:text/html,',
    'https://a.example/',
    'mailto:a@b.example',
    'vbscript:',
    '//x',
  ],
  ...[
    '`',
    '```',
    '~~~',
    '*',
    '**',
    '_',
    '~~',
    '|',
    '|-|',
    '\n',
    '\n\n',
    '    ',
    '\t',
    '- ',
    '1. ',
    '> ',
    '# ',
    '---',
  ],
  ...[
    '&',
    '&lt;',
    '&#106;',
    '&#x0a;',
    '&colon;',
    '"',
    "'",
    '\\',
    '\u0000',
    '\u202e',
    '\ud800',
    '{',
    '}',
    ' "t"',
    '[x]: ',
  ],
];

const texts = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...PIECES) },
      fc.string({ unit: 'grapheme', maxLength: 5 }),
    ),
    {
      maxLength: 30,
    },
  )
  .map((parts) => parts.join(''));

type Node = DefaultTreeAdapterTypes.ChildNode;

function checkNode(node: Node): void {
  if (!('tagName' in node)) return assert.notEqual(node.nodeName, '#comment');
  const allowed = ALLOWED[node.tagName];
  assert.ok(allowed, `<${node.tagName}>`);
  for (const { name, value } of node.attrs) {
    assert.ok(allowed.includes(name), `${name} of <${node.tagName}>`);
    if (name === 'href') assert.match(value, /^(?:https?:\/\/|mailto:)/i);
    if (name === 'tabindex') assert.equal(value, '0');
    if (name === 'class') assert.match(value, CLASSES);
  }
  for (const child of node.childNodes) checkNode(child);
}

export const markdownTarget = createTarget('Markdown to HTML', texts, (text) => {
  for (const node of parseFragment(renderMarkdown(text)).childNodes) checkNode(node);
});
