import type { z } from 'zod';
import { locateSpan } from '../content/source.ts';
import type { TextSpan } from '../content/source.ts';
import { parseYaml } from '../content/yaml.ts';
import { formatIssues, formatJsonPath } from './faults.ts';
import type { ReadError } from './record.ts';

export type JsonPath = readonly (string | number)[];

/** What reading one file needs: its text for the places of faults, and where they go. */
export interface JsonReadContext {
  readonly file: string;
  readonly errors: ReadError[];
  readonly lineOf: (path: JsonPath) => number;
}

/** The members of a list that can be read, each with its path; the others are faults. */
export function readList<T extends z.ZodType>(
  list: unknown,
  path: JsonPath,
  reading: JsonReadContext,
  schema: T,
): { value: z.output<T>; path: JsonPath }[] {
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) {
    reading.errors.push({
      file: reading.file,
      line: reading.lineOf(path),
      message: `"${formatJsonPath(path)}" isn't a list.`,
    });
    return [];
  }
  return list.flatMap((item: unknown, index) => {
    const value = readValue(schema, item, [...path, index], reading);
    return value === undefined ? [] : [{ value, path: [...path, index] }];
  });
}

/** A value, if it has the shape; each way in which it hasn't is a fault. */
export function readValue<T extends z.ZodType>(
  schema: T,
  data: unknown,
  path: JsonPath,
  { file, errors, lineOf }: JsonReadContext,
): z.output<T> | undefined {
  const checked = schema.safeParse(data);
  if (checked.success) return checked.data;
  const messages = formatIssues(checked.error);
  for (const [index, issue] of checked.error.issues.entries()) {
    const steps = issue.path.filter((step) => typeof step !== 'symbol');
    errors.push({
      file,
      line: lineOf([...path, ...steps]),
      message: `${formatJsonPath(path)}: ${messages[index]!}`,
    });
  }
  return undefined;
}

/** Finds the line of a value; JSON is read as YAML for it, and only once a fault asks. */
export function lineFinder(text: string): (path: JsonPath) => number {
  const source = { path: '', text };
  let locate: ((path: JsonPath) => TextSpan) | undefined;
  return (path) => {
    locate ??= parseYaml(text, 0).locate;
    return locateSpan(source, locate(path)).line;
  };
}

/** Where a text stops being JSON. */
export function lineOfJsonError(text: string, error: Error): number {
  const at = /at position (\d+)/.exec(error.message)?.[1];
  return at === undefined ? text.split('\n').length : text.slice(0, Number(at)).split('\n').length;
}
