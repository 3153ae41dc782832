import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildCheckout } from './build.ts';
import type { CheckoutBuildResult } from './build.ts';
import { checkSite, formatSiteCounts } from './check-site.ts';
import type { StableTag } from './rollback-tags.ts';
import { checkOutCommit, removeCheckout, contentChangesBetween } from './rollback-tree.ts';

export interface RollbackOptions {
  readonly root: string;
  readonly head: string;
  readonly tag: StableTag;
  /** The code and policy of the tag with the current content. */
  readonly commit: string;
  readonly tempFolder: string;
  readonly out: string;
  readonly log: (line: string) => void;
}

/**
 * Builds the current content with the tag's code. If the tag's code can't build it, builds the tag's own content and
 * logs the changes that are then missing from the page. `red` means that a person has to check the page.
 */
export async function buildRollback(options: RollbackOptions): Promise<CheckoutBuildResult> {
  const { root, head, tag, commit, log } = options;
  const first = await buildCommit(options, commit, 'current');
  if (first !== 'failed') return first;
  log(`The code of ${tag.name} can't build the current content; building the content of the tag.`);
  const second = await buildCommit(options, tag.commit, 'tag');
  if (second === 'failed') return second;
  const missing = await contentChangesBetween(root, tag.commit, head);
  for (const path of missing) log(`current version missing from the page: ${path}`);
  return missing.length > 0 ? 'red' : second;
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
    const checked = await checkSite(out);
    const { entryIds, problems } = checked;
    for (const problem of problems) log(problem);
    if (problems.length > 0) return 'failed';
    log(`Site check passed: ${formatSiteCounts(checked)}`);
    const incidentFiles = (await readdir(join(checkout, 'incidents')).catch(() => [])).filter((file) =>
      file.endsWith('.md'),
    );
    for (const file of incidentFiles) {
      if (!entryIds.includes(file.slice(0, -3))) log(`has no page: incidents/${file}`);
    }
    return built;
  } finally {
    await removeCheckout(root, checkout);
  }
}
