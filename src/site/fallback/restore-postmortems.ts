import { actionItemsTitle } from '../../content/content.ts';
import type { SiteContext } from '../../content/content.ts';
import { parsePostmortem } from '../../content/parse-postmortem.ts';
import type { Postmortem } from '../../content/postmortem.ts';
import type { SourceFile } from '../../content/source.ts';
import type { RestoredPart } from '../../status/fallback-notes.ts';
import { publicPostmortemsOf } from '../../status/public-postmortem.ts';
import type { Instant } from '../../time/instant.ts';
import { fileKey } from './file-history.ts';
import type { FileHistory } from './file-history.ts';

/** Each postmortem, or the last valid version of one that is invalid. Only published ones are mentioned. */
export async function restorePostmortems(
  sources: readonly SourceFile[],
  { site, policy }: SiteContext,
  history: FileHistory,
  now: Instant,
): Promise<{ postmortems: Postmortem[]; parts: RestoredPart[] }> {
  const postmortems: Postmortem[] = [];
  const parts: RestoredPart[] = [];
  const parse = (source: SourceFile): Postmortem | undefined =>
    history.limit(
      source,
      () => parsePostmortem(source, site.timezone, actionItemsTitle(policy)).value,
      undefined,
    );
  for (const source of sources) {
    const newest = parse(source);
    const last = newest
      ? undefined
      : await history.lastValid(fileKey(source.path), (old) => parse(old.source));
    const shown = newest ?? last?.value;
    if (shown) postmortems.push(shown);
    if (last && publicPostmortemsOf([last.value], now).size > 0)
      parts.push({ kind: 'postmortem', id: last.value.incident, at: last.at });
  }
  return { postmortems, parts };
}
