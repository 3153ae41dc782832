import type { z } from 'zod';
import { DAY } from '../time/duration.ts';
import { formatInstant, INSTANT_PATTERN } from '../time/instant.ts';
import { formatInZone, zoneOffsetAt } from '../time/zone.ts';
import type { Diagnostic, TextFix } from './finding.ts';
import { formatDidYouMean, findNearest, formatAlternatives } from '../text/did-you-mean.ts';
import type { FieldError } from './schema/fields.ts';
import { correctList } from './list-for-map.ts';
import { discriminatorsAt, keysAt, optionsAt, schemaAt, unwrapSchema, valueAt } from './schema-path.ts';
import type { CheckedData } from './schema-path.ts';
import { locateSpan } from './source.ts';
import { redactUrls } from '../text/redact-url.ts';
import type { SourceFile, TextSpan } from './source.ts';
import type { FieldPath, YamlDocument } from './yaml.ts';
import { NEEDS_QUOTES, quoteYaml } from './yaml-quotes.ts';

export interface ParseResult<T> {
  readonly value?: T;
  readonly diagnostics: readonly Diagnostic[];
}

/** An error of the file format. */
export function createParseError(
  source: SourceFile,
  span: TextSpan,
  message: string,
  help = '',
  fix?: TextFix,
): Diagnostic {
  return {
    rule: 'valid-format',
    level: 'error',
    location: locateSpan(source, span),
    message,
    help,
    ...(fix && { fix }),
  };
}

/** Converts the errors of the YAML parser and of a zod schema to findings with positions. */
export function collectSchemaErrors(
  source: SourceFile,
  yaml: YamlDocument,
  error: z.ZodError | undefined,
  schema: z.ZodType,
  zone: string,
): Diagnostic[] {
  const diagnostics = yaml.errors.map((one) => createParseError(source, one, one.message, one.help, one.fix));
  const issues = error?.issues ?? [];
  const misspelt = misspeltKeysOf(issues, { schema, data: yaml.data });
  return diagnostics.concat(
    issues
      .filter((issue) => !misspelt.has(issue.path.join('.')))
      .flatMap((issue) => collectIssueErrors(source, yaml, issue, { schema, data: yaml.data }, zone)),
  );
}

/** The paths of keys that are missing because they are misspelt: the unknown key is the finding. */
function misspeltKeysOf(issues: readonly Issue[], checked: CheckedData): ReadonlySet<string> {
  return new Set(
    issues.flatMap((issue) => {
      if (issue.code !== 'unrecognized_keys') return [];
      const path = issue.path.filter((step) => typeof step !== 'symbol');
      const known = keysAt(checked, path);
      return issue.keys.flatMap((key) => {
        const meant = findNearest(key, known);
        const isMissing = meant !== undefined && valueAt(checked.data, [...path, meant]) === undefined;
        return isMissing ? [[...path, meant].join('.')] : [];
      });
    }),
  );
}

type Issue = z.core.$ZodIssue;

