import { MINUTE } from '../../time/duration.ts';
import { createRepairedNote } from '../note.ts';
import type { ImportNote } from '../note.ts';
import type {
  ImportRecord,
  ReadError,
  RecordComponent,
  RecordPage,
  RecordReadResult,
  RecordUpdate,
} from '../record.ts';
import { isOnlyDefinitions } from '../markdown/references.ts';
import { prepareText } from '../text/text-lines.ts';
import { addToTime } from '../times/time-words.ts';
import { parseLabel } from '../text/labels.ts';
import { ComponentNames } from './component-names.ts';
import { hugoTime } from './cstate.ts';
import { omitFields, readFrontMatter, toFlag, toNames, formatFrontMatterValue } from './read-front-matter.ts';
import type { InputFile, Reader, ReaderInput } from './reader.ts';

const TAKEN = new Set(
  'title date severity affectedsystems resolved scheduled duration modified draft id pinned'.split(' '),
);
const LONGEST_WINDOW_MINUTES = 60 * 24 * 31;

/** Statusfy: `content/*.md` with YAML front matter and `::: update Title | time` blocks. */
export const statusfyReader: Reader = {
  format: 'statusfy',
  expects: 'content/*.md with title, date, severity and affectedsystems, and config.js or locales/en.json',
  recognises: (files) =>
    posts(files).some(
      ({ text }) =>
        /^:::\s*update\b/im.test(text) ||
        (text.startsWith('---') && /^affectedsystems\s*:/m.test(text.slice(0, 4000))),
    ),
  read,
};

