import { listSources } from '../../content/content.ts';
import type { ContentSources } from '../../content/content.ts';
import type { Diagnostic } from '../../content/finding.ts';
import { lineStarts } from '../../content/source.ts';
import { findSectionHeadings } from '../../content/sections.ts';

/** Findings, and the files that they are about. */
export interface CheckedContent {
  readonly sources: ContentSources;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Turns errors that the change did not cause into warnings: those that its base had too, in files that it doesn't touch,
 * and in updates that it leaves as they are. An old error elsewhere must not block an urgent update, nor may what a rule of
 * a newer version finds in text that is published already; an error that the update causes elsewhere still counts.
 */
export function downgradePreexisting(after: CheckedContent, before: CheckedContent): Diagnostic[] {
  const [keyBefore, keyAfter] = [createKey(before.sources), createKey(after.sources)];
  const known = new Set(before.diagnostics.filter(({ level }) => level === 'error').map(keyBefore));
  return after.diagnostics.map((diagnostic) => {
    if (diagnostic.level !== 'error' || !known.has(keyAfter(diagnostic))) return diagnostic;
    return {
      ...diagnostic,
      level: 'warn',
      help: `${diagnostic.help} This problem existed before this change.`.trim(),
    };
  });
}

/** The same for the same finding in the same text: that of the update that it is in, otherwise of the whole file. */
function createKey(sources: ContentSources): (diagnostic: Diagnostic) => string {
  const texts = textsOf(sources);
  return ({ rule, message, location: { path, line } }) => {
    const text = texts.get(path);
    const update = text === undefined ? undefined : findUpdate(path, text, line);
    const [place, at] = update ? [update.text, line - update.line] : [text ?? '', line];
    return [rule, path, message, at, place].join('\0');
  };
}

/** The update of an incident that a line is in, with the line of its heading. */
function findUpdate(path: string, text: string, line: number): { text: string; line: number } | undefined {
  if (!path.startsWith('incidents/')) return undefined;
  const starts = lineStarts({ path, text });
  const start = starts[line - 1] ?? 0;
  const found = findSectionHeadings(text, 0).find(
    ({ heading, end }) => heading.start <= start && start < end,
  );
  return (
    found && {
      text: text.slice(found.heading.start, found.end).trimEnd(),
      line: starts.findLastIndex((from) => from <= found.heading.start) + 1,
    }
  );
}

/** By path; of a picture, its version. */
function textsOf(sources: ContentSources): Map<string, string> {
  const { pictures = [] } = sources;
  return new Map([
    ...listSources(sources).map(({ path, text }): [string, string] => [path, text]),
    ...pictures.map(({ path, version = '' }): [string, string] => [path, version]),
  ]);
}
