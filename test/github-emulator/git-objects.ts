import { notFound, NOTHING, ok, Refusal, textOf } from './response.ts';
import type { Signature } from './bare-repository.ts';
import { followRefs } from './events.ts';
import type { Json } from './pull-request-view.ts';
import type { Handlers, EmulatorState } from './state.ts';

const refView = (emulatorState: EmulatorState, ref: string, sha: string): Json => ({
  ref,
  url: `${emulatorState.url}/repos/${emulatorState.owner}/${emulatorState.repo}/git/${ref}`,
  object: { type: 'commit', sha },
});

const NO_COMMIT = '0'.repeat(40);

/** Moves, makes or deletes a branch, and tells of it. @throws Refusal 422 if another request was faster */
async function moved(
  emulatorState: EmulatorState,
  by: string,
  args: readonly string[],
  tooLate: string,
): Promise<void> {
  const before = await emulatorState.bare.refs('refs/heads/');
  await emulatorState.bare.run(['update-ref', ...args]).catch(() => {
    throw new Refusal(422, tooLate);
  });
  await followRefs(emulatorState, before, by);
}

/** An object that must be there. @throws Refusal 422 */
async function object(emulatorState: EmulatorState, sha: string, kind: string): Promise<string> {
  if ((await emulatorState.bare.check(sha))?.type !== kind) throw new Refusal(422, 'Object does not exist');
  return sha;
}

/** The author of a commit: the caller, unless the body names another. */
export function signature(emulatorState: EmulatorState, given: unknown, login: string): Signature {
  const { name, email, date } = (given ?? {}) as { name?: string; email?: string; date?: string };
  return {
    name: name ?? login,
    email: email ?? `${login}@users.noreply.github.com`,
    at: date ?? emulatorState.clock.stamp(),
  };
}

