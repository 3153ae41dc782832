import { hasErrors } from '../content/finding.ts';
import { endingUpdate } from '../content/incident.ts';
import type { Incident } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import { parseIncident } from '../content/parse-incident.ts';
import type { Change } from '../response/change.ts';
import { judgeChange } from '../response/judge-change.ts';
import { Refused } from '../response/refused.ts';
import { update } from '../response/update.ts';
import type { World } from '../response/context.ts';
import { freshFor, incidentOf, nextBranch, ownLine } from './next-update-branch.ts';
import { readyBody, readyTitle } from './next-update-text.ts';
import { awaitedOf, followed } from './facts.ts';
import type { ReadyRequest, TrackingFacts } from './facts.ts';

/** What is to be done about ready updates. */
export type ReadyAction =
  | (Written & {
      readonly do: 'prepare';
      readonly title: string;
      readonly body: string;
      /** Where its branch is already; absent where there is none. */
      readonly head?: string;
    })
  | (Written & { readonly do: 'restamp'; readonly number?: number; readonly head: string })
  /** A person has tapped it: its check is started, because a push of the tool's own starts none. */
  | {
      readonly do: 'check';
      readonly incident: string;
      readonly branch: string;
      readonly number: number;
      readonly head: string;
    }
  | {
      readonly do: 'retire';
      readonly incident: string;
      readonly branch: string;
      readonly head: string;
      /** Absent where only the branch is left. */
      readonly number?: number;
    };

/** A commit of the incident's file on a branch of its own, on top of what is published. */
interface Written {
  readonly incident: string;
  readonly branch: string;
  readonly path: string;
  readonly text: string;
  readonly message: string;
}

/**
 * The next update of each open incident as a pull request that waits for one tap, from when it is soon due (V12.2): the
 * policy's own words that there is nothing new. Its time is written anew while it waits, so that it is true whenever it
 * is published (V6.4); it goes when customers have heard something newer. What a person has written on is left to them.
 */
export function planReady(facts: TrackingFacts): ReadyAction[] {
  const { view } = facts;
  const wanted = new Map(followed(facts).flatMap((incident) => wantedFor(facts, incident)));
  return [
    ...[...wanted].flatMap(([branch, incident]) =>
      kept(
        facts,
        incident,
        branch,
        view.ready.find((one) => one.branch === branch),
      ),
    ),
    ...view.ready
      .filter((one) => !wanted.has(one.branch) && (one.untouched || isPublished(facts, one)))
      .map(({ branch, head, number }): ReadyAction => {
        const incident = incidentOf(branch);
        return { do: 'retire', incident, branch, head, ...(number !== undefined && { number }) };
      }),
  ];
}

/** When something will next have to be written, if nothing changes; undefined if never. */
export function nextRestamp(facts: TrackingFacts): Instant | undefined {
  const times = facts.view.ready.flatMap((one) => {
    const at = one.untouched && isOffered(facts, one) ? stampOf(one) : undefined;
    return at === undefined ? [] : [at + freshFor(facts.setting.policy)];
  });
  return times.length === 0 ? undefined : Math.min(...times);
}

/** The branch that is wanted for an incident: its next update's, from when it is soon due, unless another one waits. */
function wantedFor(facts: TrackingFacts, incident: Incident): [string, Incident][] {
  if (endingUpdate(incident)) return [];
  const next = awaitedOf(facts, incident.id).find(({ kind }) => kind === 'next-update');
  if (!next || facts.now < next.soon) return [];
  const branch = nextBranch(incident.id, next.due);
  if (facts.view.declined.has(branch)) return [];
  const tapped = facts.view.ready.some(
    (one) => one.branch === branch && one.number !== undefined && !one.draft,
  );
  return facts.view.waiting.has(incident.id) && !tapped ? [] : [[branch, incident]];
}

function kept(
  facts: TrackingFacts,
  incident: Incident,
  branch: string,
  ready: ReadyRequest | undefined,
): ReadyAction[] {
  if (ready && !ready.untouched) return [];
  const change = changeAt(facts, incident, facts.now);
  if (!change) return [];
  const written = {
    incident: incident.id,
    branch,
    path: change.path,
    text: change.text,
    message: `${change.subject}\n\n${ownLine(branch)}\n`,
  };
  if (!ready || !isOffered(facts, ready)) {
    const title = readyTitle(facts.setting, incident);
    const body = readyBody(facts, incident, change.words);
    return [{ do: 'prepare', ...written, title, body, ...(ready && { head: ready.head }) }];
  }
  const { number, head } = ready;
  const at = stampOf(ready);
  const isTrue = at !== undefined && facts.now - at < freshFor(facts.setting.policy);
  const isCurrent = isTrue && changeAt(facts, incident, at)?.text === ready.text;
  if (!isCurrent) return [{ do: 'restamp', ...written, head, ...(number !== undefined && { number }) }];
  return number === undefined || ready.draft || facts.view.checked.has(head)
    ? []
    : [{ do: 'check', incident: incident.id, branch, number, head }];
}

/** Whether its pull request is there, or a person is to open it. */
function isOffered({ view }: TrackingFacts, { number, branch }: ReadyRequest): boolean {
  return number !== undefined || view.byHand.has(branch);
}

/** Whether all that a branch without a pull request says has gone out: its time was set by whoever merged it. */
function isPublished({ entries }: TrackingFacts, { number, branch, text }: ReadyRequest): boolean {
  const entry = entries.find(({ id }) => id === incidentOf(branch));
  return number === undefined && text !== undefined && entry?.source.text.startsWith(text.trimEnd()) === true;
}

/** The update at a time; undefined where the SOP has no words that pass for it. */
function changeAt({ setting, entries }: TrackingFacts, incident: Incident, at: Instant): Change | undefined {
  const world: World = { setting, entries, taken: new Set() };
  try {
    const change = update(world, { incident: incident.id, noChange: true }, at);
    // What is published already is not this update's fault.
    const published = incident.source.text.trimEnd().split('\n').length;
    const own = judgeChange(world, change, at).filter(({ place }) => place.line > published);
    return hasErrors(own) ? undefined : change;
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

/** The time that a ready update carries. */
function stampOf({ text }: ReadyRequest): Instant | undefined {
  if (text === undefined) return undefined;
  const { value } = parseIncident({ path: 'incidents/ready.md', text });
  return value?.updates.at(-1)?.at;
}
