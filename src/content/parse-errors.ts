import type { z } from 'zod';
import { formatInZone, formatInstant, offsetAt, INSTANT_PATTERN } from '../time/instant.ts';
import type { Finding, Fix } from './finding.ts';
import { didYouMean, nearest, oneOf } from '../text/did-you-mean.ts';
import type { FieldFault } from './schema/fields.ts';
import { placeOf } from './source.ts';
import type { Source, Span } from './source.ts';
import type { FieldPath, YamlText } from './yaml.ts';

/** What parsing gives: the value, or none; and everything that was found on the way. */
export interface Parsed<T> {
  readonly value?: T;
  readonly findings: readonly Finding[];
}

/** A finding of the file format, which comes before every rule of the SOP. */
export function formatFinding(source: Source, span: Span, message: string, help = '', fix?: Fix): Finding {
  return { rule: 'format', level: 'error', place: placeOf(source, span), message, help, ...(fix && { fix }) };
}

/** Every fault that the YAML parser and a zod schema found in a file, with its place and what was expected. */
export function schemaFindings(
  source: Source,
  yaml: YamlText,
  error: z.ZodError | undefined,
  schema: z.ZodType,
  zone: string,
): Finding[] {
  const findings = yaml.faults.map((fault) => formatFinding(source, fault, fault.message));
  return findings.concat(
    (error?.issues ?? []).flatMap((issue) => issueFindings(source, yaml, issue, schema, zone)),
  );
}

type Issue = z.core.$ZodIssue;

function issueFindings(
  source: Source,
  yaml: YamlText,
  issue: Issue,
  schema: z.ZodType,
  zone: string,
): Finding[] {
  const path = issue.path.filter((step) => typeof step !== 'symbol');
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, path);
    return issue.keys.map((key) => {
      const span = yaml.locate([...path, key], 'key');
      const meant = nearest(key, known);
      const help = known.length > 0 ? `Known here: ${oneOf(known, 40)}.` : '';
      const fix = meant === undefined ? undefined : { ...span, text: meant };
      return formatFinding(source, span, `Unknown key "${key}".${didYouMean(key, known)}`, help, fix);
    });
  }
  const name = path.join('.');
  const found = valueAt(yaml.data, path);
  if (found === undefined && path.length > 0 && issue.code !== 'invalid_key') {
    const span = yaml.locate(path.slice(0, -1), 'key');
    return [
      formatFinding(
        source,
        span,
        `"${name}" is missing.`,
        `Add ${path.at(-1)}: ${isTime(schema, path) ? EXPECTED_TIME : describe(schema, path)}.`,
      ),
    ];
  }
  const span = yaml.locate(path, issue.code === 'invalid_key' ? 'key' : 'value');
  const where = name === '' ? 'The file' : `"${name}"`;
  const fault = issue.code === 'custom' ? (issue.params?.['fault'] as FieldFault | undefined) : undefined;
  if (fault?.kind === 'time') return [timeFinding(source, span, name, fault, zone)];
  const choices = issue.code === 'invalid_value' ? issue.values.map(String) : [];
  const meant = typeof found === 'string' ? nearest(found, choices) : undefined;
  const fix = meant === undefined ? undefined : { ...span, text: meant };
  const message = `${where} is ${sayValue(found)}; expected ${expectation(issue, schema, path)}.`;
  return [formatFinding(source, span, message, meant === undefined ? '' : `Did you mean "${meant}"?`, fix)];
}

/** A time that can't be read, with the readings that its writer is likely to have meant. */
export function timeFinding(
  source: Source,
  span: Span,
  name: string,
  fault: Extract<FieldFault, { kind: 'time' }>,
  zone: string,
): Finding {
  const what = `"${name}" is "${fault.text.slice(0, 40)}"`;
  switch (fault.fault) {
    case 'zone-missing': {
      const { utc, local } = readings(fault.text, zone);
      const message = `${what}: a time needs its zone.`;
      const help =
        utc === local ? `Write ${utc}.` : `Write ${utc} if it is UTC, or ${local} if it is ${zone}.`;
      return formatFinding(source, span, message, help);
    }
    case 'no-such-date':
      return formatFinding(
        source,
        span,
        `${what}: there is no such date or time.`,
        'Write a time such as 2026-11-22T09:10Z.',
      );
    case 'implausible-year':
      return formatFinding(
        source,
        span,
        `${what}: the year can't be right.`,
        'Write a time such as 2026-11-22T09:10Z.',
      );
    case 'shape':
      return formatFinding(
        source,
        span,
        `${what}; expected a time with its zone.`,
        'Write a time such as 2026-11-22T09:10Z.',
      );
  }
}

