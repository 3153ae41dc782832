import { hash } from 'node:crypto';
import { listSources } from '../../content/content.ts';
import type { ContentSources } from '../../content/content.ts';
import type { SourceFile } from '../../content/source.ts';
import type { IncidentFileRule, RuleContext } from './rule.ts';

/**
 * The files without a finding, known from an earlier run of the same code with the same settings. Only rules that read more
 * than the file check them again.
 */
export interface CleanFiles {
  readonly has: (source: SourceFile) => boolean;
  readonly add: (source: SourceFile) => void;
}

/**
 * Changes with everything that a rule's result depends on besides the file itself: the settings, policies, components,
 * words and pictures.
 * @param code changes with the code of the rules
 */
export function hashSettings(sources: ContentSources, code: string): string {
  const { logo, themeCss, pictures = [] } = sources;
  const files = listSources({ ...sources, incidents: [], postmortems: [] });
  const parts = files.map(({ path, text, unreadable }) => [path, text, unreadable]);
  return hash('sha256', JSON.stringify([code, parts, logo?.path, themeCss, pictures]));
}

export function hashFile({ path, text }: SourceFile): string {
  return hash('sha256', `${path}\u0000${text}`, 'base64url');
}

/** Files in memory; `ids` are those of `hashFile`. */
export function createCleanFiles(ids: ReadonlySet<string> = new Set()): {
  readonly files: CleanFiles;
  /** The ids of the files that were asked for and are clean, or were added. */
  readonly seen: ReadonlySet<string>;
} {
  const seen = new Set<string>();
  const files: CleanFiles = {
    has: (source) => {
      const id = hashFile(source);
      if (!ids.has(id)) return false;
      seen.add(id);
      return true;
    },
    add: (source) => seen.add(hashFile(source)),
  };
  return { files, seen };
}

/** Whether a rule reads more than the file and the settings. */
export function readsMore({ needs, reads }: IncidentFileRule): boolean {
  return needs !== undefined || reads !== undefined;
}

/** A context that counts how often a rule reads more than the settings from it. */
export function watchContext(context: RuleContext): {
  readonly context: RuleContext;
  readonly reads: () => number;
} {
  let reads = 0;
  const watched = { ...context };
  for (const key of ['now', 'othersAffectingAt', 'findEvent', 'history'] as const) {
    Object.defineProperty(watched, key, {
      enumerable: key in context,
      get: () => {
        reads += 1;
        return context[key];
      },
    });
  }
  return { context: watched, reads: () => reads };
}
