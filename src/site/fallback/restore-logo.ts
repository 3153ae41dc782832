import type { Logo } from '../../content/branding/logo.ts';
import { validateLogo } from '../../content/branding/logo.ts';
import { parseSite } from '../../content/site.ts';
import { readBlobBytes } from '../../git/blobs.ts';
import { readFileVersions } from '../../git/file-versions.ts';
import { drawLogo } from '../logo/draw-svg.ts';
import { fileKey } from './file-history.ts';
import type { FileHistory, LastValid } from './file-history.ts';

/** The newest valid logo that `status.yaml` named; `path` is the one that it names. */
export async function restoreLogo(
  root: string,
  path: string,
  history: FileHistory,
): Promise<LastValid<Logo> | undefined> {
  const own = await readFileVersions(root, [path], fileKey);
  const versions = [...[...own.values()].flat(), ...(await history.settingsVersions())];
  for (const { commit, at } of versions.toSorted((a, b) => b.at - a.at)) {
    const site = (await history.contentAt(commit))?.site;
    const named = site && parseSite(site).value?.theme.logo;
    const bytes = named === undefined ? undefined : await readBlobBytes(root, `${commit}:./${named}`);
    if (!bytes) continue;
    const checked = validateLogo({ path: named!, bytes });
    const logo = 'error' in checked ? checked : await drawLogo(checked);
    if (!('error' in logo)) return { value: logo, commit, at };
  }
  return undefined;
}
