import type { Instant } from '../../time/instant.ts';
import { markerOf } from '../../text/comment-marker.ts';
import type { Alert } from '../alert.ts';
import { decide } from '../decide.ts';
import type { Decision } from '../decide.ts';
import { matchAlert } from '../match.ts';
import { meaningOf } from '../map-to-policy.ts';
import type { Telling } from '../words.ts';
import { branchOf } from '../../response/change.ts';
import { byHand, sayAction } from '../../response/manual-steps.ts';
import type { Action } from '../../response/plan.ts';
import type { Client } from '../../github/client.ts';
import { forgeOf } from '../../github/pull-requests.ts';
import { findDesk, readWorld, refreshed } from '../../response/io/repository-context.ts';
import type { Desk } from '../../response/io/repository-context.ts';
import { incidentPulls } from './incident-pulls.ts';
import { readNote, writeComment } from './comments.ts';
import { perform } from '../../response/io/perform.ts';
import type { Outcome } from '../../response/io/perform.ts';

/** What an intake works with. */
export interface IntakeWork {
  readonly client: Client;
  readonly root: string;
  readonly alert: Alert;
  /** What it is known by, without its words. */
  readonly mark: string;
  readonly isPrivate: boolean;
  readonly now: Instant;
  readonly dryRun: boolean;
}

/** What became of an alert: sentences for people, the first of them the most important. */
export interface Taken {
  readonly lines: readonly string[];
  /** The branch whose check has to be started: what a workflow's token pushes starts none by itself. */
  readonly branch?: string;
}

/** How often a branch may move under the hands before the alert is given up to a person. */
const ATTEMPTS = 3;

/**
 * Takes an alert in: reads what is there, decides, and does it.
 * @throws Error where something of it could not be done; the alert has to reach a person another way then
 */
export async function takeIn(work: IntakeWork): Promise<Taken> {
  const found = await findDesk(work.root);
  for (let attempt = 1; ; attempt += 1) {
    const { desk, offline } = await refreshed(found);
    if (offline !== undefined) throw new Error(`The repository could not be fetched: ${offline}`);
    const decision = await decided(desk, work);
    if (work.dryRun) return { lines: rehearsed(decision, desk) };
    const actions = decision.actions.map((action) => marked(action, work.mark));
    const outcome = await perform(actions, { desk, forge: forgeOf(work.client) });
    if (outcome.moved && attempt < ATTEMPTS) continue;
    const failed = outcome.moved
      ? 'its branch moved'
      : outcome.left.find(({ why }) => why !== undefined)?.why;
    if (failed !== undefined) {
      if (outcome.pushed && decision.change) await takeBack(work.client, decision.change.id, decision.isNew);
      throw new Error(failed);
    }
    if (decision.reworded) await reword(work.client, decision.reworded);
    for (const comment of decision.comments) await writeComment(work.client, comment);
    return {
      lines: [decision.said, ...told(outcome, desk)],
      ...(decision.change && { branch: branchOf(decision.change.id) }),
    };
  }
}

/** Brings a draft's title and text up to date, line by line: what a person has changed stays as it is. */
async function reword(
  { octokit, at }: Client,
  { pull, lines }: NonNullable<Decision['reworded']>,
): Promise<void> {
  const where = { ...at, pull_number: pull };
  const { data } = await octokit.rest.pulls.get(where);
  const put = (text: string): string =>
    text
      .split('\n')
      .map((line) => lines.find(([was]) => was === line.trimEnd())?.[1] ?? line)
      .join('\n');
  const [title, body] = [put(data.title), put(data.body ?? '')];
  if (title !== data.title || body !== (data.body ?? ''))
    await octokit.rest.pulls.update({ ...where, title, body });
}

/** A branch without a pull request is no draft that anybody sees, and would stand in the way of the next one. */
async function takeBack({ octokit, at }: Client, id: string, isNew: boolean): Promise<void> {
  if (isNew) await octokit.rest.git.deleteRef({ ...at, ref: `heads/${branchOf(id)}` });
}

async function decided(desk: Desk, work: IntakeWork): Promise<Decision> {
  const { client, alert, mark, now, isPrivate } = work;
  const [world, pulls] = await Promise.all([readWorld(desk), incidentPulls(client)]);
  const meaning = meaningOf(world.setting, alert);
  const telling: Telling = { world, alert, meaning, now, isPrivate };
  const match = matchAlert(world, pulls, alert, mark, meaning);
  const log = match.kind === 'new' ? undefined : await readNote(client, match.pull, mark);
  return decide(telling, match, mark, log);
}

/** A draft's pull request carries the mark of its alert, by which the next notification finds it. */
function marked(action: Action, mark: string): Action {
  if (action.do !== 'pull-request') return action;
  return { ...action, body: `${action.body.trimEnd()}\n${markerOf('alert', mark)}\n` };
}

function told({ pullRequest, left }: Outcome, { outside }: Desk): string[] {
  return [
    ...(pullRequest ? [pullRequest.url] : []),
    ...left.flatMap(({ action }) => byHand(action, outside).slice(0, 1)),
  ];
}

function rehearsed({ said, actions, comments }: Decision, { outside }: Desk): string[] {
  return [
    said,
    ...actions.map((action) => sayAction(action, outside)),
    ...comments.map(({ pull, kind }) => `comment on pull request ${pull}: ${kind}`),
  ];
}
