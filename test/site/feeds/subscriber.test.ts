import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../../src/time/duration.ts';
import { formatInstant } from '../../../src/time/instant.ts';
import { createUpdateFeed } from '../../../src/site/feeds/update-feed.ts';
import { pageFor } from '../../support/status-view-from-files.ts';
import { FORMATS } from './read-feed.ts';
import type { Format, ReadItem } from './read-feed.ts';
import { WEEK } from './week-of-commits.ts';

const START = WEEK[0]!.time;
const END = WEEK.at(-1)!.time;

/** A site is built at each commit, and again every six hours. */
const BUILDS = [
  ...WEEK.map(({ time }) => time),
  ...Array.from({ length: 7 * 4 }, (_, index) => START + index * 6 * HOUR),
].toSorted((a, b) => a - b);

const feeds = BUILDS.map((now) => {
  const { incidents } = WEEK.findLast(({ time }) => time <= now)!;
  return createUpdateFeed(pageFor({ incidents, now: formatInstant(now) }));
});

/** Every update that was ever public, with the times of its versions; read from the files without any of our parsers. */
const published = new Map<string, ReadonlySet<number>>();
for (const { incidents } of WEEK) {
  for (const [id, text] of Object.entries(incidents)) {
    if (text.includes('drill: true')) continue;
    if (text.includes('sev-3') && !text.includes('customer-facing: true')) continue;
    for (const [, time, corrected] of text.matchAll(/^## (\S+) \S+(?: \(corrected (\S+)\))?$/gm)) {
      const address = `https://vayva.shop/status/incidents/${id}/#${time!.replace(/[-:]/g, '')}`;
      const versions = published.get(address) ?? [];
      published.set(address, new Set([...versions, Date.parse(corrected ?? time!)]));
    }
  }
}

interface Heard {
  /** Ids in the order in which they were new. */
  readonly news: string[];
  /** `id time` of each correction that was noticed. */
  readonly corrections: string[];
}

/** A feed reader: what it has not met is news, what has changed since is a correction. */
function follow(read: (build: number) => ReadItem[], polls: readonly number[]): Heard {
  const known = new Map<string, number>();
  const heard: Heard = { news: [], corrections: [] };
  for (const poll of polls) {
    const build = BUILDS.findLastIndex((time) => time <= poll);
    for (const { id, changed } of read(build).toReversed()) {
      const before = known.get(id);
      if (before === undefined) heard.news.push(id);
      else if (changed! > before) heard.corrections.push(`${id} ${changed}`);
      known.set(id, changed!);
    }
  }
  return heard;
}

/** Polling times from the start on, at least daily, until everything has been published. */
const polling = fc
  .array(
    fc.oneof(fc.integer({ min: 1, max: 24 * 60 }), fc.constant(24 * 60), fc.integer({ min: 1, max: 30 })),
    {
      minLength: 200,
      maxLength: 200,
    },
  )
  .map((gaps) => {
    const polls = [START];
    for (const gap of gaps) if (polls.at(-1)! < END) polls.push(polls.at(-1)! + gap * MINUTE);
    while (polls.at(-1)! < END) polls.push(polls.at(-1)! + 24 * HOUR);
    return polls;
  });

async function reading({ write, read }: Format): Promise<(build: number) => ReadItem[]> {
  const texts = await Promise.all(feeds.map(write));
  const items = new Map(texts.map((text) => [text, read(text)]));
  return (build) => items.get(texts[build]!)!;
}

test('the week holds what it is to hold', () => {
  expect(published.size).toBe(91);
  const corrected = [...published].filter(([, versions]) => versions.size > 1);
  expect(corrected.map(([id, versions]) => `${id.split('/').at(-2)} ${versions.size}`)).toEqual([
    'pay 3',
    'pay 2',
    'late 2',
    'storm 2',
  ]);
});

describe.each(FORMATS)('a subscriber by $name', (format) => {
  test('receives each update once, no correction twice, and misses nothing', async () => {
    const read = await reading(format);
    fc.assert(
      fc.property(polling, (polls) => {
        const { news, corrections } = follow(read, polls);
        expect(news.toSorted()).toEqual([...published.keys()].toSorted());
        expect(new Set(corrections).size).toBe(corrections.length);
        for (const correction of corrections) {
          const [id, changed] = correction.split(' ');
          expect(published.get(id!)).toContain(Number(changed));
        }
      }),
      { numRuns: 150 },
    );
  });

  test('who polls every minute receives each correction to what the feed still contains', async () => {
    const read = await reading(format);
    const polls = Array.from({ length: (END - START) / MINUTE + 1 }, (_, index) => START + index * MINUTE);
    const { news, corrections } = follow(read, polls);
    expect(news).toHaveLength(published.size);
    // By Friday the storm has pushed Tuesday's words out of the feed; their correction is on their own page.
    const expected = [...published].flatMap(([id, versions]) => {
      const later = [...versions].toSorted((a, b) => a - b).slice(1);
      return id.includes('/late/') ? [] : later.map((changed) => `${id} ${changed}`);
    });
    expect(corrections.toSorted()).toEqual(expected.toSorted());
  });
});

test('no one receives a drill, or an incident that is off the page', () => {
  const heard = [...published.keys()].join('\n');
  expect(heard).not.toContain('/drill/');
  const first = BUILDS.findIndex((_, build) => feeds[build]!.items.some(({ id }) => id.includes('/inside/')));
  expect(formatInstant(BUILDS[first]!)).toBe('2026-11-18T10:01Z');
});
