import fc from 'fast-check';

/** A part of the program that must hold for any input. */
export interface FuzzTarget {
  readonly name: string;
  /** Fails by an exception. */
  readonly property: fc.IAsyncPropertyWithHooks<[unknown]>;
}

export function createTarget<T>(
  name: string,
  inputs: fc.Arbitrary<T>,
  check: (input: T) => void | Promise<void>,
): FuzzTarget {
  const property = fc.asyncProperty(inputs as fc.Arbitrary<unknown>, async (input) => check(input as T));
  return { name, property };
}
