import { readIssues } from './github-issues.ts';
import { hasShape, peekJson } from './json-document.ts';
import type { Reader } from './reader.ts';

/** Issue Status: GitHub issues with the label "issue status". */
export const issueStatusReader: Reader = {
  format: 'issue-status',
  expects: 'GitHub issues with their comments as JSON, with the label "issue status"',
  recognises: (files) =>
    hasShape(peekJson(files), 'bare', ['number', 'labels']) &&
    files.some(({ text }) => /"issue status"/i.test(text)),
  read: (input) => readIssues(input, 'issue-status'),
};
