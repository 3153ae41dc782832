import { execFile } from 'node:child_process';
import { ObjectReader } from './object-reader.ts';
import { Refusal } from './response.ts';
import { CLEAN_ENVIRONMENT } from '../support/clean-environment.ts';

/** Who a commit is by, and when, in ISO 8601. */
export interface Signature {
  readonly name: string;
  readonly email: string;
  readonly at: string;
}

/** The bare repository of a hub: the truth about every branch, commit and file. */
export class Bare {
  readonly folder: string;
  readonly #names: ObjectReader;
  readonly #contents: ObjectReader;
  readonly #known = new Map<string, Promise<string>>();

  constructor(folder: string) {
    this.folder = folder;
    this.#names = new ObjectReader(folder, '--batch-check');
    this.#contents = new ObjectReader(folder, '--batch');
  }

  /** Ends the processes that read objects. */
  close(): void {
    this.#names.close();
    this.#contents.close();
  }

  /** What git writes. @throws Error with git's own message */
  async run(
    args: readonly string[],
    input: string | Buffer = '',
    env: NodeJS.ProcessEnv = {},
  ): Promise<string> {
    const write = async (): Promise<string> =>
      (await this.bytes(args, input, env)).toString('utf8').replace(/\n$/, '');
    if (!dependsOnHashesOnly(args)) return write();
    const key = args.join('\0');
    const answer = this.#known.get(key) ?? write();
    this.#known.set(key, answer);
    return answer;
  }

  bytes(args: readonly string[], input: string | Buffer = '', env: NodeJS.ProcessEnv = {}): Promise<Buffer> {
    const options = {
      cwd: this.folder,
      env: { ...CLEAN_ENVIRONMENT, ...env },
      encoding: 'buffer',
      maxBuffer: 2 ** 28,
    } as const;
    return new Promise((resolve, reject) => {
      const child = execFile('git', args, options, (error, stdout, stderr) => {
        if (error) reject(new GitSaidNo(error.code, stdout.toString(), stderr.toString()));
        else resolve(stdout);
      });
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(input);
    });
  }

  /** What git writes, or undefined where it fails. */
  ask(args: readonly string[]): Promise<string | undefined> {
    return this.run(args).catch(() => undefined);
  }

  /** The commit of a branch, a tag, a full ref or a hash. */
  async commit(name: string): Promise<string | undefined> {
    if (name.startsWith('-')) return undefined;
    const found = await Promise.all(
      [`refs/heads/${name}`, `refs/${name}`, name].map((full) => this.hash(`${full}^{commit}`)),
    );
    return found.find((sha) => sha !== undefined);
  }

  /** The hash of an object by a name that git understands, or undefined where there is none. */
  async hash(name: string): Promise<string | undefined> {
    return (await this.check(name))?.sha;
  }

  /** The hash and the kind of an object (`blob`, `tree`, `commit` or `tag`), or undefined where there is none. */
  check(name: string): Promise<{ sha: string; type: string } | undefined> {
    return this.#names.read(name);
  }

  /** The bytes of a file, like `main:README.md`, or undefined where there is none. */
  async file(name: string): Promise<Buffer | undefined> {
    const found = await this.#contents.read(name);
    return found?.type === 'blob' ? found.bytes : undefined;
  }

  branch(name: string): Promise<string | undefined> {
    return this.hash(`refs/heads/${name}^{commit}`);
  }

  /** @throws Refusal 404 */
  async need(name: string): Promise<string> {
    const found = await this.commit(name);
    if (found === undefined) throw new Refusal(404, `No commit found for SHA: ${name}`);
    return found;
  }

  /** Every ref with what it points at. */
  async refs(prefix = 'refs/'): Promise<Map<string, string>> {
    const lines = await this.run(['for-each-ref', '--format=%(refname) %(objectname)', prefix]);
    return new Map(
      lines
        .split('\n')
        .filter(Boolean)
        .map((line) => line.split(' ') as [string, string]),
    );
  }

  commitTree(
    tree: string,
    parents: readonly string[],
    message: string,
    by: Signature,
    via = by,
  ): Promise<string> {
    const args = ['commit-tree', tree, ...parents.flatMap((parent) => ['-p', parent]), '-F', '-'];
    return this.run(args, message, {
      ...{ GIT_AUTHOR_NAME: by.name, GIT_AUTHOR_EMAIL: by.email, GIT_AUTHOR_DATE: by.at },
      ...{ GIT_COMMITTER_NAME: via.name, GIT_COMMITTER_EMAIL: via.email, GIT_COMMITTER_DATE: via.at },
    });
  }

  /** Commits files on a ref in one process (null deletes a file); gives the commit. */
  async importCommit(
    ref: string,
    parent: string | undefined,
    message: string,
    { name, email, at }: Signature,
    files: Readonly<Record<string, string | null>>,
  ): Promise<string> {
    const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;
    const lines = Object.entries(files).map(([path, text]) => {
      const quoted = `"${path.replaceAll(/["\\]/g, String.raw`\$&`).replaceAll('\n', String.raw`\n`)}"`;
      return text === null ? `D ${quoted}\n` : `M 100644 inline ${quoted}\n${data(text)}`;
    });
    const committer = `committer ${name} <${email}> ${Math.floor(Date.parse(at) / 1000)} +0000\n`;
    const from = parent === undefined ? '' : `from ${parent}\n`;
    await this.run(
      ['fast-import', '--quiet', '--force'],
      `commit ${ref}\n${committer}${data(message)}${from}${lines.join('')}`,
    );
    return (await this.hash(ref))!;
  }

  /** The tree of two commits merged, or undefined where they are in conflict. */
  async merged(ours: string, theirs: string): Promise<string | undefined> {
    try {
      return (await this.run(['merge-tree', '--write-tree', ours, theirs])).split('\n', 1)[0];
    } catch (error) {
      if (error instanceof GitSaidNo && error.code === 1) return undefined;
      throw error;
    }
  }

  isAncestor(older: string, newer: string): Promise<boolean> {
    return this.run(['merge-base', '--is-ancestor', older, newer]).then(
      () => true,
      () => false,
    );
  }
}

/** Commands of which each argument is an option or names commits by their hash, so that the answer never changes. */
function dependsOnHashesOnly([command = '', ...args]: readonly string[]): boolean {
  const revisions = args.filter((arg) => !arg.startsWith('-'));
  return (
    ['diff', 'log', 'merge-base', 'merge-tree', 'rev-list'].includes(command) &&
    revisions.length > 0 &&
    revisions.every((revision) => /^[0-9a-f]{40}(?:\.{2,3}[0-9a-f]{40})?$/.test(revision))
  );
}

/** Git refused. */
class GitSaidNo extends Error {
  readonly code: unknown;

  constructor(code: unknown, stdout: string, stderr: string) {
    super(`${stdout}${stderr}`.trim());
    this.code = code;
  }
}
