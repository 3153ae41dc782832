import { open, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { LARGEST_MARK } from '../content/branding/logo.ts';
import type { MarkFile } from '../content/branding/logo.ts';
import { parseSite } from '../content/site.ts';
import type { Source } from '../content/source.ts';

/**
 * Reads the mark that a site's `status.yaml` names; undefined where it names none. A path that leads out of the root,
 * also by a link, has no bytes. Of one that is too large, no more is read than is needed to say so.
 */
export async function readMark(root: string, site: Source | undefined): Promise<MarkFile | undefined> {
  const path = site && parseSite(site).value?.theme.mark;
  if (path === undefined) return undefined;
  const file = await realpath(join(root, path)).catch(() => undefined);
  if (!file?.startsWith(root + sep)) return { path };
  const handle = await open(file).catch(() => undefined);
  if (!handle) return { path };
  try {
    const buffer = Buffer.alloc(LARGEST_MARK + 1);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    return { path, bytes: new Uint8Array(buffer.subarray(0, bytesRead)) };
  } catch {
    return { path };
  } finally {
    await handle.close();
  }
}
