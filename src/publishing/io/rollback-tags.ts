import type { Instant } from '../../time/instant.ts';

/** The tag of a successfully published commit. */
export interface StableTag {
  /** `stable/20261122T101500Z` */
  readonly name: string;
  readonly commit: string;
  /** Hash of its code and policy: equal for two commits that differ only in content. */
  readonly engine: string;
}

export const STABLE_PREFIX = 'stable/';
/** Tags a commit that was rolled back: never roll back to its code. */
export const ROLLED_BACK_PREFIX = 'rolled-back/';

/** `20261122T101500Z` */
export function formatTagTime(at: Instant): string {
  return new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '');
}

/** The tag to roll back to, or the reason why there is none. */
export type RollbackChoice = { readonly tag: StableTag } | { readonly none: string };

/**
 * The newest stable tag whose code or policy differs from the current one and was not rolled back itself (U5.2). The same
 * code would have the same fault.
 * @param tags in any order
 * @param engine hash of the current code and policy
 * @param rolledBack hashes that were rolled back
 * @param wanted a tag's name, with or without its prefix
 */
export function chooseRollbackTag(
  tags: readonly StableTag[],
  engine: string,
  rolledBack: readonly string[],
  wanted: string | undefined,
): RollbackChoice {
  if (wanted !== undefined) {
    const tag = tags.find(({ name }) => name === wanted || name === `${STABLE_PREFIX}${wanted}`);
    return tag ? { tag } : { none: `There is no tag ${wanted} under ${STABLE_PREFIX}.` };
  }
  const newestFirst = tags.toSorted((a, b) => (a.name < b.name ? 1 : -1));
  const tag = newestFirst.find((one) => one.engine !== engine && !rolledBack.includes(one.engine));
  if (tag) return { tag };
  if (tags.length === 0)
    return { none: `There is no tag under ${STABLE_PREFIX} yet: no deployment has succeeded.` };
  return { none: 'Every stable tag has the current code and policy, or was rolled back.' };
}
