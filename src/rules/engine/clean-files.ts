import { hash } from 'node:crypto';
import { listSources } from '../../content/content.ts';
import type { ContentSources } from '../../content/content.ts';
import type { StatusEvent } from '../../content/incident.ts';
import type { SourceFile } from '../../content/source.ts';
import type { IncidentFileRule, RuleContext } from './rule.ts';

/**
 * The files without a finding, known from an earlier run of the same code with the same settings. Only rules that read more
 * than the file check them again.
 */
export interface CleanFiles {
  /** What the rules with `given` had read of other files; undefined if the file isn't known to be clean. */
  readonly get: (source: SourceFile) => string | undefined;
  readonly add: (source: SourceFile, given: string) => void;
}

/**
 * Changes with everything that a rule's result depends on besides the file itself: the settings, policies, components,
 * words and pictures.
 */
export function hashSettings(sources: ContentSources): string {
  const { logo, themeCss, pictures = [] } = sources;
  const files = listSources({ ...sources, incidents: [], postmortems: [] });
  const parts = files.map(({ path, text, unreadable }) => [path, text, unreadable]);
  return hash('sha256', JSON.stringify([parts, logo?.path, themeCss, pictures]));
}

/** What rules read of other files for one file, as one text. */
export function givenTo(
  rules: readonly IncidentFileRule[],
  event: StatusEvent,
  context: RuleContext,
): string {
  return rules.map((rule) => rule.given!(event, context)).join('\n');
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
