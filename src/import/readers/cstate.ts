import { zoneOffsetAt } from '../../time/zone.ts';
import { createManualNote, createRepairedNote } from '../note.ts';
import type { ImportNote } from '../note.ts';
import { parseLooseTime } from '../times/loose-time.ts';
import type { ImportRecord, ReadError, RecordReadResult, RecordTime } from '../record.ts';
import { cutText } from '../text/cut-text.ts';
import type { CutText } from '../text/cut-text.ts';
import { isPlannedWork } from '../text/post-kind.ts';
import { addToTime } from '../times/time-words.ts';
import { findOrder } from '../text/text-order.ts';
import type { TextOrder } from '../text/text-order.ts';
import { toTextUpdates } from '../text/text-updates.ts';
import { ComponentNames } from './component-names.ts';
import { readHugoConfig } from './hugo-config.ts';
import type { HugoConfig } from './hugo-config.ts';
import { omitFields, readFrontMatter, toFlag, toNames, formatFrontMatterValue } from './read-front-matter.ts';
import type { FrontMatterFile } from './read-front-matter.ts';
import type { InputFile, Reader, ReaderInput } from './reader.ts';
import { isSamplePost } from './sample-posts.ts';

/** A post of a Hugo page, read but not yet understood. */
interface Post {
  readonly file: InputFile;
  readonly front: FrontMatterFile;
  readonly cut: CutText;
}

const WORDS = {
  severities: {
    notice: ['none', 'operational'],
    ok: ['none', 'operational'],
    monitoring: ['minor', 'degraded'],
  },
} as const;

/** The fields that have a place, also those of forks of the theme. */
const TAKEN = new Set(
  `title date section severity resolved resolvedwhen resolved_on affected affectedsystems informational slug aliases url pin pinned
  modified draft status max_severity current_severity duration id enablecomments twitterfeed type layout tags automated lastmod`.split(
    /\s+/,
  ),
);

/** cState: Hugo, `content/issues/*.md` with YAML, TOML or JSON front matter. */
export const cstateReader: Reader = {
  format: 'cstate',
  expects: 'content/issues/*.md with title, date and severity, and config.yml',
  recognises: (files) =>
    issueFiles(files).some(({ text }) =>
      /^[ \t]{0,20}["']?(?:section|severity|resolvedWhen|informational)["']?[ \t]{0,20}[:=]/m.test(
        text.slice(0, 4000),
      ),
    ) && !files.some(({ text }) => /^affectedsystems\s*[:=]/m.test(text.slice(0, 2000))),
  read: (input) => readHugoPosts(input, 'cstate', issueFiles(input.files)),
};

/** The files of posts: those below `content/issues` where there is such a folder, or else all that are no page of the theme. */
function issueFiles(files: readonly InputFile[]): InputFile[] {
  const posts = files.filter(({ path }) => isPost(path));
  const inFolder = posts.filter(
    ({ path }) => /(?:^|\/)(?:issues|incidents)\//i.test(path) && /(?:^|\/)content\//i.test(path),
  );
  if (inFolder.length > 0) return inFolder;
  return posts.filter(({ path }) => !/(?:^|\/)(?:readme|changelog|contributing|license)\b/i.test(path));
}

function isPost(path: string): boolean {
  return (
    /\.(?:md|markdown)$/i.test(path) &&
    !/(?:^|\/)(?:_index|index)\.md$/i.test(path) &&
    !/(?:^|\/)(?:themes|archetypes|node_modules|layouts|\.github|docs)\//.test(path)
  );
}

/** Reads the posts of a Hugo page: cState and netlify-statuskit differ in their front matter only. */
export function readHugoPosts(
  { files }: ReaderInput,
  from: 'cstate' | 'statuskit',
  candidates: readonly InputFile[],
): RecordReadResult {
  const errors: ReadError[] = [];
  const config = readHugoConfig(files, errors);
  const names = new ComponentNames(config.components);
  const posts: Post[] = [];
  for (const file of candidates) {
    const front = readFrontMatter(file);
    if ('message' in front) errors.push(front);
    else posts.push({ file, front, cut: cutText(front.body) });
  }
  const habit = findHabit(posts);
  const records = posts.map((post) => toRecord(post, from, config, names, habit));
  return { records, components: config.components, page: config.page, errors, undeclared: names.undeclared };
}

/** The order that most texts of the page show; one that shows none follows it. */
function findHabit(posts: readonly Post[]): TextOrder {
  const orders = posts.map(({ cut }) => findOrder(cut.pieces));
  const newest = orders.filter((order) => order === 'newest-first').length;
  const oldest = orders.filter((order) => order === 'oldest-first').length;
  return newest > oldest ? 'newest-first' : 'oldest-first';
}

