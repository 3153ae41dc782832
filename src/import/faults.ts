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

/** What JSON.parse says, without the piece of the text that it quotes. */
export function formatJsonError(error: unknown): string {
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
