import type { StatusEvent } from '../../content/incident.ts';
import type { IncidentContext } from '../context.ts';
import { ownTextBranch } from '../change.ts';
import { publishFile } from '../publish-file.ts';
import { publishedVersionOf } from '../published-version.ts';
import { unsettledEvents } from './publication.ts';
import { openRepository, readIncidentContext } from './repository-context.ts';
import type { RepositoryContext } from './repository-context.ts';
import { refreshOrWarn, runChange, showPublication } from './session.ts';
import type { CommandContext } from './command-context.ts';

/** What a command starts from. */
export interface Beginning {
  readonly repositoryContext: RepositoryContext;
  readonly incidentContext: IncidentContext;
}

/**
 * Fetches, prints what customers see now, and at a terminal offers to push what an earlier command left on this computer,
 * because it was stopped or there was no network.
 */
export async function beginCommand(root: string, context: CommandContext): Promise<Beginning> {
  const repositoryContext = await refreshOrWarn(await openRepository(root), context);
  const incidentContext = await readIncidentContext(repositoryContext, context.clock.now());
  await showPublication(repositoryContext, incidentContext, context);
  return (await offerToPush({ repositoryContext, incidentContext }, context))
    ? {
        repositoryContext,
        incidentContext: await readIncidentContext(repositoryContext, context.clock.now()),
      }
    : { repositoryContext, incidentContext };
}

/** Whether something was pushed. */
export async function offerToPush(
  { repositoryContext, incidentContext }: Beginning,
  context: CommandContext,
): Promise<boolean> {
  const { prompt, offline, dryRun, isRehearsal } = context;
  const left = unpushedEvents(incidentContext);
  if (!prompt || offline || dryRun || isRehearsal || !repositoryContext.remoteInfo.remote) return false;
  let hasPushed = false;
  for (const event of left) {
    const answer = await prompt({
      flag: 'npx candor incident publish',
      kind: 'yes-no',
      prompt: `${event.id} was written on this computer, but never pushed. Push it now?`,
      initial: 'yes',
      toInput: () => ({}),
    });
    if (answer !== true) continue;
    await pushEvent({ repositoryContext, incidentContext }, event, context);
    hasPushed = true;
  }
  return hasPushed;
}

/** Pushes everything that is only on this computer. */
export async function runPushPending(root: string, context: CommandContext): Promise<number> {
  const { prompt: _none, ...withoutPrompt } = context;
  const { repositoryContext, incidentContext } = await beginCommand(root, withoutPrompt);
  const left = unpushedEvents(incidentContext);
  if (left.length === 0)
    context.print('Everything on this computer is pushed. To publish a file, add its name.');
  let code = 0;
  for (const event of left)
    code = Math.max(code, await pushEvent({ repositoryContext, incidentContext }, event, withoutPrompt));
  return code;
}

function unpushedEvents(incidentContext: IncidentContext): StatusEvent[] {
  const { pending, ownTexts } = incidentContext;
  return unsettledEvents(incidentContext, true).filter(
    ({ id }) => pending?.get(id)?.isLocal === true || ownTexts?.get(id)?.isLocal === true,
  );
}

/** Pushes what is only on this computer: the event's changes, and its texts in a branch of their own. */
async function pushEvent(
  { repositoryContext, incidentContext }: Beginning,
  { id, source }: StatusEvent,
  context: CommandContext,
): Promise<number> {
  const push = (
    textAt: (at: IncidentContext) => string | undefined,
    branch?: string,
    before?: (at: IncidentContext) => IncidentContext,
  ): Promise<number> =>
    runChange(
      repositoryContext,
      {},
      (at) => ({
        ...publishFile(at, source.path, textAt(at) ?? source.text),
        ...(branch !== undefined && { branch }),
      }),
      context,
      before,
    );
  const { pending, ownTexts } = incidentContext;
  let code = 0;
  if (pending?.get(id)?.isLocal === true)
    // The people are asked as if it were written now: no message went to them.
    code = await push(
      (at) => at.entries.find((event) => event.id === id)?.source.text,
      undefined,
      (at) => withoutUnpushed(at, id),
    );
  if (ownTexts?.get(id)?.isLocal === true)
    code = Math.max(code, await push((at) => at.ownTexts?.get(id)?.source.text, ownTextBranch(id)));
  return code;
}

/** The state before the changes of one event that are not published. */
function withoutUnpushed(incidentContext: IncidentContext, id: string): IncidentContext {
  return {
    ...incidentContext,
    entries: incidentContext.entries.flatMap((event) => {
      if (event.id !== id) return [event];
      const published = publishedVersionOf(incidentContext, event);
      return published ? [published] : [];
    }),
  };
}
