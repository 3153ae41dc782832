import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildCheckout } from './build.ts';
import type { CheckoutBuildResult } from './build.ts';
import { checkSite } from './check-site.ts';
import type { StableTag } from './rollback-tags.ts';
import { checkOutCommit, removeCheckout, contentChangesBetween } from './rollback-tree.ts';

/** What a rollback builds. */
export interface RollbackOptions {
  readonly root: string;
  readonly head: string;
  readonly tag: StableTag;
  /** The tag's engine with the newest words. */
  readonly commit: string;
  /** A scratch folder. */
  readonly tempFolder: string;
  readonly out: string;
  readonly log: (line: string) => void;
}

/**
 * Builds the tag's engine with the newest words; where the two don't get on, the tag as it was, and says which words are
 * then not on the page. `red` means that somebody has to look.
 */
export async function buildRollback(order: RollbackOptions): Promise<CheckoutBuildResult> {
  const { root, head, tag, commit, log } = order;
  const first = await buildCommit(order, commit, 'newest');
  if (first !== 'failed') return first;
  log(`The engine of ${tag.name} can't build what has been written since; building the tag as it was.`);
  const second = await buildCommit(order, tag.commit, 'plain');
  if (second === 'failed') return second;
  const words = await contentChangesBetween(root, tag.commit, head);
  for (const path of words) log(`not on the page as it is now: ${path}`);
  return words.length > 0 ? 'red' : second;
}

async function buildCommit(
  { root, tempFolder, out, log }: RollbackOptions,
  commit: string,
  name: string,
): Promise<CheckoutBuildResult> {
  const checkout = join(tempFolder, name);
  try {
    await checkOutCommit(root, commit, checkout);
    await rm(out, { recursive: true, force: true });
    const built = await buildCheckout({ engine: checkout, root: checkout, out, clean: true });
    if (built === 'failed') return built;
    const { files, links, entryIds, problems } = await checkSite(out);
    for (const error of problems) log(error);
    if (problems.length > 0) return 'failed';
    log(`whole: ${files} files, ${links} links, ${entryIds.length} incidents and maintenances`);
    const there = (await readdir(join(checkout, 'incidents')).catch(() => [])).filter((file) =>
      file.endsWith('.md'),
    );
    for (const file of there) {
      if (!entryIds.includes(file.slice(0, -3))) log(`without a page: incidents/${file}`);
    }
    return built;
  } finally {
    await removeCheckout(root, checkout);
  }
}
