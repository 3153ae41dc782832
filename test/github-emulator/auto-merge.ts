import { Refusal } from './response.ts';
import { mergePull } from './merging.ts';
import type { World } from './state.ts';

/** Merges what was to be merged as soon as nothing is missing, in the name of whoever asked for it. */
export async function mergeWhatMay(world: World): Promise<void> {
  for (const [number, { autoMerge, ended, draft }] of world.pulls) {
    if (!autoMerge || ended || draft) continue;
    await mergePull(world, number, autoMerge.by, { method: autoMerge.method }).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
    });
  }
}