function toRecord(
  { file, front, cut }: Post,
  from: string,
  config: HugoConfig,
  names: ComponentNames,
  habit: TextOrder,
): ImportRecord {
  const data = Object.fromEntries(
    Object.entries(front.data).map(([key, value]) => [key.toLowerCase(), value]),
  );
  const name = file.path.replace(/^.*\//, '').replace(/\.\w+$/, '');
  const title = formatFrontMatterValue(data['title']) ?? '';
  const notes: ImportNote[] = front.repaired === undefined ? [] : [createRepairedNote(front.repaired)];
  const started = hugoTime(data['date'], config.timezone);
  const ended = hugoTime(data['resolvedwhen'] ?? data['resolved_on'], config.timezone);
  const resolved = toFlag(data['resolved']) ?? flagOfStatus(data['status']);
  const severity = formatFrontMatterValue(data['severity']) ?? formatFrontMatterValue(data['max_severity']);
  const informational = toFlag(data['informational']) ?? false;
  const order = findOrder(cut.pieces) ?? habit;
  const first = order === 'newest-first' ? cut.pieces.at(-1) : cut.pieces[0];
  const planned = isPlannedWork({ title, name, severity, informational, text: first?.body ?? '' });
  const offset = config.timezone === undefined ? 0 : offsetAt(config.timezone, started);
  const over = resolved ?? (ended.iso === undefined ? undefined : true);
  const told = toTextUpdates(cut.pieces, { order, started, ended, over, offset });
  const sample = isSamplePost(title, formatFrontMatterValue(data['date']) ?? '');
  if (sample)
    notes.push(
      createManualNote(
        'a sample post of the theme: kept off the page by drill: true, delete the file if it is not yours',
      ),
    );
  const duration =
    planned && ended.iso === undefined
      ? findDuration(formatFrontMatterValue(data['duration']) ?? '', front.body)
      : undefined;
  const until = duration === undefined ? undefined : addToTime(started, duration);
  if (until !== undefined)
    notes.push(createRepairedNote('the end of its window is read from the duration in its text'));
  const affected = toNames(data['affected'] ?? data['affectedsystems']);
  return {
    from,
    id: name,
    ...addressOf(name, data, config, from),
    kind: planned ? 'maintenance' : 'incident',
    title,
    severity: severity === undefined ? [] : [severity],
    components: names.findAll(affected),
    started,
    ended,
    ...(until !== undefined && { window: { from: started, until } }),
    ...(over !== undefined && { over }),
    draft: (toFlag(data['draft']) ?? false) || sample,
    updates: told.updates,
    inOrder: true,
    words: WORDS,
    internalNotes: cut.hidden,
    notes: [...notes, ...told.notes],
    unmappedFields: { ...omitFields(data, TAKEN), ...(informational && { informational: true }) },
    origin: { file: file.path },
  };
}

function flagOfStatus(value: unknown): boolean | undefined {
  const word = formatFrontMatterValue(value)?.toLowerCase();
  return word === undefined ? undefined : word === 'resolved';
}

function offsetAt(zone: string, started: RecordTime): number {
  const instant = started.iso === undefined ? Number.NaN : Date.parse(started.iso);
  return Number.isFinite(instant) ? zoneOffsetAt(instant, zone) : 0;
}

/** Hugo reads a time without a zone in the page's `timeZone`, or as UTC. */
export function hugoTime(value: unknown, zone: string | undefined): RecordTime {
  const text = formatFrontMatterValue(value);
  if (text === undefined) return {};
  const loose = parseLooseTime(text);
  if (!loose) return { iso: text };
  const offset = loose.offset ?? (zone === undefined ? 0 : zoneOffsetAt(loose.local, zone));
  return { iso: new Date(loose.local - offset).toISOString() };
}

const HOURS = String.raw`(\d+(?:[.,]\d+)?|one|two|three|four|an)`;

/** `Expected duration: 1:30 hour.`, `1.5 hours`, `45 minutes`, `30mn`, in milliseconds; undefined where nothing says it. */
export function findDuration(field: string, text: string): number | undefined {
  const said = field !== '' ? field : (/duration[^\n]{0,3}?:?\s*\**\s*([^\n]{1,60})/i.exec(text)?.[1] ?? '');
  const clock = /(?<!\d)(\d{1,2}):(\d{2})\s*(?:h\b|hours?)/i.exec(said);
  if (clock) return (+clock[1]! * 60 + +clock[2]!) * 60_000;
  const hours = new RegExp(`${HOURS}\\s*(?:h\\b|hours?\\b|hrs?\\b)`, 'i').exec(said)?.[1];
  const minutes = /(\d+)\s*(?:minutes?|mins?|mn|m)\b/i.exec(said)?.[1];
  const total = (hours === undefined ? 0 : numberOf(hours) * 60) + (minutes === undefined ? 0 : +minutes);
  return total > 0 && total < 60 * 24 * 31 ? total * 60_000 : undefined;
}

function numberOf(word: string): number {
  const words = ['zero', 'one', 'two', 'three', 'four'];
  return word === 'an'
    ? 1
    : words.includes(word.toLowerCase())
      ? words.indexOf(word.toLowerCase())
      : Number(word.replace(',', '.'));
}

function addressOf(
  name: string,
  data: Readonly<Record<string, unknown>>,
  config: HugoConfig,
  from: string,
): Pick<ImportRecord, 'url' | 'aliases'> {
  const folder = from === 'cstate' ? 'issues' : 'incidents';
  const own =
    formatFrontMatterValue(data['url']) ??
    `/${folder}/${formatFrontMatterValue(data['slug']) ?? name.toLowerCase()}/`;
  const aliases = toNames(data['aliases']);
  const absolute = (path: string): string => {
    const base = config.page.url?.replace(/\/+$/, '');
    return /^https?:/i.test(path) ? path : `${base ?? ''}/${path.replace(/^\/+/, '')}`;
  };
  return { url: absolute(own), ...(aliases.length > 0 && { aliases: aliases.map(absolute) }) };
}
