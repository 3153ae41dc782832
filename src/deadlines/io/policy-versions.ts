import type { Policy } from '../../content/policy.ts';
import type { PolicyVersion } from '../policy-changes.ts';
import { GitError, gitText } from '../../git/run.ts';
import { openBlobs } from '../../git/blobs.ts';

/** Nobody changes an SOP more often between two reviews. */
const MOST_VERSIONS = 60;

const LOG = [
  'log',
  '--first-parent',
  '--diff-merges=first-parent',
  '--raw',
  '--no-abbrev',
  '--no-renames',
  '--format=%x01%ct',
];

/**
 * The versions of a policy's own file since its last review, oldest first, and the one before them; none where git
 * can't tell, or where the file is not in the content root.
 */
export async function readPolicyVersions(root: string, { source, review }: Policy): Promise<PolicyVersion[]> {
  if (!review || review['when-changes'].length === 0) return [];
  try {
    const log = await gitText(root, [
      ...LOG,
      `--max-count=${MOST_VERSIONS}`,
      `--since=${review.last}T00:00:00Z`,
      'HEAD',
      '--',
      source.path,
    ]);
    const changes = log.split('\u0001').slice(1).toReversed().flatMap(readChange);
    if (changes.length === 0) return [];
    const blobs = openBlobs(root);
    const ask = async (at: number, blob: string): Promise<PolicyVersion> => ({
      at,
      text: (await blobs.ask(blob, source.path)).text,
    });
    const first = changes[0]!;
    const asked = [
      ...(isThere(first.before) ? [ask(first.at, first.before)] : []),
      ...changes.map(({ at, after }) => ask(at, after)),
    ];
    await blobs.close();
    return await Promise.all(asked);
  } catch (error) {
    if (error instanceof GitError) return [];
    throw error;
  }
}

interface Change {
  readonly at: number;
  readonly before: string;
  readonly after: string;
}

/** The time of a commit, then `:100644 100644 BEFORE AFTER M\tPATH`. */
function readChange(commit: string): Change[] {
  const parts = /^(\d+)\s+:\d+ \d+ ([0-9a-f]+) ([0-9a-f]+) /.exec(commit);
  return parts && isThere(parts[3]!)
    ? [{ at: Number(parts[1]) * 1000, before: parts[2]!, after: parts[3]! }]
    : [];
}

function isThere(blob: string): boolean {
  return !/^0+$/.test(blob);
}
