/** Options and variables that several commands share. */

export const ROOT = { root: { value: 'DIR', default: '.', help: 'the content root' } } as const;

export const NOW = { now: { value: 'TIME', help: 'the time to use instead of the current time' } } as const;

export const DRY_RUN = { 'dry-run': { help: 'print the actions without performing them' } } as const;

export const OFFLINE = { offline: { help: 'neither fetch nor push' } } as const;

export const CHECK = { check: { help: 'write nothing; list the files that are out of date' } } as const;

/** Exit codes of a command that writes generated files. */
export const GENERATED_EXIT_CODES = {
  0: 'the files are up to date or were written',
  1: '--check found files that are out of date',
  2: 'the command could not run',
} as const;

/** What a workflow's command needs to use GitHub. */
export const WORKFLOW_ENVIRONMENT = {
  GITHUB_TOKEN: 'required: the token to use GitHub with',
  GITHUB_REPOSITORY: 'required: owner/name of the repository',
  GITHUB_API_URL: 'where GitHub is (default: https://api.github.com)',
} as const;

/** What a person's command may use to open a pull request. */
export const RESPONDER_ENVIRONMENT = {
  GITHUB_TOKEN: 'to open the pull request; without it, the command prints how to do that',
  GH_TOKEN: 'used if GITHUB_TOKEN is not set',
  GITHUB_ACTIONS: 'GitHub sets it: git then uses the token too',
} as const;
