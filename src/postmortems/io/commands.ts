import { formatInstant, readInstant } from '../../time/instant.ts';
import { draftPostmortem, postmortemPath } from '../draft.ts';
import { planPostmortem, postmortemBranch } from '../plan.ts';
import { reviewedIncident } from '../pending.ts';
import type { Known } from '../pending.ts';
import { executiveSummary } from '../executive-summary.ts';
import { byHand, sayAction } from '../../response/manual-steps.ts';
import { withFront } from '../../response/file-text.ts';
import { Refused } from '../../response/refused.ts';
import { readContent, reviewRoot } from '../../files/read-content.ts';
import { baseOf } from '../../git/incident-branches.ts';
import { askGit } from '../../git/write.ts';
import { findDesk, placesOf, readWorld } from '../../response/io/repository-context.ts';
import type { Desk } from '../../response/io/repository-context.ts';
import { carryOut, upToDate } from '../../response/io/session.ts';
import type { Session } from '../../response/io/session.ts';
import { perform } from '../../response/io/perform.ts';
import { readFacts } from '../../deadlines/io/read-evidence.ts';
import { visible } from '../../text/terminal-style.ts';

/** Reads what reviews are written from: the incidents, also those that wait on a branch, and what git knows. */
async function readKnown(root: string, desk: Desk, session: Session): Promise<Known> {
  const now = session.clock.now();
  const [{ setting, entries }, sources] = await Promise.all([readWorld(desk), readContent(root)]);
  const { facts } = await readFacts(root, sources, setting, entries, now);
  return { setting, entries, facts, now };
}

/**
 * Drafts the review of an incident on a branch and opens its pull request (V8.1), in the repository that the reviews
 * live in. The exit code is 0 if it is done or only a person can do the rest, 1 if something failed.
 * @throws Refused where there is nothing to review, or its review is begun already
 */
export async function runPostmortem(
  root: string,
  incident: string | undefined,
  session: Session,
): Promise<number> {
  const desk = await upToDate(await findDesk(root), session);
  const known = await readKnown(root, desk, session);
  const reviewed = reviewedIncident(known, 'postmortem', incident);
  const { id } = reviewed.incident;
  const sources = await readContent(root);
  const apart = reviewRoot(root, sources.site);
  const place = apart === root ? desk : await upToDate(await findDesk(apart), session);
  await refuseIfBegun(place, id);
  const actions = planPostmortem(reviewed);
  if (session.dryRun) {
    session.say(draftPostmortem(reviewed).trimEnd());
    const lines = actions.map((action) => `  ${visible(sayAction(action, place.outside))}`);
    session.say(['This would be done:', ...lines].join('\n'));
    return 0;
  }
  const forge = session.offline ? undefined : await session.forge?.();
  const outcome = await perform(actions, { desk: place, offline: session.offline, ...(forge && { forge }) });
  if (outcome.moved) throw new Refused(`Somebody else has just begun the review of ${id}.`, '');
  const done = [
    `committed on ${postmortemBranch(id)}`,
    ...(outcome.pushed ? [`pushed to ${place.outside.remote!.name}`] : []),
    ...(outcome.pullRequest ? [`pull request ${outcome.pullRequest.url}`] : []),
  ];
  const left = outcome.left.flatMap(({ action, why }) => {
    const [first, ...rest] = byHand(action, place.outside);
    if (first === undefined) return [];
    return [`  ${first}${why === undefined ? '' : ` (${why})`}`, ...rest.map((line) => `  ${line}`)];
  });
  session.say(`The review of ${id}: ${done.join(', ')}.`);
  if (left.length > 0) session.say(['By hand:', ...left.map(visible)].join('\n'));
  return outcome.left.some(({ why }) => why !== undefined) && !session.offline ? 1 : 0;
}

async function refuseIfBegun(desk: Desk, id: string): Promise<void> {
  const { root, prefix } = desk.repository;
  const path = prefix + postmortemPath(id);
  const base = await baseOf(placesOf(desk), postmortemBranch(id), path);
  if ((await askGit(root, ['rev-parse', '--verify', '--quiet', `${base.tree}:${path}`])) === undefined)
    return;
  const where = base.pending ? `It waits on the branch ${postmortemBranch(id)}.` : `It is ${path}.`;
  throw new Refused(`The review of ${id} is begun already.`, where);
}

/** Writes half a page for stakeholders (U4.3) to where the session speaks. */
export async function runSummary(
  root: string,
  incident: string | undefined,
  session: Session,
): Promise<number> {
  const desk = await upToDate(await findDesk(root), session);
  const reviewed = reviewedIncident(await readKnown(root, desk, session), 'summary', incident);
  session.say(executiveSummary(reviewed).trimEnd());
  return 0;
}

/**
 * Marks the executive summary as sent (U4.3), in the incident's file: the clock stops waiting for it.
 * @param at when it was sent, in words; the session's time if it isn't said
 */
export async function runSent(
  root: string,
  incident: string | undefined,
  at: string | undefined,
  session: Session,
): Promise<number> {
  const read = at === undefined ? { instant: session.clock.now() } : readInstant(at);
  if (!('instant' in read))
    throw new Refused(`"${at}" is no time with its zone.`, 'Write 2026-11-22T09:10Z.');
  const desk = await upToDate(await findDesk(root), session);
  const { id } = reviewedIncident(await readKnown(root, desk, session), 'summary', incident).incident;
  const sent = formatInstant(read.instant);
  return carryOut(
    desk,
    { incident: id },
    ({ entries }) => {
      const { source } = entries.find((entry) => entry.id === id)!;
      const text = withFront(source, [[['internal', 'summary'], sent]]);
      return { deed: 'post', id, path: source.path, text, subject: `${id}: summary sent`, words: '' };
    },
    session,
  );
}
