import { notFound, ok, paged, Refusal, unprocessable } from './response.ts';
import type { Call } from './response.ts';
import { tell } from './events.ts';
import { pullRequest } from './pull-requests.ts';
import type { Json } from './pull-request-view.ts';
import type { Handler, Handlers, EmulatorState } from './state.ts';

/** Every issue, or every record of a pull request as an issue, newest first. */
export async function allIssues(emulatorState: EmulatorState): Promise<Json[]> {
  const at = `/repos/${emulatorState.owner}/${emulatorState.repo}`;
  const ask = async (path: string): Promise<Json[]> =>
    (await emulatorState.backend.ask(emulatorState.logins[0]!, 'GET', `${at}${path}`)).body as Json[];
  const issues = [];
  for (let page = 1; ; page++) {
    const some = await ask(`/issues?state=all&per_page=100&page=${page}`);
    issues.push(...some);
    if (some.length < 100) break;
  }
  const pulls = await Promise.all(
    [...emulatorState.pulls.keys()].map((number) => pullAsIssue(emulatorState, number)),
  );
  return [...issues, ...pulls].toSorted((a, b) => Number(b['number']) - Number(a['number']));
}

const SHARED = [
  ...[
    'id',
    'node_id',
    'number',
    'title',
    'body',
    'state',
    'user',
    'labels',
    'assignee',
    'assignees',
    'draft',
  ],
  ...['milestone', 'locked', 'comments', 'created_at', 'updated_at', 'closed_at', 'html_url'],
];

/** A pull request is an issue, too. */
async function pullAsIssue(emulatorState: EmulatorState, number: number): Promise<Json> {
  const pull = await pullRequest(emulatorState, number);
  const shared = Object.fromEntries(SHARED.map((key) => [key, pull[key] ?? null]));
  const { url, html_url, merged_at } = pull;
  return { ...shared, url: pull['issue_url'], pull_request: { url, html_url, merged_at } };
}

const loginOf = (issue: Json, key: string): string =>
  String((issue[key] as { login?: string } | null)?.login ?? '');
const names = (issue: Json): string[] => (issue['labels'] as { name: string }[]).map(({ name }) => name);

/** Passes a call on and tells of what it did. */
const passing =
  (name: string, action: string): Handler =>
  async (emulatorState, call) => {
    const answer = await emulatorState.backend.pass(call);
    const number = Number(call.params['issue_number'] ?? (answer.body as Json | undefined)?.['number']);
    tell(emulatorState, name, call.token.login, { number, result: answer.body }, action);
    return answer;
  };

/** Labels are made by being given, as at GitHub. */
async function labelsMade(emulatorState: EmulatorState, call: Call): Promise<void> {
  const wished = (call.body['labels'] ?? []) as readonly (string | { name: string })[];
  const path = `/repos/${emulatorState.owner}/${emulatorState.repo}/labels`;
  for (const each of wished) {
    const name = typeof each === 'string' ? each : each.name;
    await emulatorState.backend
      .ask(call.token.login, 'POST', path, { name, color: 'ededed' })
      .catch((error: unknown) => {
        if (!(error instanceof Refusal) || error.status !== 422) throw error;
      });
  }
}

const labelling =
  (action: string): Handler =>
  async (emulatorState, call) => {
    await labelsMade(emulatorState, call);
    return passing('issues', action)(emulatorState, call);
  };

export const ISSUES: Handlers = {
  async 'issues/list-for-repo'(emulatorState, call) {
    const { state = 'open', labels, creator, assignee, since, sort, direction } = call.query;
    const wanted = labels?.split(',') ?? [];
    const list = (await allIssues(emulatorState)).filter(
      (each) =>
        (state === 'all' || each['state'] === state) &&
        wanted.every((label) => names(each).includes(label)) &&
        (creator === undefined || loginOf(each, 'user') === creator) &&
        (assignee === undefined || loginOf(each, 'assignee') === assignee) &&
        (since === undefined || String(each['updated_at']) >= since),
    );
    const by = sort === 'updated' ? 'updated_at' : 'created_at';
    const sorted = list.toSorted((a, b) => String(b[by]).localeCompare(String(a[by])));
    return paged(call, emulatorState.url, direction === 'asc' ? sorted.toReversed() : sorted);
  },

  async 'issues/get'(emulatorState, call) {
    const number = Number(call.params['issue_number']);
    return emulatorState.pulls.has(number)
      ? ok(await pullAsIssue(emulatorState, number))
      : emulatorState.backend.pass(call);
  },

  async 'issues/create'(emulatorState, call) {
    if (!call.body['title']) throw unprocessable('Issue', "title can't be blank");
    await labelsMade(emulatorState, call);
    return passing('issues', 'opened')(emulatorState, call);
  },

  async 'issues/update'(emulatorState, call) {
    const wished = call.body['state'];
    const number = Number(call.params['issue_number']);
    if (emulatorState.pulls.has(number))
      throw new Refusal(501, `The hub changes #${number} as a pull request only.`);
    await labelsMade(emulatorState, call);
    const action = wished === 'closed' ? 'closed' : wished === 'open' ? 'reopened' : 'edited';
    return passing('issues', action)(emulatorState, call);
  },

  'issues/create-comment'(emulatorState, call) {
    const text = String(call.body['body'] ?? '');
    if (text.trim() === '') throw unprocessable('IssueComment', "body can't be blank");
    if (text.length > 65_536)
      throw unprocessable('IssueComment', 'body is too long (maximum is 65536 characters)');
    return passing('issue_comment', 'created')(emulatorState, call);
  },

  'issues/update-comment': passing('issue_comment', 'edited'),
  'issues/delete-comment': passing('issue_comment', 'deleted'),
  'issues/add-labels': labelling('labeled'),
  'issues/set-labels': labelling('labeled'),
  'issues/remove-label': passing('issues', 'unlabeled'),

  'issues/list-assignees'(emulatorState, call) {
    const list = [...emulatorState.people]
      .filter(([, role]) => role !== 'none')
      .map(([login]) => ({ login, type: 'User' }));
    return paged(call, emulatorState.url, list);
  },

  'issues/check-user-can-be-assigned'(emulatorState, { params }) {
    if ((emulatorState.people.get(params['assignee'] ?? '') ?? 'none') === 'none') throw notFound();
    return { status: 204 };
  },
};
