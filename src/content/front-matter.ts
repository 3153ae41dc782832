import matter from 'gray-matter';
import type { SourceFile, TextSpan } from './source.ts';
import { MAX_YAML_LENGTH, parseYaml } from './yaml.ts';
import type { FieldPath, YamlDocument } from './yaml.ts';

/** A Markdown file's front matter, and where its body begins. */
export interface FrontMatter extends YamlDocument {
  /** Offset of the first character after the closing `---` line. */
  readonly bodyStart: number;
}

/** Why a file has no front matter that could be read. */
export interface FrontMatterError extends TextSpan {
  readonly message: string;
}

/** The engines of gray-matter that run code or read other languages are never reached: only `---` opens a file. */
const OPENING = /^---[ \t]*\n/;

const UNCLOSED: FrontMatterError = {
  message: 'The front matter is never closed: a second line "---" is missing.',
  start: 0,
  end: 3,
};

/** Splits a Markdown file and reads the YAML at its head. */
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
  // The splitter takes the square of the length of a run of blanks.
  const blanks = /\s{1000}/.exec(head);
  if (blanks)
    return { message: 'More than 1,000 blanks in a row.', start: blanks.index, end: blanks.index + 1000 };
  const block = splitFrontMatter(text);
  if (block === undefined) return UNCLOSED;
  return { ...parseYaml(block.yaml, block.start), bodyStart: block.end };
}

/** The place of a front matter value in a source that was parsed before. Reads the YAML again: for findings, not for loops. */
export function locateField(source: SourceFile, path: FieldPath, part: 'value' | 'key' = 'value'): TextSpan {
  const front = parseFrontMatter(source);
  return 'bodyStart' in front ? front.locate(path, part) : front;
}

function splitFrontMatter(text: string): { yaml: string; start: number; end: number } | undefined {
  let yaml: string | undefined;
  const engine = (block: string): object => {
    yaml = block;
    return {};
  };
  const file = matter(text, { language: 'yaml', engines: { yaml: engine } });
  const start = '---'.length;
  const block = yaml ?? file.matter ?? '';
  const closing = start + block.length;
  const end = /^\n---[ \t]*(?:\n|$)/.exec(text.slice(closing, closing + 200));
  if (!end) return undefined;
  return { yaml: block, start, end: closing + end[0].length };
}
