import { InputError } from '../../src/response/input-error.ts';

/** An `InputError` is an answer to a person. */
export function unlessRefused(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
  }
}
