import type { TextFix } from './finding.ts';
import type { SourceFile, TextSpan } from './source.ts';
import { parseYaml } from './yaml.ts';
import type { FieldPath, OlderField, YamlDocument } from './yaml.ts';

/**
 * A change of the format of a company's files. Files of the older format are read as before, with a warning, and
 * `candor upgrade` rewrites them.
 */
export interface FormatChange {
  /** The version of Candor that changed the format. */
  readonly version: string;
  /** The file or folder that it concerns. */
  readonly file: 'status.yaml' | 'policies' | 'components' | 'incidents' | 'postmortems';
  /** The key as it was before, with those above it; `*` stands for any key or item. */
  readonly key: FieldPath;
  /** The key's name since then. */
  readonly name?: string;
  /** How its values are written since then, by how they were before. */
  readonly values?: Readonly<Record<string, string>>;
}

/** Oldest first. A change stays here: companies skip versions. */
export const FORMAT_CHANGES: readonly FormatChange[] = [];

/** A policy of some hundred lines takes the YAML library 20 ms, and several checks ask for positions in it. */
const parsed = new WeakMap<object, YamlDocument>();

/** Parses `status.yaml` or a policy, once for each source; `parseFrontMatter` parses the others. */
export function parseYamlFile(source: Pick<SourceFile, 'path' | 'text'>): YamlDocument {
  let yaml = parsed.get(source);
  if (!yaml) parsed.set(source, (yaml = inCurrentFormat(source.path, parseYaml(source.text, 0))));
  return yaml;
}

/** The document as it would be after all changes of the format, with the positions of the file as it is. */
export function inCurrentFormat(
  path: string,
  yaml: YamlDocument,
  changes: readonly FormatChange[] = FORMAT_CHANGES,
): YamlDocument {
  if (yaml.errors.length > 0) return yaml;
  return changes
    .filter(({ file }) => path === file || path.startsWith(`${file}/`))
    .reduce((document, change) => applyChange(document, change), yaml);
}

/** The changes to the file's text that its older fields need. */
export function fixesOfOlderFields({ older = [] }: YamlDocument): TextFix[] {
  return older.map(({ span, now }) => ({ ...span, text: now }));
}

function applyChange(yaml: YamlDocument, change: FormatChange): YamlDocument {
  return findPaths(yaml.data, change.key).reduce(
    (document, path) => renameKey(rewriteValue(document, path, change), path, change),
    yaml,
  );
}

/** The paths of the fields that exist. */
function findPaths(data: unknown, [step, ...rest]: FieldPath, above: FieldPath = []): FieldPath[] {
  if (step === undefined) return [above];
  if (typeof data !== 'object' || data === null) return [];
  const keys = Array.isArray(data) ? [...data.keys()] : Object.keys(data);
  return keys
    .filter((key) => step === '*' || key === step)
    .flatMap((key) => findPaths((data as Record<string | number, unknown>)[key], rest, [...above, key]));
}

function rewriteValue(yaml: YamlDocument, path: FieldPath, { values, version }: FormatChange): YamlDocument {
  const found = valueAt(yaml.data, path);
  if (values === undefined || typeof found !== 'string' || !Object.hasOwn(values, found)) return yaml;
  const now = values[found]!;
  const data = changedAt(yaml.data, path.slice(0, -1), (parent) => withItem(parent, path.at(-1)!, now));
  return { ...yaml, data, older: withOlder(yaml, { span: yaml.locate(path), was: found, now, version }) };
}

/** A file that has the new key too is left as it is: the old one is unknown. */
function renameKey(yaml: YamlDocument, path: FieldPath, { name, version }: FormatChange): YamlDocument {
  const above = path.slice(0, -1);
  const was = String(path.at(-1));
  if (name === undefined || valueAt(yaml.data, [...above, name]) !== undefined) return yaml;
  const locate: YamlDocument['locate'] = (wanted, part) => {
    const isRenamed = wanted[above.length] === name && above.every((step, at) => step === wanted[at]);
    return yaml.locate(isRenamed ? [...path, ...wanted.slice(path.length)] : wanted, part);
  };
  return {
    ...yaml,
    data: changedAt(yaml.data, above, (parent) =>
      Object.fromEntries(Object.entries(parent).map(([key, value]) => [key === was ? name : key, value])),
    ),
    older: withOlder(yaml, { span: yaml.locate(path, 'key'), was, now: name, version }),
    locate,
  };
}

/** What was changed twice is one change, from the first to the last. */
function withOlder({ older = [] }: YamlDocument, field: OlderField): OlderField[] {
  const isSame = ({ start }: TextSpan): boolean => start === field.span.start;
  const first = older.find(({ span }) => isSame(span));
  return [...older.filter((one) => one !== first), { ...field, was: first?.was ?? field.was }];
}

function valueAt(data: unknown, path: FieldPath): unknown {
  return path.reduce<unknown>(
    (at, step) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, step)
        ? (at as Record<string | number, unknown>)[step]
        : undefined,
    data,
  );
}

function changedAt(data: unknown, path: FieldPath, change: (value: object) => unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return change(data as object);
  return withItem(data as object, step, changedAt(valueAt(data, [step]), rest, change));
}

function withItem(parent: object, key: string | number, value: unknown): unknown {
  return Array.isArray(parent) ? parent.with(Number(key), value) : { ...parent, [key]: value };
}
