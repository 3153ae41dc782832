import type { z } from 'zod';

/** What a schema found wrong, one sentence each, with the path to the value. */
export function sayIssues(error: z.ZodError): string[] {
  return error.issues.map((issue) => {
    const path = sayPath(issue.path);
    return `${path === '' ? 'The value' : `"${path}"`}: ${issue.message.replace(/^Invalid input: /, '')}.`;
  });
}

/** `incidents[3].name`. */
export function sayPath(path: readonly PropertyKey[]): string {
  return path
    .map((step, index) =>
      typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${String(step)}`,
    )
    .join('');
}
