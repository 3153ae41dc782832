import { declareCommand } from './declaration.ts';
import { NOW, ROOT } from './common-options.ts';

export const doctor = declareCommand({
  name: 'doctor',
  summary: 'Checks the configuration of a site, locally and on GitHub, and explains how to fix each problem.',
  description:
    'It changes nothing and sends nothing, except with --prove. docs/adopter/getting-started.md lists each check at the step that it belongs to.',
  options: {
    ...ROOT,
    offline: { help: 'skip the checks that need GitHub or the places of notify:' },
    prove: {
      help: 'walk a drill through form, check, merge, deployment and removal in the repository on GitHub, and say which link is broken; takes about five minutes',
    },
    only: {
      value: 'CHECK',
      repeatable: true,
      help: 'run this check alone, by its id in --format json; `places` alone needs no GitHub',
    },
    format: {
      value: 'NAME',
      choices: ['terminal', 'json', 'markdown'],
      default: 'terminal',
      help: 'how to print the results',
    },
    ...NOW,
  },
  environment: {
    GITHUB_TOKEN: "for the checks on GitHub; some need an administrator's token",
    GH_TOKEN: 'used if GITHUB_TOKEN is not set',
    NOTIFY_SECRETS:
      'to ask the places of notify: whether they take messages: a line NAME=value for each secret; or each as a variable of its own',
    GITHUB_API_URL: 'where GitHub is (default: https://api.github.com)',
    GITHUB_ACTIONS: 'GitHub sets it: a missing secret is then an error',
    GITHUB_SERVER_URL: 'the address of GitHub (default: https://github.com)',
  },
  exitCodes: { 0: 'every check passed', 1: 'a check failed', 2: 'the command could not run' },
});
