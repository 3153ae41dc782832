import assert from 'node:assert/strict';
import fc from 'fast-check';
import { READERS } from '../../src/import/readers/all-readers.ts';
import { hostileText } from './hostile-text.ts';
import { createTarget } from './target.ts';

const PATHS = [
  'content/issues/a.md',
  'incidents/b.md',
  'data.json',
  'feed.xml',
  'config.yml',
  'history.jsonl',
  'page.html',
];
const PIECES = [
  ...[
    '---\n',
    '+++\n',
    'title: ',
    'date: 2024-05-01T09:00:00Z\n',
    'severity: down\n',
    'resolved: true\n',
    'draft: true\n',
  ],
  ...[
    '[{',
    '}]',
    '{"incidents":[{"name":"',
    '"}]}',
    '"updates":[',
    '"created_at":"2024-05-01T09:00:00Z"',
    ',',
    ':',
    'null',
  ],
  ...[
    '**Resolved** - ',
    '## Update\n',
    '{{< track "2024-05-01 09:00:00" >}}',
    ':::update Resolved | 2024-05-01\n',
    ':::\n',
  ],
  ...[
    '<rss><channel><item><title>',
    '</title></item></channel></rss>',
    '<p><small>May <var>1</var></small><br>',
    '\n',
    '\r',
  ],
  ...['<!-- start: 2024-05-01T09:00Z -->', '```\nstart: 2024-05-01\n```\n', '\ufeff', '🟥', '\u0000'],
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), hostileText), { maxLength: 16 })
  .map((parts) => parts.join(''));
const inputs = fc.tuple(
  fc.constantFrom(...READERS),
  fc.uniqueArray(fc.record({ path: fc.constantFrom(...PATHS), text }), {
    maxLength: 3,
    selector: ({ path }) => path,
  }),
);

/** A reader takes any file: what it can't read is a note in the report. */
export const readerTarget = createTarget('the readers of other status pages', inputs, ([reader, files]) => {
  reader.recognises(files);
  for (const { title, updates } of reader.read({ files, runs: true }).records) {
    assert.equal(typeof title, 'string');
    assert.ok(Array.isArray(updates));
  }
});
