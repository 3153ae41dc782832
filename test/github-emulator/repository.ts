import { notFound, ok, paged, Refusal } from './response.ts';
import type { Call } from './response.ts';
import type { Json } from './pull-request-view.ts';
import type { Handlers, Role, World } from './state.ts';

/** The older names for a role, which `permission` still gives. */
const OLD: Readonly<Record<Role, string>> = {
  ...{ admin: 'admin', maintain: 'write', write: 'write', triage: 'read', read: 'read', none: 'none' },
};

const named = (list: readonly Json[], key: string, wanted: unknown): Json => {
  const found = list.find((each) => String(each[key]) === String(wanted));
  if (!found) throw notFound();
  return found;
};

const secrets = (world: World, call: Call, names: readonly string[] = []): ReturnType<typeof paged> =>
  paged(
    call,
    world.url,
    names.map((name) => ({ name, created_at: world.clock.stamp() })),
    'secrets',
  );

export const REPOSITORY: Handlers = {
  async 'repos/get'(world, call) {
    const { body } = await world.backend.pass(call);
    const { allowsAutoMerge, deletesBranches, pages, repository } = world.settings;
    const merging = { allow_auto_merge: allowsAutoMerge, delete_branch_on_merge: deletesBranches };
    const seen = { private: world.isPrivate, visibility: world.isPrivate ? 'private' : 'public' };
    return ok({ ...(body as Json), ...merging, ...seen, has_pages: pages !== undefined, ...repository });
  },

  'repos/update'(world, { body }) {
    Object.assign(world.settings.repository, body);
    if (typeof body['allow_auto_merge'] === 'boolean')
      world.settings.allowsAutoMerge = body['allow_auto_merge'];
    return ok(world.settings.repository);
  },

  'repos/get-collaborator-permission-level'(world, { params }) {
    const login = params['username'] ?? '';
    if (!world.logins.includes(login)) throw notFound();
    const role = world.people.get(login) ?? 'none';
    // Anybody may read what is public.
    const effective = role === 'none' && !world.isPrivate ? 'read' : role;
    return ok({ permission: OLD[effective], role_name: effective, user: { login } });
  },

  'repos/check-collaborator'(world, { params }) {
    if ((world.people.get(params['username'] ?? '') ?? 'none') === 'none') throw notFound();
    return { status: 204 };
  },

  'repos/list-collaborators'(world, call) {
    const list = [...world.people].filter(([, role]) => role !== 'none');
    return paged(
      call,
      world.url,
      list.map(([login, role_name]) => ({ login, role_name })),
    );
  },

  'repos/list-teams': (world, call) =>
    paged(
      call,
      world.url,
      world.teams.map((slug) => ({ slug, name: slug, permission: 'push' })),
    ),

  'repos/get-pages'(world) {
    if (!world.settings.pages) throw notFound();
    return ok(world.settings.pages);
  },
  'repos/create-pages-site'(world, { body }) {
    if (world.settings.pages) throw new Refusal(409, 'GitHub Pages is already enabled.');
    world.settings.pages = { build_type: 'legacy', ...body };
    return ok(world.settings.pages, 201);
  },
  'repos/update-information-about-pages-site'(world, { body }) {
    if (!world.settings.pages) throw notFound();
    Object.assign(world.settings.pages, body);
    return { status: 204 };
  },

  'repos/get-all-environments': (world, call) =>
    paged(call, world.url, world.settings.environments, 'environments'),
  'repos/get-environment': (world, { params }) =>
    ok(named(world.settings.environments, 'name', params['environment_name'])),
  'repos/create-or-update-environment'(world, { params, body }) {
    const name = params['environment_name'];
    const others = world.settings.environments.filter((each) => each['name'] !== name);
    const made = { name, protection_rules: [], ...body };
    world.settings.environments = [...others, made];
    return ok(made);
  },

  'repos/get-repo-rulesets': (world, call) =>
    paged(
      call,
      world.url,
      world.settings.rulesets.map(({ rules: _rules, ...rest }) => rest),
    ),
  'repos/get-repo-ruleset': (world, { params }) =>
    ok(named(world.settings.rulesets, 'id', params['ruleset_id'])),
  'repos/create-repo-ruleset'(world, { body }) {
    const made = { id: world.settings.rulesets.length + 1, target: 'branch', rules: [], ...body };
    world.settings.rulesets.push(made);
    return ok(made, 201);
  },
  'repos/update-repo-ruleset'(world, { params, body }) {
    return ok(Object.assign(named(world.settings.rulesets, 'id', params['ruleset_id']), body));
  },
  'repos/get-branch-rules': (world, call) =>
    paged(
      call,
      world.url,
      world.settings.rulesets
        .filter(({ enforcement }) => enforcement === 'active')
        .flatMap(({ rules }) => (rules ?? []) as Json[]),
    ),
  'repos/get-branch-protection'(world, { params }) {
    const { protection } = world.settings;
    if (!protection || protection.branch !== params['branch']) throw new Refusal(404, 'Branch not protected');
    return ok({
      required_pull_request_reviews: { required_approving_review_count: protection.approvals },
      required_status_checks: { strict: false, contexts: protection.checks },
    });
  },

  'actions/list-repo-secrets': (world, call) => secrets(world, call, world.settings.secrets),
  'actions/list-environment-secrets': (world, call) =>
    secrets(world, call, world.settings.environmentSecrets[call.params['environment_name'] ?? '']),
  'actions/list-repo-variables'(world, call) {
    const list = Object.entries(world.settings.variables).map(([name, value]) => ({ name, value }));
    return paged(call, world.url, list, 'variables');
  },
  'actions/list-environment-variables': (world, call) => paged(call, world.url, [], 'variables'),
  'actions/get-github-actions-permissions-repository': (world) => ok(world.settings.actionsPermissions),
  'actions/get-github-actions-default-workflow-permissions-repository': (world) =>
    ok(world.settings.workflowPermissions),
  'actions/set-github-actions-default-workflow-permissions-repository'(world, { body }) {
    Object.assign(world.settings.workflowPermissions, body);
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
