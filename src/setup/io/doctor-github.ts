import type { ActionsPolicy, GithubConfiguration, Result } from '../doctor-facts.ts';
import { tryRequest } from './doctor-known.ts';
import type { HttpError } from './doctor-known.ts';
import { readAccessLevels, readEnvironments, readConfiguredNames } from './doctor-names.ts';
import type { GithubClient } from '../../github/client.ts';

export interface GithubReadOptions {
  /** GitHub names with `@`. */
  readonly people: readonly string[];
  /** This computer's clock, in milliseconds. */
  readonly clock: () => number;
}

/** The branch of a pull request of Dependabot that updates Candor. */
const ENGINE_UPDATE = /^dependabot\/npm_and_yarn\/candor-\d/;

/** Reads the configuration and changes nothing. A part that GitHub refuses is `unknown`; the others are still read. */
export async function readGithubConfiguration(
  client: GithubClient,
  { people, clock }: GithubReadOptions,
): Promise<Result<GithubConfiguration>> {
  const { octokit, at } = client;
  const asked = clock();
  const first = await octokit.rest.repos.get({ ...at }).catch((error: unknown) => error as HttpError);
  if (!('data' in first)) return { unknown: formatRequestError(first, `${at.owner}/${at.repo}`) };
  const { data, headers } = first;
  const skew = Date.parse(headers.date ?? '') - (asked + clock()) / 2;
  const security = data.security_and_analysis ?? {};
  const [
    pages,
    workflows,
    actions,
    jobToken,
    rules,
    environments,
    names,
    labels,
    access,
    codeownersErrors,
    engineUpdates,
  ] = await Promise.all([
    readPages(client),
    readWorkflows(client),
    tryRequest('the Actions settings', async () => {
      const { data: set } = await octokit.rest.actions.getGithubActionsPermissionsRepository({ ...at });
      const policy = { enabled: set.enabled, allowed: set.allowed_actions ?? 'all' };
      return policy.allowed === 'selected' ? { ...policy, ...(await readSelectedActions(client)) } : policy;
    }),
    tryRequest('the workflow permissions', async () => {
      const { data: set } = await octokit.rest.actions.getGithubActionsDefaultWorkflowPermissionsRepository({
        ...at,
      });
      return { mayOpenPullRequests: set.can_approve_pull_request_reviews };
    }),
    readRules(client, data.default_branch),
    readEnvironments(client),
    readConfiguredNames(client),
    tryRequest('the labels', async () => {
      const all = await octokit.paginate(octokit.rest.issues.listLabelsForRepo, { ...at, per_page: 100 });
      return all.map(({ name }) => name);
    }),
    readAccessLevels(client, people),
    tryRequest(
      'the errors in CODEOWNERS',
      async () =>
        (await octokit.rest.repos.codeownersErrors({ ...at })).data.errors.map(
          ({ path, line, kind }) => `${path}:${line}: ${kind}`,
        ),
      ['The default branch has no CODEOWNERS file.'],
    ),
    tryRequest('the pull requests', async () => {
      const { data: open } = await octokit.rest.pulls.list({ ...at, state: 'open', per_page: 100 });
      return open.flatMap(({ title, head }) => (ENGINE_UPDATE.test(head.ref) ? [title] : []));
    }),
  ]);
  return {
    value: {
      skew: Number.isNaN(skew)
        ? { unknown: "GitHub's response has no date." }
        : { value: Math.abs(skew) < 1500 ? 0 : skew },
      repository: {
        value: {
          isPrivate: data.private,
          defaultBranch: data.default_branch,
          hasIssues: data.has_issues,
          ...optionalStatus('secretScanning', security.secret_scanning),
          ...optionalStatus('pushProtection', security.secret_scanning_push_protection),
          ...optionalStatus('dependabotFixes', security.dependabot_security_updates),
        },
      },
      ...{
        pages,
        workflows,
        actions,
        jobToken,
        rules,
        environments,
        names,
        labels,
        access,
        codeownersErrors,
        engineUpdates,
      },
    },
  };
}

function optionalStatus<K extends string>(
  key: K,
  set: { readonly status?: string } | null | undefined,
): { [_ in K]?: string } {
  return (set?.status === undefined ? {} : { [key]: set.status }) as { [_ in K]?: string };
}

function formatRequestError({ status, message }: HttpError, repository: string): string {
  if (status === 401) return 'GitHub rejected this token.';
  if (status === 404) return `${repository} does not exist, or this token has no access to it.`;
  return `The request to GitHub failed: ${message.split('\n', 1)[0]}`;
}

/** Empty if the token may not read it. */
async function readSelectedActions({ octokit, at }: GithubClient): Promise<Pick<ActionsPolicy, 'selected'>> {
  try {
    const { data } = await octokit.rest.actions.getAllowedActionsRepository({ ...at });
    const { github_owned_allowed: byGithub = false, patterns_allowed: patterns = [] } = data;
    return { selected: { byGithub, patterns } };
  } catch {
    return {};
  }
}

function readPages({ octokit, at }: GithubClient): Promise<GithubConfiguration['pages']> {
  return tryRequest(
    'the Pages settings',
    async () => {
      const { data } = await octokit.rest.repos.getPages({ ...at });
      const { build_type: source, html_url: url, cname: domain } = data;
      return { source: source ?? 'legacy', ...(url && { url }), ...(domain && { domain }) };
    },
    undefined,
  );
}

function readWorkflows({ octokit, at }: GithubClient): Promise<GithubConfiguration['workflows']> {
  return tryRequest('the workflows', async () => {
    const all = await octokit.paginate(octokit.rest.actions.listRepoWorkflows, { ...at, per_page: 100 });
    return Object.fromEntries(all.map(({ path, state }) => [path, state]));
  });
}

/** Combines rulesets with the older branch protection, if the token has access to it. */
async function readRules(
  { octokit, at }: GithubClient,
  branch: string,
): Promise<GithubConfiguration['rules']> {
  const older = await octokit.rest.repos.getBranchProtection({ ...at, branch }).then(
    ({ data }) => data,
    () => undefined,
  );
  return tryRequest('the rules of the default branch', async () => {
    const rules = await octokit.paginate(octokit.rest.repos.getBranchRules, { ...at, branch, per_page: 100 });
    const checks = rules.flatMap((rule) =>
      rule.type === 'required_status_checks' ? (rule.parameters?.required_status_checks ?? []) : [],
    );
    const has = (type: string): boolean => rules.some((rule) => rule.type === type);
    return {
      checks: [
        ...new Set([
          ...checks.map(({ context }) => context),
          ...(older?.required_status_checks?.contexts ?? []),
        ]),
      ],
      byPullRequest: has('pull_request') || older?.required_pull_request_reviews !== undefined,
      noForcePush: has('non_fast_forward') || older?.allow_force_pushes?.enabled === false,
    };
  });
}
