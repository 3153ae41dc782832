import { notFound, ok, paged, Refusal } from './response.ts';
import type { Call } from './response.ts';
import type { Json } from './pull-request-view.ts';
import type { Handlers, Role, EmulatorState } from './state.ts';

/** The older names for a role, which `permission` still gives. */
const OLD: Readonly<Record<Role, string>> = {
  ...{ admin: 'admin', maintain: 'write', write: 'write', triage: 'read', read: 'read', none: 'none' },
};

const named = (list: readonly Json[], key: string, wanted: unknown): Json => {
  const found = list.find((each) => String(each[key]) === String(wanted));
  if (!found) throw notFound();
  return found;
};

const secrets = (
  emulatorState: EmulatorState,
  call: Call,
  names: readonly string[] = [],
): ReturnType<typeof paged> =>
  paged(
    call,
    emulatorState.url,
    names.map((name) => ({ name, created_at: emulatorState.clock.stamp() })),
    'secrets',
  );

export const REPOSITORY: Handlers = {
  async 'repos/get'(emulatorState, call) {
    const { body } = await emulatorState.backend.pass(call);
    const { allowsAutoMerge, deletesBranches, pages, repository } = emulatorState.settings;
    const merging = { allow_auto_merge: allowsAutoMerge, delete_branch_on_merge: deletesBranches };
    const seen = {
      private: emulatorState.isPrivate,
      visibility: emulatorState.isPrivate ? 'private' : 'public',
    };
    return ok({ ...(body as Json), ...merging, ...seen, has_pages: pages !== undefined, ...repository });
  },

  'repos/update'(emulatorState, { body }) {
    Object.assign(emulatorState.settings.repository, body);
    if (typeof body['allow_auto_merge'] === 'boolean')
      emulatorState.settings.allowsAutoMerge = body['allow_auto_merge'];
    return ok(emulatorState.settings.repository);
  },

  'repos/get-collaborator-permission-level'(emulatorState, { params }) {
    const login = params['username'] ?? '';
    if (!emulatorState.logins.includes(login)) throw notFound();
    const role = emulatorState.people.get(login) ?? 'none';
    // Anyone may read what is public.
    const effective = role === 'none' && !emulatorState.isPrivate ? 'read' : role;
    return ok({ permission: OLD[effective], role_name: effective, user: { login } });
  },

  'repos/check-collaborator'(emulatorState, { params }) {
    if ((emulatorState.people.get(params['username'] ?? '') ?? 'none') === 'none') throw notFound();
    return { status: 204 };
  },

  'repos/list-collaborators'(emulatorState, call) {
    const list = [...emulatorState.people].filter(([, role]) => role !== 'none');
    return paged(
      call,
      emulatorState.url,
      list.map(([login, role_name]) => ({ login, role_name })),
    );
  },

  'repos/list-teams': (emulatorState, call) =>
    paged(
      call,
      emulatorState.url,
      emulatorState.teams.map((slug) => ({ slug, name: slug, permission: 'push' })),
    ),

  'repos/get-pages'(emulatorState) {
    if (!emulatorState.settings.pages) throw notFound();
    return ok(emulatorState.settings.pages);
  },
  'repos/create-pages-site'(emulatorState, { body }) {
    if (emulatorState.settings.pages) throw new Refusal(409, 'GitHub Pages is already enabled.');
    emulatorState.settings.pages = { build_type: 'legacy', ...body };
    return ok(emulatorState.settings.pages, 201);
  },
  'repos/update-information-about-pages-site'(emulatorState, { body }) {
    if (!emulatorState.settings.pages) throw notFound();
    Object.assign(emulatorState.settings.pages, body);
    return { status: 204 };
  },

  'repos/get-all-environments': (emulatorState, call) =>
    paged(call, emulatorState.url, emulatorState.settings.environments, 'environments'),
  'repos/get-environment': (emulatorState, { params }) =>
    ok(named(emulatorState.settings.environments, 'name', params['environment_name'])),
  'repos/create-or-update-environment'(emulatorState, { params, body }) {
    const name = params['environment_name'];
    const others = emulatorState.settings.environments.filter((each) => each['name'] !== name);
    const made = { name, protection_rules: [], ...body };
    emulatorState.settings.environments = [...others, made];
    return ok(made);
  },

  'repos/get-repo-rulesets': (emulatorState, call) =>
    paged(
      call,
      emulatorState.url,
      emulatorState.settings.rulesets.map(({ rules: _rules, ...rest }) => rest),
    ),
  'repos/get-repo-ruleset': (emulatorState, { params }) =>
    ok(named(emulatorState.settings.rulesets, 'id', params['ruleset_id'])),
  'repos/create-repo-ruleset'(emulatorState, { body }) {
    const made = { id: emulatorState.settings.rulesets.length + 1, target: 'branch', rules: [], ...body };
    emulatorState.settings.rulesets.push(made);
    return ok(made, 201);
  },
  'repos/update-repo-ruleset'(emulatorState, { params, body }) {
    return ok(Object.assign(named(emulatorState.settings.rulesets, 'id', params['ruleset_id']), body));
  },
  'repos/get-branch-rules': (emulatorState, call) =>
    paged(
      call,
      emulatorState.url,
      emulatorState.settings.rulesets
        .filter(({ enforcement }) => enforcement === 'active')
        .flatMap(({ rules }) => (rules ?? []) as Json[]),
    ),
  'repos/get-branch-protection'(emulatorState, { params }) {
    const { protection } = emulatorState.settings;
    if (!protection || protection.branch !== params['branch']) throw new Refusal(404, 'Branch not protected');
    return ok({
      required_pull_request_reviews: { required_approving_review_count: protection.approvals },
      required_status_checks: { strict: false, contexts: protection.checks },
    });
  },

  'actions/list-repo-secrets': (emulatorState, call) =>
    secrets(emulatorState, call, emulatorState.settings.secrets),
  'actions/list-environment-secrets': (emulatorState, call) =>
    secrets(
      emulatorState,
      call,
      emulatorState.settings.environmentSecrets[call.params['environment_name'] ?? ''],
    ),
  'actions/list-repo-variables'(emulatorState, call) {
    const list = Object.entries(emulatorState.settings.variables).map(([name, value]) => ({ name, value }));
    return paged(call, emulatorState.url, list, 'variables');
  },
  'actions/list-environment-variables': (emulatorState, call) =>
    paged(call, emulatorState.url, [], 'variables'),
  'actions/get-github-actions-permissions-repository': (emulatorState) =>
    ok(emulatorState.settings.actionsPermissions),
  'actions/get-allowed-actions-repository': (emulatorState) => ok(emulatorState.settings.allowedActions),
  'actions/get-github-actions-default-workflow-permissions-repository': (emulatorState) =>
    ok(emulatorState.settings.workflowPermissions),
  'actions/set-github-actions-default-workflow-permissions-repository'(emulatorState, { body }) {
    Object.assign(emulatorState.settings.workflowPermissions, body);
    return { status: 204 };
  },

  'users/get-authenticated'(_world, { token }) {
    if (token.login.endsWith('[bot]')) throw new Refusal(403, 'Resource not accessible by integration');
    return ok({ login: token.login, type: 'User' });
  },
  'meta/get': () => ok({ verifiable_password_authentication: false }),
  'rate-limit/get': () =>
    ok({ resources: { core: { limit: 5000, remaining: 4999 } }, rate: { limit: 5000 } }),
};
