import type { Result } from '../doctor-facts.ts';

/** What octokit throws. */
export interface HttpError {
  readonly status?: number;
  readonly message: string;
}

/** An answer, or why there is none. `absent` is what a 404 means, where it means something. */
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
      return { unknown: `This token may not see ${what}: use one of an administrator.` };
    return { unknown: `GitHub did not answer: ${message.split('\n', 1)[0]}` };
  }
}
