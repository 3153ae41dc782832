import { decodeHTML } from 'entities';
import { parseFeed } from 'feedsmith';
import { DAY, HOUR } from '../../time/duration.ts';
import { parseLooseTime } from '../times/loose-time.ts';
import type { ImportNote } from '../note.ts';
import type {
  ImportRecord,
  ReadError,
  RecordPage,
  RecordReadResult,
  RecordTime,
  RecordUpdate,
} from '../record.ts';
import { parseTimeWords, instantOn, isDated, nearestYear } from '../times/time-words.ts';
import type { PartialTime } from '../times/time-words.ts';
import type { InputFile, Reader, ReaderInput } from './reader.ts';

/** An entry of RSS or Atom in one shape. */
interface FeedEntry {
  readonly title: string;
  readonly link: string;
  readonly html: string;
  readonly published: string | undefined;
  readonly file: string;
}

const UPDATE =
  /<p>\s{0,20}<small>([\s\S]{0,300}?)<\/small>\s{0,20}<br\s{0,20}\/?>\s{0,20}<strong>([\s\S]{0,100}?)<\/strong>\s{0,20}-?\s{0,20}/gi;
const SCHEDULED = /<strong>\s{0,20}THIS IS A SCHEDULED EVENT([\s\S]{0,1000}?)<\/strong>/i;

/** Copies of a Statuspage feed, `history.rss` or `history.atom`: better than nothing when the page is gone. */
export const statuspageFeedReader: Reader = {
  format: 'statuspage-feed',
  expects: 'RSS or Atom with <small>…</small><br><strong>Resolved</strong> in its entries',
  recognises: (files) => files.some((file) => isFeed(file)),
  read,
};

function isFeed({ path, text }: InputFile): boolean {
  return /\.(?:rss|atom|xml)$/i.test(path) && /<(?:rss|feed|rdf:RDF)\b/.test(text.slice(0, 2000));
}

function read({ files }: ReaderInput): RecordReadResult {
  const errors: ReadError[] = [];
  const records: ImportRecord[] = [];
  const page: RecordPage = {};
  for (const file of files.filter(isFeed)) {
    try {
      const feed = readEntries(file);
      Object.assign(page, feed.page);
      records.push(...feed.entries.map(toRecord));
    } catch (error) {
      errors.push({
        file: file.path,
        message: `Invalid feed: ${(error as Error).message.split('\n')[0]!}.`,
      });
    }
  }
  const notes: ImportNote[] =
    records.length > 0
      ? [
          {
            kind: 'person',
            text: 'a feed has neither severities nor components, and only the last 25 entries',
          },
        ]
      : [];
  return { records, components: [], page, errors, notes };
}

function readEntries({ path, text }: InputFile): { entries: FeedEntry[]; page: RecordPage } {
  const parsed = parseFeed(text) as unknown as { feed: Readonly<Record<string, unknown>> };
  const feed = parsed.feed;
  const list = (feed['items'] ?? feed['entries'] ?? []) as readonly Readonly<Record<string, unknown>>[];
  const entries = list.map((item): FeedEntry => {
    const links = item['links'] as readonly { href?: string; rel?: string }[] | undefined;
    const link = links?.find(({ rel }) => rel === undefined || rel === 'alternate')?.href ?? links?.[0]?.href;
    return {
      title: plain(textOf(item['title'])),
      link: textOf(item['link']) || link || textOf(item['guid']) || textOf(item['id']),
      html: textOf(item['content']) || textOf(item['description']) || textOf(item['summary']),
      published: textOf(item['pubDate']) || textOf(item['published']) || textOf(item['updated']) || undefined,
      file: path,
    };
  });
  const name = plain(textOf(feed['title'])).replace(
    /\s*Status\s*-\s*Incident History$|\s*-\s*Incident History$/i,
    '',
  );
  const links = feed['links'] as readonly { href?: string; rel?: string }[] | undefined;
  const url = textOf(feed['link']) || links?.find(({ rel }) => rel === 'alternate')?.href || '';
  return { entries, page: { ...(name !== '' && { name }), ...(/^https?:/.test(url) && { url }) } };
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const inner = (value as { value?: unknown } | null | undefined)?.value;
  return typeof inner === 'string' ? inner : '';
}

