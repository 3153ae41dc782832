import type { Finding } from '../../content/finding.ts';
import { drawDiff } from '../../reporters/diff.ts';
import { drawFinding } from '../../reporters/terminal.ts';
import { byHand } from '../manual-steps.ts';
import { branchOf, incidentAfter } from '../change.ts';
import type { Change } from '../change.ts';
import { nextLines } from '../next.ts';
import type { Outside } from '../plan.ts';
import type { World } from '../context.ts';
import type { Clock } from './simulated-clock.ts';
import type { Outcome } from './perform.ts';
import { visible } from '../../text/terminal-style.ts';
import type { Ink } from '../../text/terminal-style.ts';

/** How a responder is told. */
export interface Telling {
  readonly ink: Ink;
  readonly clock: Clock;
  /** Nobody is to be asked or told for real. */
  readonly rehearsal?: true;
}

/** What is about to be written: a new file whole, a change of one as its difference. */
export function drawChange(world: World, { id, path, text }: Change, ink: Ink): string {
  const before = world.entries.find((entry) => entry.id === id)?.source;
  if (before)
    return drawDiff(path, before.text, text, ink)
      .replace(/^.*={9,}.*\n/, '')
      .trimEnd();
  const lines = text.trimEnd().split('\n');
  return [ink.faint(path), ...lines.map((line) => `  ${visible(line)}`)].join('\n');
}

/** What the validator says of it. */
export function drawFindings(findings: readonly Finding[], { path, text }: Change, ink: Ink): string {
  return findings.map((finding) => drawFinding(finding, { path, text }, ink)).join('\n\n');
}

/** What was done, what a person has to do, and what happens next and when. */
export function drawOutcome(
  world: World,
  change: Change,
  outside: Outside,
  outcome: Outcome,
  { ink, clock, rehearsal }: Telling,
): string {
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
  const next = nextLines(world, incidentAfter(change), clock.now());
  return [
    `${ink.strong(change.id)}: ${done.join(', ')}.`,
    ...(left.length > 0 ? [ink.warn('By hand:'), ...left.map(visible)] : []),
    ...(next.length > 0 ? ['Next:', ...next.map((line) => `  ${line}`)] : []),
  ].join('\n');
}
