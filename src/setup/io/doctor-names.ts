import type { Access, GithubFacts, Names } from '../doctor-facts.ts';
import { known } from './doctor-known.ts';
import type { RequestFault } from './doctor-known.ts';
import type { Client } from '../../github/client.ts';

/** The environments, with the names of what is kept in them. */
export function readEnvironments({ octokit, at }: Client): Promise<GithubFacts['environments']> {
  return known('the environments', async () => {
    const { data } = await octokit.rest.repos.getAllEnvironments({ ...at, per_page: 100 });
    const each = (data.environments ?? []).map(async ({ name }): Promise<[string, Names]> => {
      const environment = { ...at, environment_name: name, per_page: 100 };
      const [secrets, variables] = await Promise.all([
        known(`the names of ${name}'s secrets`, async () =>
          (await octokit.rest.actions.listEnvironmentSecrets(environment)).data.secrets.map(
            (secret) => secret.name,
          ),
        ),
        known(`the names of ${name}'s variables`, async () =>
          (
            await octokit.rest.actions.listEnvironmentVariables({ ...environment, per_page: 30 })
          ).data.variables.map((one) => one.name),
        ),
      ]);
      return [name, { secrets, variables }];
    });
    return Object.fromEntries(await Promise.all(each));
  });
}

/** The names of the repository's own secrets and variables. */
export async function readNames({ octokit, at }: Client): Promise<Names> {
  const [secrets, variables] = await Promise.all([
    known('the names of secrets', async () =>
      (await octokit.rest.actions.listRepoSecrets({ ...at, per_page: 100 })).data.secrets.map(
        ({ name }) => name,
      ),
    ),
    known('the names of variables', async () =>
      (await octokit.rest.actions.listRepoVariables({ ...at, per_page: 30 })).data.variables.map(
        ({ name }) => name,
      ),
    ),
  ]);
  return { secrets, variables };
}

/** What people and teams may do here. The first answer that the token may not have leaves all of it open. */
export function readAccess(
  { octokit, at }: Client,
  people: readonly string[],
): Promise<GithubFacts['access']> {
  return known('who may do what', async () => {
    const hasTeams = people.some((name) => name.includes('/'));
    const teams = hasTeams
      ? await octokit.paginate(octokit.rest.repos.listTeams, { ...at, per_page: 100 })
      : [];
    const accessOf = async (name: string): Promise<Access> => {
      const [owner = '', team] = name.slice(1).split('/');
      if (team !== undefined) {
        const found =
          owner.toLowerCase() === at.owner.toLowerCase() &&
          teams.find(({ slug }) => slug === team.toLowerCase());
        return found ? accessBy(found.permission) : 'nobody';
      }
      try {
        const { data } = await octokit.rest.repos.getCollaboratorPermissionLevel({ ...at, username: owner });
        return accessBy(data.permission);
      } catch (error) {
        if ((error as RequestFault).status === 404) return 'nobody';
        throw error;
      }
    };
    return Object.fromEntries(
      await Promise.all(people.map(async (name) => [name, await accessOf(name)] as const)),
    );
  });
}

function accessBy(permission: string): Access {
  if (['admin', 'maintain', 'write', 'push'].includes(permission)) return 'write';
  return permission === 'none' ? 'none' : 'read';
}
