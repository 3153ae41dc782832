import { posix } from 'node:path';
import ts from 'typescript';

/** A regular expression in a source file, as `new RegExp(source, flags)` takes it. */
export interface ExtractedPattern {
  readonly path: string;
  readonly line: number;
  readonly source: string;
  readonly flags: string;
}

/** A `new RegExp(…)` whose text is known only when the program runs. */
export interface ComposedPattern {
  readonly path: string;
  readonly line: number;
  /** The expression, on one line. */
  readonly code: string;
}

export interface ExtractedPatterns {
  readonly patterns: readonly ExtractedPattern[];
  readonly composed: readonly ComposedPattern[];
}

/** Reads a source file by its path from the repository's root; undefined if there is none. */
export type ReadSource = (path: string) => string | undefined;

/** Every regular expression of a file: literals, and `RegExp(…)` with constant parts, also those imported from other files. */
export function extractPatterns(path: string, readSource: ReadSource): ExtractedPatterns {
  const patterns: ExtractedPattern[] = [];
  const composed: ComposedPattern[] = [];
  for (const file of parseSource(path, readSource)) {
    const visit = (node: ts.Node): void => {
      ts.forEachChild(node, visit);
      const line = file.line + file.source.getLineAndCharacterOfPosition(node.getStart(file.source)).line;
      if (ts.isRegularExpressionLiteral(node)) {
        const end = node.text.lastIndexOf('/');
        patterns.push({ path, line, source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
      }
      if (!isRegExpCall(node, file.source)) return;
      const [text, flags] = node.arguments ?? [];
      const source = text && evaluate(text, { path, source: file.source, readSource });
      const letters = flags ? evaluate(flags, { path, source: file.source, readSource }) : '';
      if (source === undefined || letters === undefined)
        composed.push({ path, line, code: node.getText(file.source).replace(/\s+/g, ' ') });
      else patterns.push({ path, line, source, flags: letters });
    };
    visit(file.source);
  }
  return { patterns, composed };
}

interface ParsedSource {
  readonly source: ts.SourceFile;
  /** The line of the file on which `source` begins, from 1. */
  readonly line: number;
}

/** An Astro file is TypeScript between `---`, and then something that the parser of TSX reads well enough. */
function parseSource(path: string, readSource: ReadSource): ParsedSource[] {
  const text = readSource(path) ?? '';
  if (!path.endsWith('.astro')) return [{ source: parse(path, text), line: 1 }];
  const [fenced = '', code = ''] = /^---\n([\s\S]*?)\n---\n/.exec(text) ?? [];
  const markup = text.slice(fenced.length).replace(/<style[\s\S]*?<\/style>/g, blank);
  const scripts = [...markup.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)];
  const html = markup.replace(/<script[^>]*>[\s\S]*?<\/script>/g, blank);
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length;
  return [
    { source: parse(`${path}.ts`, code), line: 2 },
    { source: parse(`${path}.tsx`, `<>${html}</>`), line: lineAt(fenced.length) },
    ...scripts.map((script) => ({
      source: parse(`${path}.ts`, script[1]!),
      line: lineAt(fenced.length + script.index + script[0].indexOf('>') + 1),
    })),
  ];
}

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

function parse(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
}

function isRegExpCall(node: ts.Node, source: ts.SourceFile): node is ts.NewExpression | ts.CallExpression {
  return (
    (ts.isNewExpression(node) || ts.isCallExpression(node)) &&
    /^(?:globalThis\.)?RegExp$/.test(node.expression.getText(source))
  );
}

interface Scope {
  readonly path: string;
  readonly source: ts.SourceFile;
  readonly readSource: ReadSource;
}

/** The text of a constant expression; undefined if it depends on anything that a caller passes. */
function evaluate(node: ts.Expression, scope: Scope): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return evaluate(node.expression, scope);
  if (ts.isTemplateExpression(node)) return joinTemplate(node, scope, (part) => part.text);
  if (ts.isTaggedTemplateExpression(node) && node.tag.getText(scope.source) === 'String.raw') {
    const { template } = node;
    const raw = (part: ts.TemplateLiteralLikeNode): string => part.rawText ?? part.text;
    return ts.isTemplateExpression(template) ? joinTemplate(template, scope, raw) : raw(template);
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken)
    return join([evaluate(node.left, scope), evaluate(node.right, scope)], '');
  if (ts.isIdentifier(node)) return evaluateName(node.text, scope);
  if (ts.isPropertyAccessExpression(node) && node.name.text === 'source')
    return evaluatePattern(node.expression, scope);
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { expression: list, name } = node.expression;
    const [separator] = node.arguments;
    if (
      name.text === 'join' &&
      separator &&
      ts.isArrayLiteralExpression(list) &&
      ts.isStringLiteral(separator)
    )
      return join(
        list.elements.map((element) => evaluate(element, scope)),
        separator.text,
      );
  }
  return undefined;
}

function joinTemplate(
  template: ts.TemplateExpression,
  scope: Scope,
  textOf: (part: ts.TemplateLiteralLikeNode) => string,
): string | undefined {
  const parts = template.templateSpans.flatMap(({ expression, literal }) => [
    evaluate(expression, scope),
    textOf(literal),
  ]);
  return join([textOf(template.head), ...parts], '');
}

function join(parts: readonly (string | undefined)[], separator: string): string | undefined {
  return parts.includes(undefined) ? undefined : parts.join(separator);
}

/** The source of a pattern that is a literal, or a constant that holds one. */
function evaluatePattern(node: ts.Expression, scope: Scope): string | undefined {
  if (ts.isRegularExpressionLiteral(node)) return node.text.slice(1, node.text.lastIndexOf('/'));
  if (!ts.isIdentifier(node)) return undefined;
  return resolveName(node.text, scope, evaluatePattern);
}

function evaluateName(name: string, scope: Scope): string | undefined {
  return resolveName(name, scope, evaluate);
}

/** Follows a name to the one constant of this name, in this file or in the file that it is imported from. */
function resolveName(
  name: string,
  scope: Scope,
  read: (node: ts.Expression, scope: Scope) => string | undefined,
): string | undefined {
  const values: ts.Expression[] = [];
  let others = 0;
  let origin: { readonly path: string; readonly name: string } | undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.name.text === name) {
      const constant = (node.parent.flags & ts.NodeFlags.Const) !== 0;
      if (constant && node.initializer) values.push(node.initializer);
      else others++;
    } else if (
      (ts.isParameter(node) || ts.isBindingElement(node)) &&
      node.name.getText(scope.source) === name
    ) {
      others++;
    } else if (ts.isImportSpecifier(node) && node.name.text === name) {
      const from = (node.parent.parent.parent as ts.ImportDeclaration).moduleSpecifier as ts.StringLiteral;
      origin = {
        path: posix.join(posix.dirname(scope.path), from.text),
        name: (node.propertyName ?? node.name).text,
      };
    }
    ts.forEachChild(node, visit);
  };
  visit(scope.source);
  if (others === 0 && values.length === 1 && !origin) return read(values[0]!, scope);
  const text = others === 0 && values.length === 0 && origin ? scope.readSource(origin.path) : undefined;
  if (text === undefined) return undefined;
  return resolveName(origin!.name, { ...scope, path: origin!.path, source: parse(origin!.path, text) }, read);
}
