/**
 * The environment of a process that a test starts: no settings of the person who runs the tests reach it, and it reuses
 * the compiled code and the git settings for speed of `vitest.config.ts`.
 */
export const CLEAN_ENVIRONMENT: Readonly<Record<string, string>> = {
  ...ownVariables(/^(?:PATH|NODE_COMPILE_CACHE|GIT_CONFIG_(?:COUNT|KEY_\d+|VALUE_\d+))$/),
  HOME: '/nowhere',
  LC_ALL: 'C',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
};

function ownVariables(names: RegExp): Record<string, string> {
  const variables = Object.entries(process.env).filter(([name]) => names.test(name));
  return Object.fromEntries(variables.map(([name, value]) => [name, value ?? '']));
}
