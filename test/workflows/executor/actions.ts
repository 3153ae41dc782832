import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  readdirSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { checkOut } from './checkout.ts';
import type { JobWorld } from './run-state.ts';

/** What a stand-in for an action did. */
export interface ActionDone {
  readonly outputs?: Readonly<Record<string, string>>;
  readonly log: string;
}

type StandIn = (
  inputs: Readonly<Record<string, string>>,
  world: JobWorld,
) => ActionDone | Promise<ActionDone>;

/** The declared stand-ins. An action that is not here makes the run fail: nothing is silently skipped. */
const STAND_INS: Readonly<Record<string, { readonly inputs: readonly string[]; readonly run: StandIn }>> = {
  'actions/checkout': {
    inputs: ['ref', 'token', 'fetch-depth', 'fetch-tags', 'persist-credentials', 'path', 'repository'],
    run: checkOut,
  },
  'actions/setup-node': { inputs: ['node-version-file', 'package-manager-cache'], run: setUpNode },
  'actions/upload-pages-artifact': { inputs: ['path', 'name', 'retention-days'], run: uploadPages },
  'actions/deploy-pages': {
    inputs: ['artifact_name', 'timeout', 'error_count', 'reporting_interval'],
    run: deployPages,
  },
  'actions/upload-artifact': {
    inputs: ['name', 'path', 'retention-days', 'if-no-files-found', 'include-hidden-files', 'overwrite'],
    run: upload,
  },
  'actions/download-artifact': { inputs: ['name', 'path'], run: download },
  'actions/cache/restore': { inputs: ['path', 'key', 'restore-keys'], run: restoreCache },
  'actions/cache/save': { inputs: ['path', 'key'], run: saveCache },
  'actions/create-github-app-token': {
    inputs: ['app-id', 'client-id', 'private-key', 'owner', 'repositories', 'github-api-url'],
    run: appToken,
  },
};

/**
 * Runs the stand-in for `owner/name@ref`.
 * @throws if there is none, or the action would fail
 */
export async function useAction(
  uses: string,
  inputs: Readonly<Record<string, string>>,
  world: JobWorld,
): Promise<ActionDone> {
  const [name = ''] = uses.split('@');
  const standIn = STAND_INS[name];
  if (!standIn) throw new Unknown(`${uses}: the executor has no stand-in for this action`);
  const strange = Object.keys(inputs).filter(
    (input) =>
      !standIn.inputs.includes(input) && !(name.endsWith('app-token') && input.startsWith('permission-')),
  );
  if (strange.length > 0) throw new Unknown(`${uses}: the stand-in knows no input ${strange.join(', ')}`);
  return standIn.run(inputs, world);
}

/** The executor itself can't go on: a fault of the test, not of the workflow. */
export class Unknown extends Error {}

function setUpNode(inputs: Readonly<Record<string, string>>, world: JobWorld): ActionDone {
  const file = inputs['node-version-file'];
  if (file === undefined) throw new Unknown('setup-node: the stand-in wants node-version-file');
  const path = join(world.workspace, file);
  if (!existsSync(path)) throw new Error(`The specified node version file at: ${path} does not exist`);
  const wanted = readFileSync(path, 'utf8').trim().replace(/^v/, '');
  const have = process.versions.node;
  if (wanted.split('.')[0] !== have.split('.')[0]) {
    throw new Unknown(`${file} asks for Node ${wanted}; the tests run on ${have}`);
  }
  const folder = join(world.temporary, 'node');
  if (!existsSync(folder)) {
    mkdirSync(folder);
    symlinkSync(process.execPath, join(folder, 'node'));
  }
  world.path.unshift(folder);
  return { outputs: { 'node-version': `v${have}` }, log: `Node ${have} for ${wanted}\n` };
}

function uploadPages(inputs: Readonly<Record<string, string>>, world: JobWorld): ActionDone {
  const name = inputs['name'] ?? 'github-pages';
  // The action leaves out whatever begins with a dot.
  const kept = keep(world, name, inputs['path'] ?? '_site', (path) => !basename(path).startsWith('.'));
  return { outputs: { artifact_id: '1' }, log: kept };
}

function upload(inputs: Readonly<Record<string, string>>, world: JobWorld): ActionDone {
  const hidden = inputs['include-hidden-files'] === 'true';
  const path = inputs['path'] ?? '';
  if (!existsSync(resolve(world.workspace, path)) && inputs['if-no-files-found'] !== 'error') {
    return { log: `No files were found with the provided path: ${path}\n` };
  }
  return {
    log: keep(world, inputs['name'] ?? 'artifact', path, (at) => hidden || !basename(at).startsWith('.')),
  };
}

