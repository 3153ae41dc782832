import type { ResponseAction, RemoteInfo } from './plan.ts';
import { redactUrls } from '../text/redact-url.ts';

/** Instructions for doing an action by hand, with commands and URLs to copy. */
export function manualStepsFor(action: ResponseAction, remoteInfo: RemoteInfo): string[] {
  const { remote, defaultBranch, github } = remoteInfo;
  switch (action.type) {
    case 'commit':
      return [`Save this text as ${action.path} and commit it on the branch ${action.branch}.`];
    case 'push':
      return remote
        ? [`git push ${remote.name} ${action.branch}`]
        : [
            'This repository has no remote. In the repository that builds the status page:',
            `git merge ${action.branch}`,
          ];
    case 'delete-branch':
      return remote ? [`git push ${remote.name} --delete ${action.branch}`] : [];
    case 'open-pull-request':
      if (github)
        return [
          `Open the pull request: ${compareUrl(github.url, defaultBranch, action.branch, action.title)}`,
        ];
      return remote
        ? [
            `Merge ${action.branch} into ${defaultBranch} on ${redactUrls(remote.url)}: the page is built from ${defaultBranch}.`,
          ]
        : [];
    case 'request-review':
      return [`Request a review: ${action.people.join(', ')}`];
    case 'notify':
      return [`Notify: ${action.recipient}${action.channel === undefined ? '' : `, in ${action.channel}`}`];
  }
}

/** Describes an action in one line, for a dry run. */
export function describeAction(action: ResponseAction, { remote, defaultBranch }: RemoteInfo): string {
  switch (action.type) {
    case 'commit':
      return `commit ${action.path}${action.also ? ` and ${action.also.path}` : ''} on ${action.branch}: ${action.message.trim()}`;
    case 'push':
      return `push ${action.branch} to ${remote?.name ?? '(no remote, so it stays local)'}`;
    case 'delete-branch':
      return `delete ${action.branch} here and on ${remote?.name ?? '(no remote)'}, which closes its pull request`;
    case 'open-pull-request':
      return `open a pull request from ${action.branch} into ${defaultBranch}, or update the open one: ${action.title}`;
    case 'request-review':
      return `request reviews from ${action.people.join(', ')}`;
    case 'notify':
      return `notify by hand: ${action.recipient}${action.channel === undefined ? '' : `, in ${action.channel}`}`;
  }
}

export function compareUrl(repository: string, base: string, branch: string, title: string): string {
  const path = [base, branch].map((name) => name.split('/').map(encodeURIComponent).join('/')).join('...');
  return `${repository}/compare/${path}?quick_pull=1&title=${encodeURIComponent(title)}`;
}
