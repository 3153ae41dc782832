import { ok, paged } from './response.ts';
import type { Call } from './response.ts';
import type { Json } from './pull-request-view.ts';
import type { Handler, Handlers, EmulatorState } from './state.ts';

const subject = (call: Call): string =>
  `${call.operation.replace(/^reactions\/\w+-for-/, '')}:${Object.values(call.params).join('/')}`;

const create: Handler = async (emulatorState, call) => {
  const content = String(call.body['content']);
  const of = subject(call);
  const same = emulatorState.settings.reactions.find(
    (each) => each.of === of && each.content === content && each.user.login === call.token.login,
  );
  if (same) return ok(view(same));
  const id = emulatorState.settings.reactions.length + 1;
  const made = {
    id,
    of,
    content,
    user: { login: call.token.login },
    created_at: emulatorState.clock.stamp(),
  };
  emulatorState.settings.reactions.push(made);
  return ok(view(made), 201);
};

const list: Handler = (emulatorState: EmulatorState, call) =>
  paged(
    call,
    emulatorState.url,
    emulatorState.settings.reactions.filter(({ of }) => of === subject(call)).map(view),
  );

function view({ of: _of, ...rest }: EmulatorState['settings']['reactions'][number]): Json {
  return rest;
}

export const REACTIONS: Handlers = {
  'reactions/create-for-issue': create,
  'reactions/create-for-issue-comment': create,
  'reactions/list-for-issue': list,
  'reactions/list-for-issue-comment': list,
};
