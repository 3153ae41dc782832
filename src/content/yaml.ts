import { isMap, isNode, isPair, isScalar, parseDocument, visit } from 'yaml';
import type { Document, Node, Pair } from 'yaml';
import { findPreparsed } from './preparsed-yaml.ts';
import { parsePlainYaml } from './yaml-fast-path.ts';
import { findControlCharacter } from './source.ts';
import type { YamlError } from './yaml-quotes.ts';
import { findCutBrackets, findCutText, findUnquotedValues } from './yaml-quotes.ts';
import type { TextSpan } from './source.ts';

/** Keys and list indices. */
export type FieldPath = readonly (string | number)[];

/** YAML as plain data, with the positions of its values. */
export interface YamlDocument {
  readonly data: unknown;
  readonly errors: readonly YamlError[];
  /** Text that a comment cuts off: valid YAML, but not what its author meant. */
  readonly cut?: readonly YamlError[];
  /** Fields that a newer version of Candor writes differently. */
  readonly older?: readonly OlderField[];
  /** The span of the value or key at a path, or of the nearest parent that exists. */
  readonly locate: (path: FieldPath, part?: 'value' | 'key') => TextSpan;
}

/** A key or a value in the format of an older version. */
export interface OlderField {
  readonly span: TextSpan;
  readonly was: string;
  readonly now: string;
  /** The version of Candor since which it is written so. */
  readonly version: string;
}

