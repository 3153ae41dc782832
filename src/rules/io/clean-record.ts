import { hash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContentSources } from '../../content/content.ts';
import { CACHE_FOLDER, ENGINE_ROOT, IS_COMPILED } from '../../files/engine.ts';
import { createCleanFiles, hashSettings } from '../engine/clean-files.ts';
import type { CleanFiles } from '../engine/clean-files.ts';

export interface CleanRecord {
  readonly files: CleanFiles;
  /** Keeps what this run found for the next one. Where that isn't possible, the next one checks everything again. */
  readonly save: () => Promise<void>;
}

const FOLDER = join(CACHE_FOLDER, 'clean');

/** Records of other content roots that are kept. */
const MAX_KEPT = 20;

/**
 * Opens the record of the files of a content root that had no finding. It is empty if the code, the settings or Node.js
 * have changed since, or if it is damaged.
 * @param code changes with the code of the rules
 * @param folder where records are kept
 */
export async function openCleanRecord(
  root: string,
  sources: ContentSources,
  code: string,
  folder = FOLDER,
): Promise<CleanRecord> {
  const file = join(folder, `${hash('sha256', root).slice(0, 16)}.txt`);
  const settings = hashSettings(sources, `${code} ${process.version} ${process.versions.unicode}`);
  const known = await readIds(file, settings);
  const { files, seen } = createCleanFiles(known);
  return {
    files,
    save: async () => {
      if (seen.size === known.size && [...seen].every((id) => known.has(id))) return;
      const draft = `${file}.${randomUUID()}.tmp`;
      try {
        await mkdir(folder, { recursive: true });
        await writeFile(draft, [settings, ...seen, END].join('\n'));
        await rename(draft, file);
        await removeOthers(folder);
      } catch {
        await rm(draft, { force: true }).catch(() => undefined);
      }
    },
  };
}

/** Of the package, whose files have a hash of their content in their names. Undefined for source code, which changes at any time. */
export async function readRulesCode(): Promise<string | undefined> {
  if (!IS_COMPILED) return undefined;
  return hash('sha256', (await readdir(join(ENGINE_ROOT, 'lib'))).toSorted().join('\n'));
}

/** The last line of a complete record. */
const END = 'end';

async function readIds(file: string, settings: string): Promise<ReadonlySet<string>> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const [head, ...ids] = text.split('\n');
  return head === settings && ids.pop() === END ? new Set(ids) : new Set();
}

/** When there are too many, all are left to be made again. */
async function removeOthers(folder: string): Promise<void> {
  const names = await readdir(folder);
  if (names.length <= MAX_KEPT) return;
  await Promise.all(names.map((name) => rm(join(folder, name), { force: true })));
}
