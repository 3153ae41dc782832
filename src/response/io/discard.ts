import { formatManualSteps } from '../../actions/run-actions.ts';
import type { StatusEvent } from '../../content/incident.ts';
import { escapeControlCharacters } from '../../text/terminal-style.ts';
import { manualStepsFor } from '../manual-steps.ts';
import type { IncidentContext } from '../context.ts';
import { planDiscard } from '../withdraw.ts';
import { deleteDraft } from './drafts.ts';
import { renderDryRun } from './output.ts';
import { performActions } from './perform.ts';
import type { RepositoryContext } from './repository-context.ts';
import type { CommandContext } from './command-context.ts';

/** Deletes the branch of an event that is not public. The exit code is 1 if something is left to do by hand. */
export async function discardEvent(
  repositoryContext: RepositoryContext,
  incidentContext: IncidentContext,
  event: StatusEvent,
  { print, dryRun, offline, prompt }: CommandContext,
): Promise<number> {
  const { remoteInfo, repository } = repositoryContext;
  const actions = planDiscard(event, incidentContext);
  if (dryRun) {
    print(renderDryRun(actions, remoteInfo));
    return 0;
  }
  const answer = await prompt?.({
    flag: '--incident ID',
    kind: 'yes-no',
    prompt: `Customers saw nothing of ${event.id}, "${event.title}". Discard it?`,
    initial: 'yes',
    toInput: () => ({}),
  });
  if (answer === false) {
    print('Nothing was changed.');
    return 0;
  }
  const { manual } = await performActions(actions, { context: repositoryContext, offline });
  await deleteDraft(repository, event.id);
  const left = formatManualSteps(manual, (action) => manualStepsFor(action, remoteInfo));
  const done =
    left.length > 0
      ? `${event.id} was not public. It is still on the remote. By hand:`
      : `${event.id} is discarded. Customers never saw it, and nothing is due for it.`;
  print([done, ...left.map((line) => `  ${line}`)].map(escapeControlCharacters).join('\n'));
  return left.length > 0 && !offline ? 1 : 0;
}
