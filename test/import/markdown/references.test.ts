import { expect, test } from 'vitest';
import { completeDefinitions } from '../../../src/import/markdown/references.ts';

test.each([
  [
    'each section gets the definitions that its links need',
    [
      'See [the log][1].',
      'See [it][1] and [that][2].',
      'Done.\n\n[1]: https://a.example/1\n[2]: https://a.example/2',
    ],
    [
      'See [the log][1].\n\n[1]: https://a.example/1',
      'See [it][1] and [that][2].\n\n[1]: https://a.example/1\n[2]: https://a.example/2',
      'Done.\n\n[1]: https://a.example/1\n[2]: https://a.example/2',
    ],
  ],
  [
    'its own definition counts',
    ['[a][1]\n\n[1]: https://a.example/', '[b][1]\n\n[1]: https://b.example/'],
    ['[a][1]\n\n[1]: https://a.example/', '[b][1]\n\n[1]: https://b.example/'],
  ],
  [
    'code and footnotes use none',
    ['`[a][1]` and a note[^1].', '[1]: https://a.example/\n\n[^1]: word'],
    ['`[a][1]` and a note[^1].', '[1]: https://a.example/\n\n[^1]: word'],
  ],
])('%s', (_title, sections, expected) => {
  expect(completeDefinitions(sections)).toEqual(expected);
});
