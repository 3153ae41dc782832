import { open, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { MAX_LOGO_BYTES } from '../content/branding/logo.ts';
import type { LogoFile } from '../content/branding/logo.ts';
import { parseSite } from '../content/site.ts';
import type { SourceFile } from '../content/source.ts';

/**
 * Reads the mark that a site's `status.yaml` names; undefined where it names none. A path that leads out of the root,
 * also by a link, has no bytes. Of one that is too large, no more is read than is needed to say so.
 */
export async function readLogo(root: string, site: SourceFile | undefined): Promise<LogoFile | undefined> {
  const path = site && parseSite(site).value?.theme.logo;
  if (path === undefined) return undefined;
  const file = await realpath(join(root, path)).catch(() => undefined);
  if (!file?.startsWith(root + sep)) return { path };
  const handle = await open(file).catch(() => undefined);
  if (!handle) return { path };
  try {
    const buffer = Buffer.alloc(MAX_LOGO_BYTES + 1);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    return { path, bytes: new Uint8Array(buffer.subarray(0, bytesRead)) };
  } catch {
    return { path };
  } finally {
    await handle.close();
  }
}
