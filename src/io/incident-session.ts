import { hasErrors } from '../core/finding.ts';
import type { Finding } from '../core/finding.ts';
import type { Incident } from '../core/incident.ts';
import { drawDiff } from '../report/diff.ts';
import { drawFinding, visible } from '../report/terminal.ts';
import type { Ink } from '../report/terminal.ts';
import { askedOf } from '../deadlines/escalation.ts';
import type { Asked } from '../deadlines/escalation.ts';
import { byHand, sayAction } from '../respond/by-hand.ts';
import { branchOf, incidentAfter } from '../respond/change.ts';
import type { Change } from '../respond/change.ts';
import type { Answer, Given, Question } from '../respond/given.ts';
import { judgeChange } from '../respond/judge-change.ts';
import { nextLines } from '../respond/next.ts';
import { toldOf } from '../respond/people.ts';
import { plan } from '../respond/plan.ts';
import { Refused } from '../respond/refused.ts';
import { severityOf } from '../respond/update.ts';
import type { World } from '../respond/world.ts';
import { UsageError } from './command.ts';
import type { Forge } from './github.ts';
import { readWorld, refreshed } from './incident-desk.ts';
import type { Desk } from './incident-desk.ts';
import { dropDraft, keepDraft } from './incident-draft.ts';
import type { Clock } from './paced-clock.ts';
import { perform } from './perform.ts';
import type { Outcome } from './perform.ts';

/** What a responder's command works with. */
export interface Session {
  readonly clock: Clock;
  readonly say: (text: string) => void;
  readonly ink: Ink;
  /** Absent where nobody is there to be asked. */
  readonly ask?: (question: Question) => Promise<Answer>;
  /** Absent without a token. */
  readonly forge?: () => Promise<Forge | undefined>;
  readonly offline: boolean;
  readonly dryRun: boolean;
  /** Nobody is to be asked or told for real. */
  readonly rehearsal?: true;
}

/** Makes a change of what is known; called again if somebody else was faster. */
export type Decide = (world: World, given: Given) => Change;

/** Asks what is missing; without anybody to ask, says which flags would tell. */
export async function complete(
  given: Given,
  questionsOf: (given: Given) => readonly Question[],
  { ask }: Session,
): Promise<Given> {
  let known = given;
  for (;;) {
    const questions = questionsOf(known).filter((question) => ask !== undefined || !question.optional);
    const [first] = questions;
    if (!first) return known;
    if (!ask) {
      const flags = questions.map(({ flag }) => `  ${flag}`).join('\n');
      throw new UsageError(`This is missing, and there is no terminal to ask on. Add:\n${flags}`);
    }
    known = Object.assign({}, known, first.take(await ask(first)));
  }
}

/** Fetches, and says so where the network doesn't answer. */
export async function upToDate(desk: Desk, { offline, say }: Session): Promise<Desk> {
  if (offline) return desk;
  const fetched = await refreshed(desk);
  if (fetched.offline !== undefined) {
    say(
      `Could not reach ${desk.outside.remote!.name} (${visible(fetched.offline)}): going on with what is here.`,
    );
  }
  return fetched.desk;
}

/**
 * Decides, shows, judges, and does it: the exit code is 0 if it is done or only a person can do the rest, 1 if it was
 * refused or something failed.
 */
export async function carryOut(desk: Desk, given: Given, decide: Decide, session: Session): Promise<number> {
  const { say, clock, ink } = session;
  let at = desk;
  let world = await readWorld(at);
  let change = decide(world, given);
  const findings = judgeChange(world, change, clock.now());
  show(world, change, session);
  if (findings.length > 0) say(drawFindings(findings, change, ink));
  if (hasErrors(findings)) return await refused(at, change, session);
  const actions = (): ReturnType<typeof plan> =>
    plan(change, toldBy(world, change), world.setting.policy.channels['internal']);
  if (session.dryRun) {
    say(
      [
        'This would be done:',
        ...actions().map((action) => `  ${visible(sayAction(action, at.outside))}`),
      ].join('\n'),
    );
    return 0;
  }
  const forge = session.offline ? undefined : await session.forge?.();
  const means = { offline: session.offline, ...(forge && { forge }) };
  let outcome = await perform(actions(), { desk: at, ...means });
  if (outcome.moved) {
    at = await upToDate(at, session);
    world = await readWorld(at);
    if (change.deed === 'open') throw new Refused(...somebodyElse(change));
    say('Somebody else wrote to this incident just now: put after their words.');
    change = decide(world, given);
    outcome = await perform(actions(), { desk: at, ...means, lastTry: true });
  }
  await dropDraft(at.repository.root, change.id);
  say(summary(world, change, at, outcome, session));
  return outcome.left.some(({ why }) => why !== undefined) && !session.offline ? 1 : 0;
}

