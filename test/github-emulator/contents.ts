import { notFound, ok, Refusal, textOf } from './response.ts';
import type { Answer, Call } from './response.ts';
import { followRefs } from './events.ts';
import { signature } from './git-objects.ts';
import type { Json } from './pull-request-view.ts';
import type { Handlers, EmulatorState } from './state.ts';

/** What lies at a path of a commit. */
async function entryAt(
  emulatorState: EmulatorState,
  commit: string,
  path: string,
): Promise<{ type: string; sha: string } | undefined> {
  const found = await emulatorState.bare.check(`${commit}:${path}`);
  return found && { sha: found.sha, type: found.type };
}

function fileView(emulatorState: EmulatorState, path: string, sha: string, type = 'file'): Json {
  const at = `${emulatorState.owner}/${emulatorState.repo}`;
  const html_url = `${emulatorState.url}/${at}/blob/main/${path}`;
  return {
    type,
    path,
    name: path.split('/').at(-1),
    sha,
    html_url,
    url: `${emulatorState.url}/repos/${at}/contents/${path}`,
  };
}

/** A commit of one changed file on a branch. */
async function commitOf(emulatorState: EmulatorState, call: Call, blob: string | undefined): Promise<Answer> {
  const { body, token, params } = call;
  const { bare } = emulatorState;
  const path = params['path'] ?? '';
  const branch = textOf(body, 'branch') ?? 'main';
  const parent = await bare.branch(branch);
  if (parent === undefined) throw new Refusal(404, `Branch ${branch} not found`);
  emulatorState.settings.mustNotMove(`refs/heads/${branch}`);
  const there = await entryAt(emulatorState, parent, path);
  const seen = textOf(body, 'sha');
  if (there && seen === undefined) throw new Refusal(422, `Invalid request.\n\n"sha" wasn't supplied.`);
  if (there && seen !== there.sha) throw new Refusal(409, `${path} does not match ${seen}`);
  if (!there && blob === undefined) throw notFound();
  const index = { GIT_INDEX_FILE: `${bare.folder}/hub-index-${process.hrtime.bigint()}` };
  await bare.run(['read-tree', parent], '', index);
  const line = blob === undefined ? `0 ${'0'.repeat(40)}\t${path}` : `100644 ${blob}\t${path}`;
  await bare.run(['update-index', '--index-info'], `${line}\n`, index);
  const tree = await bare.run(['write-tree'], '', index);
  const author = signature(emulatorState, body['author'] ?? body['committer'], token.login);
  const via = signature(emulatorState, body['committer'], token.login);
  const commit = await bare.commitTree(tree, [parent], textOf(body, 'message') ?? '', author, via);
  const before = await bare.refs('refs/heads/');
  // Another commit was faster: GitHub's words for it (PyGithub/PyGithub#1787).
  await bare.run(['update-ref', `refs/heads/${branch}`, commit, parent]).catch(async () => {
    throw new Refusal(409, `is at ${await bare.branch(branch)} but expected ${parent}`);
  });
  await followRefs(emulatorState, before, token.login);
  const content = blob === undefined ? null : fileView(emulatorState, path, blob);
  return ok({ content, commit: { sha: commit, message: body['message'] } }, there ? 200 : 201);
}

export const CONTENTS: Handlers = {
  async 'repos/get-content'(emulatorState, { params, query, accept }) {
    const path = (params['path'] ?? '').replace(/^\/|\/$/g, '');
    const commit = await emulatorState.bare.need(query['ref'] ?? 'main');
    const entry = await entryAt(emulatorState, commit, path);
    if (!entry) throw notFound();
    if (entry.type === 'tree') {
      const lines = (await emulatorState.bare.run(['ls-tree', '-z', entry.sha])).split('\0').filter(Boolean);
      const list = lines.map((line) => {
        const [facts = '', name = ''] = line.split('\t');
        const [, type, sha = ''] = facts.split(' ');
        return fileView(
          emulatorState,
          path === '' ? name : `${path}/${name}`,
          sha,
          type === 'tree' ? 'dir' : 'file',
        );
      });
      return ok(list);
    }
    const bytes = (await emulatorState.bare.file(entry.sha))!;
    if (/\braw\b/.test(accept)) {
      return {
        status: 200,
        body: bytes,
        headers: { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' },
      };
    }
    const content = bytes.toString('base64').replace(/.{60}/g, '$&\n');
    return ok({
      ...fileView(emulatorState, path, entry.sha),
      size: bytes.length,
      encoding: 'base64',
      content,
    });
  },

  async 'repos/create-or-update-file-contents'(emulatorState, call) {
    const bytes = Buffer.from(textOf(call.body, 'content') ?? '', 'base64');
    return commitOf(
      emulatorState,
      call,
      await emulatorState.bare.run(['hash-object', '-w', '--stdin'], bytes),
    );
  },

  'repos/delete-file'(emulatorState, call) {
    return commitOf(emulatorState, call, undefined);
  },
};
