import { z } from 'zod';
import { formatJsonError, parseJson } from '../faults.ts';
import { lineFinder, lineOfJsonError, readList } from '../json-reading.ts';
import type { JsonReadContext } from '../json-reading.ts';
import type { ReadError, RecordTime } from '../record.ts';
import type { InputFile } from './reader.ts';

/** A JSON file as data, with what is needed to say where something is in it. */
export interface JsonDocument {
  readonly path: string;
  readonly data: unknown;
  readonly context: JsonReadContext;
}

/** Text, a number or a switch as text; nothing for null. */
export const readTextField = z.union([z.string(), z.number(), z.boolean()]).transform(String).nullish();

/** An id, which may be a number. */
export const idField = z.union([z.string().min(1), z.number()]).transform(String);

/** Reads every JSON file of the input; one that can't be read is a fault of its own. */
export function readJsonDocuments(files: readonly InputFile[], errors: ReadError[]): JsonDocument[] {
  return files
    .filter(
      ({ path }) => /\.json$/i.test(path) && !/(?:^|\/)(?:node_modules|package(?:-lock)?\.json)/.test(path),
    )
    .flatMap(({ path, text }) => {
      const context: JsonReadContext = { file: path, errors, lineOf: lineFinder(text) };
      try {
        return [{ path, data: parseJsonSequence(text), context }];
      } catch (error) {
        const message = `This is ${formatJsonError(error)}`;
        errors.push({ file: path, line: lineOfJsonError(text, error as Error), message });
        return [];
      }
    });
}

/** The JSON values of the input that can be read, for telling tools apart. */
export function peekJson(files: readonly InputFile[]): { readonly path: string; readonly data: unknown }[] {
  return readJsonDocuments(files, []).map(({ path, data }) => ({ path, data }));
}

/** One JSON value, or lists behind one another as `gh api --paginate` prints them, joined. */
function parseJsonSequence(source: string): unknown {
  const text = source.replace(/^\uFEFF/, '');
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const parts = text.trimStart().startsWith('[') ? splitLists(text) : [];
    if (parts.length < 2) throw error;
    return parts.flatMap((part) => parseJson(part) as unknown[]);
  }
}

function splitLists(text: string): string[] {
  const parts: string[] = [];
  let [depth, start, quoted] = [0, 0, false];
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (quoted) {
      if (char === '\\') at += 1;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === '[' || char === '{') depth += 1;
    else if (char === ']' || char === '}') {
      depth -= 1;
      if (depth === 0) {
        parts.push(text.slice(start, at + 1));
        start = at + 1;
      }
    }
  }
  return parts;
}

/**
 * The members of the first of these lists that a document has; a document that is a list counts as `bare`. A list whose
 * members lack the fields of `having` is another tool's and is passed over.
 */
export function listIn<T extends z.ZodType>(
  { data, context }: JsonDocument,
  keys: readonly string[],
  schema: T,
  having: readonly string[] = [],
): z.output<T>[] {
  if (Array.isArray(data)) {
    return keys.includes('bare') && hasFields(data, having)
      ? readList(data, [], context, schema).map(({ value }) => value)
      : [];
  }
  if (typeof data !== 'object' || data === null) return [];
  const key = keys.find((name) => Object.hasOwn(data, name));
  const list = key === undefined ? undefined : (data as Record<string, unknown>)[key];
  if (key === undefined || (Array.isArray(list) && !hasFields(list, having))) return [];
  if (having.length > 0 && !Array.isArray(list)) return [];
  return readList((data as Record<string, unknown>)[key], [key], context, schema).map(({ value }) => value);
}

function hasFields(list: readonly unknown[], fields: readonly string[]): boolean {
  if (list.length === 0 || fields.length === 0) return true;
  return list.some(
    (one) => typeof one === 'object' && one !== null && fields.every((field) => Object.hasOwn(one, field)),
  );
}

/** Whether any document, or a member of its lists, has all these fields. */
export function hasShape(
  documents: readonly { readonly data: unknown }[],
  list: string,
  fields: readonly string[],
): boolean {
  return documents.some(({ data }) => {
    const value = list === 'bare' ? data : (data as Record<string, unknown> | null)?.[list];
    const first: unknown = Array.isArray(value)
      ? value.find((one) => typeof one === 'object' && one !== null)
      : undefined;
    return first !== undefined && fields.every((field) => Object.hasOwn(first as object, field));
  });
}

/** A time of an API; one without a zone is in UTC there. */
export function utcTime(value: string | null | undefined): RecordTime {
  return value == null || value === '' ? {} : { iso: value, offset: 0 };
}
