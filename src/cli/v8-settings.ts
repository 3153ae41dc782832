import { readdir } from 'node:fs/promises';
import module from 'node:module';
import { setFlagsFromString } from 'node:v8';

/**
 * Makes V8 compile a regular expression when it first runs. Otherwise it interprets it once and compiles it for the second
 * run, which takes a quarter of the time of a command that looks for hundreds of wordings in a few texts.
 */
export function compilePatternsAtOnce(): void {
  setFlagsFromString('--no-regexp-tier-up');
}

/**
 * Lets the part of the heap for new objects grow to its full size at its first collection. It begins with a megabyte, and a
 * short command would collect it five times while it doubles.
 */
export function growHeapAtOnce(): void {
  setFlagsFromString('--semi-space-growth-factor=16');
}

/**
 * Keeps the compiled code of the modules that are loaded from now on in a folder, and takes it from there the next time, which
 * halves the time to load a command. Without a folder that can be written, each start compiles. NODE_COMPILE_CACHE names another
 * folder, and NODE_DISABLE_COMPILE_CACHE turns it off.
 */
export function reuseCompiledCode(folder: string): void {
  module.enableCompileCache(folder);
}

/** By default the heap grows to several times its live size before V8 collects it; CI runners have little memory. */
export function limitHeapGrowth(): void {
  setLaterFlags('--heap-growing-percent=50');
}

/** With fewer, a heap that grows freely is small too, and takes less time. */
const MANY_FILES = 1000;

/** Limits the growth of the heap, also of its part for new objects, before many files of a folder are read. */
export async function limitHeapForManyFiles(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  if (names.length < MANY_FILES) return;
  limitHeapGrowth();
  // V8 reads --max-semi-space-size only when the process starts; a growth factor of 1 has the same effect.
  setLaterFlags('--semi-space-growth-factor=1');
}

/** V8 reads compiled code again only under the flags that it was written under, so all that is loaded is written first. */
function setLaterFlags(flag: string): void {
  module.flushCompileCache();
  setFlagsFromString(flag);
}
