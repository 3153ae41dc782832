import matter from 'gray-matter';
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

/** Only a plain `---` is accepted, so gray-matter never reaches its engines that run code or read other languages. */
const OPENING = /^---[ \t]*\n/;

const UNCLOSED: FrontMatterError = {
  message: 'The front matter is not closed: a second line "---" is missing.',
  start: 0,
  end: 3,
};

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
  // gray-matter takes quadratic time for a long run of blanks.
  const blanks = head.matchAll(/\s+/g).find(([run]) => run.length >= 1000);
  if (blanks)
    return { message: 'More than 1,000 blanks in a row.', start: blanks.index, end: blanks.index + 1000 };
  const block = splitFrontMatter(text, closing);
  if (block === undefined) return UNCLOSED;
  return { ...inCurrentFormat(source.path, parseYaml(block.yaml, block.start)), bodyStart: block.end };
}

/** The position of a front matter value. Parses the YAML again: call it for findings, not in loops. */
export function locateField(source: SourceFile, path: FieldPath, part: 'value' | 'key' = 'value'): TextSpan {
  const front = parseFrontMatter(source);
  return 'bodyStart' in front ? front.locate(path, part) : front;
}

/** @param closing where the first line that begins with `---` ends the front matter: gray-matter copies what it is given */
function splitFrontMatter(
  text: string,
  closing: number,
): { yaml: string; start: number; end: number } | undefined {
  let yaml: string | undefined;
  const engine = (block: string): object => {
    yaml = block;
    return {};
  };
  const file = matter(text.slice(0, closing + '\n---'.length), {
    language: 'yaml',
    engines: { yaml: engine },
  });
  const start = '---'.length;
  const block = yaml ?? file.matter ?? '';
  const blockEnd = start + block.length;
  const end = /^\n---[ \t]*(?:\n|$)/.exec(text.slice(blockEnd, blockEnd + 200));
  if (!end) return undefined;
  return { yaml: block, start, end: blockEnd + end[0].length };
}