function plain(html: string): string {
  return decodeHTML(html.replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
}

function toRecord(entry: FeedEntry): ImportRecord {
  const html = /<\w/.test(entry.html) ? entry.html : decodeHTML(entry.html);
  const window = SCHEDULED.exec(html);
  const known = entry.published === undefined ? undefined : parseLooseTime(entry.published);
  const anchor = known ? known.local - (known.offset ?? 0) : undefined;
  const updates = readUpdates(html, window === null ? anchor : undefined, anchor);
  const planned =
    window !== null ||
    updates.some(({ status }) => /^(?:scheduled|in progress|verifying|completed)$/i.test(status ?? ''));
  const span = window === null ? undefined : readWindow(plain(window[1]!), anchor);
  const oldest = updates.at(-1);
  const end = updates.find(({ status }) => /^(?:resolved|completed)$/i.test(status ?? ''));
  const begin = updates.findLast(({ status }) => /^in progress$/i.test(status ?? ''));
  const started = planned ? (span?.from ?? begin?.at ?? oldest?.at) : oldest?.at;
  return {
    from: 'statuspage',
    id: /\/incidents\/([\w-]+)\/?$/.exec(entry.link)?.[1] ?? entry.link,
    ...(/^https?:/.test(entry.link) && { url: entry.link }),
    kind: planned ? 'maintenance' : 'incident',
    title: entry.title,
    severity: planned ? ['maintenance'] : [],
    components: [],
    started: started ?? (anchor === undefined ? {} : { iso: new Date(anchor).toISOString() }),
    ended: end?.at ?? {},
    ...(span && { window: span }),
    draft: false,
    updates: updates.map(({ status, ...update }) => ({ ...update, ...(status !== undefined && { status }) })),
    unmappedFields: {},
    origin: { file: entry.file },
  };
}

/** The updates, newest first as they are written. The feed names no year: the first is counted back from the entry's own time. */
function readUpdates(html: string, last: number | undefined, anchor: number | undefined): RecordUpdate[] {
  const found = [...html.matchAll(UPDATE)];
  let next = last;
  return found.map((match, index) => {
    const stop = found[index + 1]?.index ?? html.length;
    const body = html.slice(match.index + match[0].length, stop).replace(/<\/p>\s*$/, '');
    const words = plain(match[1]!);
    const at = placeBefore(parseTimeWords(words), next, anchor);
    next = at ?? next;
    return {
      at: at === undefined ? { words } : { iso: new Date(at).toISOString(), words },
      status: plain(match[2]!),
      body,
      format: 'text' as const,
      affects: {},
      unmappedFields: {},
    };
  });
}

/** The latest time that the words can mean and that is not after the update above it. */
function placeBefore(
  partial: PartialTime,
  next: number | undefined,
  anchor: number | undefined,
): number | undefined {
  if (!isDated(partial)) return undefined;
  if (partial.year !== undefined) return instantOn(partial, partial.year, partial.month, partial.day);
  if (next === undefined) return anchor === undefined ? undefined : placeNear(partial, anchor);
  const near = nearestYear(partial, next);
  if (near <= next + HOUR) return near;
  return instantOn(partial, new Date(near).getUTCFullYear() - 1, partial.month, partial.day);
}

/** The announcements of a planned event come before its window, which is the entry's time. */
function placeNear(partial: PartialTime & { month: number; day: number }, anchor: number): number {
  const near = nearestYear(partial, anchor);
  return near > anchor + 60 * DAY
    ? instantOn(partial, new Date(near).getUTCFullYear() - 1, partial.month, partial.day)
    : near;
}

function readWindow(
  words: string,
  anchor: number | undefined,
): { from: RecordTime; until: RecordTime } | undefined {
  const parts = words.replace(/\u00A0/g, ' ').split(/\s[-–]\s/);
  if (parts.length !== 2 || anchor === undefined) return undefined;
  const zone = /\b([A-Z]{2,5})\s*$/.exec(words.trim())?.[1] ?? 'UTC';
  const withZone = (text: string): string => (/[A-Z]{2,5}\s*$/.test(text.trim()) ? text : `${text} ${zone}`);
  const [first, second] = [parseTimeWords(withZone(parts[0]!)), parseTimeWords(withZone(parts[1]!))];
  if (!isDated(first)) return undefined;
  const from = nearestYear(first, anchor);
  const end: PartialTime = isDated(second) ? second : { ...second, month: first.month, day: first.day };
  let until = isDated(end) ? nearestYear(end, from) : from;
  if (until <= from) until += DAY;
  return { from: { iso: new Date(from).toISOString() }, until: { iso: new Date(until).toISOString() } };
}
