import { hash, randomUUID } from 'node:crypto';
import { appendFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { CACHE_FOLDER, ENGINE_ROOT, IS_COMPILED } from './engine.ts';

/** What a run found for each file of a content root, for the next run of the same code: text of one line by an id. */
export interface RunRecord {
  /** What an earlier run kept; undefined if none knew this id. What is asked for is kept for the next run. */
  readonly get: (id: string) => string | undefined;
  readonly set: (id: string, line: string) => void;
  /**
   * Keeps what was asked for or set, and forgets the rest once that is most of the record. Where that isn't possible, the
   * next run knows less.
   */
  readonly save: () => Promise<void>;
}

export interface RunRecordOptions {
  /** Knows nothing of earlier runs. */
  readonly clean?: boolean;
  /** Changes with the code of the run; that of the package by default. Nothing is kept of source code, which has none. */
  readonly code?: string | undefined;
  /** Where records are kept. */
  readonly folder?: string;
}

/** Records of other content roots that are kept. */
const MAX_KEPT = 20;

/** Of the ids, such as those of `hashFile`. */
const ID_LENGTH = 43;

/**
 * Opens a record of a content root. It is empty if the code, Node.js or the settings have changed since, or if it is damaged.
 * @param name of the kind of record
 * @param settings all besides the id and the code that the kept text depends on
 */
export async function openRunRecord(
  name: string,
  root: string,
  settings: string,
  { clean = false, code, folder = CACHE_FOLDER }: RunRecordOptions = {},
): Promise<RunRecord | undefined> {
  const ofCode = code ?? (await readCodeHash());
  if (ofCode === undefined) return undefined;
  const file = join(folder, name, hash('sha256', root).slice(0, 16));
  const head = hash('sha256', JSON.stringify([ofCode, process.version, process.versions.unicode, settings]));
  const known = clean ? NOTHING : await readLines(file, head);
  const asked = new Set<string>();
  const added = new Map<string, string>();
  const get = (id: string): string | undefined => {
    const place = known.places.get(id);
    if (!place) return undefined;
    asked.add(id);
    return known.bytes.toString('latin1', place.start, place.end);
  };
  const save = async (): Promise<void> => {
    const forgotten = known.places.size - asked.size;
    if (added.size === 0 && forgotten <= asked.size) return;
    const text = [...added].map(([id, line]) => `${id}${escapeNonAscii(line)}\n`).join('');
    const lines = Buffer.from(text, 'latin1');
    if (known.places.size > 0 && forgotten <= asked.size) return append(file, head, lines);
    const kept = [...asked].flatMap((id) => {
      const { start, end } = known.places.get(id)!;
      return added.has(id) ? [] : [known.bytes.subarray(start - ID_LENGTH, end + 1)];
    });
    await replace(file, head, kept.length === 0 ? lines : Buffer.concat([...kept, lines]));
  };
  return { get, set: (id, line) => added.set(id, line), save };
}

/** Of the package, whose files have a hash of their content in their names. Undefined for source code, which changes at any time. */
async function readCodeHash(): Promise<string | undefined> {
  if (!IS_COMPILED) return undefined;
  return hash('sha256', (await readdir(join(ENGINE_ROOT, 'lib'))).toSorted().join('\n'));
}

interface KnownLines {
  readonly bytes: Buffer;
  /** Where the text of an id begins and ends. */
  readonly places: ReadonlyMap<string, { readonly start: number; readonly end: number }>;
}

const NOTHING: KnownLines = { bytes: Buffer.alloc(0), places: new Map() };

/** The first line is the head. After the lines of each run, one has their checksum. */
async function readLines(file: string, head: string): Promise<KnownLines> {
  const bytes = await readFile(file).catch(() => NOTHING.bytes);
  const begin = head.length + 1;
  if (bytes.toString('latin1', 0, begin) !== `${head}\n`) return NOTHING;
  const places = new Map<string, { start: number; end: number }>();
  let run = begin;
  for (let from = begin, to = 0; from < bytes.length; from = to + 1) {
    to = bytes.indexOf(10, from);
    if (to < 0) return NOTHING;
    if (bytes[from] === CHECKSUM_MARK) {
      const lines = bytes.subarray(run, from);
      if (bytes.toString('latin1', from, to + 1) !== checksumOf(head, lines)) return NOTHING;
      run = to + 1;
    } else places.set(bytes.toString('latin1', from, from + ID_LENGTH), { start: from + ID_LENGTH, end: to });
  }
  return run === bytes.length ? { bytes, places } : NOTHING;
}

async function append(file: string, head: string, lines: Buffer): Promise<void> {
  await appendFile(file, Buffer.concat([lines, Buffer.from(checksumOf(head, lines))])).catch(() => undefined);
}

async function replace(file: string, head: string, lines: Buffer): Promise<void> {
  const draft = `${file}.${randomUUID()}.tmp`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(draft, [Buffer.from(`${head}\n`), lines, Buffer.from(checksumOf(head, lines))]);
    await rename(draft, file);
    await removeOthers(dirname(file));
  } catch {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

/** `=`, which no id begins with. */
const CHECKSUM_MARK = 61;

/** With the head, so that lines that a run of other settings adds at the same time are not taken for this one's. */
function checksumOf(head: string, lines: Buffer): string {
  return `=${crc32(lines, crc32(head)).toString(16)}\n`;
}

/** Text of ASCII only is read ten times as fast. Only the strings of JSON have other characters. */
function escapeNonAscii(json: string): string {
  return json.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** When there are too many, all are left to be made again. */
async function removeOthers(folder: string): Promise<void> {
  const names = await readdir(folder);
  if (names.length <= MAX_KEPT) return;
  await Promise.all(names.map((name) => rm(join(folder, name), { force: true })));
}
