type Environment = Readonly<Record<string, string | undefined>>;

/** The token in `GITHUB_TOKEN` or `GH_TOKEN`; otherwise empty. */
export function readGithubToken(env: Environment = process.env): string {
  return env['GITHUB_TOKEN'] || env['GH_TOKEN'] || '';
}

/** The address of the GitHub server, without a slash at its end: `GITHUB_SERVER_URL`, or github.com. */
export function githubServerUrl(env: Environment = process.env): string {
  return (env['GITHUB_SERVER_URL'] || 'https://github.com').replace(/\/+$/, '');
}

/**
 * Environment variables that let a git child process authenticate with a token. On disk, in arguments or in an address
 * other processes could read it. Keeps git settings that the environment already has.
 * @param server such as `https://github.com`; the token isn't sent to other servers
 */
export function gitCredentials(
  token: string,
  server = githubServerUrl(),
  env: Environment = process.env,
): Record<string, string> {
  const given = Number.parseInt(env['GIT_CONFIG_COUNT'] ?? '', 10);
  const count = given > 0 ? given : 0;
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  return {
    GIT_CONFIG_COUNT: String(count + 1),
    [`GIT_CONFIG_KEY_${count}`]: `http.${server.replace(/\/+$/, '')}/.extraheader`,
    [`GIT_CONFIG_VALUE_${count}`]: `AUTHORIZATION: basic ${basic}`,
    GIT_TERMINAL_PROMPT: '0',
  };
}

const BOT_NAME = 'github-actions[bot]';
const BOT_EMAIL = '41898282+github-actions[bot]@users.noreply.github.com';

/** Sets the committer to the GitHub Actions bot. */
export const BOT_COMMITTER = { GIT_COMMITTER_NAME: BOT_NAME, GIT_COMMITTER_EMAIL: BOT_EMAIL };

/** Sets the committer and the author to the GitHub Actions bot. */
export const BOT_AUTHOR = { GIT_AUTHOR_NAME: BOT_NAME, GIT_AUTHOR_EMAIL: BOT_EMAIL, ...BOT_COMMITTER };
