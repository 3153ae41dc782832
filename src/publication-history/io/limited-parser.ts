import { createWorkLimit } from '../../files/time-limit.ts';
import { parseVersion } from '../version.ts';
import type { ParseVersion } from '../version.ts';

/** A version that takes too long counts as invalid. */
export function createLimitedParser(): ParseVersion {
  const limit = createWorkLimit();
  return (source) => limit(source, () => parseVersion(source), undefined);
}