function collectIssueErrors(
  source: SourceFile,
  yaml: YamlDocument,
  issue: Issue,
  checked: CheckedData,
  zone: string,
): Diagnostic[] {
  const path = issue.path.filter((step) => typeof step !== 'symbol');
  const nearest = issue.code === 'invalid_union' ? findNearestOption(issue) : undefined;
  if (nearest)
    return nearest.flatMap((inner) =>
      collectIssueErrors(
        source,
        yaml,
        { ...inner, path: [...issue.path, ...inner.path] } as Issue,
        checked,
        zone,
      ),
    );
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(checked, path);
    return issue.keys.map((key) => {
      const span = yaml.locate([...path, key], 'key');
      const meant = findNearest(key, known);
      const isInternal = keysAt(checked, [...path, 'internal']).includes(key);
      const here = known.length > 0 ? `Known here: ${formatAlternatives(known, 40)}.` : '';
      const help = isInternal ? `It belongs under "internal:", indented by two blanks.` : here;
      const fix = meant === undefined ? undefined : { ...span, text: meant };
      return createParseError(
        source,
        span,
        `Unknown key "${key}".${formatDidYouMean(key, known)}`,
        help,
        fix,
      );
    });
  }
  const name = path.join('.');
  const found = valueAt(yaml.data, path);
  if (found === undefined && path.length > 0 && issue.code !== 'invalid_key') {
    const span = yaml.locate(path.slice(0, -1), 'key');
    return [
      createParseError(
        source,
        span,
        `"${name}" is missing.`,
        `Add ${path.at(-1)}: ${describeMissing(checked, path)}.`,
      ),
    ];
  }
  const span = yaml.locate(path, issue.code === 'invalid_key' ? 'key' : 'value');
  const where = name === '' ? 'The file' : `"${name}"`;
  const error =
    issue.code === 'custom' ? (issue.params?.['fieldError'] as FieldError | undefined) : undefined;
  if (error?.kind === 'secret-name')
    return [createParseError(source, span, `"${name}" isn't the name of a secret.`, SECRET_NAME_HELP)];
  if (error?.kind === 'time') return [createTimeError(source, span, name, error, zone)];
  const written = source.text.slice(span.start, span.end);
  if (error?.kind === 'address') {
    const fix = error.write === undefined ? undefined : { ...span, text: quoteAddress(error.write, written) };
    return [createParseError(source, span, `"${name}" ${error.problem}.`, error.help, fix)];
  }
  // YAML reads `title: [EU]` as a list.
  const isFlow = typeof found === 'object' && /^[[{].*[\]}]$/.test(written);
  if (isFlow && issue.code === 'invalid_type' && issue.expected === 'string' && !isTime(checked, path))
    return [createParseError(source, span, NEEDS_QUOTES, '', { ...span, text: quoteYaml(written) })];
  const listed = Array.isArray(found)
    ? TYPE_LABELS[issue.code === 'invalid_type' ? issue.expected : '']
    : undefined;
  if (listed !== undefined) {
    const isIndented = source.text[span.start - 1] === ' ';
    const { help, text } = correctList(written, found as unknown[], isIndented, (key) =>
      optionsAt(checked, [...path, key]),
    );
    const message = `${where} is a list; expected ${listed}.`;
    return [createParseError(source, span, message, help, text === undefined ? text : { ...span, text })];
  }
  const choices = choicesOf(issue, checked, path);
  const meant = typeof found === 'string' ? findNearest(found, choices) : undefined;
  const fix = meant === undefined ? undefined : { ...span, text: meant };
  const message = `${where} is ${formatValue(found)}; expected ${describeExpected(issue, checked, path)}.`;
  return [
    createParseError(source, span, message, meant === undefined ? '' : `Did you mean "${meant}"?`, fix),
  ];
}

const SECRET_NAME_HELP =
  'Write a name of capital letters, such as SLACK_TOKEN, and keep the secret itself out of the repository.';

