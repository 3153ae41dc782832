import type { ContentSources } from '../../content/content.ts';
import type { Finding } from '../../content/finding.ts';
import type { Source } from '../../content/source.ts';

/**
 * Findings as a change answers for them: what was there before it, in a file that it doesn't touch, is a warning. An
 * update that customers wait for is not held up by an old fault elsewhere; one that it causes elsewhere counts.
 * @param before what was said of the content that the change began from
 */
export function asChanged(
  findings: readonly Finding[],
  before: readonly Finding[],
  isTouched: (path: string) => boolean,
): Finding[] {
  const known = new Set(before.filter(({ level }) => level === 'error').map(nameOf));
  return findings.map((finding) => {
    if (finding.level !== 'error' || isTouched(finding.place.path) || !known.has(nameOf(finding)))
      return finding;
    return { ...finding, level: 'warn', help: `${finding.help} It was there before this change.`.trim() };
  });
}

/** Whether a path has another text, or is there in only one of two contents. */
export function touchedBetween(before: ContentSources, after: ContentSources): (path: string) => boolean {
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
  const all: Source[] = [...(site ? [site] : []), ...policies, ...components, ...incidents, ...postmortems];
  return new Map(all.map(({ path, text }) => [path, text]));
}

function nameOf({ rule, place, message }: Finding): string {
  return [rule, place.path, place.line, message].join('\0');
}
