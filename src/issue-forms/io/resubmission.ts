import { parseIncident } from '../../content/parse-incident.ts';
import type { Written } from '../reply-comment.ts';
import { branchOf } from '../../response/change.ts';
import { Refused } from '../../response/refused.ts';
import type { World } from '../../response/context.ts';
import { askGit, runGit } from '../../git/write.ts';
import type { Desk } from '../../response/io/repository-context.ts';

/**
 * The world as it was before an issue wrote to an incident's branch, so that its changed answers take the place of the
 * earlier ones.
 * @throws Refused where that is published already, or somebody wrote after it
 */
export async function beforeWritten(desk: Desk, world: World, written: Written): Promise<World> {
  const { id, commit, before } = written;
  const { root, prefix } = desk.repository;
  const remote = desk.outside.remote?.name;
  const ref = remote === undefined ? 'refs/heads' : `refs/remotes/${remote}`;
  const head = await askGit(root, ['rev-parse', '--verify', '--quiet', `${ref}/${branchOf(id)}^{commit}`]);
  const entry = world.entries.find((one) => one.id === id);
  const waiting =
    entry &&
    world.published?.incidents.find(({ path }) => path === entry.source.path)?.text !== entry.source.text;
  if (!waiting) throw new Refused(`What this issue wrote to ${id} is published already.`, NEXT);
  if (head !== commit) throw new Refused(`Somebody has written to ${id} since.`, NEXT);
  const path = prefix + entry.source.path;
  const there = await askGit(root, ['rev-parse', '--verify', '--quiet', `${before}:${path}`]);
  const rest = world.entries.filter((one) => one.id !== id);
  if (there === undefined) return { ...world, entries: rest };
  const text = (await runGit(root, ['cat-file', 'blob', there])).replace(/\r\n?/g, '\n');
  const parsed = parseIncident({ path: entry.source.path, text }, world.setting.site.timezone);
  const earlier = parsed.value ?? parsed.partial;
  return { ...world, entries: earlier ? [...rest, earlier] : rest };
}

const NEXT = 'To say more, use the form "Post an update".';
