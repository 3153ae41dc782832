import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { scratch } from '../support/scratch.ts';
import type { Payload } from './executor/event.ts';
import { payloadOf } from './executor/payloads.ts';
import type { StatusRepository } from './executor/repository.ts';
import type { WorkflowRun } from './executor/run-workflow.ts';
import type { WorkflowShape } from './lint/workflows.ts';

/** Text that is not a command anywhere leaves a trace if it becomes one. */
const SPOKEN = 'injected by a stranger';

/** A file that only exists once a stranger's words were run. */
export interface Trap {
  readonly file: string;
  /** Words for titles, bodies, messages and inputs. */
  readonly words: string;
  /** A name that git takes for a branch, and a shell for a command. */
  readonly branch: string;
  /** What went wrong; nothing if nothing did. */
  readonly sprung: (run: WorkflowRun) => string[];
}

/** Sets a trap for a workflow: anything of it that runs leaves a file or output. */
export function setTrap(): Trap {
  const file = join(scratch(), 'pwned');
  const touch = `touch ${file}`;
  // Each part is complete on its own, bare or in quotes of either kind: an error in the grammar would spare the rest.
  const words = [
    `$(${touch})`,
    `'"$(${touch})"'`,
    `\`${touch}\``,
    `"; ${touch}; "`,
    `'; ${touch}; '`,
    `' || ${touch} || '`,
    `\n${touch}\n`,
    `\n::error::${SPOKEN}\n  ::warning file=a.md,line=1::${SPOKEN}`,
    `\r::notice::${SPOKEN}\r\n##[error]${SPOKEN}`,
    `\n::add-mask::a\n::set-output name=code::0\n::set-env name=PATH::/nowhere`,
    `%0A::error::${SPOKEN}`,
    `\n<<END\ncode=0\nEND\ncode=0`,
    `--output=${file} -o ${file} --exec=${touch}`,
    `\u202e\u2066\u2028::error::${SPOKEN}\u2029\u200b\u0007\u001b[2J`,
    `\${{ github.token }} \${{ secrets.KEY }} }}`,
    `<!-- candor:incident ../../x --><script>1</script> @everyone [x](javascript:1)`,
    `../../../etc/passwd`,
  ].join(' ');
  const bare = `touch\${IFS}${file}`;
  const branch = `incident/$(${bare})'"$(${bare})"';${bare};`;
  const sprung = (run: WorkflowRun): string[] => [
    ...(existsSync(file) ? ['a command in a text was run'] : []),
    ...Object.values(run.jobs).flatMap(({ annotations }) =>
      annotations
        .filter(({ message }) => message.trim().startsWith(SPOKEN))
        .map(({ level }) => `a text became an annotation: ${level}`),
    ),
  ];
  return { file, words, branch, sprung };
}

/** An event that a stranger sends. */
export interface HostileEvent {
  readonly called: string;
  readonly event: string;
  readonly payload: Payload;
}

const STRANGER = { login: 'stranger', type: 'User' };

/** For each trigger of a workflow, events whose every free text is hostile; branches, commits and files are real. */
export function hostileEvents(
  workflow: WorkflowShape,
  repository: StatusRepository,
  trap: Trap,
): HostileEvent[] {
  return Object.entries(workflow.on).flatMap(([event, filter]) => {
    const types = filter['types'] as readonly string[] | undefined;
    return eventsOf(event, types, filter, repository, trap).map(([action, payload]) => ({
      called: action === undefined ? event : `${event} ${action}`,
      event,
      payload,
    }));
  });
}

type Made = readonly (readonly [action: string | undefined, payload: Payload])[];

