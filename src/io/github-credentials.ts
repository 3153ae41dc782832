/**
 * What the environment of a git child process needs to speak to a server with a token: neither on disk, nor among the
 * arguments, nor in an address, where others could read it. Joins settings that the environment has already.
 * @param serverUrl such as `https://github.com`; no other server is given the token
 */
export function gitCredentials(
  token: string,
  serverUrl: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Record<string, string> {
  const given = Number.parseInt(env['GIT_CONFIG_COUNT'] ?? '', 10);
  const count = given > 0 ? given : 0;
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  return {
    GIT_CONFIG_COUNT: String(count + 1),
    [`GIT_CONFIG_KEY_${count}`]: `http.${serverUrl.replace(/\/+$/, '')}/.extraheader`,
    [`GIT_CONFIG_VALUE_${count}`]: `AUTHORIZATION: basic ${basic}`,
    GIT_TERMINAL_PROMPT: '0',
  };
}
