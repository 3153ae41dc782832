import { declareCommand } from './declaration.ts';
import { NOW, ROOT } from './common-options.ts';

export const notify = declareCommand({
  name: 'notify',
  summary:
    'Notifies the audiences of the policy at the places that status.yaml names, each of each event once.',
  description: `What was sent is recorded in git, on a ref of the remote: docs/adopter/notifications.md. Without --deployed, customers get only what an earlier run has planned: the page shows it first.

A message that perhaps arrived, or that is one of too many, waits for --release. An issue on GitHub names the command.`,
  options: {
    ...ROOT,
    ...NOW,
    'dry-run': { help: 'print exactly what would be sent, and send nothing' },
    deployed: { help: 'the page shows the files of this folder: customers may be notified of them' },
    files: { help: 'use the files of this folder instead of the default branch; only with --dry-run' },
    release: {
      value: 'ID',
      repeatable: true,
      help: 'send a message that waits or did not arrive, by its id in the failure message, the dry run or the log; `all` for every one that waits. Without the secrets, it marks them, and the next run on GitHub sends them',
    },
    to: {
      value: 'AUDIENCE',
      help: 'send a test message to the places of one audience or role; --to NAME=ADDRESS to that e-mail address instead of theirs',
    },
    verbose: { help: 'name the incidents in the output, also where anyone can read it' },
  },
  environment: {
    NOTIFY_SECRETS:
      'the secrets that status.yaml names, a line NAME=value each; or each as a variable of its own',
    GITHUB_TOKEN:
      'to write the delivery log from a workflow, and to open an issue about messages that wait for a person',
    GH_TOKEN: 'used if GITHUB_TOKEN is not set',
    GITHUB_REPOSITORY: 'owner/name, if the remote does not say it',
    GITHUB_API_URL: 'where GitHub is (default: https://api.github.com)',
    GITHUB_SERVER_URL: 'the address of GitHub (default: https://github.com)',
    GITHUB_ACTIONS: 'GitHub sets it: the output is then taken for public',
  },
  exitCodes: {
    0: 'everything was sent, or there was nothing to send',
    1: 'a message was refused, is not known to have arrived, or waits for a person',
    2: 'the command could not run',
  },
});
