import { z } from 'zod';
import type { ReadError, RecordReadResult } from '../record.ts';
import { repositoryOf } from './issue.ts';
import type { Issue, IssueComment } from './issue.ts';
import { toIssueRecord } from './issue-record.ts';
import type { IssueKind } from './issue-record.ts';
import { ComponentNames } from './component-names.ts';
import { idField, readJsonDocuments, readTextField } from './json-document.ts';
import type { JsonDocument } from './json-document.ts';
import { readList } from '../json-reading.ts';
import { readUpptimeSites } from './upptime-sites.ts';
import type { ReaderInput } from './reader.ts';
import { formatCount } from '../../text/count.ts';

const userSchema = z.looseObject({ login: readTextField }).nullish();

const commentSchema = z.looseObject({
  body: readTextField,
  created_at: readTextField,
  createdAt: readTextField,
  user: userSchema,
  author: userSchema,
  issue_url: readTextField,
  isMinimized: z.boolean().nullish(),
});

const issueSchema = z.looseObject({
  number: idField,
  title: readTextField,
  labels: z.array(z.union([z.string(), z.looseObject({ name: readTextField })])).nullish(),
  state: readTextField,
  created_at: readTextField,
  createdAt: readTextField,
  closed_at: readTextField,
  closedAt: readTextField,
  body: readTextField,
  user: userSchema,
  author: userSchema,
  html_url: readTextField,
  url: readTextField,
  pull_request: z.unknown().optional(),
  comments: z.union([z.number(), z.array(z.unknown())]).nullish(),
  _comments: z.array(z.unknown()).nullish(),
});

/** Reads a status page that is kept in GitHub issues. */
export function readIssues(input: ReaderInput, kind: IssueKind): RecordReadResult {
  const errors: ReadError[] = [];
  const documents = readJsonDocuments(input.files, errors);
  const loose = commentsByIssue(documents);
  const issues = documents.flatMap((document) => issuesIn(document, loose));
  const sites = readUpptimeSites(input.files, errors);
  const names = new ComponentNames(sites.components);
  const results = issues.map((issue) => ({ issue, record: toIssueRecord(issue, kind, names) }));
  const others = results.flatMap(({ issue, record }) => (record ? [] : [issue]));
  const notes =
    others.length > 0
      ? [
          {
            kind: 'repaired' as const,
            text: `${formatCount(others.length, 'issue')} without a label of the status page ${others.length === 1 ? 'was' : 'were'} left out: ${others
              .slice(0, 10)
              .map(({ number }) => `#${number}`)
              .join(', ')}${others.length > 10 ? ', …' : ''}`,
          },
        ]
      : [];
  return {
    records: results.flatMap(({ record }) => record ?? []),
    components: sites.components,
    page: sites.page,
    errors,
    notes,
    undeclared: names.undeclared,
  };
}

function issuesIn(document: JsonDocument, loose: ReadonlyMap<string, IssueComment[]>): Issue[] {
  const list = Array.isArray(document.data) ? document.data : undefined;
  if (!list?.some((one) => typeof one === 'object' && one !== null && Object.hasOwn(one, 'number')))
    return [];
  return readList(list, [], document.context, issueSchema)
    .filter(({ value }) => value.pull_request === undefined)
    .map(({ value, path }) => {
      const own = Array.isArray(value.comments) ? value.comments : (value['_comments'] ?? []);
      const comments = readList(own, [...path, 'comments'], document.context, commentSchema).map((one) =>
        toComment(one.value),
      );
      const url = value.html_url ?? (value.url?.startsWith('https://github.com/') ? value.url : undefined);
      const repository = repositoryOf(value.url ?? value.html_url);
      const more = loose.get(`${repository}#${value.number}`) ?? loose.get(`#${value.number}`) ?? [];
      return {
        number: value.number,
        repository,
        title: value.title ?? '',
        labels: (value.labels ?? []).flatMap((label) =>
          typeof label === 'string' ? label : (label.name ?? []),
        ),
        closed: /^closed$/i.test(value.state ?? ''),
        createdAt: value.created_at ?? value.createdAt ?? undefined,
        closedAt: value.closed_at ?? value.closedAt ?? undefined,
        body: value.body ?? '',
        author: (value.user ?? value.author)?.login ?? undefined,
        url: url ?? undefined,
        comments: [...comments, ...more],
        file: document.path,
      };
    });
}

function toComment({
  body,
  created_at: a,
  createdAt: b,
  user,
  author,
  isMinimized,
}: z.output<typeof commentSchema>): IssueComment {
  return {
    body: body ?? '',
    at: a ?? b ?? undefined,
    author: (user ?? author)?.login ?? undefined,
    isMinimized: isMinimized ?? false,
  };
}

/** Comments from a file of their own, by the issue that they name. */
function commentsByIssue(documents: readonly JsonDocument[]): Map<string, IssueComment[]> {
  const found = new Map<string, IssueComment[]>();
  for (const { data, context } of documents) {
    if (
      !Array.isArray(data) ||
      !data.some((one) => typeof one === 'object' && one !== null && Object.hasOwn(one, 'issue_url'))
    )
      continue;
    for (const { value } of readList(data, [], context, commentSchema)) {
      const number = /\/issues\/(\d+)$/.exec(value.issue_url ?? '')?.[1];
      if (number === undefined) continue;
      const key = `${repositoryOf(value.issue_url)}#${number}`;
      found.set(key, [...(found.get(key) ?? []), toComment(value)]);
    }
  }
  return found;
}
