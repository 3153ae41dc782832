/** What a token may be given, in the spelling of a workflow's `permissions:`. */
export const PERMISSIONS = [
  ...['actions', 'checks', 'contents', 'deployments', 'issues', 'pages', 'pull-requests', 'statuses'],
  ...['administration', 'environments', 'metadata', 'secrets', 'variables', 'workflows'],
] as const;

/** What only a person or a GitHub App can be given, never the token of a workflow's job. */
export const NEVER_A_JOBS = ['administration', 'environments', 'secrets', 'variables', 'workflows'];

export type Level = 'read' | 'write';
export type Permissions = Readonly<Record<string, Level>>;

/** Of these permissions one is enough; none: any token may. */
export interface Need {
  readonly anyOf: readonly string[];
  readonly level: Level;
}

const read = (...anyOf: string[]): Need => ({ anyOf, level: 'read' });
const write = (...anyOf: string[]): Need => ({ anyOf, level: 'write' });
const ANYBODY = read();

/** The same need for several operations of one family. */
const each = (family: string, need: Need, names: string): [string, Need][] =>
  names.split(' ').map((name) => [`${family}/${name}`, need]);

/**
 * Every operation that the hub knows, and what a token must hold for it: GitHub's page "Permissions required for GitHub
 * Apps". What is asked of an issue's number is asked of "pull-requests" where the number is a pull request's.
 */
export const OPERATIONS: Readonly<Record<string, Need>> = Object.fromEntries([
  ...each('pulls', read('pull-requests'), 'list get list-files list-commits check-if-merged list-reviews'),
  ...each('pulls', read('pull-requests'), 'get-review list-comments-for-review list-requested-reviewers'),
  ...each('pulls', read('pull-requests'), 'list-review-comments list-review-comments-for-repo'),
  ...each('pulls', write('pull-requests'), 'create update request-reviewers remove-requested-reviewers'),
  ...each('pulls', write('pull-requests'), 'create-review submit-review dismiss-review update-branch'),
  ...each('pulls', write('pull-requests'), 'create-review-comment update-review-comment'),
  ...each('pulls', write('contents'), 'merge'),
  ...each('issues', read('issues'), 'list-for-repo get list-comments get-comment list-labels-on-issue'),
  ...each('issues', read('issues'), 'list-comments-for-repo list-events-for-timeline'),
  ...each(
    'issues',
    write('issues'),
    'create update create-comment update-comment delete-comment lock unlock',
  ),
  ...each('issues', write('issues'), 'add-labels set-labels remove-label remove-all-labels'),
  ...each('issues', write('issues'), 'add-assignees remove-assignees'),
  ...each('issues', read('issues', 'pull-requests'), 'list-labels-for-repo get-label'),
  ...each('issues', write('issues', 'pull-requests'), 'create-label update-label delete-label'),
  ...each('reactions', read('issues'), 'list-for-issue list-for-issue-comment'),
  ...each('reactions', write('issues'), 'create-for-issue create-for-issue-comment'),
  ...each('git', read('contents'), 'get-ref list-matching-refs get-commit get-tree get-blob'),
  ...each('git', write('contents'), 'create-ref update-ref delete-ref create-commit create-tree create-blob'),
  ...each('repos', read('contents'), 'get-content get-commit list-commits list-branches get-branch'),
  ...each('repos', read('contents'), 'compare-commits-with-basehead codeowners-errors'),
  ...each('repos', read('contents', 'pull-requests'), 'list-pull-requests-associated-with-commit'),
  ...each('repos', write('contents'), 'create-or-update-file-contents delete-file create-dispatch-event'),
  ...each('checks', read('checks'), 'get list-for-ref list-annotations'),
  ...each('checks', write('checks'), 'create update'),
  ...each('repos', read('statuses'), 'get-combined-status-for-ref list-commit-statuses-for-ref'),
  ...each('repos', write('statuses'), 'create-commit-status'),
  ...each('actions', read('actions'), 'list-repo-workflows get-workflow list-workflow-runs get-workflow-run'),
  ...each('actions', read('actions'), 'list-workflow-runs-for-repo'),
  ...each('actions', write('actions'), 'create-workflow-dispatch enable-workflow disable-workflow'),
  ...each('actions', read('secrets'), 'list-repo-secrets'),
  ...each('actions', read('environments'), 'list-environment-secrets list-environment-variables'),
  ...each('actions', read('variables'), 'list-repo-variables'),
  ...each('actions', read('administration'), 'get-github-actions-permissions-repository'),
  ...each('actions', read('administration'), 'get-allowed-actions-repository'),
  ...each('actions', read('administration'), 'get-github-actions-default-workflow-permissions-repository'),
  ...each('actions', write('administration'), 'set-github-actions-default-workflow-permissions-repository'),
  ...each('repos', read('actions'), 'get-all-environments get-environment'),
  ...each('repos', write('administration'), 'create-or-update-environment update'),
  ...each('repos', read('pages'), 'get-pages'),
  ...each('repos', write('pages'), 'create-pages-site update-information-about-pages-site'),
  ...each('repos', ANYBODY, 'get get-repo-rulesets get-repo-ruleset get-branch-rules list-teams'),
  ...each('repos', write('administration'), 'create-repo-ruleset update-repo-ruleset'),
  ...each('repos', read('administration'), 'get-branch-protection'),
  ...each('repos', ANYBODY, 'get-collaborator-permission-level list-collaborators check-collaborator'),
  ...each('issues', ANYBODY, 'list-assignees check-user-can-be-assigned'),
  ...each('users', ANYBODY, 'get-authenticated get-by-username'),
  ...each('meta', ANYBODY, 'get'),
  ...each('rate-limit', ANYBODY, 'get'),
]);

/** Whether what a token holds is enough. */
export function suffices(held: Permissions, need: Need): boolean {
  return (
    need.anyOf.length === 0 ||
    need.anyOf.some((name) => held[name] === 'write' || (need.level === 'read' && held[name] === 'read'))
  );
}
