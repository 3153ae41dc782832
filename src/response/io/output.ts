import type { Diagnostic } from '../../content/finding.ts';
import { renderDiff } from '../../reporters/diff.ts';
import { renderDiagnostics } from '../../reporters/terminal.ts';
import { describeActions, formatManualSteps } from '../../actions/run-actions.ts';
import { describeAction, manualStepsFor } from '../manual-steps.ts';
import { incidentBranch, parseChangedEvent } from '../change.ts';
import type { IncidentChange } from '../change.ts';
import { formatNextDeadlines } from '../next-deadlines.ts';
import type { RemoteInfo, ResponseAction } from '../plan.ts';
import type { IncidentContext } from '../context.ts';
import type { Clock } from './simulated-clock.ts';
import type { PerformResult } from './perform.ts';
import { escapeControlCharacters } from '../../text/terminal-style.ts';
import type { TerminalStyle } from '../../text/terminal-style.ts';
import { wrapText } from '../../text/wrap.ts';

export interface CommandOutput {
  readonly ink: TerminalStyle;
  readonly clock: Clock;
  /** Whether this is a drill, in which nobody is notified. */
  readonly isRehearsal?: true;
}

/** Renders a new file in full, and a changed file as a diff. */
export function renderChange(
  incidentContext: IncidentContext,
  { id, path, text }: IncidentChange,
  ink: TerminalStyle,
): string {
  const before = incidentContext.entries.find((event) => event.id === id)?.source;
  if (before)
    return renderDiff(path, before.text, text, ink)
      .replace(/^.*\n/, (line) => (line.includes('=========') ? '' : line))
      .trimEnd();
  const lines = text.trimEnd().split('\n');
  return [
    ink.faint(path),
    ...lines.map((line) => wrapText(`  ${escapeControlCharacters(line)}`, ink.columns)),
  ].join('\n');
}

export function renderChangeDiagnostics(
  diagnostics: readonly Diagnostic[],
  { path, text, also }: IncidentChange,
  ink: TerminalStyle,
): string {
  return renderDiagnostics(diagnostics, (asked) => (asked === also?.path ? also : { path, text }), ink);
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What customers see now, what was done, what is left to do by hand, and the next deadlines. */
export function renderOutcome(
  incidentContext: IncidentContext,
  change: IncidentChange,
  { remoteInfo, published }: { readonly remoteInfo: RemoteInfo; readonly published: string },
  outcome: PerformResult,
  { ink, clock, isRehearsal }: CommandOutput,
): string {
  const done = isRehearsal
    ? ['written and published in the copy']
    : [
        `committed on ${change.branch ?? incidentBranch(change.id)}`,
        ...(outcome.pushed ? [`pushed to ${remoteInfo.remote!.name}`] : []),
        ...(outcome.pullRequest ? [`pull request ${outcome.pullRequest.url}`] : []),
      ];
  const left = formatManualSteps(isRehearsal ? [] : outcome.manual, (action) =>
    terminalStepsFor(action, remoteInfo),
  );
  const next = formatNextDeadlines(incidentContext, parseChangedEvent(change), clock.now());
  return [
    ...(isRehearsal ? [] : [`${ink.strong(change.id)}: ${published}`]),
    isRehearsal ? `${ink.strong(change.id)}: ${done.join(', ')}.` : `${capitalize(done.join(', '))}.`,
    ...(left.length > 0
      ? [ink.warn('By hand:'), ...left.map((line) => `  ${escapeControlCharacters(line)}`)]
      : []),
    ...(next.length > 0 ? ['Next:', ...next.map((line) => `  ${line}`)] : []),
  ].join('\n');
}

export function renderDryRun(actions: readonly ResponseAction[], remoteInfo: RemoteInfo): string {
  const lines = describeActions(actions, (action) => describeAction(action, remoteInfo));
  return ['This would be done:', ...lines.map((line) => `  ${line}`)].join('\n');
}

/** A later command pushes what is left here, and opens the pull request. */
function terminalStepsFor(action: ResponseAction, remoteInfo: RemoteInfo): string[] {
  const steps = manualStepsFor(action, remoteInfo);
  return action.type === 'push' && remoteInfo.remote
    ? steps.map((step) => `npx candor incident publish, or ${step}`)
    : steps;
}
