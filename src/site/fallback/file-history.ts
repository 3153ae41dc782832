import { CONTENT_FOLDERS } from '../../content/content-files.ts';
import type { ContentFolder } from '../../content/content-files.ts';
import { parseSiteContext } from '../../content/content.ts';
import type { ContentSources, SiteContext } from '../../content/content.ts';
import type { SourceFile } from '../../content/source.ts';
import type { Instant } from '../../time/instant.ts';
import type { LimitWork } from '../../content/time-limit.ts';
import { createWorkLimit } from '../../files/time-limit.ts';
import { openBlobReader } from '../../git/blobs.ts';
import { readFileVersions } from '../../git/file-versions.ts';
import type { FileVersion } from '../../git/file-versions.ts';
import { readContentAt } from '../../git/read-content-at.ts';
import { GitError } from '../../git/run.ts';

/** A version of a file with its text. */
export interface SourceVersion extends Pick<FileVersion, 'commit' | 'at'> {
  readonly source: SourceFile;
}

export interface LastValid<Value> {
  readonly value: Value;
  readonly commit: string;
  /** When that version was committed. */
  readonly at: Instant;
}

/** The published versions of a content root's files, read from git when they are asked for. */
export interface FileHistory {
  /** Newest first, without texts; empty if git doesn't know the file. A file keeps its key in another folder. */
  readonly versions: (key: string) => Promise<readonly FileVersion[]>;
  /** Each change of `status.yaml` or a policy, newest first. */
  readonly settingsVersions: () => Promise<readonly FileVersion[]>;
  /** The newest version that `accept` gives a value for. All versions are tried. */
  readonly lastValid: <Value>(
    key: string,
    accept: (version: SourceVersion) => Value | undefined | Promise<Value | undefined>,
  ) => Promise<LastValid<Value> | undefined>;
  /** `status.yaml` and the files of some folders at a commit; undefined if git can't read them. */
  readonly contentAt: (commit: string) => Promise<ContentSources | undefined>;
  /** Limits the work on a version, which may be a text that takes for ever. */
  readonly limit: LimitWork;
  /** The site, policy and components at a commit; undefined if they were invalid. */
  readonly siteContextAt: (commit: string) => Promise<SiteContext | undefined>;
}

/** `incidents/2025/checkout.md` → `incidents/checkout`, whatever follows the first dot of the name. */
export function fileKey(path: string): string {
  const [folder = '', ...rest] = path.split('/');
  const name = rest.at(-1) ?? '';
  return rest.length === 0 ? folder : `${folder}/${name.replace(/\..*$/, '')}`;
}

/** Concurrent requests to one git process. */
const VERSIONS_PER_READ = 50;

export function openFileHistory(root: string): FileHistory {
  const logs = new Map<string, ReturnType<typeof readFileVersions>>();
  const contents = new Map<string, Promise<ContentSources | undefined>>();
  const contexts = new Map<string, Promise<SiteContext | undefined>>();
  const versions: FileHistory['versions'] = async (key) => {
    const folder = key.split('/')[0]!;
    const log = cached(logs, folder, () => readFileVersions(root, [folder], fileKey));
    return (await log).get(key) ?? [];
  };
  const contentAt: FileHistory['contentAt'] = (commit) =>
    cached(contents, commit, () => undefinedIfGitFails(readContentAt(root, commit, CONTEXT_FOLDERS)));
  return {
    versions,
    limit: createWorkLimit(),
    settingsVersions: async () =>
      (await readFileVersions(root, ['status.yaml', 'policies', 'words'], () => 'settings')).get(
        'settings',
      ) ?? [],
    contentAt,
    lastValid: async (key, accept) => {
      const existing = (await versions(key)).filter(({ blob }) => blob !== undefined);
      for (let from = 0; from < existing.length; from += VERSIONS_PER_READ) {
        for (const version of await readTexts(root, existing.slice(from, from + VERSIONS_PER_READ))) {
          const value = await accept(version);
          if (value !== undefined) return { value, commit: version.commit, at: version.at };
        }
      }
      return undefined;
    },
    siteContextAt: (commit) =>
      cached(contexts, commit, async () => {
        const sources = await contentAt(commit);
        return sources && parseSiteContext(sources).siteContext;
      }),
  };
}

/** What an incident is judged with. */
const CONTEXT_FOLDERS: readonly ContentFolder[] = CONTENT_FOLDERS.filter(
  (folder) => folder === 'policies' || folder === 'words' || folder === 'components',
);

async function readTexts(root: string, versions: readonly FileVersion[]): Promise<SourceVersion[]> {
  const blobs = openBlobReader(root);
  try {
    const reading = Promise.all(versions.map(({ blob, path }) => blobs.read(blob!, path)));
    reading.catch(() => undefined);
    await blobs.close();
    const sources = await reading;
    return versions.map(({ commit, at }, index) => ({ commit, at, source: sources[index]! }));
  } catch (error) {
    if (error instanceof GitError) return [];
    throw error;
  } finally {
    blobs.stop();
  }
}

async function undefinedIfGitFails<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}

function cached<Value>(cache: Map<string, Value>, key: string, make: () => Value): Value {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = make();
  cache.set(key, made);
  return made;
}
