import { notFound, NOTHING, ok, paged, Refusal, textOf } from './response.ts';
import { parse } from 'yaml';
import { tell } from './events.ts';
import type { Json } from './pull-request-view.ts';
import type { Handlers, EmulatorState } from './state.ts';

const FOLDER = '.github/workflows';

type WorkflowSource = { name?: string } | null;

/** Parsing takes longer than all else that an event does, and files seldom change. */
const PARSED = new Map<string, WorkflowSource>();

async function readWorkflow(emulatorState: EmulatorState, name: string): Promise<WorkflowSource> {
  const text = String((await emulatorState.bare.file(name)) ?? '');
  const source = PARSED.get(text) ?? (parse(text) as WorkflowSource);
  PARSED.set(text, source);
  return source;
}

/** The workflows of the default branch: GitHub knows no others. */
async function workflows(emulatorState: EmulatorState): Promise<Json[]> {
  const text = (await emulatorState.bare.ask(['ls-tree', '-z', '--name-only', `main:${FOLDER}`])) ?? '';
  const files = text.split('\0').filter((name) => /\.ya?ml$/.test(name));
  return Promise.all(
    files.map(async (file) => {
      const source = await readWorkflow(emulatorState, `main:${FOLDER}/${file}`);
      const path = `${FOLDER}/${file}`;
      return {
        id: Number.parseInt(Buffer.from(file).toString('hex').slice(0, 10), 16),
        ...{ name: source?.name ?? path, path, source },
        state: emulatorState.settings.disabled.get(file) ?? 'active',
        html_url: `${emulatorState.url}/${emulatorState.owner}/${emulatorState.repo}/blob/main/${path}`,
      };
    }),
  );
}

const view = ({ source: _source, ...rest }: Json): Json => rest;
const fileOf = (of: Json): string => String(of['path']).slice(FOLDER.length + 1);

/** By its number or the name of its file. @throws Refusal 404 */
async function workflow(emulatorState: EmulatorState, wanted = ''): Promise<Json> {
  const found = (await workflows(emulatorState)).find(
    (each) => String(each['id']) === wanted || fileOf(each) === wanted,
  );
  if (!found) throw notFound();
  return found;
}

/** What a workflow says under one of its triggers; undefined without the trigger. */
function trigger(of: Json, name: string): Json | undefined {
  const on = (of['source'] as { on?: unknown } | null)?.on;
  if (on === name) return {};
  if (Array.isArray(on)) return on.includes(name) ? {} : undefined;
  const all = (on ?? {}) as Json;
  return name in all ? ((all[name] ?? {}) as Json) : undefined;
}

export const ACTIONS: Handlers = {
  async 'actions/list-repo-workflows'(emulatorState, call) {
    return paged(call, emulatorState.url, (await workflows(emulatorState)).map(view), 'workflows');
  },

  async 'actions/get-workflow'(emulatorState, { params }) {
    return ok(view(await workflow(emulatorState, params['workflow_id'])));
  },

  async 'actions/create-workflow-dispatch'(emulatorState, { params, body, token }) {
    const of = await workflow(emulatorState, params['workflow_id']);
    const ref = textOf(body, 'ref') ?? '';
    if ((await emulatorState.bare.commit(ref)) === undefined)
      throw new Refusal(422, `No ref found for: ${ref}`);
    const asks = trigger(of, 'workflow_dispatch');
    if (!asks) throw new Refusal(422, "Workflow does not have 'workflow_dispatch' trigger");
    if (of['state'] !== 'active')
      throw new Refusal(422, "Cannot trigger a 'workflow_dispatch' on a disabled workflow");
    const inputs = (body['inputs'] ?? {}) as Json;
    const known = (asks['inputs'] ?? {}) as Record<string, { required?: boolean }>;
    const strange = Object.keys(inputs).filter((name) => !(name in known));
    if (strange.length > 0) throw new Refusal(422, `Unexpected inputs provided: ${JSON.stringify(strange)}`);
    for (const [name, { required }] of Object.entries(known)) {
      if (required === true && inputs[name] === undefined) {
        throw new Refusal(422, `Required input '${name}' not provided`);
      }
    }
    tell(emulatorState, 'workflow_dispatch', token.login, { workflow: fileOf(of), ref, inputs });
    return NOTHING;
  },

  async 'actions/enable-workflow'(emulatorState, { params }) {
    emulatorState.settings.disabled.delete(fileOf(await workflow(emulatorState, params['workflow_id'])));
    return NOTHING;
  },

  async 'actions/disable-workflow'(emulatorState, { params }) {
    emulatorState.settings.disabled.set(
      fileOf(await workflow(emulatorState, params['workflow_id'])),
      'disabled_manually',
    );
    return NOTHING;
  },

  async 'actions/list-workflow-runs'(emulatorState, call) {
    const of = await workflow(emulatorState, call.params['workflow_id']);
    return runs(emulatorState, call, (run) => run['path'] === of['path']);
  },

  'actions/list-workflow-runs-for-repo': (emulatorState, call) => runs(emulatorState, call, () => true),

  'actions/get-workflow-run'(emulatorState, { params }) {
    const found = emulatorState.settings.runs.find((run) => String(run['id']) === params['run_id']);
    if (!found) throw notFound();
    return ok(found);
  },

  'repos/create-dispatch-event'(emulatorState, { body, token }) {
    const { event_type, client_payload = {} } = body;
    if (JSON.stringify(client_payload).length > 65_535)
      throw new Refusal(422, 'client_payload is too large.');
    tell(emulatorState, 'repository_dispatch', token.login, { client_payload }, String(event_type));
    return NOTHING;
  },
};

/** The runs that a test has said there are, newest first. */
function runs(
  emulatorState: EmulatorState,
  call: Parameters<typeof paged>[0],
  wanted: (run: Json) => boolean,
): ReturnType<typeof paged> {
  const { status, branch, event, head_sha: sha } = call.query;
  const list = emulatorState.settings.runs.filter(
    (run) =>
      wanted(run) &&
      (status === undefined || run['status'] === status || run['conclusion'] === status) &&
      (branch === undefined || run['head_branch'] === branch) &&
      (event === undefined || run['event'] === event) &&
      (sha === undefined || run['head_sha'] === sha),
  );
  return paged(call, emulatorState.url, list.toReversed(), 'workflow_runs');
}