const OPTIONS = {
  version: '1.2',
  schema: 'core',
  uniqueKeys: true,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

/**
 * Parses YAML 1.2 (where `12:30` is text) that starts at `offset` of a source. Anchors, aliases and tags are
 * rejected: they are not needed here, and they can make a small file expand to a huge one.
 */
export function parseYaml(text: string, offset: number): YamlDocument {
  if (text.length > MAX_YAML_LENGTH) return tooLarge(text, offset);
  const plain = findPreparsed(text) ?? parsePlainYaml(text);
  if (plain === undefined) return parseAnyYaml(text, offset);
  let document: Document | undefined;
  return {
    data: plain,
    errors: [],
    locate: (path, part = 'value') => {
      document ??= parseDocument(text, OPTIONS);
      return locate(document, path, part, offset, text.length);
    },
  };
}

/** In UTF-16 units. The YAML library takes quadratic time in the number of keys. */
export const MAX_YAML_LENGTH = 100_000;

function tooLarge(text: string, offset: number): YamlDocument {
  const first = { start: offset, end: offset + 1 };
  const message = `Front matter, policies and status.yaml may have at most 100,000 characters; found ${text.length}.`;
  return { data: undefined, errors: [{ ...first, message }], locate: () => first };
}

/** Parses with the YAML library; `parseYaml` has a faster path for simple text. */
export function parseAnyYaml(text: string, offset: number): YamlDocument {
  const document = parseDocument(text, OPTIONS);
  const errors = findSyntaxErrors(document, text, offset);
  const repaired = errors.length > 0 ? repairQuotes(text, offset, errors.length) : undefined;
  const brackets = errors.length > 0 && !repaired ? findCutBrackets(text, offset) : [];
  const data = errors.length === 0 ? (document.toJS({ maxAliasCount: 0 }) as unknown) : undefined;
  return {
    data,
    errors: repaired ?? (brackets.length > 0 ? brackets : withoutFollowUps(errors)),
    cut: /[ :]#|\t#/.test(text) && errors.length === 0 ? findCutText(document, text, offset) : [],
    locate: (path, part = 'value') => locate(document, path, part, offset, text.length),
  };
}

/** After an unexpected bracket or text, the parser finds nearly every word unexpected. */
function withoutFollowUps(errors: readonly YamlError[]): readonly YamlError[] {
  const isUnexpected = ({ message }: YamlError): boolean => message.startsWith('Invalid YAML: Unexpected ');
  const first = errors.findIndex(isUnexpected);
  return errors.filter((error, at) => at <= first || !isUnexpected(error));
}

/** The values that need quotes, and the errors that are left with them; undefined if quotes don't help. */
function repairQuotes(text: string, offset: number, before: number): YamlError[] | undefined {
  const unquoted = findUnquotedValues(text);
  if (unquoted.length === 0) return undefined;
  let fixed = '';
  let end = 0;
  for (const { fix } of unquoted) {
    fixed += text.slice(end, fix.start) + fix.text;
    end = fix.end;
  }
  fixed += text.slice(end);
  const rest = findSyntaxErrors(parseDocument(fixed, OPTIONS), fixed, 0);
  if (rest.length >= before && rest.length > 0) return undefined;
  const original = (position: number): number => {
    let grown = 0;
    for (const { fix } of unquoted)
      if (fix.start + grown < position) grown += fix.text.length - (fix.end - fix.start);
    return position - grown + offset;
  };
  const move = <T extends TextSpan>(span: T): T => ({
    ...span,
    start: original(span.start),
    end: original(span.end),
  });
  return [
    ...unquoted.map(({ start, end: last, fix, isUnclear, ...error }) => ({
      ...error,
      start: start + offset,
      end: last + offset,
      ...(!isUnclear && { fix: { ...fix, start: fix.start + offset, end: fix.end + offset } }),
    })),
    ...rest.map(({ fix, ...error }) => ({ ...move(error), ...(fix && { fix: move(fix) }) })),
  ];
}

/** Longer than GitHub allows for a team with its organization. */
const MAX_NAME = 200;

function findSyntaxErrors(document: Document, text: string, offset: number): YamlError[] {
  const errors: YamlError[] = [];
  for (const error of [...document.errors, ...document.warnings]) {
    const [start, end] = error.pos;
    // `@amina` in brackets; elsewhere the whole value is quoted.
    const [person] = /^@[A-Za-z\d](?:[\w/-]*\w)?/.exec(text.slice(start, start + MAX_NAME)) ?? [];
    const span = { start: start + offset, end: (person ? start + person.length : end) + offset };
    errors.push({
      message: formatYamlError(error.code, error.message),
      ...span,
      ...(person && { fix: { ...span, text: `"${person}"` } }),
    });
  }
  if (/[&*!]/.test(text)) for (const error of findIndirections(document, offset)) errors.push(error);
  if (/__proto__|\\/.test(text)) for (const error of findForbiddenKeys(document, offset)) errors.push(error);
  if (text.includes('\\')) for (const error of findEscapedControls(document, offset)) errors.push(error);
  return errors;
}

function findIndirections(document: Document, offset: number): YamlError[] {
  const errors: YamlError[] = [];
  const add = (node: Node, message: string): void => {
    const [start = 0, end = start] = node.range ?? [];
    errors.push({ message, start: start + offset, end: end + offset });
  };
  visit(document, {
    Alias: (_key, node) => add(node, 'Aliases (`*name`) are not supported: write the value out.'),
    Node: (_key, node) => {
      if ('anchor' in node && node.anchor)
        add(node, 'Anchors (`&name`) are not supported: write the value out.');
      if (node.tag?.startsWith('!')) add(node, `A tag (\`${node.tag}\`) is not supported: remove it.`);
    },
  });
  return errors;
}

/** `"\u0001"` and the like: the file has no control character, but its values do. */
function findEscapedControls(document: Document, offset: number): YamlError[] {
  const errors: YamlError[] = [];
  visit(document, {
    Scalar: (_key, { value, range }) => {
      const control = typeof value === 'string' ? findControlCharacter(value) : undefined;
      if (!control) return;
      const [start = 0, end = start] = range ?? [];
      const message = `An escape stands for an invisible character (${control.code}): delete it.`;
      errors.push({ message, start: start + offset, end: end + offset });
    },
  });
  return errors;
}

/** JavaScript would silently drop a key named `__proto__`. */
function findForbiddenKeys(document: Document, offset: number): YamlError[] {
  const errors: YamlError[] = [];
  visit(document, {
    Pair: (_key, { key }) => {
      if (!isScalar(key) || key.value !== '__proto__') return;
      const [start = 0, end = start] = key.range ?? [];
      errors.push({ message: '"__proto__" cannot be a key.', start: start + offset, end: end + offset });
    },
  });
  return errors;
}

function formatYamlError(code: string, message: string): string {
  if (code === 'DUPLICATE_KEY') return 'This key occurs twice; remove one.';
  if (code === 'BLOCK_AS_IMPLICIT_KEY' && message.startsWith('Nested'))
    return 'A value with ": " in it needs quotes around it.';
  const reserved = /cannot start with .* (\S)$/.exec(message.split('\n')[0]!)?.[1];
  if (reserved !== undefined) return `A value that starts with "${reserved}" needs quotes around it.`;
  if (code === 'TAB_AS_INDENT') return 'Tabs cannot indent YAML; use spaces.';
  return `Invalid YAML: ${message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, '')}.`.replace(
    /\.\.$/,
    '.',
  );
}

function locate(
  document: Document,
  path: FieldPath,
  part: 'value' | 'key',
  offset: number,
  size: number,
): TextSpan {
  let node: unknown = document.contents;
  let found: TextSpan = { start: offset, end: offset + Math.min(size, 1) };
  for (const [depth, step] of path.entries()) {
    if (isMap(node)) {
      const pair: Pair | undefined = node.items.find(
        (item) => isScalar(item.key) && String(item.key.value) === String(step),
      );
      if (!pair) break;
      const last = depth === path.length - 1;
      const target = last && part === 'key' ? pair.key : rangeOf(pair.value) ? pair.value : pair.key;
      found = spanOf(target, offset) ?? found;
      node = pair.value;
    } else if (isNode(node) && 'items' in node && Array.isArray(node.items)) {
      const item: unknown = node.items[Number(step)];
      if (item === undefined) break;
      node = isPair(item) ? item.value : item;
      found = spanOf(node, offset) ?? found;
    } else break;
  }
  return found;
}

function rangeOf(node: unknown): readonly [number, number, number] | undefined {
  const range = isNode(node) ? node.range : undefined;
  return range && range[1] > range[0] ? range : undefined;
}

function spanOf(node: unknown, offset: number): TextSpan | undefined {
  const range = rangeOf(node);
  return range && { start: range[0] + offset, end: range[1] + offset };
}
