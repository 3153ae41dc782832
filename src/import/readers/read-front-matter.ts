import { parse as parseToml, TomlDate, TomlError } from 'smol-toml';
import { parseDocument } from 'yaml';
import type { ReadError } from '../record.ts';
import type { InputFile } from './reader.ts';

/** A file's front matter as plain data; dates stay the text that was written. */
export interface FrontMatterFile {
  readonly data: Readonly<Record<string, unknown>>;
  readonly body: string;
  /** What was put right to read it. */
  readonly repaired?: string;
}

const MAX_FRONT_MATTER = 100_000;

/** Reads YAML (`---`), TOML (`+++`) or JSON front matter, as Hugo does. */
export function readFrontMatter({ path, text: raw }: InputFile): FrontMatterFile | ReadError {
  const text = raw.replace(/^[\s\uFEFF]+/, '');
  const lead = raw.slice(0, raw.length - text.length).split('\n').length;
  const fail = (message: string, line = 1): ReadError => ({ file: path, line: line + lead - 1, message });
  if (text === '') return fail('The file is empty: expected front matter between two lines "---".');
  if (text.startsWith('{')) return readJson(text, fail);
  const open = /^(---|\+\+\+)[ \t]*\n/.exec(text);
  if (!open) return readHeadless(text, fail);
  const close = new RegExp(`^${open[1] === '---' ? '---' : '\\+\\+\\+'}[ \\t]*$`, 'm');
  const rest = text.slice(open[0].length);
  const end = close.exec(rest);
  if (!end)
    return fail(`The front matter that "${open[1]}" opens is never closed: put "${open[1]}" below it.`);
  const block = rest.slice(0, end.index);
  const body = rest.slice(end.index + end[0].length).replace(/^\n/, '');
  if (block.length > MAX_FRONT_MATTER)
    return fail(`Front matter of ${block.length} characters: at most 100,000 are read.`);
  const data = open[1] === '---' ? readYaml(block, 1, fail) : readToml(block, fail);
  return 'message' in data && 'file' in data
    ? (data as ReadError)
    : { data: data as Record<string, unknown>, body };
}

type Fail = (message: string, line?: number) => ReadError;

/** A file that lacks its first line: keys, then a line `---`. */
function readHeadless(text: string, fail: Fail): FrontMatterFile | ReadError {
  const end = /^---[ \t]*$/m.exec(text);
  const block = end ? text.slice(0, end.index) : '';
  const missing = fail('It has no front matter: expected "---" as its first line, then title: and date:.');
  if (!end || !/^[A-Za-z_]+:\s/m.test(block) || block.length > MAX_FRONT_MATTER) return missing;
  const data = readYaml(block, 0, fail);
  if ('message' in data && 'file' in data) return data as ReadError;
  const body = text.slice(end.index + end[0].length).replace(/^\n/, '');
  const repaired = 'the line "---" at the top of its file is missing: read as if it were there';
  return { data: data as Record<string, unknown>, body, repaired };
}

function readYaml(block: string, before: number, fail: Fail): Record<string, unknown> | ReadError {
  const document = parseDocument(block, {
    version: '1.2',
    schema: 'core',
    prettyErrors: false,
    logLevel: 'silent',
  });
  const error = document.errors[0];
  if (error) {
    const line = block.slice(0, error.pos[0]).split('\n').length + before;
    return fail(
      `The front matter is not readable as YAML: ${error.message.split('\n')[0]!.replace(/[.:]$/, '')}.`,
      line,
    );
  }
  let data: unknown;
  try {
    data = document.toJS({ maxAliasCount: 100 });
  } catch {
    return fail('The front matter has too many aliases (`*name`): write the values out.');
  }
  if (data === null) return {};
  if (typeof data !== 'object' || Array.isArray(data))
    return fail("The front matter isn't a mapping of keys to values.");
  return data as Record<string, unknown>;
}

function readToml(block: string, fail: Fail): Record<string, unknown> | ReadError {
  try {
    return fromToml(parseToml(block)) as Record<string, unknown>;
  } catch (error) {
    const line = error instanceof TomlError ? error.line + 1 : 1;
    return fail(
      `The front matter is not readable as TOML: ${(error as Error).message.split('\n')[0]!.replace(/^Invalid TOML document: /, '')}.`,
      line,
    );
  }
}

/** TOML's dates as the text that they were. */
function fromToml(value: unknown): unknown {
  if (value instanceof TomlDate) return value.toISOString().replace(/\.000(?=Z|[+-]|$)/, '');
  if (Array.isArray(value)) return value.map(fromToml);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fromToml(one)]));
}

function readJson(text: string, fail: Fail): FrontMatterFile | ReadError {
  const end = closingBrace(text);
  if (end === undefined) return fail('The front matter in JSON is never closed.');
  try {
    const data = JSON.parse(text.slice(0, end + 1)) as Record<string, unknown>;
    return { data, body: text.slice(end + 1).replace(/^\s*\n/, '') };
  } catch {
    return fail('The front matter is not readable as JSON.');
  }
}

function closingBrace(text: string): number | undefined {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < Math.min(text.length, MAX_FRONT_MATTER); at += 1) {
    const char = text[at];
    if (quoted) {
      if (char === '\\') at += 1;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === '{') depth += 1;
    else if (char === '}' && (depth -= 1) === 0) return at;
  }
  return undefined;
}

/** `true`, `yes`, `"true"`, `1`: a switch as persons write it; undefined where it says neither. */
export function toFlag(value: unknown): boolean | undefined {
  const text = String(value ?? '')
    .trim()
    .toLowerCase();
  if (/^(?:true|yes|on|1|y)$/.test(text)) return true;
  return /^(?:false|no|off|0|n)$/.test(text) ? false : undefined;
}

/** Names in a list or in one value, without empty ones. */
export function toNames(value: unknown): string[] {
  const list = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  return list.map((one) => String(one ?? '').trim()).filter((name) => name !== '');
}

/** Text or a number as text; undefined for anything else and for nothing. */
export function formatFrontMatterValue(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** The fields that no reader took, for the notes. */
export function omitFields(
  data: Readonly<Record<string, unknown>>,
  taken: ReadonlySet<string>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).filter(
      ([key, value]) => !taken.has(key) && value !== null && value !== undefined && value !== '',
    ),
  );
}
