import { describe, expect, test } from 'vitest';
import { cutText } from '../../src/import/text/cut-text.ts';
import { findOrder } from '../../src/import/text/text-order.ts';
import { parseLooseTime } from '../../src/import/times/loose-time.ts';

/** The updates of a text as `label @ time | body`. */
function cut(text: string): string[] {
  return cutText(text).pieces.map(({ label, time, body }) =>
    [label, time && `@${time}`, `| ${body.replace(/\s+/g, ' ')}`].filter(Boolean).join(' '),
  );
}

describe('one text holds', () => {
  test.each<[name: string, text: string, pieces: string[]]>([
    ['one update', 'The tills are slow.\n\nWe look into it.', ['| The tills are slow. We look into it.']],
    [
      'bold states',
      '**Resolved:** Done.\n\n**Update** - Better.\n\n*Investigating* - Slow.',
      ['Resolved | Done.', 'Update | Better.', 'Investigating | Slow.'],
    ],
    [
      'states in brackets',
      '[Final message]\nDone.\n\n[Update - 2022-03-04 19h00 UTC] More.\n\n[Initial Message] -->\nSlow.',
      [
        'Final message | Done.',
        'Update - 2022-03-04 19h00 UTC @2022-03-04 19h00 UTC | More.',
        'Initial Message | Slow.',
      ],
    ],
    [
      'states in other languages',
      '*Résolu* - Fini.\n\n**Monitoraggio in corso**: Si osserva.\n\n**Indagine**: Lento.',
      ['Résolu | Fini.', 'Monitoraggio in corso | Si osserva.', 'Indagine | Lento.'],
    ],
    [
      'times before or behind',
      'Slow. {{< track "2020-01-01 10:00:00" >}}\n\nDone. {{< track "2020-01-01 11:00:00" >}}',
      ['@2020-01-01 10:00:00 | Slow.', '@2020-01-01 11:00:00 | Done.'],
    ],
    [
      'times above',
      'Slow.\n\n{{< track "2020-01-01 10:00:00" >}}Better.\n{{< track "2020-01-01 11:00:00" >}}Done.',
      ['| Slow.', '@2020-01-01 10:00:00 | Better.', '@2020-01-01 11:00:00 | Done.'],
    ],
    [
      'dated lines',
      'Slow.\n\n## Summary\n2024-01-08 06:38:00 - Better.\n\n2024-02-27 3:36 PM - Done.',
      ['| Slow.', '@2024-01-08 06:38:00 | Better.', '@2024-02-27 3:36 PM | Done.'],
    ],
    [
      'a list of dated lines',
      'Slow.\n\nUpdates:\n\n- Tue Oct 11 12:24:02 UTC: Better.\n- `2022-11-25T08:35:00+01:00`: Done.',
      ['| Slow. Updates:', '@Tue Oct 11 12:24:02 UTC | Better.', '@2022-11-25T08:35:00+01:00 | Done.'],
    ],
    ['a rule of two dashes', 'Done.\n\n--\n\nSlow.', ['| Done.', '| Slow.']],
    [
      'a timeline, which stays whole',
      '**Resolved**: Done.\n\n## Timeline\n\n- 2024-01-08 06:38: an alert\n- 2024-01-08 06:40: a call',
      ['Resolved | Done. ## Timeline - 2024-01-08 06:38: an alert - 2024-01-08 06:40: a call'],
    ],
    [
      'a quoted log',
      'Slow. The supplier says:\n\n> **Resolved**: all fine\n\n```\nUpdate: 10:00\n```',
      ['| Slow. The supplier says: > **Resolved**: all fine ``` Update: 10:00 ```'],
    ],
    [
      'words that open no update',
      'An update: soon.\nWe **resolved** it.\n[a link](https://example.com)',
      ['| An update: soon. We **resolved** it. [a link](https://example.com)'],
    ],
    ['a mark of the byte order inside a word', '*R\uFEFFesolved -* Done.', ['Resolved | Done.']],
  ])('%s', (_name, text, pieces) => {
    expect(cut(text)).toEqual(pieces);
  });

  test('comments for the team only', () => {
    const { pieces, hidden } = cutText('Slow.\n<!-- blame Bob -->');
    expect(pieces.map(({ body }) => body)).toEqual(['Slow.']);
    expect(hidden).toEqual(['blame Bob']);
  });
});

test.each([
  ['**Resolved**: a\n\n**Investigating**: b', 'newest-first'],
  ['**Investigating**: b\n\n**Resolved**: a', 'oldest-first'],
  ['_UPDATE #2_: a\n\n_UPDATE_: b', 'newest-first'],
  ['a {{< track "2020-01-02 10:00:00" >}}\n\nb {{< track "2020-01-01 10:00:00" >}}', 'newest-first'],
  ['Slow.\n\nUpdate: better.', 'oldest-first'],
])('%j is %s', (text, order) => {
  expect(findOrder(cutText(text).pieces)).toBe(order);
});

test.each<[text: string, iso: string | undefined]>([
  ['1705675160', '2024-01-19T14:39:20.000Z'],
  ['1705675160000', '2024-01-19T14:39:20.000Z'],
  ['2023-02-02T015:00:00+08:00', '2023-02-02T07:00:00.000Z'],
  ['2021-12-07T9:06:14+01:00', '2021-12-07T08:06:14.000Z'],
  ['Fri Mar 12 2021 17:01:50 GMT+0000 (Coordinated Universal Time)', '2021-03-12T17:01:50.000Z'],
  ['Thu, 08 Feb 2024 09:00:14 +0000', '2024-02-08T09:00:14.000Z'],
  ['2024/06/01 21:28:00', '2024-06-01T21:28:00.000Z'],
  ['2024-02-27 3:36 PM', '2024-02-27T15:36:00.000Z'],
  ['2024-05-10 16:32:00 PM', '2024-05-10T16:32:00.000Z'],
  ['2024-02-30 10:00', undefined],
  ['2024-02-27 25:00', undefined],
  ['2024-02-27 10:00 somewhere', undefined],
  ['42', undefined],
])('the time %j', (text, iso) => {
  const loose = parseLooseTime(text);
  expect(loose && new Date(loose.local - (loose.offset ?? 0)).toISOString()).toBe(iso);
});