export const GIT_OBJECTS: Handlers = {
  async 'git/get-ref'(emulatorState, { params }) {
    const ref = `refs/${params['ref']}`;
    const sha = (await emulatorState.bare.refs(ref)).get(ref);
    if (sha === undefined) throw notFound();
    return ok(refView(emulatorState, ref, sha));
  },

  async 'git/list-matching-refs'(emulatorState, { params }) {
    const start = `refs/${params['ref']}`;
    const found = [...(await emulatorState.bare.refs())].filter(([ref]) => ref.startsWith(start));
    return ok(found.map(([ref, sha]) => refView(emulatorState, ref, sha)));
  },

  async 'git/create-ref'(emulatorState, { body, token }) {
    const ref = textOf(body, 'ref') ?? '';
    const sha = await object(emulatorState, textOf(body, 'sha') ?? '', 'commit');
    if (
      !/^refs\/[^/]+\/.+/.test(ref) ||
      (await emulatorState.bare.ask(['check-ref-format', ref])) === undefined
    ) {
      throw new Refusal(422, `${ref} is not a valid ref name.`);
    }
    const tooLate = 'Reference already exists';
    if ((await emulatorState.bare.refs(ref)).has(ref)) throw new Refusal(422, tooLate);
    await moved(emulatorState, token.login, [ref, sha, NO_COMMIT], tooLate);
    return ok(refView(emulatorState, ref, sha), 201);
  },

  async 'git/update-ref'(emulatorState, { params, body, token }) {
    const ref = `refs/${params['ref']}`;
    const before = (await emulatorState.bare.refs(ref)).get(ref);
    if (before === undefined) throw new Refusal(422, 'Reference does not exist');
    const sha = await object(emulatorState, textOf(body, 'sha') ?? '', 'commit');
    if (body['force'] !== true && !(await emulatorState.bare.isAncestor(before, sha))) {
      throw new Refusal(422, 'Update is not a fast forward');
    }
    emulatorState.settings.mustNotMove(ref);
    const old = body['force'] === true ? [] : [before];
    await moved(emulatorState, token.login, [ref, sha, ...old], 'Update is not a fast forward');
    return ok(refView(emulatorState, ref, sha));
  },

  async 'git/delete-ref'(emulatorState, { params, token }) {
    const ref = `refs/${params['ref']}`;
    const tooLate = 'Reference does not exist';
    if (!(await emulatorState.bare.refs(ref)).has(ref)) throw new Refusal(422, tooLate);
    emulatorState.settings.mustNotMove(ref);
    await moved(emulatorState, token.login, ['-d', ref], tooLate);
    return NOTHING;
  },

  async 'git/create-blob'(emulatorState, { body }) {
    const encoding = body['encoding'] === 'base64' ? 'base64' : 'utf8';
    const bytes = Buffer.from(textOf(body, 'content') ?? '', encoding);
    return ok({ sha: await emulatorState.bare.run(['hash-object', '-w', '--stdin'], bytes), url: '' }, 201);
  },

  async 'git/get-blob'(emulatorState, { params }) {
    const sha = params['file_sha'] ?? '';
    const bytes = await emulatorState.bare.file(sha);
    if (!bytes) throw notFound();
    return ok({ sha, size: bytes.length, encoding: 'base64', content: bytes.toString('base64') });
  },

  async 'git/create-tree'(emulatorState, { body }) {
    const base = textOf(body, 'base_tree');
    const index = { GIT_INDEX_FILE: `${emulatorState.bare.folder}/hub-index-${process.hrtime.bigint()}` };
    await emulatorState.bare.run(['read-tree', ...(base === undefined ? ['--empty'] : [base])], '', index);
    for (const entry of body['tree'] as readonly Record<string, string | null>[]) {
      const { path = '', mode = '100644', content } = entry;
      const sha =
        typeof content === 'string'
          ? await emulatorState.bare.run(['hash-object', '-w', '--stdin'], content)
          : (entry['sha'] ?? null);
      const line = sha === null ? `0 ${'0'.repeat(40)}\t${path}` : `${mode} ${sha}\t${path}`;
      await emulatorState.bare.run(['update-index', '--index-info'], `${line}\n`, index);
    }
    const sha = await emulatorState.bare.run(['write-tree'], '', index);
    return ok({ sha, url: '', tree: await treeOf(emulatorState, sha, false) }, 201);
  },

  async 'git/get-tree'(emulatorState, { params, query }) {
    const sha = await emulatorState.bare.hash(`${params['tree_sha']}^{tree}`);
    if (sha === undefined) throw notFound();
    return ok({
      sha,
      truncated: false,
      tree: await treeOf(emulatorState, sha, query['recursive'] !== undefined),
    });
  },

  async 'git/create-commit'(emulatorState, { body, token }) {
    const tree = await object(emulatorState, textOf(body, 'tree') ?? '', 'tree');
    const author = signature(emulatorState, body['author'], token.login);
    const committer = body['committer'] ? signature(emulatorState, body['committer'], token.login) : author;
    const parents = (body['parents'] ?? []) as string[];
    const message = textOf(body, 'message') ?? '';
    const sha = await emulatorState.bare.commitTree(tree, parents, message, author, committer);
    return ok({ sha, tree: { sha: tree }, message, parents: parents.map((each) => ({ sha: each })) }, 201);
  },

  async 'git/get-commit'(emulatorState, { params }) {
    const sha = await emulatorState.bare.need(params['commit_sha'] ?? '');
    const format = '--format=%T%x1f%P%x1f%B';
    const [tree, parents = '', message = ''] = (
      await emulatorState.bare.run(['log', '-1', format, sha])
    ).split('\x1f');
    const list = parents.split(' ').filter(Boolean);
    return ok({
      sha,
      tree: { sha: tree },
      parents: list.map((each) => ({ sha: each })),
      message: message.trimEnd(),
    });
  },
};

async function treeOf(emulatorState: EmulatorState, sha: string, recursive: boolean): Promise<Json[]> {
  const args = ['ls-tree', '-z', '--long', ...(recursive ? ['-r', '-t'] : []), sha];
  return (await emulatorState.bare.run(args))
    .split('\0')
    .filter(Boolean)
    .map((line) => {
      const [facts = '', path] = line.split('\t');
      const [mode, type, of, size] = facts.split(/ +/);
      return { path, mode, type, sha: of, ...(type === 'blob' && { size: Number(size) }) };
    });
}
