import { describe, expect, test } from 'vitest';
import { placePictures, planMedia } from '../../src/import/media.ts';

const plan = planMedia([
  { path: 'static/images/chart.png', extension: 'png', version: '1' },
  { path: 'static/images/My chart (1).png', extension: 'png', version: '2' },
  { path: 'content/a/shot.png', extension: 'jpg', version: '3' },
  { path: 'content/b/shot.png', extension: 'jpg', version: '4' },
  { path: 'static/logo.svg', fault: 'SVG is not published.' },
  { path: 'static/report.pdf', fault: 'It is not a picture.' },
]);

describe('a text of another page', () => {
  test.each([
    ['![what](/images/chart.png)', '![what](../media/chart.png)'],
    ['![the `code`](/images/chart.png)', '![the `code`](../media/chart.png)'],
    ['![what](../../static/images/chart.png "title")', '![what](../media/chart.png)'],
    ['![](images/chart.png "the title")', '![the title](../media/chart.png)'],
    ['![a](</images/My chart (1).png>)', '![a](../media/My-chart-1.png)'],
    ['![a](/images/My%20chart%20\\(1\\).png)', '![a](/images/My%20chart%20\\(1\\).png)'],
    ['[see](/images/chart.png)', '![see](../media/chart.png)'],
    ['![nearest](shot.png)', '![nearest](../media/shot-2.jpg)'],
    ['[![x](/images/chart.png)](https://a.example/)', '[![x](../media/chart.png)](https://a.example/)'],
    // The site loads nothing from others.
    ['![what](https://a.example/b.png)', '[what](https://a.example/b.png)'],
    ['![](https://a.example/b.png)', '<https://a.example/b.png>'],
    ['![what](//a.example/b.png)', '[what](https://a.example/b.png)'],
    [
      '[![x](https://a.example/b.svg)](https://ci.example)',
      '[x](https://a.example/b.svg) (<https://ci.example>)',
    ],
    // The address is below the text.
    ['![what][chart] is up', '![what][chart] is up'],
    // Code, and links to pages, are left alone.
    ['`![what](/images/chart.png)`', '`![what](/images/chart.png)`'],
    ['```\n![what](/images/chart.png)\n```', '```\n![what](/images/chart.png)\n```'],
    ['[page](/issues/1/)', '[page](/issues/1/)'],
    ['[page](https://a.example/images/chart.png)', '[page](https://a.example/images/chart.png)'],
    ['![kept](../media/other.png)', '![kept](../media/other.png)'],
  ])('%s becomes %s', (text, expected) => {
    expect(placePictures(text, plan, 'content/b/issue.md')).toEqual({ text: expected, notes: [] });
  });

  test.each([
    ['![gone](/images/gone.png)', 'gone (/images/gone.png)', '/images/gone.png is not in the given folder'],
    ['![logo](/logo.svg)', 'logo (/logo.svg)', '/logo.svg was left out: SVG'],
    [
      'the [report](/report.pdf)',
      'the report (/report.pdf)',
      '/report.pdf was left out: It is not a picture.',
    ],
    ['![in it](data:image/png;base64,AAAA)', 'in it (data:image/png;base64,AAAA)', 'data:image/png'],
    [
      '[![x](/images/chart.png)](/images/gone.png)',
      '![x](../media/chart.png)',
      'was a link to /images/gone.png',
    ],
  ])('%s becomes %s, and a note says so', (text, expected, note) => {
    const placed = placePictures(text, plan, 'content/b/issue.md');
    expect(placed.text).toBe(expected);
    expect(placed.notes.map((one) => one.text)).toEqual([expect.stringContaining(note)]);
  });
});

describe('a picture whose address is below the text', () => {
  const PLACED = '![what](../media/chart.png)';
  test.each([
    ['![what][c]\n\n[c]: /images/chart.png', PLACED, ['[c]: /images/chart.png']],
    ['![what][C  c]\n\n[c c]: </images/chart.png> "title"', PLACED, ['[c c]: </images/chart.png> "title"']],
    ['![what][]\n\n[What]:\n  /images/chart.png', PLACED, ['[What]:\n  /images/chart.png']],
    ['[c]: /images/chart.png\n\nSee ![what][c].', `\n\nSee ${PLACED}.`, ['[c]: /images/chart.png']],
    ["![][c]\n\n[c]: /images/chart.png 'what'", PLACED, ["[c]: /images/chart.png 'what'"]],
    [
      '![what]\n\n[what]: https://a.example/b.png',
      '[what](https://a.example/b.png)',
      ['[what]: https://a.example/b.png'],
    ],
    [
      '[![what][c]][d]\n\n[c]: /images/chart.png\n[d]: https://a.example/',
      `[${PLACED}](https://a.example/)`,
      ['[c]: /images/chart.png', '[d]: https://a.example/'],
    ],
    // Another link needs it, or nothing does: it stays.
    [
      '![what][c] [c]\n\n[c]: https://a.example/b',
      '[what](https://a.example/b) [c]\n\n[c]: https://a.example/b',
      [],
    ],
    ['![what][c]\n\n```\n[c]: /images/chart.png\n```', '![what][c]\n\n```\n[c]: /images/chart.png\n```', []],
    ['`![what][c]`\n\n[c]: /images/chart.png', '`![what][c]`\n\n[c]: /images/chart.png', []],
    ['Text\n[c]: /images/chart.png\n\n![what][c]', 'Text\n[c]: /images/chart.png\n\n![what][c]', []],
  ])('%j becomes %j', (text, expected, removed) => {
    const placed = placePictures(text, plan, 'content/b/issue.md');
    expect(placed.text).toBe(expected);
    expect(placed.notes.map((note) => note.text)).toEqual(
      removed.map((line) => `the address of a picture was below the text: ${line}`),
    );
  });
});

test('a picture is never written over another one, and the same one is written once', () => {
  const file = (path: string, version: string) => ({ path, extension: 'png', version });
  const sameNames = [file('a/x.png', '1'), file('b/x.png', '2'), file('c/x.png', '1'), file('d/Ü.png', '5')];
  const existing = new Map([['media/x.png', '9']]);
  expect([...planMedia(sameNames, existing).values()]).toEqual([
    { target: 'media/x-2.png' },
    { target: 'media/x-3.png' },
    { target: 'media/x-2.png' },
    { target: 'media/picture.png' },
  ]);
});
