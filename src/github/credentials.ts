type Environment = Readonly<Record<string, string | undefined>>;

/** The token of whoever runs this: `GITHUB_TOKEN` as jobs have it, or `GH_TOKEN` as GitHub's own tool does; else empty. */
export function readGithubToken(env: Environment = process.env): string {
  return env['GITHUB_TOKEN'] || env['GH_TOKEN'] || '';
}

/** The GitHub that a job belongs to, without a slash at its end: `GITHUB_SERVER_URL`, or the public one. */
export function githubServerUrl(env: Environment = process.env): string {
  return (env['GITHUB_SERVER_URL'] || 'https://github.com').replace(/\/+$/, '');
}

/**
 * What the environment of a git child process needs to speak to a server with a token: neither on disk, nor among the
 * arguments, nor in an address, where others could read it. Joins settings that the environment has already.
 * @param server such as `https://github.com`; no other server is given the token
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

/** What makes a commit's committer the robot that jobs are, as GitHub knows it. */
export const BOT_COMMITTER = { GIT_COMMITTER_NAME: BOT_NAME, GIT_COMMITTER_EMAIL: BOT_EMAIL };

/** The same, and its author too. */
export const BOT_AUTHOR = { GIT_AUTHOR_NAME: BOT_NAME, GIT_AUTHOR_EMAIL: BOT_EMAIL, ...BOT_COMMITTER };