/** The issues of the option of a union that the value was meant for: the one whose type is right. */
function findNearestOption(issue: Extract<Issue, { code: 'invalid_union' }>): readonly Issue[] | undefined {
  const fitting = issue.errors.filter(
    (issues) => !issues.some(({ path }) => path.length === 0 && issues.length === 1),
  );
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** In the quotes that it was written in. Its characters need none, unless it is between brackets. */
function quoteAddress(address: string, written: string): string {
  const quote = /^["']/.exec(written)?.[0] ?? (/[,[\]{}]/.test(address) ? '"' : '');
  return quote + address + quote;
}

/** An invalid time, with the times that its author probably meant. */
export function createTimeError(
  source: SourceFile,
  span: TextSpan,
  name: string,
  error: Extract<FieldError, { kind: 'time' }>,
  zone: string,
): Diagnostic {
  const what = `"${name}" is "${error.text.slice(0, 40)}"`;
  switch (error.reason) {
    case 'zone-missing': {
      const { utc, local } = interpretInZones(error.text, zone);
      const message = `${what}: a time needs a time zone.`;
      const there = formatAlternatives(local);
      const help =
        local.length === 1 && local[0] === utc
          ? `Write ${utc}.`
          : local.length > 1
            ? `Write ${utc} if it is UTC. In ${zone} this time occurs twice, when the clocks change: write ${there}.`
            : `Write ${utc} if it is UTC, or ${there} if it is ${zone}.`;
      return createParseError(source, span, message, help);
    }
    case 'no-such-date':
      return createParseError(
        source,
        span,
        `${what}: there is no such date or time.`,
        'Write a time such as 2026-11-22T09:10Z.',
      );
    case 'implausible-year':
      return createParseError(
        source,
        span,
        `${what}: expected a year from 1990 to 2150.`,
        'Write a time such as 2026-11-22T09:10Z.',
      );
    case 'shape':
      return createParseError(
        source,
        span,
        `${what}; expected a time with a time zone.`,
        'Write a time such as 2026-11-22T09:10Z.',
      );
  }
}

/** As UTC and as the zone's local time, which occurs twice where the clocks are set back. */
function interpretInZones(text: string, zone: string): { utc: string; local: string[] } {
  const asUtc = Date.parse(`${text.trim().slice(0, 16).replace(/[ t]/, 'T')}:00Z`);
  const utc = formatInstant(asUtc);
  const offsets = [asUtc - DAY, asUtc + DAY].map((near) => zoneOffsetAt(near, zone));
  const readings = [...new Set(offsets)]
    .map((offset) => asUtc - offset)
    .filter((instant) => instant + zoneOffsetAt(instant, zone) === asUtc);
  const instants = readings.length > 0 ? readings : [asUtc - offsets[0]!];
  const local = instants.map((instant) => {
    const written = formatInZone(instant, zone);
    return written.endsWith('+00:00') ? formatInstant(instant) : written;
  });
  return { utc, local };
}

function describeExpected(issue: Issue, checked: CheckedData, path: FieldPath): string {
  if (issue.code === 'custom') {
    const error = issue.params?.['fieldError'] as FieldError | undefined;
    if (error?.kind === 'expected') return error.expected;
  }
  const choices = choicesOf(issue, checked, path);
  if (choices.length > 0) return formatAlternatives(choices.map((value) => `"${value}"`));
  if (issue.code === 'too_big')
    return issue.origin === 'string' ? `at most ${issue.maximum} characters` : `at most ${issue.maximum}`;
  if (issue.code === 'too_small')
    return issue.origin === 'string' ? 'some text' : `at least ${issue.minimum}`;
  if (issue.code === 'invalid_key') return 'a name of lower-case letters, digits and hyphens';
  if (issue.code === 'invalid_format')
    return issue.format === 'email' ? 'an e-mail address' : `text like ${describeField(checked, path)}`;
  if (issue.code === 'invalid_type' && !isTime(checked, path))
    return TYPE_LABELS[issue.expected] ?? describeField(checked, path);
  if (isTime(checked, path)) return EXPECTED_TIME;
  return describeField(checked, path);
}

function describeMissing(checked: CheckedData, path: FieldPath): string {
  const choices = discriminatorsAt(checked, path);
  if (choices.length > 0) return formatAlternatives(choices);
  return isTime(checked, path) ? EXPECTED_TIME : describeField(checked, path);
}

function choicesOf(issue: Issue, checked: CheckedData, path: FieldPath): string[] {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  return issue.code === 'invalid_union' ? discriminatorsAt(checked, path) : [];
}

const TYPE_LABELS: Readonly<Record<string, string>> = {
  string: 'text (in quotes, if it looks like a number)',
  number: 'a number',
  boolean: 'true or false',
  record: 'names with values, one per line',
  object: 'keys with values, one per line',
  array: 'a list',
};

const EXPECTED_TIME = 'a time with a time zone, such as 2026-11-22T09:10Z';

function isTime(checked: CheckedData, path: FieldPath): boolean {
  return unwrapSchema(schemaAt(checked, path))?.meta()?.['pattern'] === `^${INSTANT_PATTERN}$`;
}

function describeField(checked: CheckedData, path: FieldPath): string {
  const at = schemaAt(checked, path);
  const described = at?.meta()?.description ?? unwrapSchema(at)?.meta()?.description;
  return described ? described.charAt(0).toLowerCase() + described.slice(1) : 'something else';
}

export function formatValue(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a group of keys';
  const text = redactUrls(String(value));
  return text.trim() === '' ? 'empty' : `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`;
}
