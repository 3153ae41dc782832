import { listSources } from '../../content/content.ts';
import type { ContentSources } from '../../content/content.ts';
import type { Diagnostic } from '../../content/finding.ts';

/**
 * Turns errors that the change did not cause into warnings: those that its base had too, in files that it doesn't touch.
 * An old error elsewhere must not block an urgent update; an error that the update causes elsewhere still counts.
 * @param before the findings on the base of the change
 */
export function downgradePreexisting(
  diagnostics: readonly Diagnostic[],
  before: readonly Diagnostic[],
  isTouched: (path: string) => boolean,
): Diagnostic[] {
  const known = new Set(before.filter(({ level }) => level === 'error').map(diagnosticKey));
  return diagnostics.map((diagnostic) => {
    if (
      diagnostic.level !== 'error' ||
      isTouched(diagnostic.location.path) ||
      !known.has(diagnosticKey(diagnostic))
    )
      return diagnostic;
    return {
      ...diagnostic,
      level: 'warn',
      help: `${diagnostic.help} This problem existed before this change.`.trim(),
    };
  });
}

/** Tests whether a path was added, removed or edited between two contents. */
export function createChangedPathTest(
  before: ContentSources,
  after: ContentSources,
): (path: string) => boolean {
  const [old, now] = [textsOf(before), textsOf(after)];
  return (path) => old.get(path) !== now.get(path);
}

/** By path; of a picture, its version. */
function textsOf(sources: ContentSources): Map<string, string> {
  const { pictures = [] } = sources;
  return new Map([
    ...listSources(sources).map(({ path, text }): [string, string] => [path, text]),
    ...pictures.map(({ path, version = '' }): [string, string] => [path, version]),
  ]);
}

function diagnosticKey({ rule, location, message }: Diagnostic): string {
  return [rule, location.path, location.line, message].join('\0');
}
