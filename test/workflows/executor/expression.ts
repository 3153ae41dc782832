import { hash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import type { TokenType } from '@actions/expressions/lexer';
import type { FunctionDefinition } from '@actions/expressions/funcs/info';
import {
  BasicExpressionToken,
  BooleanToken,
  LiteralToken,
  MappingToken,
  NumberToken,
  SequenceToken,
} from '@actions/workflow-parser/templates/tokens/index';
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/index';

/** How the jobs or steps before have gone, for `success()` and its kin. */
export type Standing = 'success' | 'failure' | 'cancelled' | 'skipped';

/** What an expression may read. */
export interface Scope {
  readonly contexts: Readonly<Record<string, unknown>>;
  readonly standing: Standing;
}

/** Every context that GitHub knows; the parser has already refused those that a place does not allow. */
const CONTEXTS = [
  'github',
  'env',
  'vars',
  'secrets',
  'inputs',
  'needs',
  'steps',
  'job',
  'runner',
  'matrix',
  'strategy',
];

const NOTHING = Object.fromEntries(CONTEXTS.map((name) => [name, {}]));

/** The library's number for a token that is a string. */
const STRING: TokenType = 18;

/** The value of a token: text, number, boolean, null, or a plain object or array of them. */
export function valueOf(token: TemplateToken | undefined, scope: Scope): unknown {
  if (token === undefined) return undefined;
  if (token instanceof BasicExpressionToken) return evaluate(token.expression, scope);
  if (token instanceof MappingToken) {
    return Object.fromEntries([...token].map(({ key, value }) => [key.toString(), valueOf(value, scope)]));
  }
  if (token instanceof SequenceToken) return [...token].map((item) => valueOf(item, scope));
  if (token instanceof NumberToken || token instanceof BooleanToken) return token.value;
  if (token instanceof LiteralToken) return token.toString();
  throw new Error(`the executor has no value for ${token.typeName()}`);
}

/** As `valueOf`, as the text that a variable or an input gets. */
export function textOf(token: TemplateToken | undefined, scope: Scope): string {
  return asText(valueOf(token, scope));
}

/** GitHub's way from a value to text. */
export function asText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'object') return Array.isArray(value) ? 'Array' : 'Object';
  return String(value);
}

/** A mapping of texts, such as `env:` or `with:`. */
export function textsOf(token: TemplateToken | undefined, scope: Scope): Record<string, string> {
  const value = valueOf(token, scope);
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asText(inner)]));
}

/** Whether a condition holds, by GitHub's truth: false, 0, '' and null don't. */
export function holds(condition: BasicExpressionToken, scope: Scope): boolean {
  return Boolean(evaluate(condition.expression, scope));
}

/** Evaluates the expression between `${{` and `}}` with GitHub's own library. */
export function evaluate(expression: string, { contexts, standing }: Scope): unknown {
  const functions = [...statusFunctions(standing), hashFiles(contexts)];
  // Of several '' in a string, the library makes ' of the first only.
  const tokens = new Lexer(expression)
    .lex()
    .tokens.map((token) =>
      token.type === STRING ? { ...token, value: token.lexeme.slice(1, -1).replaceAll("''", "'") } : token,
    );
  const tree = new Parser(tokens, CONTEXTS, functions).parse();
  const known = JSON.parse(JSON.stringify({ ...NOTHING, ...contexts }), data.reviver) as data.Dictionary;
  const byName = new Map(functions.map((definition) => [definition.name.toLowerCase(), definition]));
  const result = new Evaluator(tree, known, byName).evaluate();
  return JSON.parse(JSON.stringify(result, data.replacer) ?? 'null') as unknown;
}

function statusFunctions(standing: Standing): FunctionDefinition[] {
  const of = (name: string, answer: boolean): FunctionDefinition => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(answer),
  });
  return [
    of('success', standing === 'success'),
    of('failure', standing === 'failure'),
    of('cancelled', standing === 'cancelled'),
    of('always', true),
  ];
}

/** A hash of the files of the workspace, by their whole names; empty if there are none. */
function hashFiles(contexts: Scope['contexts']): FunctionDefinition {
  return {
    name: 'hashFiles',
    minArgs: 1,
    maxArgs: 255,
    call: (...names) => {
      const { workspace = '' } = contexts['github'] as { readonly workspace?: string };
      const paths = names
        .map((name) => join(workspace, name.coerceString()))
        .filter((path) => existsSync(path));
      const text = paths.map((path) => hash('sha256', readFileSync(path))).join('');
      return new data.StringData(text === '' ? '' : hash('sha256', text));
    },
  };
}
