import { ok, paged, Refusal } from './response.ts';
import type { Json } from './pull-request-view.ts';
import type { Handlers, EmulatorState } from './state.ts';

const FIELDS = ['%H', '%T', '%P', '%an', '%ae', '%aI', '%cn', '%ce', '%cI', '%B'].join('%x1f');

/** A commit as the API shows it. */
function commitView(emulatorState: EmulatorState, line: string): Json {
  const [sha, tree, parents = '', an = '', ae = '', ad = '', cn = '', ce = '', cd = '', message = ''] =
    line.split('\x1f');
  const at = `${emulatorState.url}/repos/${emulatorState.owner}/${emulatorState.repo}`;
  const person = (name: string, email: string): Json | null => {
    const login = email.endsWith('@users.noreply.github.com') ? email.split('@')[0]! : name.toLowerCase();
    return emulatorState.logins.includes(login) ? { login } : null;
  };
  const moment = (text: string): string => new Date(text).toISOString().replace('.000Z', 'Z');
  return {
    sha,
    url: `${at}/commits/${sha}`,
    html_url: `${emulatorState.url}/${emulatorState.owner}/${emulatorState.repo}/commit/${sha}`,
    author: person(an, ae),
    committer: person(cn, ce),
    commit: {
      message: message.replace(/\n+$/, ''),
      author: { name: an, email: ae, date: moment(ad) },
      committer: { name: cn, email: ce, date: moment(cd) },
      tree: { sha: tree },
    },
    parents: parents
      .split(' ')
      .filter(Boolean)
      .map((each) => ({ sha: each })),
  };
}

/** The commits that `git log` gives, in its order. */
async function log(emulatorState: EmulatorState, ...args: string[]): Promise<Json[]> {
  const text = await emulatorState.bare.run(['log', '-z', `--format=${FIELDS}`, ...args]);
  return text
    .split('\0')
    .filter(Boolean)
    .map((line) => commitView(emulatorState, line));
}

/** What a head has that its base has not, oldest first. */
export function commitsBetween(emulatorState: EmulatorState, base: string, head: string): Promise<Json[]> {
  return log(emulatorState, '--reverse', `${base}..${head}`);
}

const STATUS: Readonly<Record<string, string>> = {
  A: 'added',
  M: 'modified',
  D: 'removed',
  R: 'renamed',
  T: 'changed',
};

/** The files that differ, each with its patch, from where the two parted. */
export async function filesBetween(
  emulatorState: EmulatorState,
  base: string,
  head: string,
  dots = '...',
): Promise<Json[]> {
  const { bare } = emulatorState;
  const range = `${base}${dots}${head}`;
  const raw = (await bare.run(['diff', '--raw', '-z', '--abbrev=40', '-M', range]))
    .split('\0')
    .filter(Boolean);
  const files: Json[] = [];
  for (let at = 0; at < raw.length;) {
    const [, , , sha, kind = ''] = raw[at++]!.split(' ');
    const previous = kind.startsWith('R') ? raw[at++] : undefined;
    const filename = raw[at++]!;
    const paths = [...(previous === undefined ? [] : [previous]), filename];
    const diff = await bare.run(['diff', '-M', range, '--', ...paths.map((path) => `:(top,literal)${path}`)]);
    const cut = diff.indexOf('\n@@');
    const patch = cut < 0 ? undefined : diff.slice(cut + 1);
    const count = (sign: string): number =>
      patch?.split('\n').filter((line) => line.startsWith(sign)).length ?? 0;
    const [additions, deletions] = [count('+'), count('-')];
    files.push({
      ...{ sha, filename, status: STATUS[kind[0] ?? ''] ?? 'changed' },
      ...{ additions, deletions, changes: additions + deletions },
      ...(patch !== undefined && { patch }),
      ...(previous !== undefined && { previous_filename: previous }),
    });
  }
  return files;
}

export const COMMITS: Handlers = {
  async 'repos/get-commit'(emulatorState, { params }) {
    const sha = await emulatorState.bare.need(params['ref'] ?? '');
    const [commit] = await log(emulatorState, '-1', sha);
    const parent = (commit!['parents'] as { sha: string }[])[0]?.sha ?? EMPTY_TREE;
    return ok({ ...commit, files: await filesBetween(emulatorState, parent, sha, '..') });
  },

  async 'repos/list-commits'(emulatorState, call) {
    const { sha = 'main', path, since, until } = call.query;
    const from = await emulatorState.bare.need(sha);
    const list = await log(
      emulatorState,
      ...(since === undefined ? [] : [`--since=${since}`]),
      ...(until === undefined ? [] : [`--until=${until}`]),
      from,
      ...(path === undefined ? [] : ['--', path]),
    );
    return paged(call, emulatorState.url, list);
  },

  async 'repos/compare-commits-with-basehead'(emulatorState, { params }) {
    const [left = '', right = ''] = (params['basehead'] ?? '').split('...');
    const { bare } = emulatorState;
    const [base, head] = [await bare.need(left), await bare.need(right)];
    const common = await bare.ask(['merge-base', base, head]);
    if (common === undefined) throw new Refusal(404, `No common ancestor between ${left} and ${right}.`);
    const [ahead, behind] = await Promise.all([
      commitsBetween(emulatorState, base, head),
      bare.run(['rev-list', '--count', `${head}..${base}`]),
    ]);
    const [forward, back] = [ahead.length, Number(behind)];
    const identical = forward === 0 && back === 0;
    const parted = forward > 0 && back > 0 ? 'diverged' : forward > 0 ? 'ahead' : 'behind';
    return ok({
      status: identical ? 'identical' : parted,
      ...{ ahead_by: forward, behind_by: back, total_commits: forward },
      base_commit: (await log(emulatorState, '-1', base))[0],
      merge_base_commit: (await log(emulatorState, '-1', common))[0],
      commits: ahead,
      files: await filesBetween(emulatorState, base, head),
    });
  },

  async 'repos/list-branches'(emulatorState, call) {
    const refs = await emulatorState.bare.refs('refs/heads/');
    const list = [...refs].map(([ref, sha]) =>
      branchView(emulatorState, ref.slice('refs/heads/'.length), sha),
    );
    return paged(call, emulatorState.url, list);
  },

  async 'repos/get-branch'(emulatorState, { params }) {
    const name = params['branch'] ?? '';
    const sha = await emulatorState.bare.branch(name);
    if (sha === undefined) throw new Refusal(404, 'Branch not found');
    return ok({ ...branchView(emulatorState, name, sha), commit: (await log(emulatorState, '-1', sha))[0] });
  },

  async 'repos/list-pull-requests-associated-with-commit'(emulatorState, call) {
    const sha = await emulatorState.bare.need(call.params['commit_sha'] ?? '');
    const { pullRequests } = await import('./pull-requests.ts');
    const holding = await Promise.all(
      (await pullRequests(emulatorState)).map(async (pull) => {
        const head = (pull['head'] as { sha: string }).sha;
        const merged = pull['merge_commit_sha'] === sha && pull['merged'] === true;
        return merged || (await emulatorState.bare.isAncestor(sha, head)) ? [pull] : [];
      }),
    );
    return paged(call, emulatorState.url, holding.flat());
  },

  'repos/codeowners-errors'() {
    return ok({ errors: [] });
  },
};

const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

function branchView(emulatorState: EmulatorState, name: string, sha: string): Json {
  return { name, commit: { sha }, protected: emulatorState.settings.isProtected(name) };
}
