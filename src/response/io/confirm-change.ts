import { hasErrors } from '../../content/finding.ts';
import type { IncidentChange } from '../change.ts';
import type { IncidentInput } from '../inputs.ts';
import { separateKnownWarnings, validateChange } from '../validate-change.ts';
import { withLocalTimes } from '../local-times.ts';
import { recipientsOf } from '../notify.ts';
import { placeChange } from '../own-text.ts';
import { planChange } from '../plan.ts';
import { describeQuietSeverity } from '../severity-note.ts';
import type { IncidentContext } from '../context.ts';
import { UsageError } from '../../files/command-errors.ts';
import { formatCount } from '../../text/count.ts';
import { readIncidentContext } from './repository-context.ts';
import type { RepositoryContext } from './repository-context.ts';
import type { CommandContext } from './command-context.ts';
import { askForApproval, rejectedParts } from './last-look.ts';
import { CancellationError } from './prompt.ts';
import { renderChange, renderChangeDiagnostics } from './output.ts';

/** Creates a change from the current state. It is called again if the incident changed meanwhile. */
export type ChangeFactory = (incidentContext: IncidentContext, input: IncidentInput) => IncidentChange;

/** Keeps the answers of a conversation that an error ends. A drill begins again. */
export async function keepAnswers(
  known: IncidentInput,
  error: unknown,
  { answers, clock, isRehearsal }: CommandContext,
): Promise<void> {
  if (isRehearsal) return;
  // An editor that does not start ends the conversation, too.
  if (error instanceof CancellationError || error instanceof UsageError)
    await answers?.keep(known, clock.now());
}

/** A change that was shown and validated. */
export interface CheckedChange {
  /** The state that the change is compared with. */
  readonly incidentContext: IncidentContext;
  /** The state without the change. */
  readonly current: IncidentContext;
  readonly input: IncidentInput;
  readonly change: IncidentChange;
  /** Whether it has errors. */
  readonly isRejected: boolean;
  /** Whether another text or title mends them. */
  readonly isAboutText: boolean;
}

/** Decides on a change, shows and validates it. At a terminal, a rejected text can be rewritten until it passes. */
export async function confirmChange(
  repositoryContext: RepositoryContext,
  input: IncidentInput,
  decide: ChangeFactory,
  context: CommandContext,
  before: (incidentContext: IncidentContext) => IncidentContext,
): Promise<CheckedChange> {
  const current = await readIncidentContext(repositoryContext, context.clock.now());
  const { print, clock, ink, isRehearsal } = context;
  const describeApproval =
    repositoryContext.remoteInfo.github && !isRehearsal ? context.describeApproval : undefined;
  let knownInput = input;
  for (;;) {
    const { timezone } = current.siteContext.site;
    const answers = withLocalTimes(knownInput, timezone, clock.now());
    const placed = placeChange(current, (at) => decide(at, answers), describeApproval);
    const { change, approver } = placed;
    const incidentContext = before(placed.incidentContext);
    const diagnostics = validateChange(incidentContext, change, clock.now());
    for (const one of [change, ...(change.also ? [change.also] : [])])
      print(renderChange(incidentContext, one, ink));
    const { fresh, knownCount } = separateKnownWarnings(incidentContext, change, diagnostics, clock.now());
    if (fresh.length > 0) print(renderChangeDiagnostics(fresh, change, ink));
    if (knownCount > 0)
      print(ink.faint(`${formatCount(knownCount, 'warning')} about text that is public already.`));
    const quiet = describeQuietSeverity(incidentContext, change);
    if (quiet !== undefined) print(ink.warn(quiet));
    if (approver !== undefined) print(formatOwnText(approver, placed.isBesideUpdate === true));
    const isRejected = hasErrors(diagnostics);
    try {
      const reworded = await askForApproval(change, diagnostics, context);
      const isAboutText = rejectedParts(change, diagnostics).length > 0;
      if (!reworded) return { incidentContext, current, input: knownInput, change, isRejected, isAboutText };
      knownInput = Object.assign({}, knownInput, reworded);
    } catch (error) {
      await keepAnswers(knownInput, error, context);
      throw error;
    }
  }
}

function formatOwnText(approver: string, isBesideUpdate: boolean): string {
  const waits = `Waits: your text, in a pull request of its own, for ${approver}.`;
  return isBesideUpdate
    ? `Goes out now: the update that is on its way. It does not wait for your text.\n${waits}`
    : `${waits} Until then, "npx candor incident update --no-change" tells customers that you work on it, without waiting.`;
}

export function planActions({ incidentContext, change }: CheckedChange): ReturnType<typeof planChange> {
  const recipients = [change, ...(change.also ? [change.also] : [])].flatMap((one) =>
    recipientsOf(incidentContext, one),
  );
  return planChange(
    change,
    recipients.filter(({ key }, at) => recipients.findIndex((other) => other.key === key) === at),
    incidentContext.siteContext.policy.channels['internal'],
  );
}
