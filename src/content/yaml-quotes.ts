import { isMap, isPair, isScalar, isSeq, parseDocument, visit } from 'yaml';
import type { Document, Node } from 'yaml';
import type { TextSpan } from './source.ts';

/** A syntax error; offsets are those of the whole source. */
export interface YamlError extends TextSpan {
  readonly message: string;
  readonly help?: string;
  readonly fix?: TextSpan & { readonly text: string };
}

/**
 * Keys whose values, or the values in whose list, are text for people. A test compares them with the schemas. A key that
 * also has another kind of value is left out: a comment behind it may be meant.
 */
export const TEXT_KEYS: ReadonlySet<string> = new Set(
  `title name timezone-name css group cause mitigation notes label footer from slack aliases suppliers terms question ask audience
  response owner maintainer why say duties purpose interpretation-notes detection steps rollback guardrails
  definition examples public-definition public-examples classification first resolved resolved-partly no-change text impact-phrases do avoid
  over investigating identified scheduled in-progress verifying completed none to user`.split(/\s+/),
);

export const NEEDS_QUOTES = 'This value needs quotes around it.';

/** In double quotes, unless that would need escapes. */
export function quoteYaml(text: string): string {
  return /["\\]/.test(text) ? `'${text.replaceAll("'", "''")}'` : `"${text}"`;
}

interface QuoteError extends YamlError {
  readonly fix: { readonly start: number; readonly end: number; readonly text: string };
  /** Only its author knows what was meant: the fix is a guess. */
  readonly isUnclear: boolean;
}

/** Values on one line that YAML only takes in quotes. `text` is YAML with errors; offsets are those of `text`. */
export function findUnquotedValues(text: string): QuoteError[] {
  const errors: QuoteError[] = [];
  const line = /^([ \t]*(?:- +)?)([A-Za-z][\w-]*):[ \t]+(\S.*?)[ \t]*$/gm;
  for (const match of text.matchAll(line)) {
    const [all, lead, key, value] = match as unknown as [string, string, string, string];
    if (!needsQuotes(key, value)) continue;
    const start = match.index + all.indexOf(value, lead.length + key.length + 1);
    const span = { start, end: start + value.length };
    const isOpen = isOpenQuote(value);
    errors.push({
      ...span,
      message: isOpen ? 'The closing quote is missing.' : NEEDS_QUOTES,
      fix: { ...span, text: isOpen ? value + value[0]! : quoteYaml(value) },
      isUnclear: isOpen && !endsHere(text.slice(match.index + all.length)),
    });
    if (errors.length === MAX_ERRORS) break;
  }
  return errors;
}

const MAX_ERRORS = 100;

/** Whether the text after a value begins with another key, or is empty, so that the value does not go on. */
function endsHere(rest: string): boolean {
  return /^\s*(?:$|(?:- )?[A-Za-z][\w-]*:(?:\s|$))/.test(rest);
}

function isOpenQuote(value: string): boolean {
  return /^(?:"[^"]*|'[^']*)$/.test(value);
}

function needsQuotes(key: string, value: string): boolean {
  if (/^[|>][-+0-9]*(?:\s+#.*)?$/.test(value) || value.startsWith('#')) return false;
  if (!TEXT_KEYS.has(key) && !/^[@`%]/.test(value)) return false;
  const document = parseDocument(`x: ${value}\n`, { prettyErrors: false, logLevel: 'silent' });
  if (document.errors.length > 0 || document.warnings.length > 0) return true;
  const content = isMap(document.contents) ? document.contents.items[0]?.value : undefined;
  if (!isScalar(content)) return true;
  return content.anchor !== undefined || (content.tag?.startsWith('!') ?? false);
}

const CUT = 'The text after " #" is a comment, so it is not published.';

/** Lines of a list or map in brackets whose closing bracket lies behind a " #". `text` is YAML with errors. */
export function findCutBrackets(text: string, offset: number): YamlError[] {
  const errors: YamlError[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    const words =
      line.length > 1000
        ? ''
        : line.replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, (quoted) => 'x'.repeat(quoted.length));
    const comment = /[ \t]#/.exec(words)?.index ?? -1;
    const before = words.slice(0, Math.max(0, comment));
    const count = (mark: RegExp): number => before.match(mark)?.length ?? 0;
    if (/\w/.test(before.slice(before.search(/[[{]/))) && count(/[[{]/g) > count(/[\]}]/g))
      errors.push({
        start: start + comment + 1 + offset,
        end: start + line.trimEnd().length + offset,
        message: 'The text after " #" is a comment, also the closing bracket.',
        help: 'Put quotes around the value with the "#".',
      });
    start += line.length + 1;
    if (errors.length === MAX_ERRORS) break;
  }
  return errors;
}

/** Text for people that ends early at a " #", which begins a comment. */
export function findCutText(document: Document, text: string, offset: number): YamlError[] {
  const errors: YamlError[] = [];
  visit(document, {
    Scalar: (_key, node, path) => {
      if (!node.range || (node.type !== 'PLAIN' && node.source !== '')) return;
      const [start, end] = node.range;
      const comment = /^[ \t]*#.*/.exec(text.slice(end, text.indexOf('\n', end) >>> 0));
      const owner = ownerOf(node, path as readonly unknown[]);
      if (!comment || owner === undefined || !TEXT_KEYS.has(owner.key)) return;
      const span = { start: start + offset, end: end + comment[0].trimEnd().length + offset };
      const whole = text.slice(start, end) + comment[0].trimEnd();
      const quoted = quoteYaml(whole.trim());
      const fixable = !owner.flow && !whole.includes('\n');
      errors.push({
        ...span,
        message: CUT,
        help: fixable ? `Write ${quoted}.` : 'Put quotes around the value.',
        ...(fixable && { fix: { ...span, text: start === end ? ` ${quoted}` : quoted } }),
      });
    },
  });
  return errors;
}

function ownerOf(node: Node, path: readonly unknown[]): { key: string; flow: boolean } | undefined {
  const flow = path.some((above) => (isMap(above) || isSeq(above)) && above.flow === true);
  for (const above of path.toReversed()) {
    if (isSeq(above)) continue;
    if (!isPair(above) || above.key === node || !isScalar(above.key)) return undefined;
    return { key: String(above.key.value), flow };
  }
  return undefined;
}
