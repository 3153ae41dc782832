import { execFile } from 'node:child_process';
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

  constructor(folder: string) {
    this.folder = folder;
  }

  /** What git writes. @throws Error with git's own message */
  async run(
    args: readonly string[],
    input: string | Buffer = '',
    env: NodeJS.ProcessEnv = {},
  ): Promise<string> {
    return (await this.bytes(args, input, env)).toString('utf8').replace(/\n$/, '');
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
    for (const full of [`refs/heads/${name}`, `refs/${name}`, name]) {
      const found = await this.ask(['rev-parse', '--verify', '--quiet', `${full}^{commit}`]);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  branch(name: string): Promise<string | undefined> {
    return this.ask(['rev-parse', '--verify', '--quiet', `refs/heads/${name}^{commit}`]);
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

/** Git refused. */
class GitSaidNo extends Error {
  readonly code: unknown;

  constructor(code: unknown, stdout: string, stderr: string) {
    super(`${stdout}${stderr}`.trim());
    this.code = code;
  }
}
