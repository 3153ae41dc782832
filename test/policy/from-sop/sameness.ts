import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** How much of a policy another one has, too. */
export interface Sameness {
  /** Values of the policy that its document states. */
  readonly stated: number;
  /** Of these, the ones that are the same in the other policy. */
  readonly same: number;
  readonly missing: readonly string[];
  /** Paths of values that the document does not state. */
  readonly beyond: readonly string[];
}

/**
 * Compares by leaves: each value at the end of a path, such as `severities.sev-1.first-update = "5m"`, and each item of a list
 * on its own. A leaf is the same only if path and value are equal. `beyond` are patterns of paths that the document does not
 * state.
 */
export function compareLeaves(expected: unknown, actual: unknown, beyond: readonly string[] = []): Sameness {
  const patterns = beyond.map(toPattern);
  const leaves = leavesOf(expected);
  const isBeyond = ({ path }: Leaf): boolean => patterns.some((pattern) => pattern.test(path));
  const found = new Set(leavesOf(actual).map(({ text }) => text));
  const stated = leaves.filter((leaf) => !isBeyond(leaf));
  const missing = stated.filter(({ text }) => !found.has(text)).map(({ text }) => text);
  return {
    stated: stated.length,
    same: stated.length - missing.length,
    missing,
    beyond: leaves.filter(isBeyond).map(({ path }) => path),
  };
}

/** The patterns of `beyond-the-sop.yaml` for a preset. */
export function readBeyond(preset: string): readonly string[] {
  const groups = parse(readFileSync(new URL('beyond-the-sop.yaml', import.meta.url), 'utf8')) as Readonly<
    Record<string, readonly { readonly paths: readonly string[] }[]>
  >;
  return [...groups['both']!, ...groups[preset]!].flatMap(({ paths }) => paths);
}

interface Leaf {
  readonly path: string;
  readonly text: string;
}

function leavesOf(value: unknown, path = ''): Leaf[] {
  if (Array.isArray(value)) return value.flatMap((one) => leavesOf(one, path));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, one]) => leavesOf(one, path === '' ? key : `${path}.${key}`));
  // An audience may be written as its name alone.
  const full = /^audiences\.[^.]+$/.test(path) ? `${path}.name` : path;
  return [{ path: full, text: `${full} = ${JSON.stringify(value === 'quarterly' ? '3 months' : value)}` }];
}

function toPattern(pattern: string): RegExp {
  const parts = pattern
    .split('.')
    .map((part) => (part === '**' ? '.+' : part === '*' ? '[^.]+' : part.replaceAll('-', '\\-')));
  return new RegExp(`^${parts.join('\\.')}$`);
}
