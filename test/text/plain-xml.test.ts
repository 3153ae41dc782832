import { XMLValidator } from 'fast-xml-parser';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPlainXml } from '../../src/text/plain-xml.ts';

const DECLARED = '<?xml version="1.0" encoding="UTF-8"?>\n';

test.each([
  `${DECLARED}<a/>\n`,
  '<a></a>',
  '<a b="1" c=">"><d:e-f.g /></a>',
  '<a>x &amp; &#39; &#x1F600; <![CDATA[<b> &lt; ]]> y</a>',
  '<svg viewBox="0 0 8 8"\n  width="8"><path d="M0 0"/></svg>',
])('%j is plain', (text) => {
  expect([isPlainXml(text), XMLValidator.validate(text)]).toEqual([true, true]);
});

test.each([
  ['no element', DECLARED],
  ['text beside the root', '<a/>b'],
  ['text before the root', 'b<a/>'],
  ['two roots', '<a/><b/>'],
  ['an element that is not closed', '<a><b></a>'],
  ['an element that is not open', '<a></b></a>'],
  ['another element closed', '<a><b></a></b>'],
  ['a closing tag only', '</a>'],
  ['an attribute without quotes', '<a b=1/>'],
  ['an attribute without a value', '<a b/>'],
  ['an attribute twice', '<a b="1" b="2"/>'],
  ['attributes without a blank', '<a b="1"c="2"/>'],
  ['a < in an attribute', '<a b="<"/>'],
  ['a < in a text', '<a>1 < 2</a>'],
  ['a & that begins no entity', '<a>Q&A</a>'],
  ['an unknown entity', '<a>&nbsp;</a>'],
  ['a & in CDATA', '<a><![CDATA[Q&A]]></a>'],
  ['CDATA that does not end', '<a><![CDATA[x</a>'],
  ['CDATA beside the root', '<a/><![CDATA[x]]>'],
  ['an end in the middle of a tag', '<a><b'],
  ['a comment', '<a><!-- b --></a>'],
  ['a type of document', '<!DOCTYPE a><a/>'],
  ['nothing', ''],
])('%s is left to the validator', (_, text) => {
  expect(isPlainXml(text)).toBe(false);
});

test('whatever is plain is well-formed', () => {
  const pieces = [
    '<a>',
    '</a>',
    '<b c="1">',
    '<b c="1" c="2"/>',
    '</b>',
    '<d/>',
    '&amp;',
    '&',
    '<',
    '>',
    '"',
    ' ',
    'x',
    '<![CDATA[',
    ']]>',
    '<!--',
    '?>',
  ];
  let plain = 0;
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 8 }), (list) => {
      const text = `<r>${list.join('')}</r>`;
      if (!isPlainXml(text)) return;
      plain += 1;
      expect([text, XMLValidator.validate(text)]).toEqual([text, true]);
    }),
    { numRuns: 5000 },
  );
  expect(plain).toBeGreaterThan(100);
});
