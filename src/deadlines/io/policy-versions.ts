import type { Policy } from '../../content/policy.ts';
import type { PolicyVersion } from '../policy-changes.ts';
import { GitError, readGitOutput } from '../../git/run.ts';
import { openBlobReader } from '../../git/blobs.ts';

const MAX_VERSIONS = 60;

const LOG_ARGS = [
  'log',
  '--first-parent',
  '--diff-merges=first-parent',
  '--raw',
  '--no-abbrev',
  '--no-renames',
  '--format=%x01%ct',
];

/**
 * The versions of a policy file since the last SOP review and the one before, oldest first. Empty without a git history,
 * or if the file is not in the content root.
 */
export async function readPolicyVersions(
  root: string,
  { source, 'sop-review': review }: Policy,
): Promise<PolicyVersion[]> {
  if (!review || review['on-change'].length === 0) return [];
  try {
    const log = await readGitOutput(root, [
      ...LOG_ARGS,
      `--max-count=${MAX_VERSIONS}`,
      `--since=${review.last}T00:00:00Z`,
      'HEAD',
      '--',
      source.path,
    ]);
    const changes = log.split('\u0001').slice(1).toReversed().flatMap(parseBlobChange);
    if (changes.length === 0) return [];
    const blobs = openBlobReader(root);
    const ask = async (at: number, blob: string): Promise<PolicyVersion> => ({
      at,
      text: (await blobs.read(blob, source.path)).text,
    });
    const first = changes[0]!;
    const asked = [
      ...(isPresent(first.before) ? [ask(first.at, first.before)] : []),
      ...changes.map(({ at, after }) => ask(at, after)),
    ];
    await blobs.close();
    return await Promise.all(asked);
  } catch (error) {
    if (error instanceof GitError) return [];
    throw error;
  }
}

interface BlobChange {
  readonly at: number;
  readonly before: string;
  readonly after: string;
}

/** The time of a commit, then `:100644 100644 BEFORE AFTER M\tPATH`. */
function parseBlobChange(commit: string): BlobChange[] {
  const parts = /^(\d+)\s+:\d+ \d+ ([0-9a-f]+) ([0-9a-f]+) /.exec(commit);
  return parts && isPresent(parts[3]!)
    ? [{ at: Number(parts[1]) * 1000, before: parts[2]!, after: parts[3]! }]
    : [];
}

function isPresent(blob: string): boolean {
  return !/^0+$/.test(blob);
}
