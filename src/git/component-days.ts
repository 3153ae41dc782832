import type { Instant } from '../time/instant.ts';
import { readGitOutput } from './run.ts';

/**
 * When each file in `components/` was first committed, by its path relative to the content root. Undefined if git can't
 * tell: outside a repository, before the first commit, or in a shallow clone.
 */
export async function readFirstCommitTimes(root: string): Promise<ReadonlyMap<string, Instant> | undefined> {
  try {
    if ((await readGitOutput(root, ['rev-parse', '--is-shallow-repository'])).trim() !== 'false')
      return undefined;
    const prefix = (await readGitOutput(root, ['rev-parse', '--show-prefix'])).trim();
    const log = await readGitOutput(root, [
      ...['log', '--first-parent', '--diff-merges=first-parent', '--reverse', '--diff-filter=A'],
      ...['--no-renames', '--no-show-signature', '--no-ext-diff', '--no-color', '--name-only', '-z'],
      ...['--format=>%ct', '--', 'components'],
    ]);
    return parseFirstCommits(log, prefix);
  } catch {
    return undefined;
  }
}

/** Reads `>SECONDS` followed by the paths that the commit added, each ended by a zero byte; oldest commit first. */
function parseFirstCommits(log: string, prefix: string): ReadonlyMap<string, Instant> {
  const times = new Map<string, Instant>();
  let at: Instant = 0;
  for (const token of log.split('\0').map((text) => text.trim())) {
    if (/^>\d+$/.test(token)) at = Number(token.slice(1)) * 1000;
    else if (token !== '' && token.startsWith(prefix) && !times.has(token.slice(prefix.length)))
      times.set(token.slice(prefix.length), at);
  }
  return times;
}