function somebodyElse({ id }: Change): [string, string] {
  return [
    `Somebody else has just opened ${id}.`,
    `To add to it: npm run incident -- update --incident ${id}\nIf yours is another one, run this again with --another.`,
  ];
}

/** An open tells whom its severity names; what follows asks whoever sees to updates; a raised severity tells anew. */
function toldBy(world: World, change: Change): Asked[] {
  const incident = incidentAfter(change);
  const { policy, site } = world.setting;
  const severity = severityOf(world, incident);
  const before = world.entries.find((entry) => entry.id === change.id);
  const raised = before?.kind === 'incident' && severityOf(world, before).key !== severity.key;
  const role = policy.responsible['next-update'] ?? policy.required.commander;
  const anew = change.deed === 'open' || raised || !before;
  const told = anew
    ? toldOf(world.setting, severity, incident)
    : role === undefined
      ? []
      : [askedOf(policy, site, role, incident)];
  const others = told.map((asked) => ({
    ...asked,
    people: asked.people.filter((person) => person !== world.you),
  }));
  return others.filter(
    (asked, index) => asked.people.length > 0 || (told[index]!.people.length === 0 && anew),
  );
}

function show(world: World, { id, path, text }: Change, { say, ink }: Session): void {
  const before = world.entries.find((entry) => entry.id === id)?.source;
  if (before)
    say(
      drawDiff(path, before.text, text, ink)
        .replace(/^.*={9,}.*\n/, '')
        .trimEnd(),
    );
  else
    say(
      [
        ink.faint(path),
        ...text
          .trimEnd()
          .split('\n')
          .map((line) => `  ${visible(line)}`),
      ].join('\n'),
    );
}

function drawFindings(findings: readonly Finding[], { path, text }: Change, ink: Ink): string {
  return findings.map((finding) => drawFinding(finding, { path, text }, ink)).join('\n\n');
}

async function refused(desk: Desk, change: Change, { say, ink }: Session): Promise<number> {
  const draft = await keepDraft(desk.repository.root, change);
  say(
    [
      ink.error('Nothing was published: the text does not keep the SOP yet.'),
      `Say it again with other words, or mend the draft and post it:`,
      `  ${draft}`,
      `  npm run incident -- post ${draft}`,
    ].join('\n'),
  );
  return 1;
}

function summary(
  world: World,
  change: Change,
  desk: Desk,
  outcome: Outcome,
  { ink, clock, rehearsal }: Session,
): string {
  const { outside } = desk;
  const done = rehearsal
    ? ['written and published in the copy']
    : [
        `committed on ${branchOf(change.id)}`,
        ...(outcome.pushed ? [`pushed to ${outside.remote!.name}`] : []),
        ...(outcome.pullRequest ? [`pull request ${outcome.pullRequest.url}`] : []),
      ];
  const left = (rehearsal ? [] : outcome.left).flatMap(({ action, why }) => {
    const [first, ...rest] = byHand(action, outside);
    if (first === undefined) return [];
    return [`  ${first}${why === undefined ? '' : ` (${why})`}`, ...rest.map((line) => `  ${line}`)];
  });
  const next = nextLines(world, incidentAfter(change) satisfies Incident, clock.now());
  return [
    `${ink.strong(change.id)}: ${done.join(', ')}.`,
    ...(left.length > 0 ? [ink.warn('By hand:'), ...left.map(visible)] : []),
    ...(next.length > 0 ? ['Next:', ...next.map((line) => `  ${line}`)] : []),
  ].join('\n');
}
