import type { ResponseAction, RemoteInfo } from './plan.ts';
import { redactUrls } from '../text/redact-url.ts';

/** What a person does in place of an action that the machine couldn't do: commands and addresses, ready to be copied. */
export function manualStepsFor(action: ResponseAction, remoteInfo: RemoteInfo): string[] {
  const { remote, defaultBranch, github } = remoteInfo;
  switch (action.type) {
    case 'commit':
      return [`Save this text as ${action.path} and commit it on the branch ${action.branch}.`];
    case 'push':
      return remote
        ? [`git push ${remote.name} ${action.branch}`]
        : ['This repository has no remote. Where the page is built from it:', `git merge ${action.branch}`];
    case 'open-pull-request':
      if (github)
        return [
          `Open the pull request: ${compareUrl(github.url, defaultBranch, action.branch, action.title)}`,
        ];
      return remote
        ? [
            `Merge ${action.branch} into ${defaultBranch} on ${redactUrls(remote.url)}: the page shows what is on ${defaultBranch}.`,
          ]
        : [];
    case 'request-review':
      return [`Ask for a review: ${action.people.join(', ')}`];
    case 'notify':
      return [`Tell ${action.recipient}${action.channel === undefined ? '' : ` in ${action.channel}`}.`];
  }
}

/** What an action does, in one line: for a rehearsal of the plan. */
export function describeAction(action: ResponseAction, { remote, defaultBranch }: RemoteInfo): string {
  switch (action.type) {
    case 'commit':
      return `commit ${action.path} on ${action.branch}: ${action.message.trim()}`;
    case 'push':
      return `push ${action.branch} to ${remote?.name ?? 'no remote: stays here'}`;
    case 'open-pull-request':
      return `open a pull request from ${action.branch} into ${defaultBranch}, or add to the one that is open: ${action.title}`;
    case 'request-review':
      return `ask ${action.people.join(', ')} to review it`;
    case 'notify':
      return `tell ${action.recipient}${action.channel === undefined ? '' : ` in ${action.channel}`} (by hand)`;
  }
}

function compareUrl(repository: string, base: string, branch: string, title: string): string {
  const path = [base, branch].map((name) => name.split('/').map(encodeURIComponent).join('/')).join('...');
  return `${repository}/compare/${path}?quick_pull=1&title=${encodeURIComponent(title)}`;
}