function readings(text: string, zone: string): { utc: string; local: string } {
  const asUtc = Date.parse(`${text.trim().slice(0, 16).replace(/[ t]/, 'T')}:00Z`);
  const utc = formatInstant(asUtc);
  const instant = asUtc - offsetAt(asUtc, zone);
  const local = formatInZone(asUtc - offsetAt(instant, zone), zone);
  return { utc, local: local.endsWith('+00:00') ? utc : local };
}

function expectation(issue: Issue, schema: z.ZodType, path: FieldPath): string {
  if (issue.code === 'custom') {
    const fault = issue.params?.['fault'] as FieldFault | undefined;
    if (fault?.kind === 'expected') return fault.expected;
  }
  if (issue.code === 'invalid_value') return oneOf(issue.values.map((value) => `"${String(value)}"`));
  if (issue.code === 'too_big')
    return issue.origin === 'string' ? `at most ${issue.maximum} characters` : `at most ${issue.maximum}`;
  if (issue.code === 'too_small')
    return issue.origin === 'string' ? 'some text' : `at least ${issue.minimum}`;
  if (issue.code === 'invalid_key') return 'a name of lower-case letters, digits and hyphens';
  if (issue.code === 'invalid_format')
    return issue.format === 'email' ? 'an e-mail address' : `text like ${describe(schema, path)}`;
  if (issue.code === 'invalid_type' && !isTime(schema, path))
    return TYPE_WORDS[issue.expected] ?? describe(schema, path);
  if (isTime(schema, path)) return EXPECTED_TIME;
  return describe(schema, path);
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'text (in quotes, if it looks like a number)',
  number: 'a number',
  boolean: 'true or false',
  record: 'names with values below it, one a line',
  object: 'keys below it, one a line',
  array: 'a list',
};

const EXPECTED_TIME = 'a time with its zone, such as 2026-11-22T09:10Z';

function isTime(schema: z.ZodType, path: FieldPath): boolean {
  return unwrap(schemaAt(schema, path))?.meta()?.['pattern'] === `^${INSTANT_PATTERN}$`;
}

function describe(schema: z.ZodType, path: FieldPath): string {
  const at = schemaAt(schema, path);
  const described = at?.meta()?.description ?? unwrap(at)?.meta()?.description;
  return described ? described.charAt(0).toLowerCase() + described.slice(1) : 'something else';
}

function sayValue(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a group of keys';
  const text = String(value);
  return text.trim() === '' ? 'empty' : `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`;
}

function valueAt(data: unknown, path: FieldPath): unknown {
  let value = data;
  for (const step of path) value = (value as Record<string | number, unknown> | null | undefined)?.[step];
  return value;
}

function keysAt(schema: z.ZodType, path: FieldPath): string[] {
  const at = unwrap(schemaAt(schema, path));
  return at?.def.type === 'object' ? Object.keys((at as z.ZodObject).shape) : [];
}

function schemaAt(schema: z.ZodType, path: FieldPath): z.ZodType | undefined {
  let at: z.ZodType | undefined = schema;
  for (const step of path) {
    const inner = unwrap(at);
    if (inner?.def.type === 'object')
      at = (inner as z.ZodObject).shape[step as string] as z.ZodType | undefined;
    else if (inner?.def.type === 'record') at = (inner as z.ZodRecord).valueType as z.ZodType;
    else if (inner?.def.type === 'array') at = (inner as z.ZodArray).element as z.ZodType;
    else return undefined;
  }
  return at;
}

function unwrap(schema: z.ZodType | undefined): z.ZodType | undefined {
  let at = schema as (z.ZodType & { def: { innerType?: z.ZodType; in?: z.ZodType } }) | undefined;
  while (at?.def.innerType ?? at?.def.in) at = (at!.def.innerType ?? at!.def.in) as typeof at;
  return at;
}
