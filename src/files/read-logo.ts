import { open, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { MAX_LOGO_BYTES } from '../content/branding/logo.ts';
import type { LogoFile } from '../content/branding/logo.ts';
import { parseSite } from '../content/site.ts';
import type { SourceFile } from '../content/source.ts';

/**
 * Reads the logo that `status.yaml` names; undefined if it names none. Without bytes if the path or a link leads out
 * of the root. Reads one byte more than is allowed, so that the size can be checked.
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
