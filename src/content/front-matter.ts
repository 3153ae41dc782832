import { inCurrentFormat } from './format-changes.ts';
import type { SourceFile, TextSpan } from './source.ts';
import { MAX_YAML_LENGTH, parseYaml } from './yaml.ts';
import type { FieldPath, YamlDocument } from './yaml.ts';

export interface FrontMatter extends YamlDocument {
  /** Offset of the first character after the closing `---` line. */
  readonly bodyStart: number;
}

export interface FrontMatterError extends TextSpan {
  readonly message: string;
}

/** Only a plain `---`: other tools read `---toml` and `---js` as other languages. */
const OPENING = /^---[ \t]*\n/;

const UNCLOSED: FrontMatterError = {
  message: 'The front matter is not closed: a second line "---" is missing.',
  start: 0,
  end: 3,
};

const MAX_BLANKS = 1000;

/** With blanks after it. */
const MAX_CLOSING_LINE = 200;

export function parseFrontMatter(source: SourceFile): FrontMatter | FrontMatterError {
  const { text } = source;
  if (!OPENING.test(text)) {
    const first = text.split('\n', 1)[0]!;
    const found = first.trim() === '' ? 'an empty line' : `"${first.slice(0, 40)}"`;
    return {
      message: `The first line must be "---"; found ${found}.`,
      start: 0,
      end: Math.max(1, first.length),
    };
  }
  const closing = text.indexOf('\n---', 3);
  if (closing === -1) return UNCLOSED;
  const head = text.slice(0, closing);
  if (head.length > MAX_YAML_LENGTH) return { ...parseYaml(head, 0), bodyStart: text.length };
  // No one writes that many, and patterns that skip blanks take long for them.
  const blanks =
    head.length < MAX_BLANKS ? undefined : head.matchAll(/\s+/g).find(([run]) => run.length >= MAX_BLANKS);
  if (blanks)
    return {
      message: 'More than 1,000 blanks in a row.',
      start: blanks.index,
      end: blanks.index + MAX_BLANKS,
    };
  const end = /^\n---[ \t]*(?:\n|$)/.exec(text.slice(closing, closing + MAX_CLOSING_LINE));
  if (!end) return UNCLOSED;
  const yaml = parseYaml(text.slice(3, closing), 3);
  return { ...inCurrentFormat(source.path, yaml), bodyStart: closing + end[0].length };
}

/** The position of a front matter value. Parses the YAML again: call it for findings, not in loops. */
export function locateField(source: SourceFile, path: FieldPath, part: 'value' | 'key' = 'value'): TextSpan {
  const front = parseFrontMatter(source);
  return 'bodyStart' in front ? front.locate(path, part) : front;
}
