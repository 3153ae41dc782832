import { XMLParser } from 'fast-xml-parser';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { xmlElement, escapeXml, renderXmlFile } from '../../src/site/xml.ts';
import { isWellFormed } from './feeds/read-feed.ts';

test.each([
  ['<b>&"\'', '&lt;b&gt;&amp;&quot;&#39;'],
  ['&amp;', '&amp;amp;'],
  [']]>', ']]&gt;'],
  ['a\u0000b\u0008c\u001Fd\uFFFEe\uFFFF', 'abcde'],
  ['\uD800 lone', '\uFFFD lone'],
  ['tab\tline\nend 🧯', 'tab\tline\nend 🧯'],
])('%j is written %j', (text, written) => {
  expect(escapeXml(text)).toBe(written);
});

test('attributes that are not there are left out; children are escaped once', () => {
  expect(xmlElement('a', { b: '"<', c: undefined, d: 0 }, '<', xmlElement('e', {}, '&')).xml).toBe(
    '<a b="&quot;&lt;" d="0">&lt;<e>&amp;</e></a>',
  );
});

test('any text comes back out of a parser', () => {
  const parser = new XMLParser({
    trimValues: false,
    parseTagValue: false,
    ignoreAttributes: false,
    htmlEntities: true,
  });
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const file = renderXmlFile(xmlElement('root', {}, xmlElement('text', { said: text }, `.${text}`)));
      expect(isWellFormed(file)).toBe(true);
      const plain = text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '');
      const read = (parser.parse(file) as { root: { text: { '#text': string } } }).root.text['#text'];
      expect(read.replaceAll('\r\n', '\n').replaceAll('\r', '\n')).toBe(
        `.${plain}`.replaceAll('\r\n', '\n').replaceAll('\r', '\n'),
      );
    }),
  );
});
