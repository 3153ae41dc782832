import { isMap, isNode, isPair, isScalar, parseDocument, visit } from 'yaml';
import type { Document, Node, Pair } from 'yaml';
import { parsePlainYaml } from './yaml-fast-path.ts';
import type { TextSpan } from './source.ts';

/** A fault of the YAML itself, at a span of the whole source. */
export interface YamlError extends TextSpan {
  readonly message: string;
}

/** The steps from the top of a YAML text to a value: keys and list positions. */
export type FieldPath = readonly (string | number)[];

/** A YAML text as plain data, and where each value stands in the source. */
export interface YamlDocument {
  readonly data: unknown;
  readonly errors: readonly YamlError[];
  /** The span of the value at a path, or of its key, or of the nearest parent that exists. */
  readonly locate: (path: FieldPath, part?: 'value' | 'key') => TextSpan;
}

const OPTIONS = {
  version: '1.2',
  schema: 'core',
  uniqueKeys: true,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

/**
 * Reads YAML 1.2 (so `12:30` stays text) that begins at `offset` of a source. Anchors, aliases and tags are refused:
 * nobody needs them in these files, and they are the way to make a small file huge.
 */
export function parseYaml(text: string, offset: number): YamlDocument {
  if (text.length > MAX_YAML_LENGTH) return tooLarge(text, offset);
  const plain = parsePlainYaml(text);
  if (!plain) return parseAnyYaml(text, offset);
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

/** More than any front matter or policy has; the library takes the square of the number of keys. In UTF-16 units. */
export const MAX_YAML_LENGTH = 100_000;

function tooLarge(text: string, offset: number): YamlDocument {
  const first = { start: offset, end: offset + 1 };
  const message = `Front matter, a policy or status.yaml has at most 100,000 characters; found ${text.length}.`;
  return { data: undefined, errors: [{ ...first, message }], locate: () => first };
}

/** Reads YAML with the library whatever it holds; `readYaml` takes a short cut for plain text. */
export function parseAnyYaml(text: string, offset: number): YamlDocument {
  const document = parseDocument(text, OPTIONS);
  const errors: YamlError[] = [];
  for (const error of [...document.errors, ...document.warnings]) {
    const [start, end] = error.pos;
    errors.push({
      message: formatYamlError(error.code, error.message),
      start: start + offset,
      end: end + offset,
    });
  }
  if (/[&*!]/.test(text)) for (const error of findIndirections(document, offset)) errors.push(error);
  if (/__proto__|\\/.test(text)) for (const error of findForbiddenKeys(document, offset)) errors.push(error);
  const data = errors.length === 0 ? (document.toJS({ maxAliasCount: 0 }) as unknown) : undefined;
  return {
    data,
    errors,
    locate: (path, part = 'value') => locate(document, path, part, offset, text.length),
  };
}

function findIndirections(document: Document, offset: number): YamlError[] {
  const errors: YamlError[] = [];
  const add = (node: Node, message: string): void => {
    const [start = 0, end = start] = node.range ?? [];
    errors.push({ message, start: start + offset, end: end + offset });
  };
  visit(document, {
    Alias: (_key, node) => add(node, 'An alias (`*name`) is not used in these files: write the value out.'),
    Node: (_key, node) => {
      if ('anchor' in node && node.anchor)
        add(node, 'An anchor (`&name`) is not used in these files: write the value out.');
      if (node.tag?.startsWith('!')) add(node, `A tag (\`${node.tag}\`) is not used in these files.`);
    },
  });
  return errors;
}

/** `__proto__` means something else to JavaScript: a key of that name would be lost without a word. */
function findForbiddenKeys(document: Document, offset: number): YamlError[] {
  const errors: YamlError[] = [];
  visit(document, {
    Pair: (_key, { key }) => {
      if (!isScalar(key) || key.value !== '__proto__') return;
      const [start = 0, end = start] = key.range ?? [];
      errors.push({ message: '"__proto__" can not be a key.', start: start + offset, end: end + offset });
    },
  });
  return errors;
}

function formatYamlError(code: string, message: string): string {
  if (code === 'DUPLICATE_KEY') return 'This key stands twice; only one can count.';
  if (code === 'BLOCK_AS_IMPLICIT_KEY' && message.startsWith('Nested'))
    return 'A value with ": " in it needs quotes around it.';
  if (code === 'TAB_AS_INDENT') return 'A tab can not indent YAML; use spaces.';
  return `This is not readable as YAML: ${message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, '')}.`.replace(
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
