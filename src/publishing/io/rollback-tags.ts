import type { Instant } from '../../time/instant.ts';

/** A commit whose site was published green, by the tag that says so. */
export interface StableTag {
  /** `stable/20261122T101500Z` */
  readonly name: string;
  readonly commit: string;
  /** What builds its site: equal for two commits that differ only in what was written about incidents. */
  readonly engine: string;
}

/** Marks a published commit. */
export const STABLE_PREFIX = 'stable/';
/** Marks a commit whose engine was rolled back: it is no place to go back to. */
export const ROLLED_BACK_PREFIX = 'withdrawn/';

/** `20261122T101500Z` */
export function formatTagTime(at: Instant): string {
  return new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '');
}

/** What goes back, or why nothing can. */
export type RollbackChoice = { readonly tag: StableTag } | { readonly none: string };

/**
 * The newest stable tag that builds the site otherwise than now, and was not rolled back itself (U5.2). Tags of the same
 * engine would bring the same fault back.
 * @param tags in any order
 * @param engine of what is published now
 * @param withdrawn engines that were rolled back
 */
export function chooseRollbackTag(
  tags: readonly StableTag[],
  engine: string,
  withdrawn: readonly string[],
  asked: string | undefined,
): RollbackChoice {
  if (asked !== undefined) {
    const tag = tags.find(({ name }) => name === asked || name === `${STABLE_PREFIX}${asked}`);
    return tag ? { tag } : { none: `There is no tag ${asked} under ${STABLE_PREFIX}.` };
  }
  const newestFirst = tags.toSorted((a, b) => (a.name < b.name ? 1 : -1));
  const tag = newestFirst.find((one) => one.engine !== engine && !withdrawn.includes(one.engine));
  if (tag) return { tag };
  if (tags.length === 0)
    return { none: `There is no tag under ${STABLE_PREFIX} yet: nothing was published green.` };
  return { none: 'Every stable tag builds the site as it is built now, or was rolled back itself.' };
}
