import { hash } from 'node:crypto';
import { applyPatch, reversePatch, structuredPatch } from 'diff';
import { z } from 'zod';
import type { GeneratedFile } from '../files/write.ts';

/** Where a repository records which files Candor generated, and their content. */
export const MANIFEST_PATH = '.github/candor.json';

const manifestSchema = z.object({
  /** The version of Candor that generated the files. */
  version: z.string(),
  /** A hash of each file's text, by path. */
  files: z.record(z.string(), z.string()),
});
export type Manifest = z.infer<typeof manifestSchema>;

export type ManagedFileAction =
  | ({ readonly type: 'write-file'; readonly before?: string } & GeneratedFile)
  | { readonly type: 'remove-file'; readonly path: string; readonly before: string }
  /** A person changed or removed it, so it stays; `wanted` is what Candor would write. */
  | {
      readonly type: 'leave-file';
      readonly path: string;
      readonly before?: string;
      readonly wanted?: string;
      /** Set if the person's file lacks a change that Candor made to its text since it wrote the file. */
      readonly isBehind?: true;
    };

/** Whether a version of Candor is older than another, such as 0.9.1 than 0.10.0. A pre-release counts as its release. */
export function isOlderVersion(version: string, than: string): boolean {
  const parts = (text: string): number[] => text.split(/[-+]/, 1)[0]!.split('.').map(Number);
  const [own, other] = [parts(version), parts(than)];
  const at = own.findIndex((part, index) => part !== other[index]);
  return at >= 0 && own[at]! < other[at]!;
}

/** Undefined if there is none, or if it can't be read. */
export function parseManifest(text: string | undefined): Manifest | undefined {
  if (text === undefined) return undefined;
  try {
    return manifestSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/**
 * Compares the files that Candor generates with those of a repository. A file that is as Candor wrote it is
 * replaced, or removed if Candor no longer generates it. What a person changed or removed stays.
 * @param present the text of each path that exists
 * @param generated what Candor wrote last of the files that a person changed, where that is known
 */
export function planManagedFiles(
  wanted: readonly GeneratedFile[],
  present: ReadonlyMap<string, string>,
  manifest: Manifest | undefined,
  version: string,
  generated: ReadonlyMap<string, string> = new Map(),
): ManagedFileAction[] {
  const actions: ManagedFileAction[] = [];
  const files: Record<string, string> = {};
  const recorded = (path: string): string | undefined => manifest?.files[path];
  for (const { path, text } of wanted) {
    const before = present.get(path);
    const isOurs = before === undefined ? recorded(path) === undefined : hashText(before) === recorded(path);
    if (before !== undefined && isSameText(before, text)) files[path] = hashText(text);
    else if (isOurs) {
      files[path] = hashText(text);
      actions.push({ type: 'write-file', path, text, ...(before !== undefined && { before }) });
    } else {
      const known = recorded(path) ?? '';
      files[path] = known;
      const isBehind =
        before !== undefined &&
        known !== '' &&
        known !== hashText(text) &&
        !containsChange(before, generated.get(path), text);
      actions.push({
        type: 'leave-file',
        path,
        wanted: text,
        ...(before !== undefined && { before }),
        ...(isBehind && { isBehind }),
      });
    }
  }
  for (const [path, known] of Object.entries(manifest?.files ?? {})) {
    const before = present.get(path);
    if (Object.hasOwn(files, path) || before === undefined) continue;
    if (hashText(before) === known) actions.push({ type: 'remove-file', path, before });
    else actions.push({ type: 'leave-file', path, before });
  }
  const text = renderManifest({ version, files });
  const before = present.get(MANIFEST_PATH);
  if (before !== text)
    actions.push({ type: 'write-file', path: MANIFEST_PATH, text, ...(before !== undefined && { before }) });
  return actions;
}

/** The manifest after these files were written by another command; undefined if it stays as it is. */
export function recordFiles(manifest: Manifest, written: readonly GeneratedFile[]): string | undefined {
  const known = written.filter(({ path }) => Object.hasOwn(manifest.files, path));
  const files = {
    ...manifest.files,
    ...Object.fromEntries(known.map(({ path, text }) => [path, hashText(text)])),
  };
  const text = renderManifest({ ...manifest, files });
  return text === renderManifest(manifest) ? undefined : text;
}

function renderManifest(manifest: Manifest): string {
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

const isSameText = (a: string, b: string): boolean => hashText(a) === hashText(b);

/** Whether a person's version of a file has the change between two texts of Candor's: it can be taken out again. */
function containsChange(own: string, from: string | undefined, to: string): boolean {
  if (from === undefined) return false;
  const [before, after, present] = [from, to, own].map((text) => text.replaceAll('\r\n', '\n'));
  const change = structuredPatch('', '', before!, after!, undefined, undefined, { context: 1 });
  return applyPatch(present!, reversePatch(change)) !== false;
}

/** Independent of line ends, which git may change. */
export function hashText(text: string): string {
  return hash('sha256', text.replaceAll('\r\n', '\n')).slice(0, 16);
}
