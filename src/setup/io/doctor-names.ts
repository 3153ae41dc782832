import type { AccessLevel, GithubConfiguration, ConfiguredNames } from '../doctor-facts.ts';
import { tryRequest } from './doctor-known.ts';
import type { HttpError } from './doctor-known.ts';
import type { GithubClient } from '../../github/client.ts';

/** The names of secrets and variables, by environment. */
export function readEnvironments({
  octokit,
  at,
}: GithubClient): Promise<GithubConfiguration['environments']> {
  return tryRequest('the environments', async () => {
    const { data } = await octokit.rest.repos.getAllEnvironments({ ...at, per_page: 100 });
    const each = (data.environments ?? []).map(async (one): Promise<[string, ConfiguredNames]> => {
      const { name, deployment_branch_policy: policy } = one;
      const environment = { ...at, environment_name: name, per_page: 100 };
      const [secrets, variables] = await Promise.all([
        tryRequest(`the names of ${name}'s secrets`, async () =>
          (await octokit.rest.actions.listEnvironmentSecrets(environment)).data.secrets.map(
            (secret) => secret.name,
          ),
        ),
        tryRequest(`the names of ${name}'s variables`, async () =>
          (
            await octokit.rest.actions.listEnvironmentVariables({ ...environment, per_page: 30 })
          ).data.variables.map((variable) => variable.name),
        ),
      ]);
      return [name, { secrets, variables, limitsBranches: policy != null }];
    });
    return Object.fromEntries(await Promise.all(each));
  });
}

/** The names of the repository's own secrets and variables. */
export async function readConfiguredNames({ octokit, at }: GithubClient): Promise<ConfiguredNames> {
  const [secrets, variables] = await Promise.all([
    tryRequest('the names of secrets', async () =>
      (await octokit.rest.actions.listRepoSecrets({ ...at, per_page: 100 })).data.secrets.map(
        ({ name }) => name,
      ),
    ),
    tryRequest(
      'the names of variables',
      async () => (await octokit.rest.actions.listRepoVariables({ ...at, per_page: 30 })).data.variables,
    ),
  ]);
  if ('unknown' in variables) return { secrets, variables };
  const watcherRunner = variables.value.find(({ name }) => name === 'CANDOR_WATCHER_RUNNER')?.value;
  return {
    secrets,
    variables: { value: variables.value.map(({ name }) => name) },
    ...(watcherRunner !== undefined && { watcherRunner }),
  };
}

/** The access of people and teams. If one request is refused, the whole result is `unknown`. */
export function readAccessLevels(
  { octokit, at }: GithubClient,
  people: readonly string[],
): Promise<GithubConfiguration['access']> {
  return tryRequest('the access of people and teams', async () => {
    const hasTeams = people.some((name) => name.includes('/'));
    const teams = hasTeams
      ? await octokit.paginate(octokit.rest.repos.listTeams, { ...at, per_page: 100 })
      : [];
    const accessOf = async (name: string): Promise<AccessLevel> => {
      const [owner = '', team] = name.slice(1).split('/');
      if (team !== undefined) {
        const found =
          owner.toLowerCase() === at.owner.toLowerCase() &&
          teams.find(({ slug }) => slug === team.toLowerCase());
        return found ? toAccessLevel(found.permission) : 'not-found';
      }
      try {
        const { data } = await octokit.rest.repos.getCollaboratorPermissionLevel({ ...at, username: owner });
        return toAccessLevel(data.permission);
      } catch (error) {
        if ((error as HttpError).status === 404) return 'not-found';
        throw error;
      }
    };
    return Object.fromEntries(
      await Promise.all(people.map(async (name) => [name, await accessOf(name)] as const)),
    );
  });
}

function toAccessLevel(permission: string): AccessLevel {
  if (['admin', 'maintain', 'write', 'push'].includes(permission)) return 'write';
  return permission === 'none' ? 'none' : 'read';
}
