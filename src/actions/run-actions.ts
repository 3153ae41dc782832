import { escapeControlCharacters } from '../text/terminal-style.ts';

/** One change outside this program, as plain data. A plan is a list of them; `type` selects the handler. */
export interface Action {
  readonly type: string;
}

/** What a handler reports; nothing if it did the action. */
export type HandlerResult<A extends Action> =
  | undefined
  /** It turned out to be done already. */
  | { readonly type: 'not-needed' }
  /** A person has to do it, or the part of it that `action` holds. The reason is for people. */
  | { readonly type: 'manual'; readonly reason?: string; readonly action?: A }
  /** The actions after it make no sense any more. */
  | { readonly type: 'stop'; readonly reason?: string };

/** One handler for each type of action. It throws what went wrong. */
export type ActionHandlers<A extends Action> = {
  readonly [T in A['type']]: (action: Extract<A, { readonly type: T }>) => Promise<HandlerResult<A> | void>;
};

export interface RunOptions<A extends Action> {
  /** An action in one line. */
  readonly describe: (action: A) => string;
  /** Logs every action and does none. */
  readonly dryRun?: boolean;
  /** Receives the description of each action, safe for a terminal. */
  readonly log?: (line: string) => void;
  /** Log an action before it is done, or, without the ones that were not needed, after. */
  readonly logAt?: 'start' | 'end';
  /** Whether to go on after an action failed. It may throw, as happens without it. */
  readonly onError?: (error: unknown, action: A) => 'continue' | 'stop';
  /** No further action is begun once this is aborted. */
  readonly signal?: AbortSignal;
}

/** An action left for a person. */
export interface ManualAction<A extends Action> {
  readonly action: A;
  readonly reason?: string;
}

export interface RunResult<A extends Action> {
  /** How many actions were done. */
  readonly count: number;
  readonly manual: readonly ManualAction<A>[];
  /** The action that ended the run early, because it failed or its handler stopped it. */
  readonly stoppedAt?: ManualAction<A>;
}

/** Does the actions of a plan, one after another. */
export async function runActions<A extends Action>(
  actions: readonly A[],
  handlers: ActionHandlers<A>,
  { describe, dryRun, log, logAt = 'end', onError, signal }: RunOptions<A>,
): Promise<RunResult<A>> {
  const manual: ManualAction<A>[] = [];
  let count = 0;
  const logAction = (action: A): void => log?.(escapeControlCharacters(describe(action)));
  for (const action of actions) {
    if (signal?.aborted) break;
    if (dryRun || logAt === 'start') logAction(action);
    if (dryRun) continue;
    try {
      const handle = handlers[action.type as A['type']] as (one: A) => Promise<HandlerResult<A> | void>;
      const result = await handle(action);
      if (result?.type === 'not-needed') continue;
      if (result?.type === 'stop') return { count, manual, stoppedAt: withReason(action, result.reason) };
      if (result?.type === 'manual') {
        manual.push(withReason(result.action ?? action, result.reason));
        continue;
      }
      count += 1;
      if (logAt === 'end') logAction(action);
    } catch (error) {
      if (!onError) throw error;
      if (onError(error, action) === 'stop') return { count, manual, stoppedAt: { action } };
    }
  }
  return { count, manual };
}

function withReason<A extends Action>(action: A, reason: string | undefined): ManualAction<A> {
  return { action, ...(reason !== undefined && { reason }) };
}

/** The actions of a plan, one line each, safe for a terminal: for a dry run. */
export function describeActions<A extends Action>(
  actions: readonly A[],
  describe: (action: A) => string,
): string[] {
  return actions.map((action) => escapeControlCharacters(describe(action)));
}

/**
 * What is left for a person, in lines to be copied; the reason follows the first line of each action.
 * @param stepsFor the commands and addresses for one action; empty if a person need not do it
 */
export function formatManualSteps<A extends Action>(
  manual: readonly ManualAction<A>[],
  stepsFor: (action: A) => readonly string[],
): string[] {
  return manual.flatMap(({ action, reason }) => {
    const [first, ...rest] = stepsFor(action);
    if (first === undefined) return [];
    return [reason === undefined ? first : `${first} (${reason})`, ...rest];
  });
}
