#!/usr/bin/env node
// Installs Candor in a new folder and runs `candor init` there. The folder appears only once it is complete.
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';

const HELP = `Usage: npm create candor [FOLDER] -- [options]

Makes the repository of a status page in a new or empty folder (default: status).

Options:
  --engine VERSION   the version of Candor, or the path of a tarball (default: the version of create-candor)
  All other options are those of "candor init": --name, --url, --policy, --component, --person, --language, --timezone, --host …

Exit codes:
  0    done
  1    refused
  2    it could not run
  130  cancelled
`;

/** Without a network, the answer comes after seconds, not minutes. */
const RETRIES = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=2000'];

/** An error that a person can act on, in one sentence. */
class SetupError extends Error {
  exitCode = 2;
}

class CancellationError extends SetupError {
  exitCode = 130;

  constructor() {
    super('Cancelled. Nothing was written.');
  }
}

const { version, engines } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

try {
  process.exitCode = await create(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}

async function create(args) {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(HELP);
    return 0;
  }
  requireNode();
  const [first, ...rest] = args;
  const isNamed = first !== undefined && !first.startsWith('-');
  const folder = resolve(isNamed ? first : 'status');
  requireEmpty(folder);
  const { requested, others } = takeEngine(isNamed ? rest : args);
  const parent = dirname(folder);
  const firstMade = mkdirSync(parent, { recursive: true });
  const draft = mkdtempSync(join(parent, `.${basename(folder)}-`));
  process.once('exit', () => {
    rmSync(draft, { recursive: true, force: true });
    if (firstMade !== undefined) removeEmpty(parent, dirname(firstMade));
  });
  let isCancelled = false;
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => (isCancelled = true));
  // A temporary folder is for its owner only.
  chmodSync(draft, 0o755);
  const engine = keepTarball(draft, requested);
  const fault = await install(draft, engine);
  if (isCancelled) throw new CancellationError();
  if (fault) throw fault;
  const code = await run('candor', ['init', '--root', draft, '--engine', engine, ...others], draft);
  if (code !== 0 && isCancelled) throw new CancellationError();
  if (code !== 0) return code;
  if (!existsSync(folder)) renameSync(draft, folder);
  // It may be an empty clone, or the folder that a shell is in.
  else for (const name of readdirSync(draft)) renameSync(join(draft, name), join(folder, name));
  initializeGit(folder);
  const place = relative(process.cwd(), folder);
  process.stdout.write(
    `\nThe status page's repository is in ${place || '.'}:\n\n  cd ${place || '.'}\n  npm run dev\n`,
  );
  return 0;
}

/** Removes a folder and those above it, up to one that stays, as long as they are empty. */
function removeEmpty(folder, end) {
  try {
    for (let at = folder; at !== end; at = dirname(at)) rmdirSync(at);
  } catch {
    // It is not empty.
  }
}

function requireNode() {
  const [least, now] = [engines.node.slice(2), process.versions.node].map((text) =>
    text.split('.').map(Number),
  );
  const isOld = now[0] < least[0] || (now[0] === least[0] && now[1] < least[1]);
  if (isOld) throw new SetupError(`Node ${process.versions.node} is too old: Candor needs ${engines.node}.`);
}

function requireEmpty(folder) {
  let names = [];
  try {
    names = readdirSync(folder).filter((name) => name !== '.git');
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw new SetupError(
      `${folder} can't be used: ${error.code === 'ENOTDIR' ? 'it is a file' : error.message}.`,
    );
  }
  if (names.length > 0)
    throw new SetupError(
      `${folder} is not empty (${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''}). Name a new folder, or run "npm install candor && npx candor init" in it.`,
    );
}

function takeEngine(args) {
  const at = args.findIndex((arg) => arg === '--engine' || arg.startsWith('--engine='));
  if (at < 0) return { requested: version, others: args };
  const isSplit = args[at] === '--engine';
  const value = isSplit ? args[at + 1] : args[at].slice('--engine='.length);
  if (value === undefined || value === '')
    throw new SetupError('--engine needs a version or the path of a tarball.');
  return { requested: value, others: args.toSpliced(at, isSplit ? 2 : 1) };
}

/** A tarball is copied into the repository, because colleagues and workflows install from there too. */
function keepTarball(folder, engine) {
  if (!engine.endsWith('.tgz')) return engine;
  if (!existsSync(engine)) throw new SetupError(`There is no file ${engine}. Nothing was written.`);
  mkdirSync(join(folder, 'vendor'));
  copyFileSync(engine, join(folder, 'vendor', basename(engine)));
  return `file:vendor/${basename(engine)}`;
}

/** Gives the error, if there is one. */
async function install(folder, engine) {
  const data = { name: 'status', private: true, type: 'module', dependencies: { candor: engine } };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(data, undefined, 2)}\n`);
  process.stdout.write('Installing Candor …\n');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const settings = {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    shell: process.platform === 'win32',
    env: plainEnvironment(),
  };
  const child = spawn(npm, ['install', '--no-audit', '--no-fund', '--loglevel=error', ...RETRIES], settings);
  let stderr = '';
  child.stderr.on('data', (text) => (stderr += text));
  const status = await new Promise((done) => {
    child.on('error', () => done('missing'));
    child.on('close', done);
  });
  if (status === 'missing') return new SetupError('npm is not installed, or not in PATH.');
  if (status === 0) return undefined;
  const reason =
    stderr.split('\n').find((line) => /npm (?:error|ERR!) (?!code|errno|A complete)/.test(line)) ?? '';
  const isOffline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|network/i.test(stderr);
  const isIntercepted = /_CERT|CERT_|certificate/.test(stderr);
  const help = isIntercepted
    ? ' If a proxy of your company signs connections, set NODE_EXTRA_CA_CERTS to the file with its certificate.'
    : isOffline
      ? ' Check the network, then try again.'
      : '';
  return new SetupError(
    `Candor could not be installed: ${reason.replace(/^npm \S+ /, '').trim()}${help} Nothing was written.`,
  );
}

/** npm's own settings for this command, such as a swallowed `--name`, must not reach the commands that it starts. */
function plainEnvironment() {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) =>
        !/^npm_(?:config_(?!registry|cache|userconfig|offline|prefer)|lifecycle|command)/.test(name),
    ),
  );
}

function run(command, args, cwd) {
  return new Promise((done) => {
    const file = join(cwd, 'node_modules', command, 'bin', `${command}.js`);
    const child = spawn(process.execPath, [file, ...args], {
      cwd,
      stdio: 'inherit',
      env: plainEnvironment(),
    });
    child.on('close', (code) => done(code ?? 130));
  });
}

/** A repository has to be there for the history; without git, the files are complete all the same. */
function initializeGit(folder) {
  if (existsSync(join(folder, '.git'))) return;
  const done = spawnSync('git', ['init', '-q', '-b', 'main'], { cwd: folder });
  if (done.error)
    process.stdout.write('git is not installed: install it, then run "git init -b main" in the folder.\n');
}
