import { formatInstant, parseInstant } from '../../time/instant.ts';
import { draftPostmortem, postmortemPath } from '../draft.ts';
import { planPostmortem, postmortemBranch } from '../plan.ts';
import { createPostmortemInput } from '../pending.ts';
import type { PostmortemData } from '../pending.ts';
import { summaryReadersOf } from '../../notifications/destinations.ts';
import { renderExecutiveSummary } from '../../notifications/executive-summary.ts';
import { formatManualSteps } from '../../actions/run-actions.ts';
import { manualStepsFor } from '../../response/manual-steps.ts';
import { renderDryRun } from '../../response/io/output.ts';
import { editFrontMatter } from '../../response/file-text.ts';
import { InputError } from '../../response/input-error.ts';
import { readContent, postmortemRoot } from '../../files/read-content.ts';
import { findBranchBase } from '../../git/incident-branches.ts';
import { tryGit } from '../../git/write.ts';
import { openRepository, branchLookupOf, readIncidentContext } from '../../response/io/repository-context.ts';
import type { RepositoryContext } from '../../response/io/repository-context.ts';
import { runChange, refreshOrWarn } from '../../response/io/session.ts';
import type { CommandContext } from '../../response/io/command-context.ts';
import { performActions } from '../../response/io/perform.ts';
import { readEvidence } from '../../deadlines/io/read-evidence.ts';
import { escapeControlCharacters } from '../../text/terminal-style.ts';

/** Includes incidents on unmerged branches. */
async function readPostmortemData(
  root: string,
  repositoryContext: RepositoryContext,
  context: CommandContext,
): Promise<PostmortemData> {
  const now = context.clock.now();
  const [{ siteContext, entries: incidents }, sources] = await Promise.all([
    readIncidentContext(repositoryContext, now),
    readContent(root),
  ]);
  const { evidence } = await readEvidence(root, sources, siteContext, incidents, now);
  return { siteContext, incidents, evidence, now };
}

/**
 * Drafts a postmortem on a branch and opens its pull request (V8.1), in the repository with the postmortems. The exit code
 * is 0 if it is done or the rest is left for a person, 1 if something failed.
 * @throws InputError if no postmortem is due, or it exists already
 */
export async function runOpenPostmortem(
  root: string,
  incident: string | undefined,
  context: CommandContext,
): Promise<number> {
  const repositoryContext = await refreshOrWarn(await openRepository(root), context);
  const data = await readPostmortemData(root, repositoryContext, context);
  const input = createPostmortemInput(data, 'postmortem', incident);
  const { id } = input.incident;
  const sources = await readContent(root);
  const postmortemFolder = postmortemRoot(root, sources.site);
  const postmortemRepository =
    postmortemFolder === root
      ? repositoryContext
      : await refreshOrWarn(await openRepository(postmortemFolder), context);
  await refuseIfStarted(postmortemRepository, id);
  const actions = planPostmortem(input);
  if (context.dryRun) {
    context.print(draftPostmortem(input).trimEnd());
    context.print(renderDryRun(actions, postmortemRepository.remoteInfo));
    return 0;
  }
  const pullRequests = context.offline ? undefined : await context.connectPullRequests?.();
  const outcome = await performActions(actions, {
    context: postmortemRepository,
    offline: context.offline,
    ...(pullRequests && { pullRequests }),
  });
  if (outcome.branchMoved)
    throw new InputError(`The postmortem of ${id} was opened by another person just now.`, '');
  const done = [
    `committed on ${postmortemBranch(id)}`,
    ...(outcome.pushed ? [`pushed to ${postmortemRepository.remoteInfo.remote!.name}`] : []),
    ...(outcome.pullRequest ? [`pull request ${outcome.pullRequest.url}`] : []),
  ];
  const manualSteps = formatManualSteps(outcome.manual, (action) =>
    manualStepsFor(action, postmortemRepository.remoteInfo),
  );
  context.print(`Postmortem of ${id}: ${done.join(', ')}.`);
  if (manualSteps.length > 0)
    context.print(
      ['By hand:', ...manualSteps.map((line) => `  ${escapeControlCharacters(line)}`)].join('\n'),
    );
  return outcome.manual.some(({ reason }) => reason !== undefined) && !context.offline ? 1 : 0;
}

async function refuseIfStarted(repositoryContext: RepositoryContext, id: string): Promise<void> {
  const { root, prefix } = repositoryContext.repository;
  const path = prefix + postmortemPath(id);
  const base = await findBranchBase(branchLookupOf(repositoryContext), postmortemBranch(id), path);
  if ((await tryGit(root, ['rev-parse', '--verify', '--quiet', `${base.tree}:${path}`])) === undefined)
    return;
  const help = base.hasUnpublished ? `It is on the branch ${postmortemBranch(id)}.` : `It is ${path}.`;
  throw new InputError(`The postmortem of ${id} exists already.`, help);
}

/** Prints the executive summary (U4.3). */
export async function runExecutiveSummary(
  root: string,
  incident: string | undefined,
  context: CommandContext,
): Promise<number> {
  const repositoryContext = await refreshOrWarn(await openRepository(root), context);
  const input = createPostmortemInput(
    await readPostmortemData(root, repositoryContext, context),
    'summary',
    incident,
  );
  context.print(renderExecutiveSummary(input).trimEnd());
  return 0;
}

/** Records in the incident's file that the executive summary may be sent: Candor sends it when that is published (U4.3). */
export function runMarkSummaryReady(
  root: string,
  incident: string | undefined,
  context: CommandContext,
): Promise<number> {
  return recordSummaryTime(root, incident, 'summary-ready', undefined, context);
}

/**
 * Records in the incident's file that the executive summary was sent (U4.3).
 * @param at when it was sent; defaults to now
 */
export function runMarkSummarySent(
  root: string,
  incident: string | undefined,
  at: string | undefined,
  context: CommandContext,
): Promise<number> {
  return recordSummaryTime(root, incident, 'summary', at, context);
}

async function recordSummaryTime(
  root: string,
  incident: string | undefined,
  field: 'summary-ready' | 'summary',
  at: string | undefined,
  context: CommandContext,
): Promise<number> {
  const read = at === undefined ? { instant: context.clock.now() } : parseInstant(at);
  if (!('instant' in read))
    throw new InputError(
      `Invalid --at "${at}": expected a time with a time zone.`,
      'Write 2026-11-22T09:10Z.',
    );
  const repositoryContext = await refreshOrWarn(await openRepository(root), context);
  const input = createPostmortemInput(
    await readPostmortemData(root, repositoryContext, context),
    'summary',
    incident,
  );
  const { id } = input.incident;
  if (field === 'summary-ready') {
    const readers = summaryReadersOf(input.siteContext.policy);
    if (readers.every((key) => !Array.isArray(input.siteContext.site.notify[key])))
      throw new InputError(
        'status.yaml names no place for the audience of the summary, or it is not internal, so Candor can not send it.',
        'Send it yourself, then run: npx candor postmortem mark-sent',
      );
    context.print(renderExecutiveSummary(input).trimEnd());
    context.print(`Sent to ${readers.join(', ')} when this is published.`);
  }
  const time = formatInstant(read.instant);
  return runChange(
    repositoryContext,
    { incident: id },
    ({ entries: incidents }) => {
      const { source } = incidents.find((event) => event.id === id)!;
      const text = editFrontMatter(source, [[['internal', field], time]]);
      const subject = `${id}: summary ${field === 'summary' ? 'sent' : 'ready'}`;
      return { kind: 'publish', id, path: source.path, text, subject, publicText: '' };
    },
    context,
  );
}