function eventsOf(
  event: string,
  types: readonly string[] | undefined,
  filter: Readonly<Record<string, unknown>>,
  repository: StatusRepository,
  trap: Trap,
): Made {
  const { words } = trap;
  const repo = { full_name: repository.name, name: words, description: words, default_branch: 'main' };
  const common = { repository: repo, sender: STRANGER };
  if (event === 'push') {
    const pushed = repository.commit(hostileFiles(trap), 'main', `${words} pushed`);
    const payload = {
      ...common,
      ref: 'refs/heads/main',
      ...pushed,
      head_commit: { message: words },
      commits: [{ message: words }],
    };
    return [[undefined, payloadOf('push', undefined, payload)]];
  }
  if (event === 'workflow_dispatch') {
    const inputs = (filter['inputs'] ?? {}) as Record<string, { type?: string; options?: string[] }>;
    const given = Object.entries(inputs).map(([name, { type, options }]) => [
      name,
      type === 'boolean' ? 'true' : type === 'choice' ? options?.[0] : words,
    ]);
    const payload = { ...common, ref: 'refs/heads/main', inputs: Object.fromEntries(given) };
    return [[undefined, payloadOf(event, undefined, payload)]];
  }
  if (event === 'repository_dispatch') {
    const keys = [
      'source',
      'status',
      'title',
      'severity',
      'components',
      'dedupe_key',
      'url',
      'details',
      'message',
    ];
    const client_payload = Object.fromEntries(keys.map((key) => [key, words]));
    return (types ?? ['any']).map((type) => [type, payloadOf(event, type, { ...common, client_payload })]);
  }
  if (event.startsWith('pull_request')) return pullRequests(event, types, repository, trap, common);
  if (event === 'issues' || event === 'issue_comment') {
    const label = { name: words, description: words };
    const issue = { title: words, body: words, number: 7, user: STRANGER, labels: [label] };
    const payload = { ...common, issue, comment: { body: words, user: STRANGER }, label };
    return (types ?? ['opened']).map((type) => [type, payloadOf(event, type, payload)]);
  }
  if (event === 'merge_group') {
    const sha = repository.git('rev-parse', 'main');
    const merge_group = {
      head_sha: sha,
      base_sha: sha,
      head_ref: `refs/heads/${trap.branch}`,
      base_ref: 'refs/heads/main',
      head_commit: { message: words },
    };
    return [['checks_requested', payloadOf(event, 'checks_requested', { ...common, merge_group })]];
  }
  if (event === 'workflow_run') {
    const workflow_run = {
      ...{ name: (filter['workflows'] as readonly string[])[0], event: 'pull_request', display_title: words },
      ...{ head_branch: trap.branch, head_commit: { message: words } },
      head_repository: { full_name: 'stranger/fork', name: words, description: words, owner: STRANGER },
    };
    return [['completed', payloadOf(event, 'completed', { ...common, workflow_run })]];
  }
  if (event === 'schedule')
    return [[undefined, payloadOf(event, undefined, { ...common, schedule: '*/30 * * * *' })]];
  throw new Error(`no hostile event for ${event}: write one`);
}

function pullRequests(
  event: string,
  types: readonly string[] | undefined,
  repository: StatusRepository,
  trap: Trap,
  common: Readonly<Record<string, unknown>>,
): Made {
  const { words, branch } = trap;
  const { after } = repository.commit(hostileFiles(trap), branch, words);
  return [repository.name, 'stranger/fork'].flatMap((full_name) =>
    (types ?? ['opened']).map((type) => {
      const base = { ref: 'main', sha: repository.git('rev-parse', 'main') };
      const head = { ref: branch, sha: after, label: words, repo: { full_name } };
      const pull_request = {
        number: 7,
        title: words,
        body: words,
        user: STRANGER,
        head,
        base,
        labels: [{ name: words }],
      };
      const review = { body: words, user: STRANGER, state: 'approved', commit_id: after };
      return [
        type,
        payloadOf(event, type, { ...common, number: 7, pull_request, review, label: { name: words } }),
      ] as const;
    }),
  );
}

/** Files with hostile names and words, incidents among them. */
function hostileFiles({ words, file }: Trap): Record<string, string> {
  const bare = file.replaceAll('/', '${PWD%%[!/]*}');
  return {
    [`incidents/2026-11-22-$(touch ${bare}).md`]: `---\ntitle: ${JSON.stringify(words)}\n---\n\n${words}\n`,
    [`incidents/2026-11-22-;touch ${bare};'".md`]: words,
    'incidents/2026-11-22-words.md': `---\ntitle: ${JSON.stringify(words)}\nseverity: ${JSON.stringify(words)}\ncomponents: { ${JSON.stringify(words)}: down }\ndetected: 2026-11-22T09:02Z\n---\n\n## 2026-11-22T09:05Z investigating\n\n${words}\n`,
  };
}

/** What jobs ask for again and again until it is there. */
const ANSWERS: readonly (readonly [end: RegExp, status: number, body?: unknown])[] = [
  [/\/dispatches$/, 204],
  [/\/git\/matching-refs\//, 200, []],
  [/\/runs\?/, 200, { total_count: 0, workflow_runs: [] }],
];

/** A GitHub in which nothing is: all other questions are answered with 404. */
export async function emptyApi(): Promise<string> {
  const server = createServer(({ url = '' }, response) => {
    const [, status, body] = ANSWERS.find(([end]) => end.test(url)) ?? ['', 404, { message: 'Not Found' }];
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