function keep(
  { shared, workspace }: JobWorld,
  name: string,
  path: string,
  wanted: (path: string) => boolean,
): string {
  const from = resolve(workspace, path);
  if (!existsSync(from)) throw new Error(`No files were found with the provided path: ${path}`);
  if (shared.artifacts.has(name)) throw new Error(`an artifact with the name ${name} already exists`);
  const to = join(shared.folder, 'artifacts', name);
  mkdirSync(to, { recursive: true });
  const single = statSync(from).isFile();
  cpSync(from, single ? join(to, basename(from)) : to, {
    recursive: true,
    dereference: true,
    filter: (at) => at === from || wanted(at),
  });
  shared.artifacts.set(name, to);
  return `kept ${name}: ${readdirSync(to).length} entries\n`;
}

function download(inputs: Readonly<Record<string, string>>, { shared, workspace }: JobWorld): ActionDone {
  const name = inputs['name'];
  const from = name === undefined ? undefined : shared.artifacts.get(name);
  if (from === undefined) throw new Error(`Artifact not found for name: ${name}`);
  cpSync(from, resolve(workspace, inputs['path'] ?? '.'), { recursive: true });
  return { log: `brought ${name}\n` };
}

function restoreCache(inputs: Readonly<Record<string, string>>, { shared, workspace }: JobWorld): ActionDone {
  const { key = '', path = '' } = inputs;
  const earlier = (inputs['restore-keys'] ?? '').split('\n').filter(Boolean);
  // The newest of those with the same beginning.
  const found = [key, ...earlier.flatMap((prefix) => keysWith(shared.caches, prefix))].find((one) =>
    shared.caches.has(one),
  );
  if (found === undefined) return { outputs: { 'cache-hit': '' }, log: `Cache not found for ${key}\n` };
  copyFolder(shared.caches.get(found)!, resolve(workspace, path));
  return { outputs: { 'cache-hit': String(found === key) }, log: `Cache restored from key: ${found}\n` };
}

function keysWith(caches: ReadonlyMap<string, string>, prefix: string): string[] {
  return [...caches.keys()].filter((key) => key.startsWith(prefix)).toReversed();
}

function saveCache(
  { key = '', path = '' }: Readonly<Record<string, string>>,
  { shared, workspace }: JobWorld,
): ActionDone {
  if (shared.caches.has(key)) return { log: `Failed to save: a cache with the key ${key} exists\n` };
  const to = join(shared.folder, 'caches', key);
  mkdirSync(join(shared.folder, 'caches'), { recursive: true });
  copyFolder(resolve(workspace, path), to);
  shared.caches.set(key, to);
  return { log: `Cache saved with key: ${key}\n` };
}

/** `node_modules` may be a link here, and stays one. */
function copyFolder(from: string, to: string): void {
  if (lstatSync(from).isSymbolicLink()) symlinkSync(readlinkSync(from), to);
  else cpSync(from, to, { recursive: true, verbatimSymlinks: true });
}

function deployPages(
  inputs: Readonly<Record<string, string>>,
  { shared, permissions, environment, github }: JobWorld,
): ActionDone {
  if (permissions['pages'] !== 'write' || permissions['id-token'] !== 'write') {
    throw new Error('Ensure GITHUB_TOKEN has permission "id-token: write" and "pages: write".');
  }
  if (environment !== 'github-pages') throw new Error('deploy-pages needs the environment github-pages');
  const artifact = shared.artifacts.get(inputs['artifact_name'] ?? 'github-pages');
  if (artifact === undefined)
    throw new Error('No artifacts named "github-pages" were found for this workflow run.');
  shared.pages = artifact;
  const [owner = '', name = ''] = github.repository.split('/');
  const url = `https://${owner}.github.io/${name}/`;
  return { outputs: { page_url: url }, log: `deployed to ${url}\n` };
}

function appToken(inputs: Readonly<Record<string, string>>, { shared, mask }: JobWorld): ActionDone {
  const permissions = Object.fromEntries(
    Object.entries(inputs)
      .filter(([input]) => input.startsWith('permission-'))
      .map(([input, right]) => [input.slice('permission-'.length).replaceAll('-', '_'), right]),
  );
  if (Object.keys(permissions).length === 0)
    throw new Unknown('create-github-app-token: name its permission-… one by one');
  if (!inputs['private-key'] || !(inputs['app-id'] ?? inputs['client-id'])) {
    throw new Error('[@octokit/auth-app] appId or clientId option is required, and a private key');
  }
  if (!shared.appToken) throw new Unknown('create-github-app-token: give runWorkflow an appToken');
  const token = shared.appToken(permissions);
  mask(token);
  return {
    outputs: { token, 'app-slug': 'candor', 'installation-id': '1' },
    log: 'made a token of the App\n',
  };
}
