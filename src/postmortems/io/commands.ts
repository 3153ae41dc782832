import { formatInstant, parseInstant } from '../../time/instant.ts';
import { draftPostmortem, postmortemPath } from '../draft.ts';
import { planPostmortem, postmortemBranch } from '../plan.ts';
import { createPostmortemInput } from '../pending.ts';
import type { PostmortemData } from '../pending.ts';
import { renderExecutiveSummary } from '../executive-summary.ts';
import { manualStepsFor, describeAction } from '../../response/manual-steps.ts';
import { editFrontMatter } from '../../response/file-text.ts';
import { InputError } from '../../response/refused.ts';
import { readContent, postmortemRoot } from '../../files/read-content.ts';
import { findBranchBase } from '../../git/incident-branches.ts';
import { tryGit } from '../../git/write.ts';
import { openRepository, branchLookupOf, readIncidentContext } from '../../response/io/repository-context.ts';
import type { RepositoryContext } from '../../response/io/repository-context.ts';
import { runChange, refreshOrWarn } from '../../response/io/session.ts';
import type { CommandContext } from '../../response/io/session.ts';
import { performActions } from '../../response/io/perform.ts';
import { readEvidence } from '../../deadlines/io/read-evidence.ts';
import { escapeControlCharacters } from '../../text/terminal-style.ts';

/** Reads what reviews are written from: the incidents, also those that wait on a branch, and what git knows. */
async function readPostmortemData(root: string, desk: RepositoryContext, session: CommandContext): Promise<PostmortemData> {
  const now = session.clock.now();
  const [{ setting, entries }, sources] = await Promise.all([readIncidentContext(desk), readContent(root)]);
  const { facts } = await readEvidence(root, sources, setting, entries, now);
  return { setting, entries, facts, now };
}

/**
 * Drafts the review of an incident on a branch and opens its pull request (V8.1), in the repository that the reviews
 * live in. The exit code is 0 if it is done or only a person can do the rest, 1 if something failed.
 * @throws Refused where there is nothing to review, or its review is begun already
 */
export async function runOpenPostmortem(
  root: string,
  incident: string | undefined,
  session: CommandContext,
): Promise<number> {
  const desk = await refreshOrWarn(await openRepository(root), session);
  const known = await readPostmortemData(root, desk, session);
  const reviewed = createPostmortemInput(known, 'postmortem', incident);
  const { id } = reviewed.incident;
  const sources = await readContent(root);
  const apart = postmortemRoot(root, sources.site);
  const place = apart === root ? desk : await refreshOrWarn(await openRepository(apart), session);
  await refuseIfStarted(place, id);
  const actions = planPostmortem(reviewed);
  if (session.dryRun) {
    session.print(draftPostmortem(reviewed).trimEnd());
    const lines = actions.map((action) => `  ${escapeControlCharacters(describeAction(action, place.remoteInfo))}`);
    session.print(['This would be done:', ...lines].join('\n'));
    return 0;
  }
  const forge = session.offline ? undefined : await session.connectPullRequests?.();
  const outcome = await performActions(actions, { context: place, offline: session.offline, ...(forge && { pullRequests: forge }) });
  if (outcome.branchMoved) throw new InputError(`Somebody else has just begun the review of ${id}.`, '');
  const done = [
    `committed on ${postmortemBranch(id)}`,
    ...(outcome.pushed ? [`pushed to ${place.remoteInfo.remote!.name}`] : []),
    ...(outcome.pullRequest ? [`pull request ${outcome.pullRequest.url}`] : []),
  ];
  const left = outcome.manual.flatMap(({ action, why }) => {
    const [first, ...rest] = manualStepsFor(action, place.remoteInfo);
    if (first === undefined) return [];
    return [`  ${first}${why === undefined ? '' : ` (${why})`}`, ...rest.map((line) => `  ${line}`)];
  });
  session.print(`The review of ${id}: ${done.join(', ')}.`);
  if (left.length > 0) session.print(['By hand:', ...left.map(escapeControlCharacters)].join('\n'));
  return outcome.manual.some(({ why }) => why !== undefined) && !session.offline ? 1 : 0;
}

async function refuseIfStarted(desk: RepositoryContext, id: string): Promise<void> {
  const { root, prefix } = desk.repository;
  const path = prefix + postmortemPath(id);
  const base = await findBranchBase(branchLookupOf(desk), postmortemBranch(id), path);
  if ((await tryGit(root, ['rev-parse', '--verify', '--quiet', `${base.tree}:${path}`])) === undefined)
    return;
  const where = base.hasUnpublished ? `It waits on the branch ${postmortemBranch(id)}.` : `It is ${path}.`;
  throw new InputError(`The review of ${id} is begun already.`, where);
}

/** Writes half a page for stakeholders (U4.3) to where the session speaks. */
export async function runExecutiveSummary(
  root: string,
  incident: string | undefined,
  session: CommandContext,
): Promise<number> {
  const desk = await refreshOrWarn(await openRepository(root), session);
  const reviewed = createPostmortemInput(await readPostmortemData(root, desk, session), 'summary', incident);
  session.print(renderExecutiveSummary(reviewed).trimEnd());
  return 0;
}

/**
 * Marks the executive summary as sent (U4.3), in the incident's file: the clock stops waiting for it.
 * @param at when it was sent, in words; the session's time if it isn't said
 */
export async function runMarkSummarySent(
  root: string,
  incident: string | undefined,
  at: string | undefined,
  session: CommandContext,
): Promise<number> {
  const read = at === undefined ? { instant: session.clock.now() } : parseInstant(at);
  if (!('instant' in read))
    throw new InputError(`"${at}" is no time with its zone.`, 'Write 2026-11-22T09:10Z.');
  const desk = await refreshOrWarn(await openRepository(root), session);
  const { id } = createPostmortemInput(await readPostmortemData(root, desk, session), 'summary', incident).incident;
  const sent = formatInstant(read.instant);
  return runChange(
    desk,
    { incident: id },
    ({ entries }) => {
      const { source } = entries.find((entry) => entry.id === id)!;
      const text = editFrontMatter(source, [[['internal', 'summary'], sent]]);
      return { kind: 'post', id, path: source.path, text, subject: `${id}: summary sent`, publicText: '' };
    },
    session,
  );
}
