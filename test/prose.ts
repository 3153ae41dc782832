import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { parse } from 'yaml';
import { lowerCase } from '../src/wording/word-forms.ts';
import { compilePhrase } from '../src/wording/patterns.ts';
import { extractProse } from '../src/wording/prose.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

interface WordEntry {
  readonly match: readonly string[];
  readonly unless?: readonly string[];
  readonly write: string;
}

/** A piece of text that people read, and where it begins in its file (UTF-16 offset). */
interface Passage {
  readonly text: string;
  readonly start: number;
}

const entries = parse(readFileSync(new URL('prose-words.yaml', import.meta.url), 'utf8')) as WordEntry[];

const phrases = entries.map(({ match, unless, write }) => {
  const shared = { id: write, rule: 'jargon', level: 'error', why: '', cue: '' } as const;
  return compilePhrase({ ...shared, instead: write, match, ...(unless && { unless }) }, {});
});

/** Each private word in a Markdown text, in order: what was found, what to write instead, and its offset. */
export function findPrivateWords(markdown: string): { found: string; write: string; at: number }[] {
  const { text, starts } = extractProse(markdown);
  const lower = lowerCase(text);
  return phrases
    .flatMap(({ entry, find }) =>
      find(lower).map(({ start, end }) => ({
        ...{ found: text.slice(start, end), write: entry.instead, at: starts[start] ?? 0 },
      })),
    )
    .toSorted((one, other) => one.at - other.at || other.found.length - one.found.length)
    .filter(
      ({ found, at }, index, all) =>
        !all.slice(0, index).some((one) => at + found.length <= one.at + one.found.length),
    );
}

/** The passages of a file that people read: all of a Markdown file; comments and sentences of the others. */
export function passagesOf(path: string, text: string): Passage[] {
  if (path.endsWith('.md')) return [{ text, start: 0 }];
  if (/\.ya?ml$/.test(path)) return yamlPassages(text);
  if (path.startsWith('test/')) return codePassages(text, isTestTitle);
  const code = path.endsWith('.astro') ? (/^---\n[\s\S]*?\n---/.exec(text)?.[0] ?? '') : text;
  return codePassages(code.replace(/^---|---$/g, '   '));
}

/** Comments, and the values of the keys that GitHub shows. */
function yamlPassages(text: string): Passage[] {
  const shown = /(?:^|\s)#+ (.*)|^[ -]*(?:name|description|label|placeholder|value|title): (.+)/gm;
  return [...text.matchAll(shown)].map((found) => {
    const passage = found[1] ?? found[2] ?? '';
    return { text: passage, start: found.index + found[0].length - passage.length };
  });
}

/** The titles of tests, and the names of the cases of a table; the other texts of a test are samples. */
function isTestTitle(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isCallExpression(parent)) {
    return parent.arguments[0] === node && /^(?:test|describe)\b/.test(parent.expression.getText());
  }
  if (!ts.isArrayLiteralExpression(parent) || parent.elements[0] !== node) return false;
  const table = parent.parent.parent;
  return ts.isCallExpression(table) && /\beach$/.test(table.expression.getText());
}

/** Comments, and the literals that hold more than one word and that `isRead` says people read. */
function codePassages(code: string, isRead: (node: ts.Node) => boolean = () => true): Passage[] {
  const source = ts.createSourceFile('code.ts', code, ts.ScriptTarget.Latest, true);
  const passages: Passage[] = [];
  const literals: { readonly from: number; readonly to: number }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      literals.push({ from: node.getStart(), to: node.end });
      if (node.text.includes(' ') && isRead(node))
        passages.push({ text: node.text, start: node.getStart() + 1 });
    }
    if (ts.isRegularExpressionLiteral(node)) literals.push({ from: node.getStart(), to: node.end });
    ts.forEachChild(node, visit);
  };
  visit(source);
  for (const found of code.matchAll(/\/\*[\s\S]*?\*\/|\/\/.*/g)) {
    if (literals.some(({ from, to }) => from <= found.index && found.index < to)) continue;
    passages.push({ text: found[0].replaceAll(/^[ \t]*\/?\*+\/?|^\/\/ ?/gm, blank), start: found.index });
  }
  return passages;
}

function blank(marks: string): string {
  return ' '.repeat(marks.length);
}

/** The private words in the English, hand-written files of some patterns, as `path:line "word": write …`. */
export function privateWordsIn(patterns: readonly string[]): string[] {
  return patterns
    .flatMap((pattern) => globSync(pattern, { cwd: ROOT }))
    .filter((path) => !/\.gen\.ts$|\/i18n\/fr[-.]/.test(path))
    .toSorted()
    .flatMap((path) => {
      const file = readFileSync(`${ROOT}${path}`, 'utf8');
      return passagesOf(path, file).flatMap(({ text, start }) =>
        findPrivateWords(text).map(({ found, write, at }) => {
          const line = file.slice(0, start + at).split('\n').length;
          return `${path}:${line} "${found}": write ${write}`;
        }),
      );
    });
}
