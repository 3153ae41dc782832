import type { Result } from '../doctor-facts.ts';

/** An error of octokit. */
export interface HttpError {
  readonly status?: number;
  readonly message: string;
}

/** Turns a failed request into `unknown`. If `absent` is given, it is the value for a 404. */
export async function tryRequest<T>(
  what: string,
  ask: () => Promise<T>,
  ...absent: readonly T[]
): Promise<Result<T>> {
  try {
    return { value: await ask() };
  } catch (error) {
    const { status, message } = error as HttpError;
    if (status === 404 && absent.length > 0) return { value: absent[0]! };
    if (status === 403 || status === 404)
      return { unknown: `This token can't read ${what}. Use a token of an administrator.` };
    return { unknown: `The request to GitHub failed: ${message.split('\n', 1)[0]}` };
  }
}
