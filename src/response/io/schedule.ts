import { runGit } from '../../git/write.ts';
import { escapeControlCharacters } from '../../text/terminal-style.ts';
import { incidentBranch } from '../change.ts';
import type { IncidentChange } from '../change.ts';
import { InputError } from '../input-error.ts';
import { dueWindows, planRecurringMaintenance } from '../recurring.ts';
import { openRepository, readIncidentContext } from './repository-context.ts';
import type { RepositoryContext } from './repository-context.ts';
import { refreshOrWarn, runChange } from './session.ts';
import type { CommandContext } from './command-context.ts';

/**
 * Writes the file of each window of recurring maintenance that is due to be announced. The exit code is 1 if one of them
 * could not be proposed, or a rule can't be used.
 * @param startAutoMerge called with each branch that was pushed
 */
export async function runSchedule(
  root: string,
  { prompt: _none, ...context }: CommandContext,
  startAutoMerge: (branch: string) => Promise<void>,
): Promise<number> {
  const repositoryContext = await refreshOrWarn(await openRepository(root), context);
  const now = context.clock.now();
  const incidentContext = await readIncidentContext(repositoryContext, now);
  const ids = dueWindows(incidentContext, now).map(({ id }) => id);
  const decisions = await readDecisions(repositoryContext, incidentContext.usedIds, ids);
  const plans = planRecurringMaintenance(incidentContext, decisions, now);
  if (plans.length === 0) context.print('No recurring maintenance is due to be announced.');
  let code = 0;
  for (const plan of plans) {
    if ('skipped' in plan) context.print(escapeControlCharacters(plan.skipped));
    else if ('problem' in plan) {
      context.print(escapeControlCharacters(plan.problem));
      code = 1;
    } else
      code = Math.max(code, await announceWindow(repositoryContext, plan.change, context, startAutoMerge));
  }
  return code;
}

async function announceWindow(
  repositoryContext: RepositoryContext,
  change: IncidentChange,
  context: CommandContext,
  startAutoMerge: (branch: string) => Promise<void>,
): Promise<number> {
  const branch = incidentBranch(change.id);
  try {
    const code = await runChange(repositoryContext, {}, () => change, context);
    if (code !== 0 || context.dryRun || context.offline) return code;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    context.print(escapeControlCharacters(`${error.message}\n${error.help}`));
    return 1;
  }
  try {
    await startAutoMerge(branch);
    return 0;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    context.print(escapeControlCharacters(`Start auto-merge.yml for ${branch} manually: ${reason}`));
    return 1;
  }
}

/** The windows that people decided against: their pull request was closed, or their file was removed. */
async function readDecisions(
  { repository, publishedCommit, pullRequests }: RepositoryContext,
  usedIds: ReadonlySet<string>,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const decisions = new Map<string, string>();
  for (const id of ids) {
    if (usedIds.has(id)) continue;
    const pull = pullRequests?.get(incidentBranch(id));
    if (pull?.state === 'closed')
      decisions.set(id, `The pull request of ${id} was closed without being merged: ${pull.url}`);
    const path = `:(glob)${repository.prefix}incidents/**/${id}.md`;
    const args = ['log', '-1', '--no-show-signature', '--format=%h', publishedCommit, '--', path];
    const commit = (await runGit(repository.root, args, { env: { GIT_LITERAL_PATHSPECS: '0' } })).trim();
    if (commit !== '') decisions.set(id, `The file of ${id} was removed in commit ${commit}.`);
  }
  return decisions;
}
