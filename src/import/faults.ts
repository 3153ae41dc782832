import type { z } from 'zod';

/** What a schema found wrong, one sentence each, with the path to the value. */
export function formatIssues(error: z.ZodError): string[] {
  return error.issues.map((issue) => {
    const path = formatJsonPath(issue.path);
    return `${path === '' ? 'The value' : `"${path}"`}: ${formatIssue(issue)}.`;
  });
}

function formatIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_union') return 'expected text or a number';
  return issue.message.replace(/^Invalid input: /, '');
}

/** JSON whose lists and objects are nested more deeply than any export of a status page. */
class NestingError extends Error {}

/** The deepest nesting that is read. */
const MAX_NESTING = 200;

/** Below this length, deep nesting doesn't need much memory. In UTF-16 units. */
const ALWAYS_SAFE_LENGTH = 1_000_000;

/**
 * Parses JSON. A long text is checked for deep nesting first: parsing 100 MB of `[` needs more than 5 GB of memory.
 * @throws SyntaxError or NestingError
 */
export function parseJson(text: string): unknown {
  if (text.length > ALWAYS_SAFE_LENGTH) requireShallow(text);
  return JSON.parse(text);
}

function requireShallow(text: string): void {
  let depth = 0;
  let isString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isString) {
      if (code === BACKSLASH) at += 1;
      else if (code === QUOTE) isString = false;
    } else if (code === QUOTE) isString = true;
    else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      depth += 1;
      if (depth > MAX_NESTING)
        throw new NestingError(`nested in more than ${MAX_NESTING} levels at position ${at}`);
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth -= 1;
  }
}

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** What JSON.parse says, without the piece of the text that it quotes. */
export function formatJsonError(error: unknown): string {
  if (error instanceof NestingError) return `${error.message}.`;
  return `not JSON: ${(error as Error).message.replace(/, (?:\.\.\.)?"[\s\S]*$/, '')}.`;
}

/** `incidents[3].name`. */
export function formatJsonPath(path: readonly PropertyKey[]): string {
  return path
    .map((step, index) =>
      typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${String(step)}`,
    )
    .join('');
}
