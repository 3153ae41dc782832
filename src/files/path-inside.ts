import platformPath from 'node:path';
import type { PlatformPath } from 'node:path';

/**
 * The path from a folder to a file in it, with `/`. Empty for the folder itself, undefined for what is outside, such as on
 * another drive of Windows.
 * @param path the rules of another platform, for tests
 */
export function pathInside(
  folder: string,
  file: string,
  path: Pick<PlatformPath, 'relative' | 'isAbsolute' | 'sep'> = platformPath,
): string | undefined {
  const within = path.relative(folder, file);
  if (within === '..' || within.startsWith(`..${path.sep}`) || path.isAbsolute(within)) return undefined;
  return within.split(path.sep).join('/');
}
