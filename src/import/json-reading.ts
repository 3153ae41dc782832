import type { z } from 'zod';
import { placeOf } from '../content/source.ts';
import type { Span } from '../content/source.ts';
import { readYaml } from '../content/yaml.ts';
import { sayIssues, sayPath } from './faults.ts';
import type { ReadFault } from './record.ts';

export type Path = readonly (string | number)[];

/** What reading one file needs: its text for the places of faults, and where they go. */
export interface Reading {
  readonly file: string;
  readonly faults: ReadFault[];
  readonly lineOf: (path: Path) => number;
}

/** The members of a list that can be read, each with its path; the others are faults. */
export function listOf<T extends z.ZodType>(
  list: unknown,
  path: Path,
  reading: Reading,
  schema: T,
): { value: z.output<T>; path: Path }[] {
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) {
    reading.faults.push({
      file: reading.file,
      line: reading.lineOf(path),
      message: `"${sayPath(path)}" is no list.`,
    });
    return [];
  }
  return list.flatMap((item: unknown, index) => {
    const value = check(schema, item, [...path, index], reading);
    return value === undefined ? [] : [{ value, path: [...path, index] }];
  });
}

/** A value, if it has the shape; each way in which it hasn't is a fault. */
export function check<T extends z.ZodType>(
  schema: T,
  data: unknown,
  path: Path,
  { file, faults, lineOf }: Reading,
): z.output<T> | undefined {
  const checked = schema.safeParse(data);
  if (checked.success) return checked.data;
  const messages = sayIssues(checked.error);
  for (const [index, issue] of checked.error.issues.entries()) {
    const steps = issue.path.filter((step) => typeof step !== 'symbol');
    faults.push({
      file,
      line: lineOf([...path, ...steps]),
      message: `${sayPath(path)}: ${messages[index]!}`,
    });
  }
  return undefined;
}

/** Finds the line of a value; JSON is read as YAML for it, and only once a fault asks. */
export function lineFinder(text: string): (path: Path) => number {
  const source = { path: '', text };
  let locate: ((path: Path) => Span) | undefined;
  return (path) => {
    locate ??= readYaml(text, 0).locate;
    return placeOf(source, locate(path)).line;
  };
}

/** Where a text stops being JSON. */
export function lineOfJsonError(text: string, error: Error): number {
  const at = /at position (\d+)/.exec(error.message)?.[1];
  return at === undefined ? text.split('\n').length : text.slice(0, Number(at)).split('\n').length;
}
