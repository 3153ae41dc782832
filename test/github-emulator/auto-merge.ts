import { Refusal } from './response.ts';
import { mergePull } from './merging.ts';
import type { EmulatorState } from './state.ts';

/** Merges what was to be merged as soon as nothing is missing, in the name of the person who asked for it. */
export async function mergeWhatMay(emulatorState: EmulatorState): Promise<void> {
  for (const [number, { autoMerge, ended, draft }] of emulatorState.pulls) {
    if (!autoMerge || ended || draft) continue;
    await mergePull(emulatorState, number, autoMerge.by, { method: autoMerge.method }).catch(
      (error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
      },
    );
  }
}
