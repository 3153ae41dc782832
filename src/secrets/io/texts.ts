import { lstat, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { readGitOutput, startGit } from '../../git/run.ts';
import { resolveCommit } from '../../git/repository.ts';
import type { Diagnostic } from '../../content/finding.ts';
import type { ScannedText, SecretScanner } from './scan.ts';

/** Larger files are not text that people wrote. */
const MAX_BYTES = 8 << 20;

/** Texts to search, and the paths of files that are too large. */
export interface ScanInput {
  readonly scannedTexts: AsyncIterable<ScannedText>;
  readonly skippedPaths: readonly string[];
}

/** What a scanner found, each place once. */
export interface ScanResult {
  readonly diagnostics: readonly Diagnostic[];
  readonly paths: ReadonlySet<string>;
  readonly skippedPaths: readonly string[];
}

/** @throws GitError */
export async function scanTexts(scan: SecretScanner, inputs: readonly ScanInput[]): Promise<ScanResult> {
  const diagnostics = new Map<string, Diagnostic>();
  const paths = new Set<string>();
  for (const { scannedTexts } of inputs) {
    for await (const scanned of scannedTexts) {
      paths.add(scanned.path);
      for (const diagnostic of await scan(scanned)) {
        const { path, line, column } = diagnostic.location;
        diagnostics.set(JSON.stringify([path, line, column, scanned.where]), diagnostic);
      }
    }
  }
  const skippedPaths = [...new Set(inputs.flatMap((input) => input.skippedPaths))];
  return { diagnostics: [...diagnostics.values()], paths, skippedPaths };
}

/**
 * Every file of a work tree that git tracks or would add.
 * @throws GitError
 */
export function readTreeTexts(root: string): ScanInput {
  const skipped: string[] = [];
  async function* each(): AsyncIterable<ScannedText> {
    const list = await readGitOutput(root, ['ls-files', '-z', '--cached', '--others', '--exclude-standard']);
    for (const path of new Set(list.split('\0').filter((name) => name !== ''))) {
      const file = join(root, path);
      const found = await lstat(file).catch(() => undefined);
      if (found?.isSymbolicLink()) yield { path, text: await readlink(file) };
      if (!found?.isFile()) continue;
      if (found.size > MAX_BYTES) skipped.push(path);
      else yield* decodeIfText(path, await readFile(file));
    }
  }
  return { scannedTexts: each(), skippedPaths: skipped };
}

/**
 * Each version of each file, and each message, in the commits after `base` up to `head`, even if a later commit changed it.
 * @throws GitError if there is no such commit
 */
export async function readCommitTexts(root: string, base: string, head = 'HEAD'): Promise<ScanInput> {
  const since = await resolveCommit(root, base);
  const skipped: string[] = [];
  async function* each(): AsyncIterable<ScannedText> {
    const log = await readGitOutput(root, [
      'log',
      '-z',
      '--no-show-signature',
      '--format=%h%x00%B',
      head,
      `^${since}`,
    ]);
    const parts = log.split('\0');
    for (let at = 0; at + 1 < parts.length; at += 2)
      yield {
        path: `${parts[at]} message`,
        text: parts[at + 1]!,
        where: `in the message of commit ${parts[at]}`,
      };
    const here = await listBlobsAt(root, head);
    for await (const { id, path, size } of listNewBlobs(root, since, head)) {
      if (size > MAX_BYTES) skipped.push(path);
      else {
        const bytes = await readBlob(root, id);
        const where = here.get(path) === id ? undefined : await findCommitOfBlob(root, since, head, id);
        for (const text of decodeIfText(path, bytes)) yield { ...text, ...(where && { where }) };
      }
    }
  }
  return { scannedTexts: each(), skippedPaths: skipped };
}

/** Skips binary files, such as images and fonts. */
function* decodeIfText(path: string, bytes: Buffer): Iterable<ScannedText> {
  if (!bytes.subarray(0, 8000).includes(0)) yield { path, text: bytes.toString('utf8') };
}

interface BlobInfo {
  readonly id: string;
  readonly path: string;
  readonly size: number;
}

/** The blobs reachable from `head` but not from `since`, each with one of its paths. */
async function* listNewBlobs(root: string, since: string, head: string): AsyncIterable<BlobInfo> {
  const list = await readGitOutput(root, ['rev-list', '--objects', head, `^${since}`]);
  const paths = new Map(
    list.split('\n').map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]),
  );
  const git = startGit(root, ['cat-file', '--batch-check']);
  git.input.end([...paths.keys()].filter((id) => id !== '').join('\n') + '\n');
  let lines = '';
  for await (const chunk of git.output) lines += String(chunk);
  await git.ended;
  for (const line of lines.split('\n')) {
    const [id = '', type, size] = line.split(' ');
    if (type === 'blob') yield { id, path: paths.get(id) ?? '', size: Number(size) };
  }
}

async function readBlob(root: string, id: string): Promise<Buffer> {
  const git = startGit(root, ['cat-file', 'blob', id]);
  git.input.end();
  const chunks: Buffer[] = [];
  for await (const chunk of git.output) chunks.push(chunk as Buffer);
  await git.ended;
  return Buffer.concat(chunks);
}

async function listBlobsAt(root: string, commit: string): Promise<ReadonlyMap<string, string>> {
  const list = await readGitOutput(root, ['ls-tree', '-r', '-z', '--full-tree', commit]);
  const lines = list.split('\0').filter((line) => line !== '');
  return new Map(lines.map((line) => [line.slice(line.indexOf('\t') + 1), line.split(/[ \t]/)[2]!]));
}

async function findCommitOfBlob(root: string, since: string, head: string, id: string): Promise<string> {
  const args = [
    'log',
    '--reverse',
    '--no-show-signature',
    '--format=%h',
    `--find-object=${id}`,
    head,
    `^${since}`,
  ];
  const [commit] = (await readGitOutput(root, args)).split('\n');
  return commit
    ? `in commit ${commit}; a later commit removed it, but it can still be read`
    : 'in an earlier commit';
}