function posts(files: readonly InputFile[]): InputFile[] {
  const all = files.filter(
    ({ path }) =>
      /\.md$/i.test(path) &&
      !/(?:^|\/)(?:README|CHANGELOG|LICENSE|CONTRIBUTING)\b/i.test(path) &&
      !/node_modules\//.test(path),
  );
  const inFolder = all.filter(({ path }) => /(?:^|\/)content\//.test(path));
  return inFolder.length > 0 ? inFolder : all;
}

function read({ files }: ReaderInput): RecordReadResult {
  const errors: ReadError[] = [];
  const { page, components } = readSettings(files, errors);
  const names = new ComponentNames(components);
  const records: ImportRecord[] = [];
  for (const file of posts(files)) {
    const front = readFrontMatter(file);
    if ('message' in front) errors.push(front);
    else records.push(toRecord(file, front.data, front.body, names, page, front.repaired));
  }
  return {
    records,
    components: names.undeclared.size > 0 ? components : components,
    page,
    errors,
    undeclared: names.undeclared,
  };
}

/** Names from `locales/<code>.json`, and ids from `config.js`, which is never run. */
function readSettings(
  files: readonly InputFile[],
  errors: ReadError[],
): { page: RecordPage; components: RecordComponent[] } {
  const locale = files
    .filter(({ path }) => /(?:^|\/)locales\/[\w-]+\.json$/.test(path))
    .toSorted((a, b) => Number(b.path.endsWith('/en.json')) - Number(a.path.endsWith('/en.json')))[0];
  let data: Record<string, unknown> = {};
  try {
    if (locale) data = JSON.parse(locale.text) as Record<string, unknown>;
  } catch {
    errors.push({ file: locale!.path, message: 'Invalid JSON: the names of the systems are missing.' });
  }
  const items = ((data['systems'] as Record<string, unknown> | undefined)?.['items'] ?? {}) as Record<
    string,
    { title?: unknown; description?: unknown } | null
  >;
  const config = files.find(({ path }) => /(?:^|\/)config\.(?:js|mjs|cjs|ts)$/.test(path))?.text ?? '';
  const ids = new Set([...idsIn(config), ...Object.keys(typeof items === 'object' && items ? items : {})]);
  const components = [...ids].map((id, order): RecordComponent => {
    const item = Object.hasOwn(items, id) ? items[id] : undefined;
    const description = formatFrontMatterValue(item?.description);
    return {
      key: id,
      name: formatFrontMatterValue(item?.title) ?? id,
      ...(description !== undefined && { description }),
      order,
    };
  });
  const name =
    formatFrontMatterValue(data['title']) ?? /\btitle\s*:\s*["'`]([^"'`\n]{1,80})["'`]/.exec(config)?.[1];
  const url = /\bbaseUrl\s*:\s*["'`](https?:[^"'`\n]{1,200})["'`]/.exec(config)?.[1];
  return { page: { ...(name !== undefined && { name }), ...(url !== undefined && { url }) }, components };
}

/** The text between the brackets of `systems: […]`; empty if there is none of at most 5,000 characters. */
function findSystemsList(config: string): string {
  for (const { 0: opening, index } of config.matchAll(/\bsystems\s*:\s*\[/g)) {
    const begin = index + opening.length;
    const end = config.slice(begin, begin + 5001).indexOf(']');
    if (end !== -1) return config.slice(begin, begin + end);
  }
  return '';
}

function idsIn(config: string): string[] {
  const list = findSystemsList(config);
  const named = [...list.matchAll(/\b(?:id|name)\s*:\s*["'`]([^"'`\n]{1,80})["'`]/g)].map(
    (match) => match[1]!,
  );
  return named.length > 0
    ? named
    : [...list.matchAll(/["'`]([^"'`\n]{1,80})["'`]/g)].map((match) => match[1]!);
}

function toRecord(
  file: InputFile,
  data: Readonly<Record<string, unknown>>,
  body: string,
  names: ComponentNames,
  page: RecordPage,
  repaired: string | undefined,
): ImportRecord {
  const name = file.path.replace(/^.*\//, '').replace(/\.\w+$/, '');
  const severity = formatFrontMatterValue(data['severity']);
  const scheduled = hugoTime(data['scheduled'], undefined);
  const minutes = Number(formatFrontMatterValue(data['duration']));
  const until =
    minutes > 0 && minutes < LONGEST_WINDOW_MINUTES ? addToTime(scheduled, minutes * MINUTE) : undefined;
  const windowed = until !== undefined;
  const { updates, hidden } = readBlocks(body);
  const resolved = toFlag(data['resolved']);
  const started = hugoTime(data['date'], undefined);
  const notes: ImportNote[] = repaired === undefined ? [] : [createRepairedNote(repaired)];
  const intro = updates[0]?.label === undefined && updates[0] !== undefined;
  const first = intro ? [{ ...updates[0]!, at: windowed ? {} : started }, ...updates.slice(1)] : updates;
  return {
    from: 'statusfy',
    id: name,
    ...(page.url !== undefined && { url: `${page.url.replace(/\/+$/, '')}/incidents/${name}` }),
    kind: windowed || /maintenance/i.test(severity ?? '') ? 'maintenance' : 'incident',
    title: formatFrontMatterValue(data['title']) ?? '',
    severity: severity === undefined ? [] : [severity],
    components: names.findAll(toNames(data['affectedsystems'])),
    started: windowed ? scheduled : started,
    ended: {},
    ...(windowed && { window: { from: scheduled, until } }),
    ...(resolved !== undefined && { over: resolved }),
    draft: toFlag(data['draft']) ?? false,
    updates: first,
    inOrder: true,
    internalNotes: hidden,
    notes,
    unmappedFields: {
      ...omitFields(data, TAKEN),
      ...(windowed && formatFrontMatterValue(data['date']) !== undefined && { announced: data['date'] }),
    },
    origin: { file: file.path },
  };
}

/** The text before the first block is the first message; a block that is never closed ends with the next or the file. */
function readBlocks(source: string): { updates: RecordUpdate[]; hidden: readonly string[] } {
  const { text, hidden } = prepareText(source);
  const updates: RecordUpdate[] = [];
  let lines: string[] = [];
  let open: { title: string; time: string } | undefined;
  const close = (): void => {
    const body = lines.join('\n').trim();
    lines = [];
    const last = updates.at(-1);
    if (open) updates.push(toUpdate(open.title, open.time, body));
    else if (last && isOnlyDefinitions(body)) {
      updates[updates.length - 1] = { ...last, body: `${last.body}\n\n${body}`.trim() };
    } else if (body !== '') updates.push(toUpdate(undefined, '', body));
    open = undefined;
  };
  for (const line of text.split('\n')) {
    const begin = /^\s*:::\s*update\b([^]*)$/i.exec(line)?.[1]?.replace(/^\s*:?\s*/, '');
    if (begin !== undefined) {
      close();
      const [title = '', time = ''] = begin.split(/\s*\|\s*(?=[^|]*$)/);
      open = /\d{4}-\d/.test(time) ? { title, time: time.trim() } : { title: begin, time: '' };
    } else if (/^\s*:::\s*$/.test(line)) close();
    else lines.push(line);
  }
  close();
  return { updates, hidden };
}

function toUpdate(title: string | undefined, time: string, body: string): RecordUpdate {
  // A whole sentence as a state is the text of the update; its first word may still be a state.
  const word = title?.split(/[.,;:!]/, 1)[0]!.trim() ?? '';
  const label = title === undefined ? undefined : (parseLabel(title) ?? parseLabel(word));
  const sentence = title !== undefined && (parseLabel(title) === undefined || title.split(/\s+/).length > 3);
  return {
    at: time === '' ? {} : { iso: time, words: time },
    ...(label?.sort === 'phase' && label.status !== undefined && { status: label.status }),
    ...(title !== undefined && { label: title }),
    body: sentence ? [title, body].filter((part) => part !== '').join('\n\n') : body,
    format: 'markdown',
    affects: {},
    unmappedFields: {},
  };
}
