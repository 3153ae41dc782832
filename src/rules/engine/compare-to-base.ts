import type { ContentSources } from '../../content/content.ts';
import type { Diagnostic } from '../../content/finding.ts';
import type { SourceFile } from '../../content/source.ts';

/**
 * Findings as a change answers for them: what was there before it, in a file that it doesn't touch, is a warning. An
 * update that customers wait for is not held up by an old fault elsewhere; one that it causes elsewhere counts.
 * @param before what was said of the content that the change began from
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
      help: `${diagnostic.help} It was there before this change.`.trim(),
    };
  });
}

/** Whether a path has another text, or is there in only one of two contents. */
export function createChangedPathTest(
  before: ContentSources,
  after: ContentSources,
): (path: string) => boolean {
  const [old, now] = [textsOf(before), textsOf(after)];
  return (path) => old.get(path) !== now.get(path);
}

function textsOf({
  site,
  policies,
  components,
  incidents,
  postmortems,
}: ContentSources): Map<string, string> {
  const all: SourceFile[] = [
    ...(site ? [site] : []),
    ...policies,
    ...components,
    ...incidents,
    ...postmortems,
  ];
  return new Map(all.map(({ path, text }) => [path, text]));
}

function diagnosticKey({ rule, location, message }: Diagnostic): string {
  return [rule, location.path, location.line, message].join('\0');
}
