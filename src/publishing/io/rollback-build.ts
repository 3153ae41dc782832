import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildCheckout } from './build.ts';
import type { Built } from './build.ts';
import { checkSite } from './check-site.ts';
import type { StableTag } from './rollback-tags.ts';
import { checkOutCommit, removeCheckout, wordsBetween } from './rollback-tree.ts';

/** What a rollback builds. */
export interface BackOrder {
  readonly root: string;
  readonly head: string;
  readonly tag: StableTag;
  /** The tag's engine with the newest words. */
  readonly commit: string;
  /** A scratch folder. */
  readonly folder: string;
  readonly out: string;
  readonly say: (line: string) => void;
}

/**
 * Builds the tag's engine with the newest words; where the two don't get on, the tag as it was, and says which words are
 * then not on the page. `red` means that somebody has to look.
 */
export async function buildBack(order: BackOrder): Promise<Built> {
  const { root, head, tag, commit, say } = order;
  const first = await buildOne(order, commit, 'newest');
  if (first !== 'failed') return first;
  say(`The engine of ${tag.name} can't build what has been written since; building the tag as it was.`);
  const second = await buildOne(order, tag.commit, 'plain');
  if (second === 'failed') return second;
  const words = await wordsBetween(root, tag.commit, head);
  for (const path of words) say(`not on the page as it is now: ${path}`);
  return words.length > 0 ? 'red' : second;
}

async function buildOne({ root, folder, out, say }: BackOrder, commit: string, name: string): Promise<Built> {
  const checkout = join(folder, name);
  try {
    await checkOutCommit(root, commit, checkout);
    await rm(out, { recursive: true, force: true });
    const built = await buildCheckout({ engine: checkout, root: checkout, out, clean: true });
    if (built === 'failed') return built;
    const { files, links, entries, faults } = await checkSite(out);
    for (const fault of faults) say(fault);
    if (faults.length > 0) return 'failed';
    say(`whole: ${files} files, ${links} links, ${entries.length} incidents and maintenances`);
    const there = (await readdir(join(checkout, 'incidents')).catch(() => [])).filter((file) =>
      file.endsWith('.md'),
    );
    for (const file of there) {
      if (!entries.includes(file.slice(0, -3))) say(`without a page: incidents/${file}`);
    }
    return built;
  } finally {
    await removeCheckout(root, checkout);
  }
}
